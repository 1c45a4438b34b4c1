package typestate

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// This file defines liveness: what a state need not carry on.

// A liveSet tells which values can still be reached at a point of a function: a garbage
// collector's mark phase over the abstract store.
type liveSet struct {
	r     *run
	s     *state
	at    int             // position in reverse postorder
	after ssa.Instruction // of the block at that position: what is used no later is dead; or nil
	index int             // of after in its block
	marks *valueSet
}

// A valueSet is a set of values that is emptied at no cost: it holds those that bear the number of
// the present round.
type valueSet struct {
	round uint32
	of    []uint32 // by value
}

func (m *valueSet) has(v value) bool { return int(v) < len(m.of) && m.of[v] == m.round }

func (m *valueSet) add(v value) {
	if n := int(v) + 1 - len(m.of); n > 0 {
		m.of = append(m.of, make([]uint32, n)...)
	}
	m.of[v] = m.round
}

// newSet returns an empty set, one that was done with if there is any.
func (a *Analysis) newSet() *valueSet {
	n := len(a.sets)
	if n == 0 {
		return &valueSet{round: 1}
	}
	m := a.sets[n-1]
	a.sets = a.sets[:n-1]
	m.round++
	return m
}

// done gives back what l has borrowed.
func (l *liveSet) done() { l.r.a.sets = append(l.r.a.sets, l.marks) }

// live marks what s, and whoever has held, can reach at position at.
func (r *run) live(s *state, at int, held ...value) *liveSet {
	l := &liveSet{r: r, s: s, at: at, marks: r.a.newSet()}
	for _, v := range held {
		l.mark(v)
	}
	l.trace()
	return l
}

// liveAfter marks what s can reach after instruction i.
func (r *run) liveAfter(s *state, i ssa.Instruction) *liveSet {
	l := &liveSet{r: r, s: s, at: r.f.order[i.Block().Index], after: i, index: slices.Index(i.Block().Instrs, i), marks: r.a.newSet()}
	l.trace()
	return l
}

// trace marks all that the state can reach.
func (l *liveSet) trace() {
	s := l.s
	s.vals.each(func(k uint32, v value) {
		if l.needed(k) {
			l.mark(v)
		}
	})
	for d := s.defers; d != nil; d = d.next {
		for _, v := range d.args {
			l.mark(v)
		}
	}
	u := l.r.a.u
	type entry struct{ root, v value }
	var pending []entry
	s.mem.each(func(k uint32, v value) {
		if root := u.rootOf(locID(k)); l.holds(root) {
			l.mark(v)
		} else {
			pending = append(pending, entry{root, v})
		}
	})
	for changed := true; changed; {
		changed = false
		rest := pending[:0]
		for _, e := range pending {
			if l.holds(e.root) {
				l.mark(e.v)
				changed = true
			} else {
				rest = append(rest, e)
			}
		}
		pending = rest
	}
}

// needed reports whether SSA value number k is used from here on.
func (l *liveSet) needed(k uint32) bool {
	f := l.r.f
	if k == 0 || l.at >= len(f.rpo) {
		return false
	}
	v, b := f.byNum[k], f.rpo[l.at]
	if l.after == nil {
		return f.usedFrom(v, b)
	}
	return f.usedWithin(v, b, l.index) || f.usedBehind(v, b)
}

// mark marks v and what it is computed from.
func (l *liveSet) mark(v value) {
	if v == 0 || l.marks.has(v) {
		return
	}
	l.marks.add(v)
	if l.s.born && l.s.facts.get(uint32(v)).maybe {
		l.mark(l.s.focus)
	}
	switch n := l.r.a.u.node(v); n.kind {
	case kCmp, kNot, kObserve, kAdd:
		l.mark(n.a)
		l.mark(n.b)
	case kClosure:
		for _, a := range n.args {
			l.mark(a)
		}
	case kInit, kAddr:
		l.mark(l.r.a.u.rootOf(n.loc))
	}
}

// holds reports whether v can still be reached: it is marked, existed on entry, is used
// later, or is a part of something that is.
func (l *liveSet) holds(v value) bool {
	u := l.r.a.u
	if l.marks.has(v) {
		return true
	}
	switch n := u.node(v); n.kind {
	case kFormal, kFree, kBound, kGlobal:
		return true
	case kInstr:
		return l.used(n)
	case kInit, kAddr, kJoin, kHavoc:
		return l.holds(u.rootOf(n.loc))
	case kCmp:
		return (u.constOf(n.a) != nil || l.holds(n.a)) && (u.constOf(n.b) != nil || l.holds(n.b))
	case kNot, kObserve, kAdd:
		return l.holds(n.a)
	}
	return false
}

// used reports whether the own symbol of an SSA value is used from here on.
func (l *liveSet) used(n *vnode) bool {
	i, ok := n.ptr.(ssa.Value)
	if !ok {
		return true
	}
	if instr, ok := i.(ssa.Instruction); ok && instr.Parent() != l.r.f.fn {
		return true
	}
	return l.needed(l.r.f.num[i]) || l.component(i, n.n)
}

// component reports whether component n of tuple t, which is taken apart already, is used from here on.
func (l *liveSet) component(t ssa.Value, n int) bool {
	refs := t.Referrers()
	return refs != nil && slices.ContainsFunc(*refs, func(i ssa.Instruction) bool {
		e, ok := i.(*ssa.Extract)
		return ok && e.Index == n && l.needed(l.r.f.num[e])
	})
}

// prune returns s without what cannot matter from b on, or nil if nothing can reach the focus
// and nothing is wrong with that. It keeps cost proportional to what is live.
func (r *run) prune(b *ssa.BasicBlock, s *state) *state {
	u, at := r.a.u, r.f.order[b.Index]
	l := r.live(s, at)
	defer l.done()
	c := s.clone()
	c.vals = s.vals.change(func(k uint32, v value) value {
		if !l.needed(k) {
			return 0
		}
		return v
	})
	c.mem = s.mem.change(func(k uint32, v value) value {
		if !l.holds(u.rootOf(locID(k))) {
			return 0
		}
		return v
	})
	c.facts = s.facts.only(func(k uint32, f *fact) bool {
		return f.opened || value(k) == s.focus || l.holds(value(k))
	})
	u.refile(c, s)
	c.rounds, c.links = l.leave(s.rounds), nil
	for _, v := range s.links {
		if l.holds(v) {
			c.links = append(c.links, v)
		}
	}
	if !s.born || s.lost || r.holdable(c, l) {
		return c
	}
	return r.losing(c, l)
}
