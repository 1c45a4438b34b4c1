package typestate

import (
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
)

// This file defines what a function does to things that are not followed one by one: lists of
// clients, what unknown code is given, clients that are found where nobody looks. All of it may
// happen, none of it must: a caller takes it as a reason to be silent about its own clients.

// sideEffects are what a function does besides, in its own terms. They are gathered in the run without focus, or
// up to a wait, see [watcher].
type sideEffects struct {
	// disturbed are the containers of the caller of which some element is connected or closed.
	disturbed []value
	// handed is what it was given, or finds there, and gives to code that is not known, or calls.
	handed []value
	// retained is what it was given and puts where others find it.
	retained []value
	// strays says that it does something to a client that it found where clients are not followed,
	// or calls a function of which nothing is known.
	strays bool
	// hears says that it receives from a channel of a client library, which may bring the news that a
	// connection is gone: of one that it knows itself its runs with that focus tell.
	hears bool
	// asks says that it may look for what is filed, see [run.asks]: of a function of another package.
	asks bool
}

// SideEffects are those of a function as they leave its package, the values by their numbers.
type SideEffects struct {
	Disturbed, Handed, Retained []int
	Strays, Hears, Asks         bool
}

func (e *encoder) sideEffects(x *sideEffects) SideEffects {
	return SideEffects{Disturbed: e.values(x.disturbed), Handed: e.values(x.handed), Retained: e.values(x.retained), Strays: x.strays, Hears: x.hears}
}

func (d *decoder) sideEffects(x SideEffects) sideEffects {
	return sideEffects{disturbed: d.values(x.Disturbed), handed: d.values(x.Handed), retained: d.values(x.Retained), strays: x.Strays, hears: x.Hears, asks: x.Asks}
}

func (x *SideEffects) none() bool {
	return len(x.Disturbed) == 0 && len(x.Handed) == 0 && len(x.Retained) == 0 && !x.Strays && !x.Hears
}

func (c *summary) does() *sideEffects {
	c.a.baseRun(c.f)
	return &c.f.sideEffects
}

func (c *importedFunc) does() *sideEffects { return &c.sideEffects }

// passOn notes that what callee c does, this function does.
func (r *run) passOn(s *state, tr *translator, c callee) {
	side := r.gathers()
	if side == nil {
		return
	}
	does := c.does()
	for _, v := range does.disturbed {
		side.disturbed = r.addEntry(side.disturbed, tr.value(v))
	}
	for _, v := range does.handed {
		r.hand(tr.value(v))
	}
	for _, v := range does.retained {
		r.retain(s, tr.value(v), maxDepth)
	}
	side.strays = side.strays || does.strays
}

// gathers returns where r keeps what its function does besides; nil if another run finds that out.
func (r *run) gathers() *sideEffects {
	switch {
	case r.focus == 0:
		return &r.f.sideEffects
	case r.upTo:
		return &r.side
	}
	return nil
}

// stray notes that what is not followed may be done to clients.
func (r *run) stray() {
	if side := r.gathers(); side != nil {
		side.strays = true
	}
}

// happens notes that a connect or a close happens to obj.
func (r *run) happens(obj value, p *protocol.Protocol) {
	r.candidate(obj, p)
	r.disturb(obj)
	if n := r.a.u.node(obj); !n.made && !n.zero && !r.a.u.isEntry(obj) {
		r.stray()
	}
}

// disturb notes that v was connected or closed, which may be some element of a container of the
// caller's.
func (r *run) disturb(v value) {
	if side := r.gathers(); side != nil {
		side.disturbed = r.addEntry(side.disturbed, r.f.container(r.a.u, v))
	}
}

// disturbs reports whether callee c connects or closes elements of a container that the focus
// may be in.
func (r *run) disturbs(s *state, tr *translator, c callee) bool {
	return s.born && slices.ContainsFunc(c.does().disturbed, func(v value) bool { return r.a.u.reaches(s, tr.value(v), 0) })
}

// hand notes that unknown code was given v, or is v itself: it may do to what the caller keeps there
// whatever it can, under a type that no client has, as an io.Closer.
func (r *run) hand(v value) {
	side := r.gathers()
	if side == nil {
		return
	}
	if list := r.f.partOf[r.a.u.entry(v)]; list != 0 {
		v = list // some element
	}
	side.handed = r.addEntry(side.handed, v)
}

// handsOver reports whether callee c gives the focus, or what holds it, to unknown code, or finds it
// where unknown code keeps it.
func (r *run) handsOver(s *state, tr *translator, c callee) bool {
	return s.born && (s.escaped && c.does().strays || slices.ContainsFunc(c.does().handed, func(h value) bool {
		v := tr.value(h)
		return r.a.u.reaches(s, v, 0) || r.ends(s, v)
	}))
}

// retain notes that v, or what is in it, is put where others find it, as in a list, a map or a
// channel, whatever type it has.
func (r *run) retain(s *state, v value, depth int) {
	u, side := r.a.u, r.gathers()
	if side == nil || depth == 0 || u.constOf(v) != nil {
		return
	}
	if u.isEntry(v) {
		if t := u.typeOf(v); t != nil && (mutable(t) || isFuncType(t)) {
			side.retained = r.addEntry(side.retained, v)
		}
		return
	}
	for _, a := range u.node(v).args {
		r.retain(s, a, depth-1)
	}
	for _, l := range u.known(s, u.pointee(v)) {
		r.retain(s, s.mem.get(uint32(l)), depth-1)
	}
}

// givesTo reports whether callee c puts the focus, or what holds it, where others find it.
func (r *run) givesTo(s *state, tr *translator, c callee) bool {
	return s.born && !s.escaped && slices.ContainsFunc(c.does().retained, func(v value) bool { return r.a.u.reaches(s, tr.value(v), 0) })
}

// maxEntries bounds the lists of what a function does besides: a recursion over a tree gives one path for
// each way down. Beyond them the root of a path stands for it, which is more than that: silence.
const maxEntries = 100

// addEntry returns list with v, if the caller knows v and it is not there: what the function makes
// itself is nothing to its callers.
func (r *run) addEntry(list []value, v value) []value {
	if v == 0 || !r.a.u.isEntry(v) {
		return list
	}
	if len(list) >= maxEntries && !isFuncType(r.a.u.typeOf(v)) {
		v = r.a.u.entry(v)
	}
	if slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}
