// Package fix applies suggested fixes to source files.
//
// Of each diagnostic the first fix is taken, whole or not at all: a fix that touches a
// generated file, or overlaps a fix taken before, is left out and counted. Nothing is
// written here; the caller gets the new contents ([Plan.Files]) and decides whether to
// write them or to show the difference ([Diff]).
//
// Limits: an import that a fix makes superfluous stays, unless the fix removes it too.
package fix

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/format"
	"go/token"
	"os"
	"slices"

	"golang.org/x/tools/go/analysis"
)

// A Plan is a set of edits that do not conflict. The zero Plan is empty.
type Plan struct {
	// Conflicts and Generated count the fixes left out, by reason.
	Conflicts, Generated int

	edits map[string][]edit // by file name, sorted and disjoint
}

// An edit replaces the bytes from start to end.
type edit struct {
	start, end int
	text       string
}

// A File is a source file before and after.
type File struct {
	Name     string
	Old, New []byte
}

// Add plans the first fix of each diagnostic.
func (p *Plan) Add(fset *token.FileSet, files []*ast.File, diags []analysis.Diagnostic) {
	generated := make(map[string]bool)
	for _, f := range files {
		if ast.IsGenerated(f) {
			generated[fset.File(f.FileStart).Name()] = true
		}
	}
	for _, d := range diags {
		if len(d.SuggestedFixes) > 0 {
			p.add(fset, generated, d.SuggestedFixes[0])
		}
	}
}

func (p *Plan) add(fset *token.FileSet, generated map[string]bool, fix analysis.SuggestedFix) {
	planned := make(map[string][]edit)
	for _, te := range fix.TextEdits {
		file := fset.File(te.Pos)
		name := file.Name()
		if generated[name] {
			p.Generated++
			return
		}
		if _, ok := planned[name]; !ok {
			planned[name] = slices.Clone(p.edits[name])
		}
		e := edit{file.Offset(te.Pos), file.Offset(te.End), string(te.NewText)}
		merged, ok := insert(planned[name], e)
		if !ok {
			p.Conflicts++
			return
		}
		planned[name] = merged
	}
	if p.edits == nil {
		p.edits = make(map[string][]edit)
	}
	for name, edits := range planned {
		p.edits[name] = edits
	}
}

// insert adds e to sorted, disjoint edits. An edit that is there already counts once, which
// is how the same fix of a package and of its test variant agree.
func insert(edits []edit, e edit) ([]edit, bool) {
	i, found := slices.BinarySearchFunc(edits, e, func(a, b edit) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end), cmp.Compare(a.text, b.text))
	})
	if found {
		return edits, true
	}
	if i > 0 && (edits[i-1].end > e.start || edits[i-1].start == e.start) {
		return nil, false
	}
	if i < len(edits) && (edits[i].start < e.end || edits[i].start == e.start) {
		return nil, false
	}
	return slices.Insert(edits, i, e), true
}

// Files returns the files that change, sorted by name, formatted as gofmt does.
func (p *Plan) Files() ([]File, error) {
	var out []File
	for name, edits := range p.edits {
		old, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		changed, err := apply(old, edits)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if formatted, err := format.Source(changed); err == nil {
			changed = formatted
		}
		out = append(out, File{name, old, changed})
	}
	slices.SortFunc(out, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	return out, nil
}

func apply(src []byte, edits []edit) ([]byte, error) {
	var out []byte
	last := 0
	for _, e := range edits {
		if e.end > len(src) {
			return nil, fmt.Errorf("file became shorter while it was analysed")
		}
		out = append(out, src[last:e.start]...)
		out = append(out, e.text...)
		last = e.end
	}
	return append(out, src[last:]...), nil
}
