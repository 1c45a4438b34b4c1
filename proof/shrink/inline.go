package shrink

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/ast/astutil"
)

// An inliner makes edits that look at a whole file: a call becomes the body that it runs, a
// struct of one field becomes the field, a global variable becomes a local one.
type inliner struct {
	*editor
	file *ast.File
	src  string // to take fresh copies of functions from
}

func (e *inliner) apply() {
	e.globals()
	for _, d := range e.file.Decls {
		if fd, ok := d.(*ast.FuncDecl); ok && !e.done() {
			e.literals(fd)
		}
	}
	if e.done() {
		return
	}
	astutil.Apply(e.file, func(c *astutil.Cursor) bool {
		if e.done() {
			return false
		}
		switch n := c.Node().(type) {
		case *ast.IfStmt:
			e.flatten(c, n)
		case *ast.SwitchStmt:
			e.flattenSwitch(c, n)
		case *ast.AssignStmt:
			e.unassign(c, n)
		case *ast.CompositeLit:
			if len(n.Elts) > 0 && e.here() {
				n.Elts = nil
			}
		case *ast.ExprStmt:
			if call, ok := n.X.(*ast.CallExpr); ok {
				e.statement(c, call)
			}
		case *ast.CallExpr:
			e.expression(c, n)
		}
		return !e.done()
	}, nil)
}

// flatten turns an if that guards nothing into the call that it looks at.
func (e *inliner) flatten(c *astutil.Cursor, n *ast.IfStmt) {
	if c.Index() < 0 || len(n.Body.List) > 0 {
		return
	}
	x := n.Cond
	if a, ok := n.Init.(*ast.AssignStmt); ok {
		x = a.Rhs[0]
	}
	if call := firstCall(x); call != nil && e.here() {
		c.Replace(&ast.ExprStmt{X: call})
	}
}

func (e *inliner) flattenSwitch(c *astutil.Cursor, n *ast.SwitchStmt) {
	if c.Index() < 0 {
		return
	}
	if a, ok := n.Init.(*ast.AssignStmt); ok {
		if e.here() {
			c.Replace(&ast.ExprStmt{X: a.Rhs[0]})
		}
		return
	}
	if len(n.Body.List) == 0 {
		return
	}
	if cc := n.Body.List[0].(*ast.CaseClause); len(cc.List) == 1 && n.Tag == nil && e.here() {
		c.Replace(&ast.IfStmt{Cond: cc.List[0], Body: &ast.BlockStmt{List: cc.Body}})
	}
}

func firstCall(x ast.Expr) (call *ast.CallExpr) {
	ast.Inspect(x, func(n ast.Node) bool {
		if n, ok := n.(*ast.CallExpr); ok && call == nil {
			call = n
		}
		return call == nil
	})
	return call
}

func (e *inliner) unassign(c *astutil.Cursor, n *ast.AssignStmt) {
	if len(n.Rhs) == 1 && c.Index() >= 0 {
		if call, ok := n.Rhs[0].(*ast.CallExpr); ok && e.here() {
			c.Replace(&ast.ExprStmt{X: call})
		}
	}
}

// statement replaces a call that is a statement by the body of what it calls.
func (e *inliner) statement(c *astutil.Cursor, call *ast.CallExpr) {
	id, ok := call.Fun.(*ast.Ident)
	if !ok || c.Index() < 0 {
		return
	}
	fd := e.copyOf(id.Name)
	switch {
	case fd != nil && fd.Type.TypeParams == nil && e.here():
		c.Replace(e.body(fd, call.Args))
	case fd == nil && len(call.Args) == 0 && !e.done():
		if lit := e.closure(id.Name); lit != nil && e.here() {
			c.Replace(lit.Body)
		}
	}
}

// body returns fd's body with its parameters declared.
func (e *inliner) body(fd *ast.FuncDecl, args []ast.Expr) *ast.BlockStmt {
	out := &ast.BlockStmt{}
	i := 0
	for _, f := range fd.Type.Params.List {
		for _, name := range f.Names {
			if i == len(args) {
				break
			}
			if a, ok := args[i].(*ast.Ident); ok {
				rename(fd.Body, name.Name, a.Name)
			} else {
				out.List = append(out.List, &ast.AssignStmt{Lhs: []ast.Expr{ast.NewIdent(name.Name)}, Tok: token.DEFINE, Rhs: []ast.Expr{args[i]}})
			}
			i++
		}
	}
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.ReturnStmt:
			n.Results = nil
		}
		return true
	})
	body := fd.Body.List
	if n := len(body); n > 0 {
		if _, ok := body[n-1].(*ast.ReturnStmt); ok {
			body = body[:n-1]
			if x, ok := e.result(fd); ok {
				body = append(body, &ast.ExprStmt{X: x})
			}
		}
	}
	out.List = append(out.List, body...)
	return out
}

// result returns the call that a function of one statement returns.
func (e *inliner) result(fd *ast.FuncDecl) (ast.Expr, bool) {
	fresh := e.copyOf(fd.Name.Name)
	r, ok := fresh.Body.List[len(fresh.Body.List)-1].(*ast.ReturnStmt)
	if !ok || len(r.Results) != 1 {
		return nil, false
	}
	call, ok := r.Results[0].(*ast.CallExpr)
	return call, ok
}

// expression replaces a call by the expression that its function returns.
func (e *inliner) expression(c *astutil.Cursor, call *ast.CallExpr) {
	id, ok := call.Fun.(*ast.Ident)
	if !ok || len(call.Args) > 1 {
		return
	}
	fd := e.copyOf(id.Name)
	if fd == nil || len(fd.Body.List) != 1 || fd.Type.TypeParams != nil {
		return
	}
	r, ok := fd.Body.List[0].(*ast.ReturnStmt)
	if !ok || len(r.Results) != 1 || !e.here() {
		return
	}
	if len(call.Args) == 1 {
		name := fd.Type.Params.List[0].Names[0].Name
		astutil.Apply(r, func(c *astutil.Cursor) bool {
			if id, ok := c.Node().(*ast.Ident); ok && id.Name == name {
				c.Replace(call.Args[0])
				return false
			}
			return true
		}, nil)
	}
	c.Replace(r.Results[0])
}

// copyOf returns a fresh copy of a function of the file.
func (e *inliner) copyOf(name string) *ast.FuncDecl {
	_, file := parse(e.src)
	for _, d := range file.Decls {
		if fd, ok := d.(*ast.FuncDecl); ok && fd.Recv == nil && fd.Name.Name == name {
			return fd
		}
	}
	return nil
}

// closure returns a fresh copy of the function literal that a variable was declared with.
func (e *inliner) closure(name string) (lit *ast.FuncLit) {
	_, file := parse(e.src)
	ast.Inspect(file, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && a.Tok == token.DEFINE && len(a.Lhs) == 1 && a.Lhs[0].(*ast.Ident).Name == name {
			lit, _ = a.Rhs[0].(*ast.FuncLit)
		}
		return lit == nil
	})
	return lit
}

func rename(n ast.Node, from, to string) {
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && id.Name == from {
			id.Name = to
		}
		return true
	})
}

// literals replaces a variable of a struct with one field by the field.
func (e *inliner) literals(fd *ast.FuncDecl) {
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || e.done() || a.Tok != token.DEFINE || len(a.Lhs) != 1 {
			return !e.done()
		}
		x := a.Rhs[0]
		if u, ok := x.(*ast.UnaryExpr); ok {
			x = u.X
		}
		lit, ok := x.(*ast.CompositeLit)
		if !ok || len(lit.Elts) == 0 {
			return true
		}
		elt := lit.Elts[0]
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			elt = kv.Value
		}
		if e.here() {
			a.Rhs[0] = elt
			e.collapse(fd, a.Lhs[0].(*ast.Ident).Name)
		}
		return !e.done()
	})
}

// collapse replaces v.client, v.Client, v[0] and v["a"] by v.
func (e *inliner) collapse(fd *ast.FuncDecl, v string) {
	is := func(x ast.Expr) bool {
		id, ok := x.(*ast.Ident)
		return ok && id.Name == v
	}
	astutil.Apply(fd.Body, func(c *astutil.Cursor) bool {
		switch n := c.Node().(type) {
		case *ast.SelectorExpr:
			if is(n.X) && (n.Sel.Name == "client" || n.Sel.Name == "Client") {
				c.Replace(n.X)
			}
		case *ast.IndexExpr:
			if is(n.X) {
				c.Replace(n.X)
			}
		}
		return true
	}, nil)
}

// globals moves a global variable into the entry.
func (e *inliner) globals() {
	for i, d := range e.file.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.VAR || !e.here() {
			continue
		}
		spec := g.Specs[0].(*ast.ValueSpec)
		for _, d := range e.file.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok && fd.Name.Name == "Run" && len(spec.Values) == 1 {
				decl := &ast.AssignStmt{Lhs: []ast.Expr{spec.Names[0]}, Tok: token.DEFINE, Rhs: spec.Values}
				fd.Body.List = append([]ast.Stmt{decl}, fd.Body.List...)
			}
		}
		e.file.Decls = append(e.file.Decls[:i:i], e.file.Decls[i+1:]...)
		return
	}
}
