package typestate

import (
	"go/ast"
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// This file defines which variable a client was assigned to. In SSA form a local variable that is
// overwritten is two values, and only the text says that one takes the other's place.

// sameVariable reports whether the calls that a and b came from assign to a local variable of the
// same name.
func (f *funcInfo) sameVariable(u *universe, a, b value) bool {
	x, y := f.variable(u, a), f.variable(u, b)
	return x != "" && x == y
}

// variable returns the name of the variable that the call which v came from is assigned to, or "".
func (f *funcInfo) variable(u *universe, v value) string {
	n := u.node(v)
	if n.kind == kOld {
		n = u.node(n.a)
	}
	i, ok := n.ptr.(*ssa.Call)
	if !ok || n.kind != kInstr && n.kind != kCall {
		return ""
	}
	if f.assigned == nil {
		f.assigned = assignments(f.fn)
	}
	return f.assigned[i.Pos()]
}

// assignments returns, by the opening parenthesis of the call, the first variable of each assignment
// or declaration of a call in fn.
func assignments(fn *ssa.Function) map[token.Pos]string {
	out := map[token.Pos]string{}
	if fn.Syntax() == nil {
		return out
	}
	ast.Inspect(fn.Syntax(), func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || len(a.Rhs) != 1 {
			return true
		}
		call, ok := ast.Unparen(a.Rhs[0]).(*ast.CallExpr)
		if id, isIdent := a.Lhs[0].(*ast.Ident); ok && isIdent && id.Name != "_" {
			out[call.Lparen] = id.Name
		}
		return true
	})
	return out
}
