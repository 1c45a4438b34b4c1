package typestate

import (
	"math"
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines how a callee's exit becomes states of the caller: its formals are replaced
// by the actuals, its conditions are tested against what the caller knows, and what it stored,
// returned and did to the focus is carried over.

// apply returns the caller's states after exit e of a callee that was entered with the given
// focus, or none if the exit's conditions contradict what the caller knows. many says that
// there are other exits: then the results tell which one it was.
func (t *translator) apply(e *exit, focus value, name string, many bool) []*state {
	r, u := t.r, t.r.a.u
	t.follow(e, focus)
	r.a.steps -= e.st.facts.size() + e.st.mem.size() // each is read anew in the caller's terms
	c := t.conditions(e)
	if c == nil || e.st.recovers == answerOf(!t.s.unwind) {
		return nil
	}
	if e.kind == violating {
		if (e.viol.Kind == LostClient || e.viol.Kind == TimeoutLost) && u.isEntry(focus) && r.heldAside(c, t.cs.instr, t.loc(e.st.hole)) {
			return nil // another handle of it is here
		}
		c = c.clone()
		c.hole = t.loc(e.st.hole)
		if e = t.twin(c, e); e != nil {
			r.violateIn(c, e, t.cs, name)
		}
		return nil
	}
	if r.focus != 0 && !t.s.born && focus != 0 && !e.st.born {
		return nil // the callee did not make the object on this path
	}
	if e.st.timer != 0 {
		if r.focus != 0 && focus == 0 && !c.open() {
			return nil // a timer that was set before
		}
		if focus == 0 {
			c = c.note(Delayed, posOf(t.cs.instr), "")
		}
		c = c.clone()
		c.timer = t.value(e.st.timer)
	}
	e.st.mem.each(func(k uint32, v value) { c = t.stored(c, e, locID(k), v) })
	c = t.returned(c, e, many)
	if focus != 0 {
		c = t.focused(c, e, focus, name)
		if !t.s.born { // it was not there yet when the stores were carried over
			e.st.mem.each(func(k uint32, v value) { c = t.lentIn(c, locID(k), v) })
		}
	}
	e.st.facts.each(func(k uint32, f fact) {
		v := value(k)
		if r.expressible(v) {
			c = t.openedFor(c, e, v, f)
			if tv := t.value(v); f.maybe && focus != 0 && tv != 0 && u.constOf(tv) == nil {
				c = c.mayBe(tv) // a container that it was put into
			}
		} else if tv := t.value(v); u.constOf(tv) == nil {
			f.opened = f.opened && !u.recurs(tv) && r.remembers(c)
			if f.opened {
				r.follows(tv, r.a.match.byName[e.proto(v)]) // also if it is closed and gone by now: beside the focus it was open
			}
			f.ident, f.place, f.maybe = t.identity(f.ident), t.loc(f.place), f.maybe || c.facts.get(uint32(tv)).maybe
			c = t.openedIn(c, e, v, tv, f)
			c = c.learn(tv, f)
		}
	})
	if e.st.recovers == yes {
		c = c.clone()
		c.unwind = false
	}
	if e.kind == panicking {
		r.panics(c)
		return nil
	}
	return []*state{c}
}

// openedFor is what it means for the focus that the callee opened v, a client that it was given.
// What is inside of an object that a directive describes is that object's, and no client by itself.
func (t *translator) openedFor(c *state, e *exit, v value, f fact) *state {
	u, tv := t.r.a.u, t.value(v)
	if part := !u.given(v); !f.opened || tv == 0 || u.recurs(tv) || u.constOf(tv) != nil || part && (t.described || !u.node(tv).made && !u.isEntry(tv)) {
		return c
	}
	known := c.facts.get(uint32(tv))
	known.place = t.r.placeOf(c, tv)
	if f.ident != 0 { // given by the callee
		known.ident = t.identity(f.ident)
	}
	known.opened = t.r.remembers(c)
	return t.openedIn(c, e, v, tv, known).learn(tv, known)
}

// given reports whether v is a parameter, or a variable that a function literal has captured: the
// function itself, or one that it is given.
func (u *universe) given(v value) bool {
	n := u.node(v)
	if n.kind == kInit {
		root := u.locs[n.loc].root // 0: a part of something
		return root != 0 && (u.node(root).kind == kFree || u.node(root).kind == kBound)
	}
	return n.kind == kFormal || n.kind == kFree || n.kind == kBound
}

// openedIn is what it means for the focus that the callee opened its own object v, which is tv
// here.
func (t *translator) openedIn(c *state, e *exit, v, tv value, f fact) *state {
	r := t.r
	if !f.opened || !c.born || tv == c.focus {
		return c
	}
	p := r.a.match.byName[e.proto(v)]
	if p == nil && t.s.born { // what met in a variable has no protocol of its own; if both were made in the callee, it may be the focus
		p = r.a.match.Type(r.a.u.typeOf(v))
	}
	if p == nil {
		return c
	}
	if !t.s.born {
		f.place = 0 // both were made in the callee: which came first, it knows itself
	}
	inner := &callSite{instr: t.cs.instr, common: t.cs.common}
	if i, ok := r.a.u.node(v).ptr.(ssa.Instruction); ok && i.Parent() != nil && i.Parent().Syntax() != nil && (t.cs.event || r.drives() || r.encloses(posOf(i)) || r.f.fn.Syntax() == nil) {
		inner.at = posOf(i) // a literal of this function, a method that it drives, or what this wrapper of a method value stands for
	}
	before := c
	if r.drives() || t.cs.event || t.cs.common.StaticCallee() == r.f.fn { // who called is a step of its own: the place is within
		before = c.note(Call, posOf(t.cs.instr), e.of.name())
	}
	if after := r.rivals(before, tv, f, inner, p, &protocol.Op{Func: "Connect", Event: protocol.Connect}); after != before {
		return after
	}
	return c
}

// conditions returns the state before the call with what exit e demands of it, or nil.
func (t *translator) conditions(e *exit) *state {
	c := t.s
	e.st.facts.each(func(k uint32, f fact) {
		if c != nil && t.r.expressible(value(k)) {
			v := t.value(value(k))
			c = t.r.a.u.constrain(c, v, f)
			switch {
			case c == nil:
			case f.ended == yes:
				c = t.r.ended(c, v)
			case f.ended == no:
				c = t.r.late(c, v, posOf(t.cs.instr), "")
			}
		}
	})
	return c
}

// constrain returns s knowing f of v besides what it knows, or nil if they contradict.
func (u *universe) constrain(s *state, v value, f fact) *state {
	if f.isTrue != unknown {
		if s = u.assume(s, v, f.isTrue == yes); s == nil {
			return nil
		}
	}
	have := u.factOf(s, v)
	switch {
	case f.isNil != unknown && have.isNil != unknown && f.isNil != have.isNil:
		return nil
	case f.eq != 0 && have.eq != 0 && f.eq != have.eq, f.eq != 0 && have.excludes(f.eq), have.eq != 0 && f.excludes(have.eq):
		return nil
	case f.ranged && have.ranged && (f.hi < have.lo || have.hi < f.lo), f.excludes(v), u.rulesOut(f, have), u.rulesOut(have, f):
		return nil
	case u.constOf(v) != nil:
		return s
	}
	if f.isNil != unknown {
		have.isNil = f.isNil
	}
	if f.ranged {
		b := have.bounded()
		have.ranged, have.lo, have.hi = true, max(b.lo, f.lo), min(b.hi, f.hi)
		if have.lo == math.MinInt64 && have.hi == math.MaxInt64 {
			have.ranged = false
		}
	}
	if f.eq != 0 {
		have.eq = f.eq
	}
	for _, n := range f.ne {
		if n != 0 {
			have = have.without(n)
		}
	}
	if have == u.factOf(s, v) {
		return s
	}
	return s.learn(v, have)
}

// rulesOut reports whether f excludes the integer that g says is the only one.
func (u *universe) rulesOut(f, g fact) bool {
	if !g.ranged || g.lo != g.hi {
		return false
	}
	return slices.ContainsFunc(f.ne[:], func(v value) bool {
		n, ok := u.int64Of(v)
		return ok && n == g.lo
	})
}

// returned binds the call's results. A constant that tells this exit from others stays a
// symbol that is known to have the constant's value, so that the key can see it.
func (t *translator) returned(c *state, e *exit, many bool) *state {
	r, u := t.r, t.r.a.u
	if t.cs.sym != 0 && e.n > t.cs.told {
		return t.told(c, e)
	}
	if t.cs.result == nil {
		return c
	}
	vals := make([]value, e.n)
	for n := range vals {
		rv := e.result(n)
		v := t.value(rv)
		f := u.factOf(e.st, rv)
		own := u.instr(t.cs.result, n)
		switch {
		case v == 0:
			v = own
		case many && u.constOf(v) != nil:
			v = own
		}
		vals[n] = v
		c = t.partly(c, e, rv)
		if (u.constOf(rv) != nil || rv == 0) && v == own && f != (fact{}) {
			f.maybe = false
			c = c.learn(own, f)
		}
		if many && (f.isNil != unknown || f.isTrue != unknown || f.ranged) && !u.nonNil(v) {
			c = c.link(v)
		}
	}
	return r.results(c, t.cs.result, vals)
}

// focused carries over what happened to the focus.
func (t *translator) focused(c *state, e *exit, focus value, name string) *state {
	u := t.r.a.u
	ns := c.note(Call, posOf(t.cs.instr), name)
	ns.trace.inner = e.st.trace
	changed := e.st.q != t.s.q || !t.s.born
	if !changed && !eventful(e.st.trace) {
		ns = c.clone()
	}
	if e.st.kept {
		ns = ns.keep()
	}
	ns.born = true
	ns.escaped = ns.escaped || e.st.escaped
	ns.watched, ns.waker, ns.signals = ns.watched || e.st.watched, ns.waker || e.st.waker, ns.signals || e.st.signals
	ns.struck = ns.struck || e.st.struck
	ns.aside, ns.brief = ns.aside || e.st.aside, ns.brief || e.st.brief
	ns.doubted = e.st.doubted || ns.doubted && e.st.q == t.s.q
	ns.heard = e.st.heard || ns.heard && e.st.q == t.s.q
	ns.lost = e.st.lost && !u.isEntry(focus) // another handle may be here
	if e.st.hole != 0 {
		ns.hole = t.loc(e.st.hole)
	}
	ns.q, ns.begun = e.st.q, e.st.begun
	switch {
	case e.st.sure:
		ns.sure = true
		if e.st.opened != nil && ns.trace != c.trace {
			ns.opened = ns.trace
		}
	case changed:
		ns.sure = false
	}
	return ns
}

// eventful reports whether more than branches happened on the way.
func eventful(s *step) bool {
	for ; s != nil; s = s.prev {
		switch s.Kind {
		case Branch, Else, Again, Deferred:
		default:
			return true
		}
	}
	return false
}

// changes reports whether an event can change a client's state.
func changes(e protocol.Event) bool {
	switch e {
	case protocol.Connect, protocol.Close, protocol.Await:
		return true
	}
	return false
}
