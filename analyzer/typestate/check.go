package typestate

import (
	"go/types"
	"maps"
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
)

// This file defines the operations that ask for a client's state.

// check: the answer proves a state, whatever was believed before.
func (r *run) check(s *state, cs *callSite, p *protocol.Protocol, op *protocol.Op) []*state {
	obj := r.object(cs, op)
	r.candidate(obj, p)
	if op.Object.IsZero() && cs.recv != 0 {
		if s = r.a.u.constrain(s, obj, fact{isNil: no}); s == nil {
			return nil // a nil client panics
		}
	}
	if !s.born || obj != s.focus || s.q == protocol.Reported || !used(cs) {
		return one(s)
	}
	if op.Values != nil {
		return r.checkValue(s, cs, op)
	}
	var out []*state
	for _, answer := range []bool{true, false} {
		proves := op.False
		if answer {
			proves = op.True
		}
		t := proven(s, proves, posOf(cs.instr), opName(op))
		if t == nil {
			continue
		}
		if cs.result != nil {
			sym := r.resultOf(cs, op)
			says := fact{isTrue: answerOf(answer)}
			if op.Success == protocol.NilError {
				says = fact{isNil: answerOf(answer)}
			}
			out = append(out, both(r.tell(t, cs, sym, says), nil, sym)...)
			continue
		}
		out = append(out, t)
	}
	return out
}

// used reports whether the program looks at a call's results.
func used(cs *callSite) bool {
	if cs.sym != 0 {
		return true
	}
	return cs.result != nil && cs.result.Referrers() != nil && len(*cs.result.Referrers()) > 0
}

// checkValue: the answer is one of the library's constants.
func (r *run) checkValue(s *state, cs *callSite, op *protocol.Op) []*state {
	obj, _, _ := r.callee(s, cs)
	if cs.result == nil || obj == nil {
		return one(s)
	}
	sym := r.resultOf(cs, op)
	var other fact
	var out []*state
	for _, name := range slices.Sorted(maps.Keys(op.Values)) {
		c, ok := obj.Pkg().Scope().Lookup(name).(*types.Const)
		if !ok {
			continue
		}
		v := r.a.u.constant(c.Val(), c.Type())
		other = other.without(v)
		if t := proven(s, op.Values[name], posOf(cs.instr), opName(op)); t != nil {
			out = append(out, t.learn(sym, r.a.u.factOf(s, v)).link(sym))
		}
	}
	if len(op.Values) > len(other.ne) {
		return out // the constants are all there is
	}
	return append(out, s.learn(sym, other).link(sym))
}

// await: blocks until the client is up (nil) or a time has passed, which stops nothing.
func (r *run) await(s *state, cs *callSite, p *protocol.Protocol, op *protocol.Op) []*state {
	obj := r.object(cs, op)
	r.candidate(obj, p)
	if !s.born || obj != s.focus || s.q == protocol.Reported || cs.result == nil {
		return one(s)
	}
	sym := r.resultOf(cs, op)
	up := s.note(Opened, posOf(cs.instr), opName(op)).moved(protocol.Open, true)
	late := s.note(TimedOut, posOf(cs.instr), opName(op)).moved(protocol.Pending, true)
	switch {
	case r.operand(cs, op.Deadline, protocol.Arg0) == r.a.u.contextOf(s):
		late = s.note(Closed, posOf(cs.instr), opName(op)).moved(protocol.NotOpen, true) // both have ended
	case !r.canExpire(s, cs, op):
		late = s.moved(protocol.Unknown, false)
	}
	return []*state{up.learn(sym, fact{isNil: yes}).link(sym), late.learn(sym, fact{isNil: no}).link(sym)}
}
