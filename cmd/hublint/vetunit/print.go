package vetunit

import (
	"cmp"
	"encoding/json"
	"fmt"
	"go/token"
	"io"
	"os"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// The JSON that the go command expects is a tree: unit, analyzer, then either a list of
// diagnostics or an error. Offsets of edits count bytes from 0.
type (
	jsonTree map[string]map[string]any

	jsonDiagnostic struct {
		Category       string        `json:"category,omitempty"`
		Posn           string        `json:"posn"`
		End            string        `json:"end"`
		Message        string        `json:"message"`
		SuggestedFixes []jsonFix     `json:"suggested_fixes,omitempty"`
		Related        []jsonRelated `json:"related,omitempty"`
	}

	jsonFix struct {
		Message string     `json:"message"`
		Edits   []jsonEdit `json:"edits"`
	}

	jsonEdit struct {
		Filename string `json:"filename"`
		Start    int    `json:"start"`
		End      int    `json:"end"`
		New      string `json:"new"`
	}

	jsonRelated struct {
		Posn    string `json:"posn"`
		End     string `json:"end"`
		Message string `json:"message"`
	}

	jsonError struct {
		Err string `json:"error"`
	}
)

// writeJSON writes the result of one unit.
func writeJSON(w io.Writer, fset *token.FileSet, id, analyzer string, diags []analysis.Diagnostic, err error) error {
	tree := make(jsonTree)
	switch {
	case err != nil:
		tree[id] = map[string]any{analyzer: jsonError{err.Error()}}
	case len(diags) > 0:
		list := make([]jsonDiagnostic, 0, len(diags))
		for _, d := range diags {
			list = append(list, toJSON(fset, d))
		}
		tree[id] = map[string]any{analyzer: list}
	}
	data, err := json.MarshalIndent(tree, "", "\t")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s\n", data)
	return err
}

func toJSON(fset *token.FileSet, d analysis.Diagnostic) jsonDiagnostic {
	out := jsonDiagnostic{
		Category: d.Category,
		Posn:     fset.Position(d.Pos).String(),
		End:      fset.Position(cmp.Or(d.End, d.Pos)).String(),
		Message:  d.Message,
	}
	for _, fix := range d.SuggestedFixes {
		f := jsonFix{Message: fix.Message}
		for _, edit := range fix.TextEdits {
			f.Edits = append(f.Edits, jsonEdit{
				Filename: fset.Position(edit.Pos).Filename,
				Start:    fset.Position(edit.Pos).Offset,
				End:      fset.Position(edit.End).Offset,
				New:      string(edit.NewText),
			})
		}
		out.SuggestedFixes = append(out.SuggestedFixes, f)
	}
	for _, r := range d.Related {
		out.Related = append(out.Related, jsonRelated{
			Posn:    fset.Position(r.Pos).String(),
			End:     fset.Position(cmp.Or(r.End, r.Pos)).String(),
			Message: r.Message,
		})
	}
	return out
}

// writePlain writes a diagnostic for those who run the tool by hand, with the given number
// of source lines around it, or none if that is negative.
func writePlain(w io.Writer, fset *token.FileSet, context int, d analysis.Diagnostic) {
	line := func(pos, end token.Pos, message string) {
		posn := fset.Position(pos)
		fmt.Fprintf(w, "%s: %s\n", posn, message)
		if context < 0 {
			return
		}
		last := fset.Position(end)
		if !last.IsValid() {
			last = posn
		}
		data, err := os.ReadFile(posn.Filename)
		if err != nil {
			return
		}
		lines := strings.Split(string(data), "\n")
		for i := max(posn.Line-context, 1); i <= min(last.Line+context, len(lines)); i++ {
			fmt.Fprintf(w, "%d\t%s\n", i, lines[i-1])
		}
	}
	line(d.Pos, d.End, d.Message)
	for _, r := range d.Related {
		line(r.Pos, r.End, "\t"+r.Message)
	}
}
