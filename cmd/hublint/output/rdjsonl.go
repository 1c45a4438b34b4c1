package output

import (
	"encoding/json"
	"go/token"
	"io"
)

// reviewdog's diagnostic format. Columns count bytes, from 1.
type (
	rdDiagnostic struct {
		Message     string         `json:"message"`
		Location    rdLocation     `json:"location"`
		Severity    string         `json:"severity"`
		Source      rdSource       `json:"source"`
		Code        rdCode         `json:"code"`
		Suggestions []rdSuggestion `json:"suggestions,omitempty"`
		Related     []rdRelated    `json:"related_locations,omitempty"`
	}

	rdLocation struct {
		Path  string   `json:"path"`
		Range *rdRange `json:"range,omitempty"`
	}

	rdRange struct {
		Start rdPosition  `json:"start"`
		End   *rdPosition `json:"end,omitempty"`
	}

	rdPosition struct {
		Line   int `json:"line"`
		Column int `json:"column,omitempty"`
	}

	rdSource struct {
		Name string `json:"name"`
	}

	rdCode struct {
		Value string `json:"value"`
		URL   string `json:"url,omitempty"`
	}

	rdSuggestion struct {
		Range rdRange `json:"range"`
		Text  string  `json:"text"`
	}

	rdRelated struct {
		Message  string     `json:"message"`
		Location rdLocation `json:"location"`
	}
)

// writeRDJSONL writes one object a line. A fix becomes suggestions only if it has one edit:
// reviewdog offers each of them by itself, and half a fix may be worse than none.
func writeRDJSONL(w io.Writer, r *Report) error {
	severity := map[Severity]string{Error: "ERROR", Warning: "WARNING", Note: "INFO"}
	urls := make(map[string]string)
	for _, rule := range r.Rules {
		urls[rule.ID] = rule.URL
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, f := range r.Findings {
		d := rdDiagnostic{
			Message:  f.Message,
			Location: r.rdLocation(f.Pos, f.End),
			Severity: severity[f.Severity],
			Source:   rdSource{"hublint"},
			Code:     rdCode{f.Category, urls[f.Category]},
		}
		for _, rel := range f.Related {
			d.Related = append(d.Related, rdRelated{rel.Message, r.rdLocation(rel.Pos, token.Position{})})
		}
		for _, fix := range f.Fixes {
			if len(fix.Edits) == 1 {
				e := fix.Edits[0]
				d.Suggestions = append(d.Suggestions, rdSuggestion{*r.rdLocation(e.Pos, e.End).Range, e.NewText})
			}
		}
		if err := enc.Encode(d); err != nil {
			return err
		}
	}
	return nil
}

func (r *Report) rdLocation(pos, end token.Position) rdLocation {
	loc := rdLocation{Path: r.slash(pos.Filename), Range: &rdRange{Start: rdPosition{pos.Line, pos.Column}}}
	if end.IsValid() && end.Filename == pos.Filename {
		loc.Range.End = &rdPosition{end.Line, end.Column}
	}
	return loc
}
