package repair

import (
	"cmp"
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// This file defines edits of the text. They are small, so that it stays known what became of
// each byte; a suggestion has those joined that make sense together only.

// An edit replaces the bytes of a file from start to end.
type edit struct {
	file       string
	start, end int
	text       string
	whole      int // edits of equal wholes that are not 0 are joined
}

func compareEdits(a, b edit) int {
	return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end), cmp.Compare(a.text, b.text))
}

// union returns the edits of both, nil if they contradict each other. What both do counts once.
func union(a, b []edit) []edit {
	all := append(slices.Clone(a), b...)
	slices.SortFunc(all, compareEdits)
	all = slices.Compact(all)
	if !disjoint(all) {
		return nil
	}
	return all
}

// disjoint reports whether no two edits are about the same text, and sorts them. Edits of two
// wholes that begin at one place contradict each other: which is the first?
func disjoint(edits []edit) bool {
	slices.SortFunc(edits, compareEdits)
	for i := 1; i < len(edits); i++ {
		a, b := edits[i-1], edits[i]
		if a.file == b.file && (b.start < a.end || a.start == b.start && (a.end == b.end || a.whole != b.whole)) {
			return false
		}
	}
	return true
}

// apply returns text, that of file, with its edits done. They are sorted and disjoint.
func apply(text []byte, edits []edit, file string) []byte {
	var out []byte
	last := 0
	for _, e := range edits {
		if e.file == file {
			out = append(append(out, text[last:e.start]...), e.text...)
			last = e.end
		}
	}
	return append(out, text[last:]...)
}

// original returns where the byte at offset of an edited file was before, -1 for what is new.
func original(offset int, edits []edit, file string) int {
	shift := 0
	for _, e := range edits {
		if e.file != file {
			continue
		}
		start := e.start + shift
		if offset < start {
			break
		}
		if offset < start+len(e.text) {
			return -1
		}
		shift += len(e.text) - (e.end - e.start)
	}
	return offset - shift
}

// suggest returns c for others.
func (p *Package) suggest(c candidate) analysis.SuggestedFix {
	fix := analysis.SuggestedFix{Message: c.message}
	for _, e := range p.join(c.edits) {
		f := p.Fset.File(p.parsed[e.file].FileStart)
		fix.TextEdits = append(fix.TextEdits, analysis.TextEdit{Pos: f.Pos(e.start), End: f.Pos(e.end), NewText: []byte(e.text)})
	}
	return fix
}

// join returns edits, which are sorted, with the parts of each whole joined: a reviewer sees one
// change, and tools that offer edits one by one have all of it.
func (p *Package) join(edits []edit) []edit {
	var out []edit
	for _, e := range edits {
		if n := len(out); n > 0 && e.whole != 0 && out[n-1].whole == e.whole && out[n-1].file == e.file {
			last := &out[n-1]
			last.text += string(p.text(e.file)[last.end:e.start]) + e.text
			last.end = e.end
		} else {
			out = append(out, e)
		}
	}
	return out
}

// A block of text is a run of whole statements, and how it is indented.
type block struct {
	file       string
	start, end int    // from the first statement to the end of its last line, without the newline
	indent     string // what stands before it on its line
}

// block returns the text of stmts, which follow each other. It is not ok if they share their
// lines with other code, or lie in text that people do not edit.
func (p *Package) block(stmts ...ast.Stmt) (block, bool) {
	return p.span(stmts[0].Pos(), stmts[len(stmts)-1].End())
}

func (p *Package) span(from, to token.Pos) (block, bool) {
	file, start := p.locate(from)
	text := p.text(file)
	if text == nil {
		return block{}, false
	}
	_, end := p.locate(to)
	line := strings.LastIndexByte(string(text[:start]), '\n') + 1
	rest, _, _ := strings.Cut(string(text[end:]), "\n")
	rest = strings.TrimRight(rest, "\r")
	indent := string(text[line:start])
	if strings.Trim(indent, " \t") != "" || strings.Contains(string(text), "\r\n") {
		return block{}, false
	}
	if comment := strings.TrimSpace(rest); comment != "" && !strings.HasPrefix(comment, "//") {
		return block{}, false
	}
	return block{file, start, end + len(rest), indent}, true
}

// before returns the insertion of lines above b.
func (b block) before(lines ...string) edit {
	return edit{file: b.file, start: b.start, end: b.start, text: strings.Join(lines, "\n"+b.indent) + "\n" + b.indent}
}

// after returns the insertion of lines below b.
func (b block) after(lines ...string) edit {
	return edit{file: b.file, start: b.end, end: b.end, text: "\n" + b.indent + strings.Join(lines, "\n"+b.indent)}
}

// wrap returns the edits that put b between two lines, indented, with others made within.
func (p *Package) wrap(b block, above, below string, within ...edit) []edit {
	out := []edit{{file: b.file, start: b.start, end: b.start, text: above + "\n" + b.indent + "\t"}}
	out = append(append(out, p.indent(b)...), within...)
	out = append(out, edit{file: b.file, start: b.end, end: b.end, text: "\n" + b.indent + below})
	for i := range out {
		out[i].whole = b.end
	}
	return out
}

// indent returns the edits that indent the lines of b but the first. Lines that begin within a
// string are left as they are, and so are empty ones.
func (p *Package) indent(b block) []edit {
	var out []edit
	text := p.text(b.file)
	for i := b.start; i < b.end; i++ {
		if text[i] == '\n' && i+1 < b.end && text[i+1] != '\n' && !p.inString(b.file, i+1) {
			out = append(out, edit{file: b.file, start: i + 1, end: i + 1, text: "\t"})
		}
	}
	return out
}

// inString reports whether the byte at offset lies within a string literal.
func (p *Package) inString(file string, offset int) bool {
	f := p.parsed[file]
	pos := p.Fset.File(f.FileStart).Pos(offset)
	in := false
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil || in || pos < n.Pos() || pos >= n.End() {
			return false
		}
		lit, ok := n.(*ast.BasicLit)
		in = ok && lit.Kind == token.STRING && lit.Pos() < pos
		return true
	})
	return in
}

// locate returns the file and the offset of a position, as they are on disk.
func (p *Package) locate(pos token.Pos) (string, int) {
	at := p.Fset.PositionFor(pos, false)
	return at.Filename, at.Offset
}

// text returns the text of one of p's files, nil if it is not to be edited: it is generated, by
// a program or from one, or it has changed since it was parsed.
func (p *Package) text(name string) []byte {
	if p.texts == nil {
		p.texts, p.parsed = map[string][]byte{}, map[string]*ast.File{}
		for _, f := range p.Files {
			p.parsed[p.Fset.File(f.FileStart).Name()] = f
		}
	}
	if text, ok := p.texts[name]; ok {
		return text
	}
	p.texts[name] = nil
	f := p.parsed[name]
	if f == nil || ast.IsGenerated(f) || p.Fset.Position(f.Package).Filename != name {
		return nil
	}
	text, err := p.Read(name)
	if err == nil && len(text) == p.Fset.File(f.FileStart).Size() {
		p.texts[name] = text
	}
	return p.texts[name]
}
