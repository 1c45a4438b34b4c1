package typestate

import (
	"go/constant"
	"go/token"
	"go/types"
	"math"

	"golang.org/x/tools/go/ssa"
)

// This file defines counters: unexported fields and variables that the package only sets to
// constants and adds to. They are never negative, whoever calls, so that one which was just
// incremented is not zero. Overflow is not thought of.

// counted returns s knowing that v, which l holds, is not negative if l is a counter.
func (r *run) counted(s *state, l locID, v value) *state {
	if n := r.a.u.node(v); n.kind != kInit || n.typ == nil || !isInteger(n.typ) || s.facts.get(uint32(v)).ranged {
		return s
	}
	x := r.a.variable(l)
	if x == nil || x.Pkg() != r.a.pkg.Pkg || x.Exported() && r.a.pkg.Pkg.Name() != "main" || !r.a.counts(x) {
		return s
	}
	f := s.facts.get(uint32(v))
	f.ranged, f.lo, f.hi = true, 0, math.MaxInt64
	return s.learn(v, f)
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
