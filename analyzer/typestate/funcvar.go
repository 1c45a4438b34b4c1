package typestate

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// This file defines package variables of function type that are constants in all but name: what
// tests replace, and nothing else. An unexported one that only its declaration assigns is the
// function that it is declared as.

// constantFunc returns the function that location l always holds, or nil.
func (a *Analysis) constantFunc(l locID) *ssa.Function {
	root := a.u.locs[l].root
	if root == 0 || a.u.node(root).kind != kGlobal {
		return nil
	}
	v, ok := a.u.node(root).ptr.(*types.Var)
	if !ok || a.relevance == nil {
		return nil
	}
	return a.relevance.assigned[v]
}

// variables notes what instruction i of function in does with package variables of function type.
func (r *relevance) variables(i ssa.Instruction, in *ssa.Function) {
	for _, op := range i.Operands(nil) {
		g, ok := (*op).(*ssa.Global)
		if !ok || g.Pkg != r.a.pkg {
			continue
		}
		v, ok := g.Object().(*types.Var)
		if !ok {
			continue
		}
		switch i := i.(type) {
		case *ssa.UnOp:
			r.loads[v] = append(r.loads[v], in)
			continue
		case *ssa.Store:
			if i.Addr == g {
				r.assigns(v, i, in)
				continue
			}
		}
		r.assigned[v] = nil // whoever has its address may assign it
	}
}

// assigns notes that store i gives v its function: the only one, in the package's initialiser, or
// none that can be told.
func (r *relevance) assigns(v *types.Var, i *ssa.Store, in *ssa.Function) {
	fn, _ := i.Val.(*ssa.Function)
	if _, again := r.assigned[v]; again || v.Exported() || in != r.a.pkg.Func("init") {
		fn = nil
	}
	r.assigned[v] = fn
}
