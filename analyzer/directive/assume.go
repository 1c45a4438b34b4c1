package directive

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/hublint/hublint/analyzer/protocol"
)

// This file defines what becomes of an assumption: a statement at its place that the
// interpreter recognises, println(EXPR). In the SSA form that statement has the value that the
// expression has just there, which no search for variables by name could promise.
//
// Syntax and types belong to all analyzers that run, so nothing of them is changed: the nodes
// from the file down to the new statement are copied, and the types of the new ones are noted in
// maps of their own.

// Assumed is a package with its assumptions put into the syntax.
type Assumed struct {
	Files []*ast.File
	Info  *types.Info
	// At has the state that each println vouches for, by the place of its parenthesis.
	At map[token.Pos]protocol.State
}

// Assume puts the assumptions into the syntax. Without any it returns the package as it is.
func (s *Set) Assume(fset *token.FileSet, files []*ast.File, info *types.Info, known Known) *Assumed {
	a := &Assumed{Files: files, Info: info}
	if s == nil {
		return a
	}
	for _, d := range s.assumes {
		expr := s.resolve(d, known)
		if expr == nil {
			continue
		}
		if a.At == nil {
			a.At = map[token.Pos]protocol.State{}
			a.Files, a.Info = slices.Clone(files), ownInfo(info)
		}
		a.insert(s, fset, d, expr)
	}
	return a
}

// ownInfo returns a copy of info to which types of further nodes can be added.
func ownInfo(info *types.Info) *types.Info {
	c := *info
	c.Types, c.Uses = own(info.Types), own(info.Uses)
	c.Selections, c.Implicits = own(info.Selections), own(info.Implicits)
	c.FileVersions = own(info.FileVersions)
	return &c
}

func own[K comparable, V any](m map[K]V) map[K]V {
	c := make(map[K]V, len(m))
	maps.Copy(c, m)
	return c
}

// resolve returns the expression that d names, or nil and a problem if it is not a client that
// is known there.
func (s *Set) resolve(d *Directive, known Known) ast.Expr {
	t := s.typeOf(d)
	if t == nil {
		return nil
	}
	if known.Type(t) == nil {
		hint := ""
		for _, name := range fieldNames(t) {
			if f, _, _ := types.LookupFieldOrMethod(t, true, s.pkg, name); f != nil && known.Type(f.Type()) != nil {
				hint = fmt.Sprintf("; did you mean %q?", strings.Join(d.Path, ".")+"."+name)
				break
			}
		}
		s.problem(d, "%s of type %s is no client%s", strings.Join(d.Path, "."), types.TypeString(t, types.RelativeTo(s.pkg)), hint)
		return nil
	}
	var expr ast.Expr = &ast.Ident{NamePos: d.Pos, Name: d.Path[0]}
	for _, name := range d.Path[1:] {
		expr = &ast.SelectorExpr{X: expr, Sel: &ast.Ident{NamePos: d.Pos, Name: name}}
	}
	if _, ok := t.Underlying().(*types.Struct); ok {
		expr = &ast.UnaryExpr{OpPos: d.Pos, Op: token.AND, X: expr} // methods are called on the variable
	}
	return expr
}

// typeOf returns the type of what d names, or nil and a problem.
func (s *Set) typeOf(d *Directive) types.Type {
	scope := s.pkg.Scope().Innermost(d.Pos)
	if scope == nil {
		s.problem(d, "nothing is known of the names here")
		return nil
	}
	_, obj := scope.LookupParent(d.Path[0], d.Pos)
	path := d.Path[1:]
	if p, ok := obj.(*types.PkgName); ok && len(path) > 0 {
		obj, path = p.Imported().Scope().Lookup(path[0]), path[1:]
	}
	v, ok := obj.(*types.Var)
	if !ok {
		s.problem(d, "there is no variable %s here%s", d.Path[0], protocol.Suggest(d.Path[0], variables(scope, d.Pos)))
		return nil
	}
	t := v.Type()
	for _, name := range path {
		f, _, _ := types.LookupFieldOrMethod(t, true, s.pkg, name)
		if f, ok := f.(*types.Var); ok {
			t = f.Type()
			continue
		}
		s.problem(d, "type %s has no field %q%s", types.TypeString(t, types.RelativeTo(s.pkg)), name, protocol.Suggest(name, fieldNames(t)))
		return nil
	}
	return t
}

// variables returns the names of the variables that can be seen at pos.
func variables(scope *types.Scope, pos token.Pos) []string {
	var out []string
	for ; scope != nil; scope = scope.Parent() {
		for _, name := range scope.Names() {
			if v, ok := scope.Lookup(name).(*types.Var); ok && (v.Pos() < pos || scope.Parent() == types.Universe) {
				out = append(out, name)
			}
		}
	}
	return out
}

// insert puts println(expr) where d stands.
func (a *Assumed) insert(s *Set, fset *token.FileSet, d *Directive, expr ast.Expr) {
	i := slices.IndexFunc(a.Files, func(f *ast.File) bool { return f.FileStart <= d.Pos && d.Pos < f.FileEnd })
	path := pathTo(a.Files[i], d.Pos)
	block := path[len(path)-1]
	list := statements(block)
	if list == nil || hasClauses(path[len(path)-2]) {
		s.problem(d, "it stands within a statement, or between the cases of one: put it in front of a statement")
		return
	}
	call := &ast.CallExpr{Fun: &ast.Ident{NamePos: d.Pos, Name: "println"}, Lparen: d.Pos, Args: []ast.Expr{expr}, Rparen: d.Pos}
	if err := types.CheckExpr(fset, s.pkg, d.Pos, call, a.Info); err != nil || !a.Info.Types[call.Fun].IsBuiltin() {
		s.problem(d, "it cannot be used where println is something else, or %s is not accessible", strings.Join(d.Path, "."))
		return
	}
	at := slices.IndexFunc(*list, func(st ast.Stmt) bool { return st.Pos() > d.Pos })
	if at < 0 {
		at = len(*list)
	}
	copied := a.copyOf(block)
	*statements(copied) = slices.Insert(slices.Clone(*list), at, ast.Stmt(&ast.ExprStmt{X: call}))
	for n := len(path) - 2; n >= 0; n-- {
		parent := a.copyOf(path[n])
		replace(parent, path[n+1], copied)
		copied = parent
	}
	a.Files[i] = copied.(*ast.File)
	a.At[d.Pos] = d.State
}

// pathTo returns the nodes that pos is in, outermost first.
func pathTo(f *ast.File, pos token.Pos) []ast.Node {
	path := []ast.Node{f}
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil || n == ast.Node(f) {
			return n != nil
		}
		if _, ok := n.(*ast.CommentGroup); ok || n.Pos() > pos || pos >= n.End() {
			return false
		}
		path = append(path, n)
		return true
	})
	return path
}

// statements returns the list of statements that n is made of, or nil.
func statements(n ast.Node) *[]ast.Stmt {
	switch n := n.(type) {
	case *ast.BlockStmt:
		return &n.List
	case *ast.CaseClause:
		if len(n.Body) > 0 {
			return &n.Body
		}
	case *ast.CommClause:
		return &n.Body
	}
	return nil
}

// hasClauses reports whether the body of n is made of cases.
func hasClauses(n ast.Node) bool {
	switch n.(type) {
	case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
		return true
	}
	return false
}

// copyOf returns a copy of a node, of which the same is known.
func (a *Assumed) copyOf(n ast.Node) ast.Node {
	old := reflect.ValueOf(n)
	c := reflect.New(old.Type().Elem())
	c.Elem().Set(old.Elem())
	out := c.Interface().(ast.Node)
	if f, ok := n.(*ast.File); ok {
		a.Info.FileVersions[out.(*ast.File)] = a.Info.FileVersions[f]
	}
	if e, ok := n.(ast.Expr); ok {
		if tv, ok := a.Info.Types[e]; ok {
			a.Info.Types[out.(ast.Expr)] = tv
		}
	}
	if obj, ok := a.Info.Implicits[n]; ok {
		a.Info.Implicits[out] = obj
	}
	if sel, ok := n.(*ast.SelectorExpr); ok {
		if x, ok := a.Info.Selections[sel]; ok {
			a.Info.Selections[out.(*ast.SelectorExpr)] = x
		}
	}
	return out
}

// replace puts a new child in the place of an old one.
func replace(parent, old, new ast.Node) {
	fields := reflect.ValueOf(parent).Elem()
	for i := range fields.NumField() {
		f := fields.Field(i)
		switch f.Kind() {
		case reflect.Interface, reflect.Pointer:
			if f.Interface() == any(old) {
				f.Set(reflect.ValueOf(new))
			}
		case reflect.Slice:
			for j := range f.Len() {
				if elem := f.Index(j); elem.Interface() == any(old) {
					f.Set(reflect.AppendSlice(reflect.MakeSlice(f.Type(), 0, f.Len()), f))
					f.Index(j).Set(reflect.ValueOf(new))
					break
				}
			}
		}
	}
}
