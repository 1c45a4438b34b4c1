package typestate

import (
	"fmt"
	"go/constant"
	"go/types"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines identities: by what a hub knows a client, and what opening one client
// means for another that is open.

// identify notes the identity of obj, if op is where the protocol says that it is given. Only
// values that are provably the same count as one identity, so anything else may be noted: a
// call's result is equal to itself only, and only as of one execution.
func (r *run) identify(s *state, obj value, cs *callSite, p *protocol.Protocol, op *protocol.Op) *state {
	ident, ok := r.named(s, cs, op, p.Identity)
	if !ok {
		return s
	}
	if hub, ok := r.named(s, cs, op, p.Hub); ok {
		ident = r.a.u.observe("at", ident, nil)
		ident = r.a.u.pair(ident, hub)
	}
	f := s.facts.get(uint32(obj))
	f.ident, f.idents = ident, false
	return s.learn(obj, f)
}

// identity returns the caller's name of an identity. A hub that the caller has left empty is the
// default one, as if none had been named.
func (t *translator) identity(id value) value {
	u := t.r.a.u
	n := u.node(id)
	if n.kind != kCmp || u.node(n.a).kind != kObserve || u.node(n.a).s != "at" {
		return u.nonEmpty(t.value(id))
	}
	name := u.nonEmpty(t.value(u.node(n.a).a))
	if name == 0 || u.nonEmpty(t.value(n.b)) == 0 {
		return name
	}
	return t.value(id)
}

// nonEmpty returns v, or 0 if it is the empty string.
func (u *universe) nonEmpty(v value) value {
	if c := u.constOf(v); c != nil && c.c != nil && c.c.Kind() == constant.String && constant.StringVal(c.c) == "" {
		return 0
	}
	return v
}

// named returns the value that sources name at op: a pair of them if there are several.
func (r *run) named(s *state, cs *callSite, op *protocol.Op, sources []protocol.Source) (value, bool) {
	u := r.a.u
	var out value
	for _, src := range sources {
		if src.Func != op.Func {
			continue
		}
		v := r.operand(cs, src.Operand, protocol.Arg0)
		if src.Setting != "" && v != 0 {
			v = u.read(s, u.settingOf(u.pointee(v), src.Setting))
		}
		if v = r.nameable(r.contents(s, v), src.Pattern); v == 0 {
			return 0, false
		}
		if out != 0 {
			v = u.pair(out, v)
		}
		out = v
	}
	return out, out != 0
}

// contents returns what names the list v by what is in it, if v was written out here: two lists of the
// same hubs are two, and name the same ones. Otherwise it returns v, or what was parsed as v.
func (r *run) contents(s *state, v value) value {
	u := r.a.u
	alloc, ok := u.node(v).ptr.(*ssa.Alloc)
	if !ok || u.node(v).kind != kInstr {
		return r.parsed(s, v)
	}
	list, ok := alloc.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Array)
	if !ok {
		return v
	}
	var out value
	for n := range list.Len() {
		x := r.parsed(s, u.read(s, u.sub(u.pointee(v), fmt.Sprintf("[%d]", n), list.Elem())))
		if out != 0 {
			x = u.pair(out, x)
		}
		out = x
	}
	return out
}

// parsed returns what names v by the text that it was parsed from, if it is an address that nobody has
// changed since.
func (r *run) parsed(s *state, v value) value {
	u := r.a.u
	n := u.node(v)
	call, ok := n.ptr.(*ssa.Call)
	if n.kind != kInstr || !ok || r.a.u.maker(v) != "net/url.Parse" || call.Parent() != r.f.fn {
		return v
	}
	if len(u.known(s, u.pointee(v))) > 0 { // changed since
		return v
	}
	return u.observe("url", r.val(s, call.Call.Args[0]), nil)
}

// nameable returns v if it can serve as an identity: not empty, and not a setting that nobody
// has set, whose default is empty.
func (r *run) nameable(v value, pattern string) value {
	u := r.a.u
	if v == 0 {
		return 0
	}
	n := u.node(v)
	if n.kind == kConst && (n.c == nil || n.c.Kind() != constant.String || constant.StringVal(n.c) == "") {
		return 0
	}
	if pattern != "" {
		return u.matched(v, pattern)
	}
	if n.kind == kInit && !u.isEntry(v) && !u.isElement(v) || n.kind == kHavoc || n.kind == kJoin {
		return 0
	}
	return v
}

// opening is what connect or dial of obj means for the focus, if that is another client: a
// twin, if both have one identity, or the successor of a lost one, if both were made by the
// same instruction.
func (r *run) opening(s *state, obj value, cs *callSite, p *protocol.Protocol, op *protocol.Op) *state {
	f := s.facts.get(uint32(obj))
	s = r.rivals(s, obj, f, cs, p, op)
	f.opened, f.place = r.remembers(s), r.placeOf(s, obj)
	return s.learn(obj, f)
}

// remembers reports whether callers are to know which clients are opened from s on: one that was opened before the
// focus was made takes no place from it, whatever they come to know of its identity.
func (r *run) remembers(s *state) bool { return r.focus == 0 || s.born }

// placeOf returns the variable of the caller in which s has obj, or 0. What it holds in the end may
// be something else.
func (r *run) placeOf(s *state, obj value) locID {
	u, out := r.a.u, locID(0)
	s.mem.each(func(k uint32, v value) {
		if v == obj && out == 0 && u.isEntry(u.rootOf(locID(k))) {
			out = locID(k)
		}
	})
	return out
}

// rivals reports the opening of obj, of which f is known, if it is at the focus' expense.
func (r *run) rivals(s *state, obj value, f fact, cs *callSite, p *protocol.Protocol, op *protocol.Op) *state {
	if !s.born || s.focus == 0 || obj == s.focus || s.doubted {
		return s
	}
	kind, ok := r.rivalry(s, obj, f, cs, p)
	if !ok && r.awaitsTwin(s, obj, f) {
		r.twins(s, f.ident, cs, p, op)
	}
	if !ok || WrongOf(kind, r.a.semantics(p)).Severity == protocol.None {
		return s
	}
	if kind == CallbackNew {
		handler := s.clone()
		handler.sure = false // it is wrong in a handler only
		r.violate(handler, kind, cs, p, op)
		return s // the next one that the handler opens is a mistake of its own
	}
	r.violate(s, kind, cs, p, op)
	return s.moved(protocol.Reported, true)
}

// awaitsTwin reports whether it is for the caller to say that obj, of which f is known, is a twin of the focus:
// the function was given that open, and does not know its identity.
func (r *run) awaitsTwin(s *state, obj value, f fact) bool {
	u := r.a.u
	mine := s.facts.get(uint32(s.focus))
	given := u.isEntry(s.focus) && r.entry == protocol.Open && s.q == protocol.Open
	return given && mine.ident == 0 && !mine.idents && f.ident != 0 && r.expressible(f.ident) && !u.pending(f.ident) && u.isFresh(obj)
}

// twin returns violating exit e as it is for the caller, whose focus in c may be of the identity that the
// opened client has: nil if it is not, and again if it was given that as well.
func (t *translator) twin(c *state, e *exit) *exit {
	if e.viol.ident == 0 {
		return e
	}
	u, r := t.r.a.u, t.r
	mine, ident := c.facts.get(uint32(c.focus)), t.identity(e.viol.ident)
	if ident == 0 || u.pending(ident) || u.isFiled(c) && u.wasAsked(c) {
		return nil
	}
	v, x := *e.viol, *e
	x.viol = &v
	switch {
	case mine.ident == ident:
		v.ident = 0
	case mine.ident == 0 && !mine.idents && u.isEntry(c.focus) && r.expressible(ident):
		v.ident = ident
	default:
		return nil
	}
	return &x
}

// inUse reports whether the focus of a handler is connected or will be: unless it was closed.
func (s *state) inUse() bool {
	switch s.q {
	case protocol.Open, protocol.Reconnecting, protocol.Reported:
		return true
	}
	return false
}

// anotherRound reports whether obj comes from the instruction that has made focus, here, in a call by
// which the function of r calls itself.
func (r *run) anotherRound(focus, obj value) bool {
	u := r.a.u
	n := u.node(obj)
	call, ok := n.ptr.(ssa.CallInstruction)
	if n.kind != kCall || !ok || call.Common().StaticCallee() != r.f.fn {
		return false
	}
	return u.node(focus).kind == kInstr && u.origin(obj) == focus
}

// origin returns the value that v is at the instruction that made it, whichever calls have led there.
func (u *universe) origin(v value) value {
	for {
		n := u.node(v)
		if n.kind != kCall && n.kind != kOld {
			return v
		}
		v = n.a
	}
}

// rivalry returns what is wrong with opening obj, a client of protocol p, beside the focus: that it
// takes the place of a client that is lost, or that it has the same identity.
func (r *run) rivalry(s *state, obj value, f fact, cs *callSite, p *protocol.Protocol) (Kind, bool) {
	u := r.a.u
	n := u.node(s.focus)
	left := u.successor(s, obj)
	gone := func() bool { return s.lost || r.unheld(left, cs.instr) }
	next := (s.lost || left != s && gone()) && n.kind == kOld && n.a == obj || r.anotherRound(s.focus, obj) && gone()
	inPlace := p == r.protocol() && (s.hole != 0 && (s.hole == f.place || s.mem.get(uint32(s.hole)) == obj) || r.sameVariable(s.focus, obj)) && gone()
	mine := s.facts.get(uint32(s.focus)).ident
	if next && (u.served(s) && u.ofAnother(mine, f.ident) || u.attended(s)) {
		return 0, false
	}
	twin := mine != 0 && mine == f.ident && !u.pending(mine) && u.distinct(s, obj)
	switch {
	case r.entry == protocol.Reconnecting && s.inUse() && !f.apart && u.isEntry(s.focus) && u.isFresh(obj):
		return CallbackNew, true // in a handler that says so, whether or not it has connected its own by now
	case !s.up() || !next && !inPlace && !twin:
		return 0, false
	case s.q == protocol.Pending:
		return TimeoutLost, true
	case twin && !next && !inPlace:
		return SameIdentity, !u.isFiled(s) || !u.wasAsked(s)
	}
	return LostClient, true
}
