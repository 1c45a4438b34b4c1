package typestate

import (
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines when a client is lost: nothing holds it any more, and it is open. That is
// not wrong by itself; it is when another is opened in its place.

// holdable reports whether anything may still reach the focus in s, of which l marks what is
// alive. What unknown code was given is, unless the field that held it owned it.
func (r *run) holdable(s *state, l *liveSet) bool {
	u := r.a.u
	owned := s.hole != 0 && r.a.owns(s.hole)
	switch n := u.node(s.focus); {
	case !owned && (s.escaped || s.kept), r.underContext(s):
		return true
	case !u.isEntry(s.focus):
		return !u.isFresh(s.focus) || l.holds(s.focus) // what comes from elsewhere may be held there
	case !owned || n.kind != kInit || n.loc != s.hole: // the caller may hold it, or it is still in its place
		return true
	}
	return l.marks.has(s.focus)
}

// losing returns s with its focus out of reach: of interest only while it is open, or if a
// caller must know what became of it.
func (r *run) losing(s *state, l *liveSet) *state {
	u := r.a.u
	entry := u.isEntry(s.focus)
	if !s.up() || !entry && !u.isFresh(s.focus) {
		if entry {
			return s
		}
		return nil
	}
	c := s.note(Lost, r.f.fn.Pos(), "")
	c.lost = true
	return r.replaced(c)
}

// up reports whether the focus has a connection, or an attempt under way that will bring one: the
// program's, or the library's own.
func (s *state) up() bool {
	switch s.q {
	case protocol.Open, protocol.Pending:
		return true
	case protocol.Reconnecting:
		return s.sure && s.facts.get(uint32(s.focus)).auto == yes
	}
	return false
}

// replaced reports the client that was opened in the place of the focus, if there is one: where
// the last handle of the focus was overwritten.
func (r *run) replaced(s *state) *state {
	if s.hole == 0 || s.doubted || !s.up() {
		return s
	}
	return r.replacedBy(s, s.mem.get(uint32(s.hole)))
}

// replacedBy reports x, which is in the place of the focus now, if that is a client that was opened.
func (r *run) replacedBy(s *state, x value) *state {
	u := r.a.u
	if x == 0 || x == s.focus || !s.up() || !u.factOf(s, x).opened || u.factOf(s, x).isNil == yes {
		return s
	}
	i, p := r.opener(x)
	if p == nil || p != r.protocol() {
		return s
	}
	kind := LostClient
	if s.q == protocol.Pending {
		kind = TimeoutLost
	}
	if WrongOf(kind, r.a.semantics(p)).Severity == protocol.None {
		return s
	}
	cs := newCallSite(i, r.operands(s, i.Common()))
	r.violate(s, kind, cs, p, &protocol.Op{Func: calleeName(i.Common()), Event: protocol.Connect})
	return s.moved(protocol.Reported, true)
}

// overwrites notes that the function stores something over v, which its caller may have left open.
// A caller of this package sees the store itself; to others the summary says what it means.
func (r *run) overwrites(v value, p *protocol.Protocol) {
	if p == nil || r.f.seen[v] || slices.Contains(r.f.overwritten, v) {
		return
	}
	r.f.overwritten = append(r.f.overwritten, v)
}

// protocol returns the protocol that the focus follows, or nil.
func (r *run) protocol() *protocol.Protocol {
	if p := r.a.match.byName[r.f.protoOf[r.focus]]; p != nil {
		return p
	}
	return r.a.match.Type(r.a.u.typeOf(r.focus))
}

// opener returns the call that client x came from, in this function, and its protocol.
func (r *run) opener(x value) (ssa.CallInstruction, *protocol.Protocol) {
	n := r.a.u.node(x)
	if n.kind != kInstr && n.kind != kCall {
		return nil, nil
	}
	i, ok := n.ptr.(ssa.CallInstruction)
	if !ok || i.Parent() != r.f.fn {
		return nil, nil
	}
	return i, r.a.match.byName[r.f.protoOf[x]]
}

// parting returns s where i returns vals and the locals die.
func (r *run) parting(s *state, i *ssa.Return, vals []value) *state {
	if !s.born || s.lost || !s.up() {
		return s
	}
	l := r.live(s, len(r.f.rpo), vals...)
	defer l.done()
	if r.holdable(s, l) {
		return s
	}
	if t := r.losing(s, l); t != nil {
		return t
	}
	return s
}

// unheld reports whether nothing can reach the focus after instruction i.
func (r *run) unheld(s *state, i ssa.Instruction) bool {
	l := r.liveAfter(s, i)
	defer l.done()
	return !r.holdable(s, l)
}

// heldAside reports whether the focus can be reached after instruction i, a call that overwrites
// hole, which owns it: the callee has seen to that.
func (r *run) heldAside(s *state, i ssa.Instruction, hole locID) bool {
	if hole == 0 {
		return true
	}
	u := r.a.u
	l := r.liveAfter(u.write(s, hole, u.nilValue()), i)
	defer l.done()
	if n := u.node(s.focus); n.kind == kInit && n.loc != hole {
		return true // it is still in its place
	}
	return l.marks.has(s.focus) || !u.isEntry(s.focus) && l.holds(s.focus)
}
