package typestate

import (
	"go/token"
	"go/types"

	"github.com/hublint/hublint/analyzer/protocol"
)

// This file defines waiting: for the token of an attempt, on channels that tell its end or
// the connection's, and for the answer of a check.

// proven returns s after an answer that proves state q, or nil if s excludes it.
func proven(s *state, q protocol.State, pos token.Pos, name string) *state {
	down := s.q == protocol.NotOpen || s.q == protocol.Dead
	switch {
	case s.begun && q != protocol.Open && q != protocol.Unknown:
		return s.note(CheckedDown, pos, name).begins() // it does not tell whether the attempt has come to an end
	case q == protocol.Unknown: // the answer tells nothing
		return s
	case q == protocol.Open && down:
		return nil // nothing has connected it
	case q == protocol.Open && s.q == protocol.Open && s.sure:
		return s.note(CheckedUp, pos, name)
	case q == protocol.Open:
		return s.note(CheckedUp, pos, name).moved(q, true)
	case down:
		return s
	}
	return s.note(CheckedDown, pos, name).moved(q, true)
}

// wait: t.Wait() returns when the attempt has ended, with true.
func (r *run) wait(s *state, cs *callSite, op *protocol.Op) *state {
	s = r.ended(s, r.tokenOf(cs, op))
	if cs.result != nil && op.Success == protocol.Always {
		return r.bindResult(s, cs, r.a.u.boolean(true))
	}
	return s
}

// ended returns s knowing that the attempt of token t has ended.
func (r *run) ended(s *state, t value) *state {
	f := s.facts.get(uint32(t))
	f.ended = yes
	s = s.learn(t, f)
	switch {
	case s.q != protocol.Pending || f.alien || isContext(r.a.u.typeOf(t)):
		return s
	case f.outcome == undecided: // perhaps another's token, or one whose end was joined away
		return s.moved(protocol.Unknown, false)
	case f.outcome == succeeds:
		return s.moved(protocol.Open, true)
	}
	return s.moved(protocol.NotOpen, true)
}

// late returns s knowing that a wait for token t ran out: the attempt goes on.
func (r *run) late(s *state, t value, pos token.Pos, name string) *state {
	f := s.facts.get(uint32(t))
	f.ended = no
	s = s.learn(t, f)
	if f.outcome == undecided || s.q == protocol.Reported || s.q == protocol.Pending {
		return s
	}
	return s.note(TimedOut, pos, name).moved(protocol.Pending, true)
}

// tokenOf returns the token that op happens to; a method of the library's base type is called
// on a part of it.
func (r *run) tokenOf(cs *callSite, op *protocol.Op) value {
	t := r.operand(cs, op.Object, protocol.OnRecv)
	if n := r.a.u.node(t); n.kind == kAddr {
		return r.a.u.rootOf(n.loc)
	}
	return t
}

// waitTimeout: the attempt has ended, or it goes on behind the program's back.
func (r *run) waitTimeout(s *state, cs *callSite, op *protocol.Op) []*state {
	t := r.tokenOf(cs, op)
	done, late := r.ended(s, t), r.late(s, t, posOf(cs.instr), opName(op))
	if cs.result == nil {
		return []*state{done, late}
	}
	sym := r.resultOf(cs, op)
	if op.Success == protocol.NilError { // a function that waits and returns the token's error
		end := r.a.u.factOf(done, r.a.u.observe("err", t, nil))
		done = done.learn(sym, fact{isNil: end.isNil}).link(sym)
		late = late.learn(sym, fact{isNil: no}).link(sym)
		if e := r.lateError(Callee(cs.common), op); e != 0 {
			late = r.bindResult(late.learn(e, fact{isNil: no}), cs, e)
		}
		return []*state{done, late}
	}
	return []*state{done.learn(sym, fact{isTrue: yes}).link(sym), late.learn(sym, fact{isTrue: no}).link(sym)}
}

// lateError returns the error by which op, which calls obj, says that the attempt goes on, or 0.
func (r *run) lateError(obj *types.Func, op *protocol.Op) value {
	if op.Late == "" || obj == nil || obj.Pkg() == nil {
		return 0
	}
	g, ok := obj.Pkg().Scope().Lookup(op.Late).(*types.Var)
	if !ok {
		return 0
	}
	return r.a.u.init(r.a.u.pointee(r.a.u.global(g)))
}

// tokenErr: t.Error(), the same value each time it is asked: nil until the attempt has failed.
func (r *run) tokenErr(s *state, cs *callSite, op *protocol.Op) []*state {
	u := r.a.u
	t := r.tokenOf(cs, op)
	f := s.facts.get(uint32(t))
	switch {
	case f.ended == no:
		return one(r.bindResult(s, cs, u.nilValue()))
	case f.outcome == undecided:
		return one(r.bindResult(s, cs, u.observe("err", t, nil)))
	case f.outcome == succeeds:
		return one(r.bindResult(s, cs, u.nilValue()))
	}
	e := u.observe("failed", t, nil)
	failed := r.bindResult(s.learn(e, fact{isNil: no}), cs, e)
	if f.ended == yes {
		return one(failed)
	}
	// Nobody waited: the error may not be there yet.
	return []*state{failed, r.bindResult(s, cs, u.nilValue())}
}

// gone: a channel that delivers when the connection is gone.
func (r *run) gone(s *state, cs *callSite, op *protocol.Op) *state {
	of := r.object(cs, op)
	if s.born && of == s.focus {
		s = s.clone()
		s.watched = true
	}
	return r.tells(s, cs, goneEnd, of)
}

// tells: a channel that delivers when something comes to its end, given as an argument, returned, or both.
func (r *run) tells(s *state, cs *callSite, end string, of value) *state {
	u := r.a.u
	ch := u.observe(end, of, nil)
	for _, a := range cs.args {
		if l := u.sub(u.pointee(a), goneMark, nil); l != 0 && u.constOf(a) == nil {
			s = u.write(s, l, ch)
		}
	}
	if cs.result == nil {
		return s
	}
	return r.bindResult(s, cs, ch)
}

// The ends that channels tell: of a client, and of a child of one.
const (
	goneEnd  = "gone"
	childEnd = "child gone"
)

// goneMark is the selector below a channel at which what it tells of is.
const goneMark = "#gone"

// toldBy returns the client of whose end, or of whose child's, channel ch tells.
func (r *run) toldBy(s *state, ch value, end string) value {
	u := r.a.u
	n := u.node(ch)
	if n.kind != kObserve {
		n = u.node(s.mem.get(uint32(u.sub(u.pointee(ch), goneMark, nil))))
	}
	if n.kind == kObserve && n.s == end {
		return n.a
	}
	return 0
}

// doneOf returns the token whose end channel ch tells.
func (r *run) doneOf(ch value) value {
	if n := r.a.u.node(ch); n.kind == kObserve && n.s == "done" {
		return n.a
	}
	return 0
}

// chained returns s after obj, a setter that is not listed, if that returns its receiver as others do.
func (r *run) chained(s *state, cs *callSite, obj *types.Func) *state {
	if cs.recv != 0 && r.a.match.fluent(obj) {
		return r.bindResult(s, cs, cs.recv)
	}
	return s
}

// set: an option is stored in its settings object.
func (r *run) set(s *state, cs *callSite, op *protocol.Op) *state {
	u := r.a.u
	obj := r.operand(cs, op.Object, protocol.OnRecv)
	v := r.operand(cs, op.Value, protocol.Arg0)
	if op.Const != "" {
		v = u.literal(op.Const)
	}
	s = r.asyncValue(s, v, cs.instr)
	if l := u.sub(u.pointee(obj), op.Setting, nil); l != 0 && v != 0 {
		s = u.write(s, l, v)
	}
	if op.Fluent {
		return r.bindResult(s, cs, obj)
	}
	return s
}
