package analyzer_test

import (
	"go/token"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/hublint/hublint/analyzer"
)

// newFiles returns the positions of lines in two files of a hundred lines each.
func newFiles(fset *token.FileSet) (here, there func(line int) token.Pos) {
	add := func(name string) func(int) token.Pos {
		f := fset.AddFile(name, -1, 1000)
		for line := range 100 {
			f.AddLine(line * 10)
		}
		return f.LineStart
	}
	return add("/src/device/run.go"), add("/src/link/link.go")
}

func TestOneLine(t *testing.T) {
	fset := token.NewFileSet()
	here, there := newFiles(fset)
	found := []analysis.Diagnostic{
		{Pos: here(3), Message: "no steps (directive)"},
		{Pos: here(15), Message: "connected again (doubleconnect)", Related: []analysis.RelatedInformation{
			{Pos: here(12), Message: "opened here"},
			{Pos: there(40), Message: "closed here"},
			{Pos: here(14), Message: "the loop starts over"},
		}},
	}
	a := analyzer.OneLine(&analysis.Analyzer{Name: "a", Run: func(pass *analysis.Pass) (any, error) {
		for _, d := range found {
			pass.Report(d)
		}
		return "result", nil
	}})
	var got []analysis.Diagnostic
	pass := &analysis.Pass{Fset: fset, Report: func(d analysis.Diagnostic) { got = append(got, d) }}
	if result, err := a.Run(pass); result != "result" || err != nil {
		t.Errorf("Run: %v, %v", result, err)
	}
	want := []string{
		"no steps (directive)",
		"connected again (doubleconnect) [12: opened here; link.go:40: closed here; 14: the loop starts over]",
	}
	for i, d := range got {
		if d.Message != want[i] || len(d.Related) > 0 || d.Pos != found[i].Pos {
			t.Errorf("finding %d: %+v, want %q", i, d, want[i])
		}
	}
	if len(got) != len(found) || len(found[1].Related) != 3 {
		t.Errorf("%d findings; the analyzer's own changed to %+v", len(got), found)
	}
}
