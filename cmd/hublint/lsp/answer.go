package lsp

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hublint/hublint/cmd/hublint/output"
)

// quickFix is the kind of the code actions that there are.
const quickFix = "quickfix"

// diagnostic returns what the editor shows of a finding. An editor that cannot show related places
// gets the steps in the message.
func (e *session) diagnostic(text *reader, f output.Finding) diagnostic {
	d := diagnostic{
		Range:    text.span(f.Pos, f.End),
		Severity: severity(f.Severity),
		Code:     f.Category,
		Source:   "hublint",
		Message:  strings.TrimSuffix(f.Message, " ("+f.Category+")"),
	}
	if r := e.rule(f.Category); r != nil && r.URL != "" {
		d.CodeDescription = &codeDescription{r.URL}
	}
	for _, step := range f.Related {
		if e.steps {
			at := text.position(step.Pos)
			d.RelatedInformation = append(d.RelatedInformation, related{location{e.uri(step.Pos.Filename), span{at, at}}, step.Message})
		} else {
			d.Message += fmt.Sprintf("\n%s:%d: %s", filepath.Base(step.Pos.Filename), step.Pos.Line, step.Message)
		}
	}
	return d
}

// severity returns the protocol's number.
func severity(s output.Severity) int {
	switch s {
	case output.Error:
		return 1
	case output.Warning:
		return 2
	}
	return 3
}

func (e *session) rule(category string) *output.Rule {
	i := slices.IndexFunc(e.server.Rules, func(r output.Rule) bool { return r.ID == category })
	if i < 0 {
		return nil
	}
	return &e.server.Rules[i]
}

// hover answers with the manual, and with the way to the finding under the cursor.
func (e *session) hover(p *documentParams) (any, error) {
	name, err := fileName(p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	s := e.shown[name]
	if s == nil {
		return nil, nil
	}
	for i, d := range s.diagnostics {
		if d.Range.touches(span{p.Position, p.Position}) {
			return hoverResult{markup{"markdown", e.explanation(s.findings[i])}, d.Range}, nil
		}
	}
	return nil, nil
}

// explanation returns the steps that lead to a finding, with links, and what its category means,
// in Markdown.
func (e *session) explanation(f output.Finding) string {
	var b strings.Builder
	for i, step := range f.Related {
		fmt.Fprintf(&b, "%d. [%s:%d](%s#L%d): %s\n", i+1, filepath.Base(step.Pos.Filename), step.Pos.Line, e.uri(step.Pos.Filename), step.Pos.Line, step.Message)
	}
	if r := e.rule(f.Category); r != nil {
		fmt.Fprintf(&b, "\n**%s**: %s\n\n%s\n\n[manual](%s)\n", r.ID, r.Title, r.Help, r.URL)
	}
	return strings.TrimSpace(b.String())
}

// actions answers with the fixes of findings in a range. There are none while an analysis is due:
// their places are those of another text.
func (e *session) actions(p *documentParams) (any, error) {
	name, err := fileName(p.TextDocument.URI)
	if err != nil {
		return nil, err
	}
	out := []codeAction{}
	s := e.shown[name]
	if s == nil || e.pending[s.module] {
		return out, nil
	}
	for i, d := range s.diagnostics {
		if !d.Range.touches(p.Range) {
			continue
		}
		for _, fix := range s.findings[i].Fixes {
			out = append(out, codeAction{fix.Message, quickFix, []diagnostic{d}, e.edit(s.text, fix)})
		}
	}
	return out, nil
}

// edit returns the changes that a fix makes.
func (e *session) edit(text *reader, fix output.Fix) workspaceEdit {
	w := workspaceEdit{make(map[string][]textEdit)}
	for _, c := range fix.Edits {
		uri := e.uri(c.Pos.Filename)
		w.Changes[uri] = append(w.Changes[uri], textEdit{text.span(c.Pos, c.End), c.NewText})
	}
	return w
}
