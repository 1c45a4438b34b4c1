package typestate

import "go/types"

// This file defines what a callee's stores are to its caller.

// stored carries a store of the callee's over, which it has made where it ends in state end.
func (t *translator) stored(c *state, e *exit, l locID, v value) *state {
	r, u := t.r, t.r.a.u
	to := t.loc(l)
	if to == 0 {
		return t.lentIn(c, l, v)
	}
	if n := u.node(v); n.kind == kHavoc && n.loc == l {
		if n.ptr == any(sharedMark{}) {
			return r.shareLoc(c, to)
		}
		return u.forgetAround(c, to, t.cs.instr) // had it come to the focus, the callee would say so
	}
	return r.put(t.mayStay(t.partly(t.lentIn(c, l, v), e, v), e.st, to, v), to, t.value(v))
}

// partly returns c knowing that v, which the callee stores or returns, may be from a container of the
// caller's.
func (t *translator) partly(c *state, e *exit, v value) *state {
	if e.of == nil {
		return c
	}
	if from := e.of.container(v); from != 0 {
		return t.r.someOf(c, t.value(from), t.value(v))
	}
	return c
}

// mayStay returns c before the callee's v is stored at to, which may be what is there already: if the
// callee says so of its object, or is of another package and does not know of the object. One of
// this package is replayed without joins before anything is reported.
func (t *translator) mayStay(c, end *state, to locID, v value) *state {
	u := t.r.a.u
	if !c.born || !u.factOf(end, v).maybe && !(end.focus == 0 && u.blurred(v)) || !u.reaches(c, u.read(c, to), 0) {
		return c
	}
	return c.mayBe(t.value(v)).keep()
}

// lentIn returns c after the callee has stored v at l, if that is a part of something of which the
// caller does not know who else has it. A channel that the callee has opened is the caller's to follow.
func (t *translator) lentIn(c *state, l locID, v value) *state {
	u := t.r.a.u
	if to := t.loc(l); to != 0 {
		if root := u.rootOf(to); u.isFresh(root) || u.isEntry(root) || isStruct(u.typeOf(root)) || u.locs[to].sel == parentMark {
			return c
		}
	}
	return t.r.escape(c, t.value(v))
}

// blurred reports whether v may stand for what different paths have left somewhere: a summary does
// not say.
func (u *universe) blurred(v value) bool {
	n := u.node(v)
	_, imported := n.ptr.(*types.Func)
	return n.kind == kInstr && imported && !n.made && !n.zero
}

// isStruct reports whether t is a struct: a copy, which nobody else has.
func isStruct(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Struct)
	return ok
}
