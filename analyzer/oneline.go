package analyzer

import (
	"fmt"
	"go/token"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// OneLine returns an analyzer that does what a does and has the steps of a finding in the message.
// It is for drivers that lose related positions. nogo prints none. golangci-lint makes an issue of
// its own of each, which then counts, needs a comment of its own to be silenced, and is lost where
// another stands on its line.
func OneLine(a *analysis.Analyzer) *analysis.Analyzer {
	b := *a
	b.Run = func(pass *analysis.Pass) (any, error) {
		inner := *pass
		inner.Report = func(d analysis.Diagnostic) {
			d.Message += trace(pass.Fset, d)
			d.Related = nil
			pass.Report(d)
		}
		return a.Run(&inner)
	}
	return &b
}

// trace returns the steps that lead to d. Columns are left out: those of other packages are
// not known. Example: [12: opened here; wrap.go:14: closed here], with a space before it
func trace(fset *token.FileSet, d analysis.Diagnostic) string {
	file := fset.Position(d.Pos).Filename
	var steps []string
	for _, r := range d.Related {
		at := fset.Position(r.Pos)
		place := fmt.Sprint(at.Line)
		if at.Filename != file {
			place = filepath.Base(at.Filename) + ":" + place
		}
		steps = append(steps, place+": "+r.Message)
	}
	if len(steps) == 0 {
		return ""
	}
	return " [" + strings.Join(steps, "; ") + "]"
}
