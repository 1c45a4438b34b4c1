package typestate

import (
	"fmt"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// This file defines the transfer functions of instructions that read or write memory.

// alloc: t0 = new T, or make(chan T): a zeroed object nobody else has.
func (r *run) alloc(s *state, i ssa.Value) *state {
	u := r.a.u
	u.nodes[u.self(i)].zero = true
	return s
}

// fieldOf returns the field that i is the address of: go/ssa makes none of anything but a pointer to
// a struct.
func fieldOf(i *ssa.FieldAddr) *types.Var {
	return elemType(i.X.Type()).Underlying().(*types.Struct).Field(i.Field)
}

// fieldAddr: &t0.f.
func (r *run) fieldAddr(s *state, i *ssa.FieldAddr) value {
	u, f := r.a.u, fieldOf(i)
	if l := u.sub(u.pointee(r.val(s, i.X)), f.Name(), f.Type()); l != 0 {
		return u.addr(l)
	}
	return u.self(i)
}

// field: t1 = t0.f of a struct value. A struct within is copied as one that is loaded.
func (r *run) field(s *state, i *ssa.Field) *state {
	u := r.a.u
	f := i.X.Type().Underlying().(*types.Struct).Field(i.Field)
	l := u.sub(u.pointee(r.val(s, i.X)), f.Name(), f.Type())
	if st, ok := f.Type().Underlying().(*types.Struct); ok {
		return r.copyStruct(s, l, u.pointee(u.self(i)), st, maxNested)
	}
	if l != 0 {
		return r.bind(s, i, u.read(s, l))
	}
	return s
}

// indexAddr: &t0[k]. Only constant indexes are told apart; another is an address of its own,
// which nothing is known of.
func (r *run) indexAddr(s *state, i *ssa.IndexAddr) value {
	u := r.a.u
	if k, ok := u.int64Of(r.val(s, i.Index)); ok {
		if l := u.sub(u.pointee(r.val(s, i.X)), fmt.Sprintf("[%d]", k), elemType(i.Type())); l != 0 {
			return u.addr(l)
		}
	}
	return u.self(i)
}

func elemType(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		return p.Elem()
	}
	return nil
}

func (r *run) element(s *state, i ssa.Value, x, index ssa.Value) *state {
	u := r.a.u
	if k, ok := u.int64Of(r.val(s, index)); ok {
		if l := u.sub(u.pointee(r.val(s, x)), fmt.Sprintf("[%d]", k), i.Type()); l != 0 {
			return r.bind(s, i, u.read(s, l))
		}
	}
	return s
}

// mapKey returns the selector of a map entry with constant key.
func (r *run) mapKey(s *state, key ssa.Value) (string, bool) {
	if c := r.a.u.constOf(r.val(s, key)); c != nil && c.c != nil {
		return "[" + c.c.ExactString() + "]", true
	}
	return "", false
}

// lookup: t2 = t0[t1], with or without ok.
func (r *run) lookup(s *state, i *ssa.Lookup) *state {
	m, ok := i.X.Type().Underlying().(*types.Map)
	if !ok {
		return s // a byte of a string
	}
	u := r.a.u
	sel, known := r.mapKey(s, i.Index)
	if !known {
		return r.someOf(s, r.val(s, i.X), u.instr(i, 0))
	}
	l := u.sub(u.pointee(r.val(s, i.X)), sel, m.Elem())
	if l == 0 {
		return s
	}
	if !i.CommaOk {
		return r.bind(s, i, u.read(s, l))
	}
	x := u.read(s, l)
	return r.results(s, i, []value{x, u.present(x, m.Elem())})
}

// present is whether a map has an entry, which is x, a t, if it has one: whoever keeps pointers or
// interfaces there keeps no nil. 0 if that says nothing.
func (u *universe) present(x value, t types.Type) value {
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface, *types.Signature:
		return u.not(u.cmp(token.EQL, x, u.nilValue()))
	}
	return 0
}

// mapUpdate: t0[t1] = t2.
func (r *run) mapUpdate(s *state, i *ssa.MapUpdate) *state {
	u := r.a.u
	m := u.pointee(r.val(s, i.Map))
	if sel, known := r.mapKey(s, i.Key); known {
		if l := u.sub(m, sel, i.Value.Type()); l != 0 {
			return r.put(s, l, r.val(s, i.Value))
		}
	}
	if r.displaces(s, i) {
		s = r.replacedBy(s.note(Overwritten, posOf(i), ""), r.val(s, i.Value))
	}
	s = r.file(s, r.val(s, i.Value))
	return r.hold(u.forget(s, m, i), r.val(s, i.Map), r.val(s, i.Value))
}

// store: *t0 = t1. A struct is stored field by field, so that later loads find them.
func (r *run) store(s *state, l locID, v ssa.Value) *state {
	u := r.a.u
	x := r.val(s, v)
	if root, ok := u.node(u.rootOf(l)).ptr.(*ssa.IndexAddr); ok && u.locs[l].root != 0 {
		// Some element of a slice: any of them may be the one.
		list := r.val(s, root.X)
		s = r.escape(s, x)
		return r.hold(u.write(u.forget(s, u.pointee(list), root), l, x), list, x)
	}
	if root := u.rootOf(l); !u.isFresh(root) && (!u.isEntry(root) || x != s.focus && u.factOf(s, x).maybe && !u.pooled(root, x)) {
		s = r.escape(s, x)
	}
	return r.put(s, l, x)
}

// put returns s with x stored at l, which may have held the focus.
func (r *run) put(s *state, l locID, x value) *state {
	u := r.a.u
	if r.focus == 0 && u.isEntry(u.rootOf(l)) && u.node(x).made && r.a.owns(l) {
		r.overwrites(u.init(l), r.a.match.Type(u.locs[l].typ))
	}
	hole := s.born && x != s.focus && !u.factOf(s, x).maybe && u.read(s, l) == s.focus
	lent := x != 0 && x == s.focus && !s.heldForGood() && u.isLent(s, l) // born here or by the call that stores it
	s = u.write(s, l, x)
	switch {
	case lent:
		s.kept, s.heldBy = true, 0
	case hole:
		s = s.note(Overwritten, posOf(r.at), "")
		s.hole = l
	case s.lost && s.hole == l:
		return r.replaced(s)
	}
	return s
}

// load: t1 = *t0. A struct is copied: later changes of the original do not show in the copy.
func (r *run) load(s *state, i *ssa.UnOp) *state {
	u := r.a.u
	l := u.pointee(r.val(s, i.X))
	if st, ok := i.Type().Underlying().(*types.Struct); ok {
		return r.copyStruct(s, l, u.pointee(u.self(i)), st, maxNested)
	}
	v := u.read(s, l)
	if p := r.a.match.Type(i.Type()); p != nil {
		r.candidate(v, p) // it may meet another client at a join before it is used
	}
	return r.bind(r.counted(s, l, v), i, v)
}

const (
	maxCopied = 96 // fields; a wider struct is copied without its contents
	maxNested = 2  // structs within structs
)

func (r *run) copyStruct(s *state, from, to locID, st *types.Struct, depth int) *state {
	u := r.a.u
	if from == 0 || st.NumFields() > maxCopied {
		return s
	}
	for k := range st.NumFields() {
		f := st.Field(k)
		src, dst := u.sub(from, f.Name(), f.Type()), u.sub(to, f.Name(), f.Type())
		if src == 0 || dst == 0 {
			continue
		}
		if inner, ok := f.Type().Underlying().(*types.Struct); ok {
			if depth > 0 {
				s = r.copyStruct(s, src, dst, inner, depth-1)
			}
			continue
		}
		s = u.write(s, dst, u.read(s, src))
	}
	return s
}
