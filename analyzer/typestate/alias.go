package typestate

// This file defines when two values are surely different objects.

// distinct reports whether v and the focus are surely different objects, so that what happens
// to v leaves the focus alone. Paths from different parameters or fields count as different:
// a caller may alias them, but real ones do not, and a wrong guess here needs the same client
// under two names in one function. That errs towards reports.
func (u *universe) distinct(s *state, v value) bool {
	if v == s.focus {
		return false
	}
	if u.factOf(s, v).maybe || u.factOf(s, u.entry(v)).maybe {
		return false
	}
	switch {
	case u.isFresh(v) || u.isNil(v):
		return true
	case u.isFresh(s.focus):
		return !s.escaped || u.isEntry(v)
	case u.isEntry(v) && u.isEntry(s.focus):
		return true
	}
	return false
}
