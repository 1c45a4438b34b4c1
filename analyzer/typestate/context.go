package typestate

import (
	"go/types"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines what contexts mean for clients: the end of one closes the clients that live
// under it.

// under returns s with the new client obj living under the context that op names. Who can cancel
// that context holds the client.
func (r *run) under(s *state, obj value, cs *callSite, op *protocol.Op) *state {
	if op.Context.IsZero() {
		return s
	}
	u := r.a.u
	ctx := r.operand(cs, op.Context, protocol.Arg0)
	if l := u.sub(u.pointee(obj), contextMark, nil); l != 0 && ctx != 0 {
		s = u.write(s, l, ctx)
	}
	if obj == r.focus && s.focus == obj && !r.endless(ctx) {
		return s.keep()
	}
	return s
}

// contextOf returns the context that the focus lives under, or 0.
func (u *universe) contextOf(s *state) value {
	return s.mem.get(uint32(u.sub(u.pointee(s.focus), contextMark, nil)))
}

// endless reports whether ctx cannot be cancelled.
func (r *run) endless(ctx value) bool {
	name := r.a.u.maker(ctx)
	return name == "context.Background" || name == "context.TODO"
}

// maker names the function that returned v, or "".
func (u *universe) maker(v value) string {
	n := u.node(v)
	c, ok := n.ptr.(*ssa.Call)
	if n.kind != kInstr || !ok || c.Call.StaticCallee() == nil {
		return ""
	}
	return c.Call.StaticCallee().String()
}

// canExpire reports whether the context that bounds op's wait was given a deadline in this
// function, and is not the client's own. One that comes from elsewhere may have none: silence.
func (r *run) canExpire(s *state, cs *callSite, op *protocol.Op) bool {
	if op.Deadline.IsZero() {
		return true
	}
	ctx := r.operand(cs, op.Deadline, protocol.Arg0)
	if ctx == r.a.u.contextOf(s) {
		return false
	}
	name := r.a.u.maker(ctx)
	return name == "context.WithTimeout" || name == "context.WithDeadline"
}

// ends reports whether calling f may cancel the context that the focus lives under: the function that
// was made with the context does, and one that comes from where it is not followed, or some element of
// a container f, may.
func (r *run) ends(s *state, f value) bool {
	ctx := r.a.u.contextOf(s)
	if ctx == 0 || r.endless(ctx) {
		return false
	}
	if made := r.a.u.firstResult(f); made != 0 {
		return made == ctx
	}
	t := r.a.u.typeOf(f)
	if t == nil {
		return false
	}
	sig, ok := elementType(t).Underlying().(*types.Signature)
	return ok && !r.a.u.isFunc(f) && sig.Params().Len() <= 1 && sig.Results().Len() == 0
}

// firstResult returns the first result of the call whose second one is v, or 0.
func (u *universe) firstResult(v value) value {
	switch n := *u.node(v); n.kind {
	case kInstr:
		if c, ok := n.ptr.(*ssa.Call); ok && n.n == 1 {
			return u.instr(c, 0)
		}
	case kCall:
		if first := u.firstResult(n.a); first != 0 {
			return u.born(n.ptr, first)
		}
	case kOld:
		if first := u.firstResult(n.a); first != 0 {
			return u.old(first)
		}
	}
	return 0
}

// cancels returns s after a call of f, if f cancels the context that the focus lives under.
func (r *run) cancels(s *state, cs *callSite) (*state, bool) {
	u := r.a.u
	n := u.node(cs.fn)
	if !s.born || n.kind != kInstr || n.n != 1 || s.q == protocol.Reported {
		return s, false
	}
	switch r.a.u.maker(cs.fn) {
	case "context.WithCancel", "context.WithTimeout", "context.WithDeadline", "context.WithCancelCause":
	default:
		return s, false
	}
	if ctx := u.contextOf(s); ctx == 0 || ctx != u.firstResult(cs.fn) {
		return s, true // another context
	}
	return s.note(Closed, posOf(cs.instr), "cancel").moved(protocol.NotOpen, true), true
}
