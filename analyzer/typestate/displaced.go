package typestate

import (
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// This file defines clients that are found under a key that is not constant and replaced under the same key, in
// one function: then no symbol of the entry is needed to know its place.

// displaces reports whether i puts something in the place of the focus, which this function has found in the same map
// under the same key, and has no other hold on. That somebody else may have it is no reason for silence: the
// function has opened it itself.
func (r *run) displaces(s *state, i *ssa.MapUpdate) bool {
	l, ok := r.a.u.node(s.focus).ptr.(*ssa.Lookup)
	if !ok || !s.born || !s.sure || s.doubted || s.escaped || s.kept || l.Parent() != r.f.fn || r.a.u.node(s.focus).kind != kInstr {
		return false
	}
	if !sameLoad(l.X, i.Map) || !sameLoad(l.Index, i.Key) || r.val(s, i.Value) == s.focus {
		return false
	}
	after := r.liveAfter(s, i)
	defer after.done()
	return !after.marks.has(s.focus) && !after.holds(s.focus)
}

// sameLoad reports whether a and b are one value, or are loaded from one variable or field that the function stores
// nothing in.
func sameLoad(a, b ssa.Value) bool {
	if a == b {
		return true
	}
	x, ok := a.(*ssa.UnOp)
	y, too := b.(*ssa.UnOp)
	return ok && too && x.Op == token.MUL && y.Op == token.MUL && samePlace(x.X, y.X) && !storedIn(x.Parent(), x.X)
}

// samePlace reports whether addresses a and b are of one variable or field.
func samePlace(a, b ssa.Value) bool {
	f, ok := a.(*ssa.FieldAddr)
	g, too := b.(*ssa.FieldAddr)
	return a == b || ok && too && f.Field == g.Field && sameLoad(f.X, g.X)
}

// storedIn reports whether fn stores anything at addr, or in the same field of anything.
func storedIn(fn *ssa.Function, addr ssa.Value) bool {
	f, isField := addr.(*ssa.FieldAddr)
	for i := range instructions(fn) {
		st, ok := i.(*ssa.Store)
		if !ok {
			continue
		}
		if g, ok := st.Addr.(*ssa.FieldAddr); st.Addr == addr || ok && isField && fieldOf(f) == fieldOf(g) {
			return true
		}
	}
	return false
}
