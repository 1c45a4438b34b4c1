package typestate

import (
	"go/constant"
	"go/token"
	"go/types"
	"math"

	"golang.org/x/tools/go/ssa"
)

// This file defines counters: unexported fields and variables that the package only sets to
// constants and adds to, and variables that literals have captured of which that is true. They are
// never negative, whoever calls, so that one which was just incremented is not zero. Overflow is not
// thought of.

// counted returns s knowing that v, which l holds, is not negative if l is a counter.
func (r *run) counted(s *state, l locID, v value) *state {
	if n := r.a.u.node(v); n.kind != kInit || n.typ == nil || !isInteger(n.typ) || s.facts.get(uint32(v)).ranged {
		return s
	}
	if !r.captures(l) && !r.a.declaresCounter(l) {
		return s
	}
	f := s.facts.get(uint32(v))
	f.ranged, f.lo, f.hi = true, 0, math.MaxInt64
	return s.learn(v, f)
}

// declaresCounter reports whether l is a field or a variable of the package that is a counter.
func (a *Analysis) declaresCounter(l locID) bool {
	x := a.variable(l)
	return x != nil && x.Pkg() == a.pkg.Pkg && (!x.Exported() || a.pkg.Pkg.Name() == "main") && a.counts(x)
}

// captures reports whether l is a variable that the function of r, a literal, has captured and that is
// a counter.
func (r *run) captures(l locID) bool {
	n := r.a.u.node(r.a.u.locs[l].root)
	if n.kind != kFree || n.ptr != any(r.f.fn) {
		return false
	}
	fn, v := r.f.fn, ssa.Value(r.f.fn.FreeVars[n.n])
	for {
		free, ok := v.(*ssa.FreeVar)
		if !ok {
			break
		}
		v, fn = captured(fn, free), fn.Parent()
	}
	cell, ok := v.(*ssa.Alloc)
	return ok && countsCell(cell)
}

// countsCell reports whether nothing is done with cell, the address of a variable, but what is done with
// counters, also in the literals that have captured it.
func countsCell(cell ssa.Value) bool {
	for _, use := range *cell.Referrers() {
		mk, ok := use.(*ssa.MakeClosure)
		if !ok {
			if !counting(use, cell) {
				return false
			}
			continue
		}
		for i, b := range mk.Bindings {
			if b == cell && !countsCell(mk.Fn.(*ssa.Function).FreeVars[i]) {
				return false
			}
		}
	}
	return true
}

// counts reports whether variable or field x is a counter.
func (a *Analysis) counts(x *types.Var) bool {
	if a.uncounted == nil {
		a.uncounted = map[*types.Var]bool{}
		if a.relevance == nil {
			return false
		}
		for _, fn := range a.relevance.all {
			for _, b := range fn.Blocks {
				for _, i := range b.Instrs {
					a.notCounting(i)
				}
			}
		}
	}
	return a.relevance != nil && !a.uncounted[x]
}

// notCounting notes the fields and variables that i does anything to but read and count.
func (a *Analysis) notCounting(i ssa.Instruction) {
	if f, ok := i.(*ssa.FieldAddr); ok {
		for _, use := range *f.Referrers() {
			if !counting(use, f) {
				a.uncounted[fieldOf(f).Origin()] = true
			}
		}
	}
	for _, op := range i.Operands(nil) {
		if g, ok := (*op).(*ssa.Global); ok && !counting(i, g) {
			if v, ok := g.Object().(*types.Var); ok {
				a.uncounted[v] = true
			}
		}
	}
}

// counting reports whether i, a use of address addr, reads what is there, adds to it, or sets it to a
// constant that is not negative.
func counting(i ssa.Instruction, addr ssa.Value) bool {
	switch i := i.(type) {
	case *ssa.UnOp, *ssa.DebugRef:
		return true
	case *ssa.Store:
		if i.Addr != addr {
			return false
		}
		if sum, ok := i.Val.(*ssa.BinOp); ok && sum.Op == token.ADD {
			return natural(sum.Y) && loads(sum.X, addr)
		}
		return natural(i.Val)
	}
	return false
}

func natural(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.Value != nil && c.Value.Kind() == constant.Int && constant.Sign(c.Value) >= 0
}

// loads reports whether v is read from addr, or from the same field or variable.
func loads(v, addr ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return false
	}
	from, ok := load.X.(*ssa.FieldAddr)
	to, isField := addr.(*ssa.FieldAddr)
	return load.X == addr || ok && isField && from.Field == to.Field && types.Identical(from.X.Type(), to.X.Type())
}
