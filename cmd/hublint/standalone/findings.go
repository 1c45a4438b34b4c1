package standalone

import (
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/hublint/hublint/cmd/hublint/load"
	"github.com/hublint/hublint/cmd/hublint/output"
)

// findings resolves the positions of all diagnostics, and sorts them.
func (a *Analysis) findings(results []load.Result) []output.Finding {
	var list []output.Finding
	for _, r := range results {
		for _, d := range r.Diagnostics {
			f := finding(r.Fset, d)
			f.Severity, f.Client = a.Judge(r.Result, d)
			list = append(list, f)
		}
	}
	return output.Sort(list)
}

func finding(fset *token.FileSet, d analysis.Diagnostic) output.Finding {
	f := output.Finding{
		Pos:      fset.Position(d.Pos),
		Category: d.Category,
		Message:  d.Message,
	}
	if d.End.IsValid() {
		f.End = fset.Position(d.End)
	}
	for _, r := range d.Related {
		f.Related = append(f.Related, output.Related{Pos: fset.Position(r.Pos), Message: r.Message})
	}
	for _, fix := range d.SuggestedFixes {
		out := output.Fix{Message: fix.Message}
		for _, e := range fix.TextEdits {
			out.Edits = append(out.Edits, output.Edit{
				Pos: fset.Position(e.Pos), End: fset.Position(e.End), NewText: string(e.NewText),
			})
		}
		f.Fixes = append(f.Fixes, out)
	}
	return f
}
