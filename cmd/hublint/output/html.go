package output

import (
	_ "embed" // for the page
	"fmt"
	"go/token"
	"html/template"
	"io"
	"slices"
	"strings"
)

//go:embed page.html
var pageTemplate string

// The page shows each finding with the lines of source on the way to it. The steps of the way
// are notes below their lines, which a reader goes through with the keyboard.
type (
	htmlPage struct {
		Version  string
		Summary  string
		Findings []htmlFinding
	}

	htmlFinding struct {
		ID       string // of the element
		Place    string
		Category string
		URL      string
		Severity Severity
		Message  string
		Files    []*htmlFile
		Last     string // the element of the finding's own note
	}

	htmlFile struct {
		Name   string
		Chunks []htmlChunk
	}

	// An htmlChunk is some lines without a gap.
	htmlChunk struct{ Lines []htmlLine }

	htmlLine struct {
		Number int
		Code   template.HTML
		Notes  []htmlNote
	}

	htmlNote struct {
		ID    string
		Label string // the number of the step; empty for the finding itself
		Text  string
	}
)

// writeHTML writes one page that needs no other files.
func writeHTML(w io.Writer, r *Report) error {
	t, err := template.New("page").Parse(pageTemplate)
	if err != nil {
		return err
	}
	urls := make(map[string]string)
	for _, rule := range r.Rules {
		urls[rule.ID] = rule.URL
	}
	b := htmlBuilder{Report: r, code: make(map[string][]template.HTML)}
	page := htmlPage{Version: r.Version, Summary: r.summary()}
	for i, f := range r.Findings {
		out := b.finding(i+1, f)
		out.URL = urls[f.Category]
		page.Findings = append(page.Findings, out)
	}
	return t.Execute(w, page)
}

// An htmlBuilder makes the parts of a page.
type htmlBuilder struct {
	*Report
	code map[string][]template.HTML // lines by file
}

// around is the number of lines that are shown before and after those that have notes.
const around = 4

func (b *htmlBuilder) finding(n int, f Finding) htmlFinding {
	id := fmt.Sprintf("f%d", n)
	out := htmlFinding{
		ID: id, Place: b.posn(f.Pos), Category: f.Category, Severity: f.Severity, Message: f.Message,
		Last: fmt.Sprintf("%s-%d", id, len(f.Related)+1),
	}
	notes := make(map[string]map[int][]htmlNote) // by file and line
	var files []string
	add := func(i int, pos token.Position, label, text string) {
		if notes[pos.Filename] == nil {
			notes[pos.Filename] = make(map[int][]htmlNote)
			files = append(files, pos.Filename)
		}
		note := htmlNote{fmt.Sprintf("%s-%d", id, i), label, text}
		notes[pos.Filename][pos.Line] = append(notes[pos.Filename][pos.Line], note)
	}
	for i, rel := range f.Related {
		add(i+1, rel.Pos, fmt.Sprint(i+1), rel.Message)
	}
	add(len(f.Related)+1, f.Pos, "", f.Message)
	for _, name := range files {
		out.Files = append(out.Files, b.file(name, notes[name]))
	}
	return out
}

// file returns the lines around those with notes. A line that cannot be had is empty.
func (b *htmlBuilder) file(name string, notes map[int][]htmlNote) *htmlFile {
	out := &htmlFile{Name: b.slash(name)}
	code := b.lines(name)
	shown := make(map[int]bool)
	for line := range notes {
		shown[line] = true
		for n := max(line-around, 1); n <= min(line+around, len(code)); n++ {
			shown[n] = true
		}
	}
	last := -1
	for _, n := range sortedKeys(shown) {
		if n != last+1 || len(out.Chunks) == 0 {
			out.Chunks = append(out.Chunks, htmlChunk{})
		}
		line := htmlLine{Number: n, Notes: notes[n]}
		if n >= 1 && n <= len(code) {
			line.Code = code[n-1]
		}
		chunk := &out.Chunks[len(out.Chunks)-1]
		chunk.Lines = append(chunk.Lines, line)
		last = n
	}
	return out
}

func sortedKeys(set map[int]bool) []int {
	var list []int
	for n := range set {
		list = append(list, n)
	}
	slices.Sort(list)
	return list
}

// lines returns the lines of a file as HTML, nil if it cannot be read.
func (b *htmlBuilder) lines(name string) []template.HTML {
	if code, ok := b.code[name]; ok {
		return code
	}
	var code []template.HTML
	if b.ReadFile != nil {
		if data, err := b.ReadFile(name); err == nil {
			code = highlight(strings.ReplaceAll(string(data), "\r\n", "\n"))
		}
	}
	b.code[name] = code
	return code
}
