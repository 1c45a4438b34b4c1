package typestate

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// This file defines variables of function type that are constants in all but name: what tests
// replace, and nothing else. An unexported package variable that only its declaration assigns is
// the function that it is declared as, and so is an unexported field that every constructor sets
// to the same one. Without it a call of the field panics.
//
// What a test puts in its place does not count, or nothing would be known of the program wherever it
// is analysed together with its tests. Of the tests themselves nothing is said then.

// constantFunc returns the function that location l always holds, or nil.
func (a *Analysis) constantFunc(l locID) *ssa.Function {
	if root := a.u.locs[l].root; a.relevance == nil || root != 0 && a.u.node(root).kind != kGlobal {
		return nil
	}
	return a.relevance.assigned[a.variable(l)]
}

// variables notes what instruction i of function in does with package variables and fields of
// function type.
func (r *relevance) variables(i ssa.Instruction, in *ssa.Function) {
	if f, ok := i.(*ssa.FieldAddr); ok {
		r.field(f, in)
		return
	}
	for _, op := range i.Operands(nil) {
		g, ok := (*op).(*ssa.Global)
		if !ok || g.Pkg != r.a.pkg {
			continue
		}
		v, ok := g.Object().(*types.Var)
		if !ok {
			continue
		}
		r.access(v, g, i, in)
	}
}

// field notes what is done with the field at f, of a struct of this package.
func (r *relevance) field(f *ssa.FieldAddr, in *ssa.Function) {
	v := fieldOf(f).Origin()
	if _, ok := v.Type().Underlying().(*types.Signature); !ok || v.Pkg() != r.a.pkg.Pkg {
		return
	}
	for _, i := range *f.Referrers() {
		r.access(v, f, i, in)
	}
}

// access notes what i does with v, whose address is addr. Whoever has that may assign v.
func (r *relevance) access(v *types.Var, addr ssa.Value, i ssa.Instruction, in *ssa.Function) {
	if _, load := i.(*ssa.UnOp); !load && (r.a.inTest(i.Pos()) || r.a.inTest(in.Pos())) {
		r.replaced = true
		return
	}
	switch i := i.(type) {
	case *ssa.UnOp:
		if i.Op == token.MUL {
			r.loads[v] = append(r.loads[v], in)
			return
		}
	case *ssa.Store:
		if i.Addr == addr {
			r.assigns(v, i, in)
			return
		}
	case *ssa.DebugRef:
		return
	}
	r.assigned[v] = nil
}

// inTest reports whether pos lies in a test file.
func (a *Analysis) inTest(pos token.Pos) bool {
	return strings.HasSuffix(a.pkg.Prog.Fset.Position(pos).Filename, "_test.go")
}

// assigns notes that store i gives v its function: the only one, or none that can be told.
func (r *relevance) assigns(v *types.Var, i *ssa.Store, in *ssa.Function) {
	fn, _ := i.Val.(*ssa.Function)
	old, again := r.assigned[v]
	switch {
	case v.Exported(), again && old != fn, !v.IsField() && in != r.a.pkg.Func("init"):
		fn = nil
	}
	r.assigned[v] = fn
}
