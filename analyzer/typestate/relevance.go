package typestate

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// This file defines which functions are looked at at all: those from which an operation of a
// client can be reached. All others are simulated only if one of these asks what they return
// or store, so that cost follows hubs and not code.

// A relevance is the set of functions that can reach a client operation, as far as calls can
// be told from the text: may, over-approximated, since a function that is missed here is
// silent.
type relevance struct {
	a       *Analysis
	reaches map[*ssa.Function]bool
	callers map[*ssa.Function][]*ssa.Function // and who takes their addresses
	all     []*ssa.Function                   // the functions looked at, in the order they were met
	// assigned are the functions that package variables and fields hold, nil if that cannot be
	// told, and loads those who use them. A test has replaced some of them if replaced is set.
	assigned map[*types.Var]*ssa.Function
	loads    map[*types.Var][]*ssa.Function
	replaced bool
	tables   map[*types.Var][]tableEntry // see [Analysis.table]
}

// relevanceOf returns the functions among fns, and what they refer to, that reach a client.
func (a *Analysis) relevanceOf(fns []*ssa.Function) *relevance {
	callers := map[*ssa.Function][]*ssa.Function{}
	r := &relevance{a: a, reaches: map[*ssa.Function]bool{}, callers: callers,
		assigned: map[*types.Var]*ssa.Function{}, loads: map[*types.Var][]*ssa.Function{}, tables: map[*types.Var][]tableEntry{}}
	byName := map[string][]*ssa.Function{}   // methods by name
	invokers := map[string][]*ssa.Function{} // callers of an interface method of that name
	var work []*ssa.Function
	mark := func(fn *ssa.Function) {
		if !r.reaches[fn] {
			r.reaches[fn] = true
			work = append(work, fn)
		}
	}
	seen := map[*ssa.Function]bool{}
	var visit func(fn *ssa.Function)
	visit = func(fn *ssa.Function) {
		if seen[fn] {
			return
		}
		seen[fn] = true
		r.all = append(r.all, fn)
		if fn.Signature.Recv() != nil {
			byName[fn.Name()] = append(byName[fn.Name()], fn)
		}
		if fn.Parent() != nil { // a literal's captured client may come from its parent
			callers[fn] = append(callers[fn], fn.Parent())
		}
		if r.direct(fn) {
			mark(fn)
		}
		for _, b := range fn.Blocks {
			for _, i := range b.Instrs {
				r.variables(i, fn)
				if c, ok := i.(ssa.CallInstruction); ok && c.Common().IsInvoke() {
					name := c.Common().Method.Name()
					invokers[name] = append(invokers[name], fn)
				}
				for _, op := range i.Operands(nil) {
					if callee, ok := (*op).(*ssa.Function); ok {
						callers[callee] = append(callers[callee], fn)
						visit(callee)
					}
				}
			}
		}
	}
	a.box(fns)
	for _, fn := range fns {
		visit(fn)
	}
	r.findTables()
	for v, fn := range r.assigned {
		if fn != nil {
			callers[fn] = append(callers[fn], r.loads[v]...)
		}
	}
	for len(work) > 0 {
		fn := work[len(work)-1]
		work = work[:len(work)-1]
		for _, c := range callers[fn] {
			mark(c)
		}
		if fn.Signature.Recv() != nil {
			for _, c := range invokers[fn.Name()] {
				mark(c)
			}
		}
	}
	return r
}

// direct reports whether fn itself performs a client operation, or calls a function of another
// package that does.
func (r *relevance) direct(fn *ssa.Function) bool {
	if obj, ok := origin(fn).Object().(*types.Func); ok && r.tracked(obj) {
		return true
	}
	for i := range instructions(fn) {
		c, ok := i.(ssa.CallInstruction)
		if !ok {
			continue
		}
		if obj := Callee(c.Common()); obj != nil && r.tracked(obj) || c.Common().IsInvoke() && r.mayTrack(c.Common()) {
			return true
		}
	}
	return false
}

// mayTrack reports whether c, a call through an interface, may run such a function.
func (r *relevance) mayTrack(c *ssa.CallCommon) bool {
	return slices.ContainsFunc(r.a.behind(c.Value.Type()), func(t types.Type) bool {
		obj := r.a.declared(t, c.Method)
		return obj != nil && obj.Pkg() != r.a.pkg.Pkg && r.tracked(obj)
	})
}

func (r *relevance) tracked(obj *types.Func) bool {
	if p, _ := r.a.match.Func(obj); p != nil {
		return true
	}
	c, known := r.a.imported(obj).(*importedFunc)
	return known && (len(c.candidates()) > 0 || len(c.modes) > 0 || c.aside != nil)
}
