package typestate

import "strings"

// This file defines what a callee's terms are to its caller: formals stand for actuals, what was there
// on entry for what is there before the call, and what the callee made for something that is born at
// the call.

// A translator reads a callee's terms in the caller's state before the call.
type translator struct {
	r    *run
	s    *state
	cs   *callSite
	args actuals
	// described says that the callee is an operation that a directive describes.
	described bool

	// focus is the callee's name of its object where it makes it, and aged the one it has at the
	// exit: the instruction may have been executed again since, and what it made then has the
	// first name.
	focus, aged value

	// vals and locs are what was translated already: the exits of a callee have most of it in common.
	vals map[value]value
	locs map[locID]locID
}

func (r *run) translator(s *state, cs *callSite, args actuals) *translator {
	return &translator{r: r, s: s, cs: cs, args: args, vals: map[value]value{}, locs: map[locID]locID{}}
}

// follow has t read the terms of exit e of a callee that was entered with the given focus.
func (t *translator) follow(e *exit, focus value) {
	aged := e.st.focus
	if focus == 0 || focus == aged || !e.st.born || t.r.a.u.isEntry(focus) {
		focus, aged = 0, 0 // one name
	}
	if t.focus != focus || t.aged != aged {
		t.focus, t.aged = focus, aged
		clear(t.vals)
		clear(t.locs)
	}
}

// value returns what the callee's v is to the caller. What the callee made is born at the call.
func (t *translator) value(v value) value {
	known, ok := t.vals[v]
	if !ok {
		known = t.read(v)
		t.vals[v] = known
	}
	return known
}

func (t *translator) read(v value) value {
	u := t.r.a.u
	if t.focus != t.aged {
		switch v {
		case t.aged:
			return u.born(t.cs.instr, t.focus)
		case t.focus:
			return u.born(t.cs.instr, t.aged)
		}
	}
	n := *u.node(v)
	switch n.kind {
	case kNone, kConst, kFunc, kGlobal:
		return v
	case kFormal:
		if n.n < len(t.args.params) {
			return t.args.params[n.n]
		}
	case kFree:
		if n.n < len(t.args.free) {
			return t.args.free[n.n]
		}
	case kBound:
		if n.a != 0 {
			if c := u.node(t.r.cell(t.s, t.value(n.a))); c.kind == kClosure && n.n < len(c.args) {
				return c.args[n.n]
			}
		} else if c := u.node(t.holder(n.n >> 16)); c.kind == kClosure && n.n&0xffff < len(c.args) {
			return c.args[n.n&0xffff]
		}
	case kInit:
		if l := t.loc(n.loc); l != 0 {
			return u.read(t.s, l)
		}
	case kAddr:
		if l := t.loc(n.loc); l != 0 {
			return u.addr(l)
		}
	case kCmp:
		return u.cmp(n.op, t.value(n.a), t.value(n.b))
	case kNot:
		return u.not(t.value(n.a))
	case kAdd:
		return u.add(t.value(n.a), int64(n.n))
	case kObserve:
		if pattern, ok := strings.CutPrefix(n.s, matchMark); ok {
			return u.matched(t.value(n.a), pattern)
		}
		if asked := u.types[v]; asked != nil {
			if holds := u.holdsType(t.value(n.a), asked); u.types[holds] == nil {
				return holds
			}
			break // unknown here, too, and each time anew
		}
		if n.s == typeMark {
			return u.behind(t.value(n.a))
		}
		if n.s == lengthMark {
			return u.lengthOf(t.value(n.a))
		}
		if n.s == "+" {
			return u.concat(t.value(u.node(n.a).a), t.value(u.node(n.a).b))
		}
		if keep, set, ok := u.flags(n.s); ok {
			return u.withBits(t.value(n.a), keep, set)
		}
		return u.observe(n.s, t.value(n.a), n.typ)
	case kClosure:
		args := make([]value, len(n.args))
		for i, a := range n.args {
			args[i] = t.value(a)
		}
		return u.closure(n.fn(), args)
	}
	return u.born(t.cs.instr, v)
}

// holder returns the function that the callee's i-th parameter, or free variable after these,
// was specialised to.
func (t *translator) holder(i int) value {
	if i < len(t.args.params) {
		return t.args.params[i]
	}
	if i -= len(t.args.params); i < len(t.args.free) {
		return t.r.cell(t.s, t.args.free[i])
	}
	return 0
}

// loc returns the caller's name of the callee's location l, or 0 if it has none.
func (t *translator) loc(l locID) locID {
	known, ok := t.locs[l]
	if !ok && l != 0 {
		known = t.find(l)
		t.locs[l] = known
	}
	return known
}

func (t *translator) find(l locID) locID {
	u := t.r.a.u
	x := u.locs[l]
	if x.root == 0 {
		if of := u.locs[x.parent].root; of != 0 {
			if l, ok := u.viewed(t.value(of), x.sel); ok {
				return l
			}
		}
		if p := t.loc(x.parent); p != 0 {
			return u.sub(p, x.sel, x.typ)
		}
		return 0
	}
	v := t.value(x.root)
	if v == 0 || u.isNil(v) {
		return 0
	}
	return u.pointee(v)
}

// namesIn returns what callee c calls the focus, and what else it calls it that it does something to. The
// last result says that it does something to what may or may not be the focus.
func (r *run) namesIn(s *state, tr *translator, c callee) (focus value, aliases []value, maybe bool) {
	for _, pi := range c.candidates() {
		if !r.a.u.isEntry(pi) {
			continue
		}
		switch v := tr.value(pi); {
		case v == s.focus && focus == 0:
			focus = pi
		case v == s.focus:
			if r.touches(c, pi) {
				aliases = append(aliases, pi)
			}
		case !r.a.u.distinct(s, v) && r.touches(c, pi):
			maybe = true
		}
	}
	return focus, aliases, maybe
}
