package shrink

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/ast/astutil"
)

// An editor makes one of the edits that make a file smaller: the one with number want.
type editor struct {
	want, seen int
}

// here reports whether the edit that comes next is the wanted one.
func (e *editor) here() bool {
	e.seen++
	return e.seen-1 == e.want
}

func (e *editor) done() bool { return e.seen > e.want }

func (e *editor) apply(file *ast.File) {
	for i, d := range file.Decls {
		if e.here() {
			file.Decls = slices.Delete(file.Decls, i, i+1)
			return
		}
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.TYPE {
			e.fields(g)
		}
	}
	astutil.Apply(file, func(c *astutil.Cursor) bool {
		if e.done() {
			return false
		}
		switch n := c.Node().(type) {
		case *ast.BlockStmt:
			e.chunks(&n.List)
		case *ast.CaseClause:
			e.chunks(&n.Body)
		case *ast.CommClause:
			e.chunks(&n.Body)
		case *ast.FuncDecl:
			e.results(n)
		}
		if s, ok := c.Node().(ast.Stmt); ok && !e.done() {
			e.statement(c, s)
		}
		if x, ok := c.Node().(ast.Expr); ok && !e.done() {
			e.expression(c, x)
		}
		return !e.done()
	}, nil)
}

func (e *editor) fields(g *ast.GenDecl) {
	for _, s := range g.Specs {
		st, ok := s.(*ast.TypeSpec).Type.(*ast.StructType)
		if !ok {
			continue
		}
		for i := range st.Fields.List {
			if e.here() {
				st.Fields.List = slices.Delete(st.Fields.List, i, i+1)
				return
			}
		}
	}
}

// chunks deletes runs of statements, long ones first.
func (e *editor) chunks(list *[]ast.Stmt) {
	for size := len(*list); size > 0; size /= 2 {
		for at := 0; at+size <= len(*list); at += size {
			if e.here() {
				*list = slices.Delete(slices.Clone(*list), at, at+size)
				return
			}
		}
	}
}

// results makes the entry take and return nothing.
func (e *editor) results(f *ast.FuncDecl) {
	if f.Name.Name != "Run" || f.Recv != nil {
		return
	}
	if len(f.Type.Params.List) > 0 && e.here() {
		f.Type.Params.List = nil
		return
	}
	if f.Type.Results == nil {
		return
	}
	if e.here() {
		f.Type.Results = nil
		ast.Inspect(f.Body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.ReturnStmt:
				n.Results = nil
			}
			return true
		})
	}
}

// statement replaces a statement by a part of it.
func (e *editor) statement(c *astutil.Cursor, s ast.Stmt) {
	inList := c.Index() >= 0
	splice := func(list []ast.Stmt) {
		if inList && e.here() {
			for _, s := range list {
				c.InsertBefore(s)
			}
			c.Delete()
		}
	}
	switch s := s.(type) {
	case *ast.IfStmt:
		splice(s.Body.List)
		if b, ok := s.Else.(*ast.BlockStmt); ok && !e.done() {
			splice(b.List)
		}
		e.trimIf(c, s)
	case *ast.ForStmt:
		splice(s.Body.List)
		if s.Cond != nil && !e.done() && e.here() {
			s.Init, s.Cond, s.Post = nil, nil, nil
		}
	case *ast.RangeStmt:
		splice(s.Body.List)
	case *ast.BlockStmt:
		splice(s.List)
	case *ast.SwitchStmt:
		for _, cl := range s.Body.List {
			if !e.done() {
				splice(cl.(*ast.CaseClause).Body)
			}
		}
	case *ast.SelectStmt:
		for _, cl := range s.Body.List {
			if !e.done() {
				splice(cl.(*ast.CommClause).Body)
			}
		}
	case *ast.ExprStmt:
		if lit := called(s.X); lit != nil {
			splice(lit.Body.List)
		}
	}
	e.simplify(c, s)
}

// trimIf drops the else of an if, or puts its first part before it.
func (e *editor) trimIf(c *astutil.Cursor, s *ast.IfStmt) {
	if s.Else != nil && !e.done() && e.here() {
		s.Else = nil
	}
	if s.Init != nil && c.Index() >= 0 && !e.done() && e.here() {
		c.InsertBefore(s.Init)
		s.Init = nil
	}
}

// simplify takes what is around a statement away: a label, a defer.
func (e *editor) simplify(c *astutil.Cursor, s ast.Stmt) {
	if e.done() {
		return
	}
	switch s := s.(type) {
	case *ast.LabeledStmt:
		if e.here() {
			c.Replace(s.Stmt)
		}
	case *ast.DeferStmt:
		if e.here() {
			c.Replace(&ast.ExprStmt{X: s.Call})
		}
	case *ast.BranchStmt:
		if s.Label != nil && s.Tok != token.GOTO && e.here() {
			s.Label = nil
		}
	}
}

// called returns the function literal that x calls or passes to a helper.
func called(x ast.Expr) *ast.FuncLit {
	call, ok := x.(*ast.CallExpr)
	if !ok {
		return nil
	}
	if lit, ok := call.Fun.(*ast.FuncLit); ok {
		return lit
	}
	for _, a := range call.Args {
		if lit, ok := a.(*ast.FuncLit); ok {
			return lit
		}
	}
	return nil
}

// expression replaces an expression by a part of it, or a call that connects or closes
// through others by the method itself.
func (e *editor) expression(c *astutil.Cursor, x ast.Expr) {
	switch x := x.(type) {
	case *ast.BinaryExpr:
		if x.Op == token.LAND || x.Op == token.LOR {
			if e.here() {
				c.Replace(x.X)
			} else if !e.done() && e.here() {
				c.Replace(x.Y)
			}
		}
	case *ast.ParenExpr:
		if e.here() {
			c.Replace(x.X)
		}
	case *ast.CallExpr:
		e.call(c, x)
	case *ast.UnaryExpr:
		if x.Op == token.AND && e.here() {
			c.Replace(x.X)
		}
	}
}

func (e *editor) call(c *astutil.Cursor, x *ast.CallExpr) {
	if len(x.Args) == 1 {
		if !isCall(x, "Connect", "Close", "TryConnect", "IsConnected") {
			for _, m := range []string{"Connect", "Close", "TryConnect", "IsConnected"} {
				if e.here() {
					c.Replace(&ast.CallExpr{Fun: &ast.SelectorExpr{X: x.Args[0], Sel: ast.NewIdent(m)}})
					return
				}
			}
		}
	}
	if sel, ok := x.Fun.(*ast.SelectorExpr); ok && len(x.Args) == 0 && digits(sel.Sel.Name) {
		for _, m := range []string{"client.Connect", "Client.Connect", "client.Close", "Client.Close", "client.TryConnect", "Client.TryConnect"} {
			if e.here() {
				field, method, _ := strings.Cut(m, ".")
				c.Replace(&ast.CallExpr{Fun: &ast.SelectorExpr{
					X: &ast.SelectorExpr{X: sel.X, Sel: ast.NewIdent(field)}, Sel: ast.NewIdent(method)}})
				return
			}
		}
	}
	if lit, ok := x.Fun.(*ast.FuncLit); ok && len(lit.Body.List) == 1 {
		if r, ok := lit.Body.List[0].(*ast.ReturnStmt); ok && len(r.Results) == 1 && e.here() {
			c.Replace(r.Results[0])
		}
	}
	if len(x.Args) == 1 && e.here() {
		c.Replace(&ast.CallExpr{Fun: x.Args[0]}) // run(f) => f()
	}
}

func isCall(x *ast.CallExpr, names ...string) bool {
	sel, ok := x.Fun.(*ast.SelectorExpr)
	return ok && slices.Contains(names, sel.Sel.Name)
}

func digits(name string) bool { return name[len(name)-1] >= '0' && name[len(name)-1] <= '9' }

// pruneImports removes the imports that are not used.
func pruneImports(file *ast.File) {
	used := make(map[string]bool)
	ast.Inspect(file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok {
				used[id.Name] = true
			}
		}
		return true
	})
	for i, d := range file.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.IMPORT {
			continue
		}
		g.Specs = slices.DeleteFunc(g.Specs, func(s ast.Spec) bool {
			path, _ := strconv.Unquote(s.(*ast.ImportSpec).Path.Value)
			return !used[path[strings.LastIndexByte(path, '/')+1:]]
		})
		if len(g.Specs) == 0 {
			file.Decls = slices.Delete(file.Decls, i, i+1)
		}
		return
	}
}
