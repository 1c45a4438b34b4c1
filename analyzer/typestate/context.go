package typestate

import (
	"go/types"
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines what contexts mean for clients: the end of one closes the clients that live
// under it.

// under returns s with the new client obj living under the context that op names.
func (r *run) under(s *state, obj value, cs *callSite, op *protocol.Op) *state {
	if op.Context.IsZero() {
		return s
	}
	ctx := r.operand(cs, op.Context, protocol.Arg0)
	if l := r.a.u.contextAt(obj); l != 0 && ctx != 0 {
		return r.a.u.write(s, l, ctx)
	}
	return s
}

// contextAt returns where it says which context obj lives under.
func (u *universe) contextAt(obj value) locID { return u.sub(u.pointee(obj), contextMark, nil) }

// underContext reports whether somebody may close the focus who can cancel its context, but nobody can who
// opens another one under the same context: it would be closed as well.
func (r *run) underContext(s *state) bool {
	ctx := r.a.u.contextOf(s)
	return ctx != 0 && !r.endless(ctx)
}

// successor returns s as it is for whoever opens obj: a context of both holds neither.
func (u *universe) successor(s *state, obj value) *state {
	ctx := u.contextOf(s)
	if ctx == 0 || ctx != s.mem.get(uint32(u.contextAt(obj))) {
		return s
	}
	c := s.clone()
	c.mem = c.mem.set(uint32(u.contextAt(s.focus)), 0)
	return c
}

// contextOf returns the context that the focus lives under, or 0.
func (u *universe) contextOf(s *state) value {
	return s.mem.get(uint32(u.contextAt(s.focus)))
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

// makesContext reports whether call returns a context and what cancels it, neither of them nil.
func makesContext(call *ssa.Call) bool {
	fn := call.Call.StaticCallee()
	if fn == nil {
		return false
	}
	switch fn.String() {
	case "context.WithCancel", "context.WithTimeout", "context.WithDeadline", "context.WithCancelCause",
		"context.WithTimeoutCause", "context.WithDeadlineCause", "os/signal.NotifyContext":
		return true
	}
	return false
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
	if call, ok := n.ptr.(*ssa.Call); !ok || !makesContext(call) {
		return s, false
	}
	if ctx := u.contextOf(s); ctx == 0 || ctx != u.firstResult(cs.fn) {
		return s, true // another context
	}
	return s.note(Closed, posOf(cs.instr), "cancel").moved(protocol.NotOpen, true), true
}

// cancelEnd names what a context's Done returns: the channel that tells its end.
const cancelEnd = "cancelled"

// contextDone: the same channel at each call.
func (r *run) contextDone(s *state, cs *callSite) *state {
	if cs.result == nil {
		return s
	}
	return r.bindResult(s, cs, r.a.u.observe(cancelEnd, cs.recv, cs.result.Type()))
}

// contextErr: an error if the context is known to have ended.
func (r *run) contextErr(s *state, cs *callSite) *state {
	if cs.result == nil || r.a.u.factOf(s, cs.recv).ended != yes {
		return s
	}
	return s.learn(r.a.u.self(cs.result), fact{isNil: no})
}

// contextAsked returns s after the branch on cond: if that has told that the error of a context is not nil,
// the context has ended. The call is the latest one here, so that its receiver still is the context.
func (r *run) contextAsked(s *state, cond value) *state {
	n := r.a.u.node(cond)
	if n.kind == kNot {
		n = r.a.u.node(n.a)
	}
	if n.kind != kCmp {
		return s
	}
	for _, v := range []value{n.a, n.b} {
		e := r.a.u.node(v)
		if call, ok := e.ptr.(*ssa.Call); ok && e.kind == kInstr && asksContext(&call.Call) && r.a.u.factOf(s, v).isNil == no {
			return r.contextEnds(s, r.val(s, call.Call.Value))
		}
	}
	return s
}

func isContext(t types.Type) bool { return IsNamed(t, "context", "Context") }

func asksContext(c *ssa.CallCommon) bool {
	return c.IsInvoke() && c.Method.FullName() == "(context.Context).Err"
}

// endedBy returns the context whose end ch tells, or 0.
func (u *universe) endedBy(ch value) value {
	if n := u.node(ch); n.kind == kObserve && n.s == cancelEnd {
		return n.a
	}
	return 0
}

// cancelled returns s after a receive from ch: if that tells the end of a context, it has ended for good.
func (r *run) cancelled(s *state, ch value) *state {
	if ctx := r.a.u.endedBy(ch); ctx != 0 {
		return r.contextEnds(s, ctx)
	}
	return s
}

func (r *run) contextEnds(s *state, ctx value) *state {
	f := r.a.u.factOf(s, ctx)
	f.ended = yes
	return s.learn(ctx, f)
}

// ready reports whether some case of i can proceed at once, since a context has ended.
func (r *run) ready(s *state, i *ssa.Select) bool {
	return slices.ContainsFunc(i.States, func(st *ssa.SelectState) bool {
		ctx := r.a.u.endedBy(r.val(s, st.Chan))
		return ctx != 0 && r.a.u.factOf(s, ctx).ended == yes
	})
}
