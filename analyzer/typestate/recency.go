package typestate

import "slices"

// This file defines what happens to the past when an instruction is executed anew.

// past returns the location that l is once the instruction that made its root is executed again.
func (u *universe) past(l locID) locID {
	root := u.rootOf(l)
	return u.rebase(l, u.pointee(root), u.pointee(u.old(root)))
}

// relocate stores v in l, a part of a past object. All past objects of an instruction have one
// name: where two differ, neither content is known, and the focus may be in one of them.
func (u *universe) relocate(c *state, l locID, v value) {
	old := c.mem.get(uint32(l))
	switch {
	case l == 0 || old == v:
	case old == 0:
		c.mem = c.mem.set(uint32(l), v)
	default:
		c.mem = c.mem.set(uint32(l), u.havoc(nil, l))
		if c.born && (v == c.focus || old == c.focus) {
			c.kept, c.heldBy = true, 0
		}
	}
}

// rebase returns l with its ancestor from replaced by to.
func (u *universe) rebase(l, from, to locID) locID {
	if l == from {
		return to
	}
	x := u.locs[l]
	return u.sub(u.rebase(x.parent, from, to), x.sel, x.typ)
}

// kill returns s as it is when i, an instruction, is executed anew: what mentions its former result
// becomes old, and must not be taken for the new one (recency, Balakrishnan and Reps, SAS 2006).
func (u *universe) kill(s *state, i any) *state {
	if _, met := u.bits[i]; !met {
		return s // no value was ever built from it
	}
	bit := u.bit(i)
	touched := func(v value) bool { return u.nodes[v].deps&bit != 0 && u.mentions(v, i) }
	c := s.clone()
	var past func(value) value
	past = func(v value) value {
		if v == 0 || !touched(v) {
			return v
		}
		if n := u.node(v); n.kind == kClosure { // it does the same to what it has captured
			args := slices.Clone(n.args)
			for i := range args {
				args[i] = past(args[i])
			}
			return u.closure(n.fn(), args)
		}
		if f := u.truthOf(s, v); f.isTrue != unknown { // a flag that was set from a result
			return u.boolean(f.isTrue == yes)
		}
		return u.old(v)
	}
	if s.born {
		c.focus = past(s.focus)
	}
	c.vals = s.vals.change(func(_ uint32, v value) value { return past(v) })
	var parts []uint32 // of the former result
	c.mem = s.mem.change(func(k uint32, v value) value {
		if touched(u.rootOf(locID(k))) {
			parts = append(parts, k)
			return 0
		}
		return past(v)
	})
	for _, k := range parts {
		u.relocate(c, u.past(locID(k)), past(s.mem.get(k)))
	}
	s.facts.each(func(k uint32, f fact) {
		if touched(value(k)) {
			c.facts = c.facts.set(k, fact{})
			f.ident = past(f.ident)
			c.facts = c.facts.set(uint32(u.old(value(k))), f) // still true of the past value
		} else if p := past(f.ident); p != f.ident {
			f.ident = p
			c.facts = c.facts.set(k, f)
		}
	})
	if s.heldBy != 0 && touched(s.heldBy) {
		c.heldBy = 0 // that of an earlier round
	}
	u.refile(c, s)
	if s.hole != 0 && touched(u.rootOf(s.hole)) {
		c.hole = 0
	}
	c.defers = s.defers.each(past)
	c.links = nil
	for _, l := range s.links {
		if !touched(l) {
			c.links = append(c.links, l)
		}
	}
	return c
}
