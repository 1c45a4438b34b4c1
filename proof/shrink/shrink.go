// Package shrink makes a program smaller while something about it stays true: delta
// debugging (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input",
// IEEE TSE 2002) over the syntax tree, in the hierarchical form of Misherghi and Su ("HDD",
// ICSE 2006), with the type checker as the judge of what is still a program.
package shrink

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"

	"github.com/hublint/hublint/proof/program"
)

// Shrink returns the smallest program that it finds for which holds is true, as it is for p.
// It gives up after a number of attempts.
func Shrink(lib *program.Library, p *program.Program, attempts int, holds func(*program.Loaded) bool) *program.Program {
	s := &shrinker{lib: lib, holds: holds, left: attempts}
	if m := merged(p); m != nil && s.accept(m) {
		p = m
	}
	for changed := true; changed && s.left > 0; {
		before := p.String()
		for f := range p.Files {
			p = s.file(p, f)
		}
		if m := merged(p); m != nil && s.accept(m) {
			p = m
		}
		p = s.withoutEmpty(p)
		changed = p.String() != before
	}
	return Canonical(lib, p, holds)
}

const maxGrown = 12

func size(p *program.Program) int { return len(p.String()) }

type shrinker struct {
	lib   *program.Library
	holds func(*program.Loaded) bool
	left  int // attempts
	grown int // edits that made the text longer, and may undo each other
}

// file makes the edits of one file, each as often as it helps.
func (s *shrinker) file(p *program.Program, f int) *program.Program {
	for k := 0; s.left > 0; {
		q, more := candidate(p, f, k)
		if !more {
			break
		}
		if q != nil && s.mayGrow(p, q) {
			q = s.accepted(q)
		} else {
			q = nil
		}
		if q == nil || q.String() == p.String() || !s.mayGrow(p, q) {
			k++
			continue
		}
		if size(q) >= size(p) {
			s.grown++
		}
		p = q
	}
	return p
}

// mayGrow reports whether q is smaller than p, or may be larger.
func (s *shrinker) mayGrow(p, q *program.Program) bool {
	return size(q) < size(p) || s.grown < maxGrown
}

func (s *shrinker) accept(p *program.Program) bool {
	q := s.accepted(p)
	return q != nil && q.String() == p.String()
}

// accepted returns p, perhaps mended, if it type-checks and holds.
func (s *shrinker) accepted(p *program.Program) *program.Program {
	for range 6 {
		l, err := program.Load(s.lib, p)
		if err != nil {
			if p = mend(p, err); p == nil {
				return nil
			}
			continue
		}
		s.left--
		ok := s.holds(l)
		l.Close()
		if ok {
			return p
		}
		return nil
	}
	return nil
}

// withoutEmpty drops packages that nothing imports any more.
func (s *shrinker) withoutEmpty(p *program.Program) *program.Program {
	if len(p.Files) < 2 {
		return p
	}
	q := &program.Program{Files: p.Files[len(p.Files)-1:]}
	if s.accept(q) {
		return q
	}
	return p
}

// candidate returns p with the k-th edit of file f made, or nil if that edit is void, and
// whether there is a k-th edit at all.
func candidate(p *program.Program, f, k int) (*program.Program, bool) {
	fset, file := parse(p.Files[f].Source)
	e := &editor{want: k}
	e.apply(file)
	if !e.done() {
		(&inliner{e, file, p.Files[f].Source}).apply()
	}
	if !e.done() {
		return nil, false
	}
	src, ok := render(fset, file)
	if !ok || src == p.Files[f].Source {
		return nil, true
	}
	return with(p, f, src), true
}

func with(p *program.Program, f int, src string) *program.Program {
	q := &program.Program{Files: append([]program.File(nil), p.Files...)}
	q.Files[f].Source = src
	return q
}

func parse(src string) (*token.FileSet, *ast.File) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", src, parser.SkipObjectResolution)
	if err != nil {
		panic(err) // only what type-checked is parsed again
	}
	return fset, file
}

// render prints a tree without its unused imports.
func render(fset *token.FileSet, file *ast.File) (string, bool) {
	pruneImports(file)
	var b bytes.Buffer
	if err := format.Node(&b, fset, file); err != nil {
		return "", false
	}
	out, err := format.Source(tidy(b.Bytes()))
	return string(out), err == nil
}

// tidy removes empty lines within functions, which deleted statements leave behind.
func tidy(src []byte) []byte {
	var out [][]byte
	for _, line := range bytes.Split(src, []byte("\n")) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if bytes.HasPrefix(line, []byte("func ")) || bytes.HasPrefix(line, []byte("type ")) || bytes.HasPrefix(line, []byte("import ")) || bytes.HasPrefix(line, []byte("var ")) {
			out = append(out, nil)
		}
		out = append(out, line)
	}
	return append(bytes.Join(out, []byte("\n")), '\n')
}
