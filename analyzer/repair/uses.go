package repair

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// This file tells uses of a client from copies of it.

// keeps reports whether something in n may hold on to what one of vars holds: it is copied, or
// handed over. Calling its methods is no such thing unless the result is handed over, and
// neither is comparing it, or storing something else in it.
func (p *Package) keeps(n ast.Node, vars ...types.Object) bool {
	found := false
	var stack []ast.Node
	ast.Inspect(n, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		if id, ok := n.(*ast.Ident); ok && slices.Contains(vars, p.Info.Uses[id]) && !p.harmless(id, stack) {
			found = true
		}
		stack = append(stack, n)
		return true
	})
	return found
}

// harmless reports whether the use of id, within stack (outermost first), copies nothing.
func (p *Package) harmless(id *ast.Ident, stack []ast.Node) bool {
	up := func(i int) ast.Node {
		if i >= len(stack) {
			return nil
		}
		return stack[len(stack)-1-i]
	}
	switch parent := up(0).(type) {
	case *ast.BinaryExpr:
		return parent.Op == token.EQL || parent.Op == token.NEQ
	case *ast.AssignStmt:
		return slices.Contains(parent.Lhs, ast.Expr(id))
	case *ast.SelectorExpr:
		call, ok := up(1).(*ast.CallExpr)
		return ok && call.Fun == parent && p.consumed(call, up(2))
	}
	return false
}

// spreads is keeps for what obj holds and all that is made of it in n: its channels, and what
// comes out of these.
func (p *Package) spreads(n ast.Node, obj types.Object) bool {
	vars := []types.Object{obj}
	out := false
	note := func(e ast.Expr) {
		if e == nil || plain(p.Info.TypeOf(e)) {
			return
		}
		id, ok := e.(*ast.Ident)
		if !ok {
			out = true
		} else if made := p.Info.ObjectOf(id); made != nil && !slices.Contains(vars, made) {
			vars = append(vars, made)
		}
	}
	for n0 := 0; n0 < len(vars) && !out; {
		n0 = len(vars)
		ast.Inspect(n, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				if p.mentionedIn(n.Rhs, vars...) {
					for _, e := range n.Lhs {
						note(e)
					}
				}
			case *ast.RangeStmt:
				if p.mentions(n.X, vars...) {
					out = true
				}
			}
			return true
		})
	}
	return out || p.keeps(n, vars...)
}

// consumed reports whether what call yields stays where it is seen: it is plain, or assigned to
// variables, or dropped. parent is what call stands in.
func (p *Package) consumed(call *ast.CallExpr, parent ast.Node) bool {
	if plain(p.Info.TypeOf(call)) {
		return true
	}
	switch parent := parent.(type) {
	case nil, *ast.ExprStmt, *ast.DeferStmt:
		return true
	case *ast.AssignStmt:
		return !slices.ContainsFunc(parent.Lhs, func(e ast.Expr) bool { _, ok := e.(*ast.Ident); return !ok && !plain(p.Info.TypeOf(e)) })
	case *ast.SelectorExpr: // a further method is called on it
		return true
	}
	return false
}

// plain reports whether values of type t cannot hold a client: errors, strings, numbers.
func plain(t types.Type) bool {
	switch t := t.(type) {
	case nil:
		return true
	case *types.Tuple:
		for v := range t.Variables() {
			if !plain(v.Type()) {
				return false
			}
		}
		return true
	}
	_, basic := t.Underlying().(*types.Basic)
	return basic || types.Identical(t, types.Universe.Lookup("error").Type())
}

// mentionedIn is mentioned for expressions.
func (p *Package) mentionedIn(list []ast.Expr, vars ...types.Object) bool {
	return slices.ContainsFunc(list, func(e ast.Expr) bool { return p.mentions(e, vars...) })
}
