package directive

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"iter"
	"strings"
)

// This file defines where directives stand, and what they are about.

// A Set is the directives of a package.
type Set struct {
	pkg      *types.Package
	info     *types.Info
	files    []*ast.File
	funcs    []*subject   // in source order
	assumes  []*Directive // in source order
	problems []Problem
}

// A subject is a function or method that directives are about.
type subject struct {
	fn   *types.Func
	list []*Directive
}

// Collect finds the directives of a package. It returns nil if there are none, which costs one
// look at each comment.
func Collect(pkg *types.Package, files []*ast.File, info *types.Info) *Set {
	s := &Set{pkg: pkg, info: info, files: files}
	found := false
	for _, f := range files {
		if c := comments(f); len(c) > 0 {
			found = true
			s.collect(f, c)
		}
	}
	if !found {
		return nil
	}
	return s
}

// Functions returns the functions that directives say something of which a body can contradict,
// each with the directive, in source order.
func (s *Set) Functions() iter.Seq2[*types.Func, *Directive] {
	return func(yield func(*types.Func, *Directive) bool) {
		if s == nil {
			return
		}
		for _, x := range s.funcs {
			for _, d := range x.list {
				if d.Kind != Identity && !yield(x.fn, d) {
					return
				}
			}
		}
	}
}

// Problems returns what is wrong about the directives, as far as it has been found out.
func (s *Set) Problems() []Problem {
	if s == nil {
		return nil
	}
	return s.problems
}

func (s *Set) problem(at *Directive, format string, args ...any) {
	s.problems = append(s.problems, Problem{at.Pos, at.End, fmt.Sprintf(format, args...)})
}

// comments returns the comments of f that are for hublint.
func comments(f *ast.File) []*ast.Comment {
	var out []*ast.Comment
	for _, g := range f.Comments {
		for _, c := range g.List {
			if strings.HasPrefix(c.Text, prefix) {
				out = append(out, c)
			}
		}
	}
	return out
}

// collect sorts the directives of a file by what they are about.
func (s *Set) collect(f *ast.File, all []*ast.Comment) {
	about := s.documented(f)
	subjects := map[*types.Func]*subject{}
	for _, c := range all {
		d, err := Parse(c.Pos(), c.Text)
		if err != nil {
			s.problems = append(s.problems, Problem{c.Pos(), c.End(), err.Error()})
			continue
		}
		fn := about[c]
		switch inside := enclosing(f, c.Pos()) != nil; {
		case d.Kind == Assume && inside:
			s.assumes = append(s.assumes, d)
		case d.Kind == Assume:
			s.problem(d, "it stands in no function: put it in front of a statement of a declared function")
		case fn == nil && inside:
			s.problem(d, "it stands in a function: put it right above the function or method that it is about")
		case fn == nil:
			s.problem(d, "it stands above no function: put it right above the function or method that it is about")
		default:
			if subjects[fn] == nil {
				subjects[fn] = &subject{fn: fn}
				s.funcs = append(s.funcs, subjects[fn])
			}
			subjects[fn].list = append(subjects[fn].list, d)
		}
	}
}

// documented returns the functions, and the methods of interfaces, that the comments of f are
// about.
func (s *Set) documented(f *ast.File) map[*ast.Comment]*types.Func {
	out := map[*ast.Comment]*types.Func{}
	note := func(doc *ast.CommentGroup, name *ast.Ident) {
		if fn, ok := s.info.Defs[name].(*types.Func); ok && doc != nil {
			for _, c := range doc.List {
				out[c] = fn
			}
		}
	}
	for _, decl := range f.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			note(decl.Doc, decl.Name)
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				if t, ok := spec.(*ast.TypeSpec); ok {
					if iface, ok := t.Type.(*ast.InterfaceType); ok {
						for _, m := range iface.Methods.List {
							if len(m.Names) == 1 {
								note(m.Doc, m.Names[0])
							}
						}
					}
				}
			}
		}
	}
	return out
}

// enclosing returns the declared function of f whose body pos is in, or nil.
func enclosing(f *ast.File, pos token.Pos) *ast.FuncDecl {
	for _, decl := range f.Decls {
		if fd, ok := decl.(*ast.FuncDecl); ok && fd.Body != nil && fd.Body.Pos() <= pos && pos < fd.Body.End() {
			return fd
		}
	}
	return nil
}
