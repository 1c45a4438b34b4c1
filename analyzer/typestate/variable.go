package typestate

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// This file defines which variable of the source a client was made for. SSA form has no
// variables: what is overwritten is another value. That one client takes the place of another
// is seen from the names.

// sameVariable reports whether v and w are results of different calls that are assigned to one
// local variable.
func (r *run) sameVariable(v, w value) bool {
	x, y := r.variable(v), r.variable(w)
	return x != nil && x == y && r.a.u.node(v).ptr != r.a.u.node(w).ptr
}

// variable returns the local variable that the call which v, or its former round's v, is a
// result of is assigned to, or nil.
func (r *run) variable(v value) types.Object {
	n := r.a.u.node(v)
	if n.kind == kOld {
		n = r.a.u.node(n.a)
	}
	call, ok := n.ptr.(*ssa.Call)
	if n.kind != kInstr && n.kind != kCall || !ok || call.Parent() != r.f.fn {
		return nil
	}
	return r.f.assigned()[target{call.Pos(), n.n}]
}

// A target is a result of a call, told by its parenthesis.
type target struct {
	call   token.Pos
	result int
}

// assigned returns the local variables that results of calls are assigned to.
func (f *funcInfo) assigned() map[target]types.Object {
	if f.targets != nil {
		return f.targets
	}
	f.targets = map[target]types.Object{}
	if f.fn.Syntax() == nil || f.fn.Pkg == nil {
		return f.targets
	}
	ast.Inspect(f.fn.Syntax(), func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok {
			return true
		}
		for i, l := range a.Lhs {
			rhs, result := a.Rhs[0], i
			if len(a.Rhs) == len(a.Lhs) {
				rhs, result = a.Rhs[i], 0
			}
			call, isCall := ast.Unparen(rhs).(*ast.CallExpr)
			if id, isIdent := l.(*ast.Ident); isCall && isIdent {
				f.targets[target{call.Lparen, result}] = f.denoted(id, a.End())
			}
		}
		return true
	})
	return f.targets
}

// denoted returns the local variable that id means at pos, or nil.
func (f *funcInfo) denoted(id *ast.Ident, pos token.Pos) types.Object {
	pkg := f.fn.Pkg.Pkg.Scope()
	scope := pkg.Innermost(id.Pos())
	if scope == nil {
		return nil
	}
	holder, obj := scope.LookupParent(id.Name, pos)
	if v, ok := obj.(*types.Var); ok && holder != pkg {
		return v
	}
	return nil
}
