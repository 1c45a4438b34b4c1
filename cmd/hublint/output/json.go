package output

import (
	"encoding/json"
	"go/token"
	"io"
)

// The JSON format is one object. Lines and columns count from 1, columns and offsets count
// bytes, offsets from 0.
type (
	jsonReport struct {
		Version  string        `json:"version"`
		Findings []jsonFinding `json:"findings"`
	}

	jsonFinding struct {
		Category string        `json:"category"`
		Severity Severity      `json:"severity"`
		Client   string        `json:"client,omitempty"`
		Message  string        `json:"message"`
		Pos      jsonPosition  `json:"pos"`
		End      *jsonPosition `json:"end,omitempty"`
		Related  []jsonRelated `json:"related,omitempty"`
		Fixes    []jsonFix     `json:"fixes,omitempty"`
	}

	jsonPosition struct {
		File   string `json:"file"`
		Line   int    `json:"line"`
		Column int    `json:"column,omitempty"`
	}

	jsonRelated struct {
		Message string       `json:"message"`
		Pos     jsonPosition `json:"pos"`
	}

	jsonFix struct {
		Message string     `json:"message"`
		Edits   []jsonEdit `json:"edits"`
	}

	jsonEdit struct {
		File  string `json:"file"`
		Start int    `json:"start"`
		End   int    `json:"end"`
		New   string `json:"new"`
	}
)

func writeJSON(w io.Writer, r *Report) error {
	out := jsonReport{Version: r.Version, Findings: []jsonFinding{}}
	for _, f := range r.Findings {
		jf := jsonFinding{Category: f.Category, Severity: f.Severity, Client: f.Client, Message: f.Message, Pos: r.jsonPosition(f.Pos)}
		if f.End.IsValid() {
			end := r.jsonPosition(f.End)
			jf.End = &end
		}
		for _, rel := range f.Related {
			jf.Related = append(jf.Related, jsonRelated{rel.Message, r.jsonPosition(rel.Pos)})
		}
		for _, fix := range f.Fixes {
			jfix := jsonFix{Message: fix.Message, Edits: []jsonEdit{}}
			for _, e := range fix.Edits {
				jfix.Edits = append(jfix.Edits, jsonEdit{r.slash(e.Pos.Filename), e.Pos.Offset, e.End.Offset, e.NewText})
			}
			jf.Fixes = append(jf.Fixes, jfix)
		}
		out.Findings = append(out.Findings, jf)
	}
	return indented(w, out)
}

func (r *Report) jsonPosition(p token.Position) jsonPosition {
	return jsonPosition{r.slash(p.Filename), p.Line, p.Column}
}

// indented writes v for both eyes and programs: two spaces, and no escapes of < and >.
func indented(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
