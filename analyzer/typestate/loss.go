package typestate

import (
	"go/token"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines why the history of a client is lost, for whoever asks about a place where
// nothing is reported. It is seen from outside, by comparing the states before and after an
// instruction: the transfer functions know nothing of it, and a run that is not watched pays
// nothing for it.

// A Cause is a way of losing the history of a client.
type Cause uint8

// The causes.
const (
	Came       Cause = iota // it comes from where it is not followed: nothing was known to begin with
	Goroutine               // a goroutine was started that may change it, at any time
	Given                   // it was given to code that is not analysed
	Reached                 // code was called that is not analysed and may know it
	Handed                  // a function that may change it was handed out, to be called at any time
	Stored                  // it was put where code that is not analysed may find it
	Sent                    // it was sent to whoever receives
	Within                  // it was lost in a function that was called; Inner says how, if that is known
	Mistakable              // something happened to a client that may be this one
	Attempt                 // the end of an attempt was waited for, which may be another's
	Overheard               // a receive, or the call of Name, may have told that its connection is gone
	Unclear                 // none of these
)

var causeNames = [...]string{"came", "goroutine", "given", "reached", "handed", "stored", "sent", "within", "mistakable", "attempt", "overheard", "unclear"}

// String returns the cause's name. Example: goroutine
func (c Cause) String() string { return causeNames[c] }

// A Loss is one event by which the history of a client was lost.
type Loss struct {
	Cause  Cause
	Pos    token.Pos
	Name   string // the function that was called, if one was
	Inner  *Loss  // Within: what happened there
	Before *Loss  // Reached: how that code came to know it, if that was here
}

// maxLossDepth bounds how deep into called functions a loss is looked for.
const maxLossDepth = 3

// lose notes in the states after instruction i, which s is the state before, what was lost there.
func (r *run) lose(s *state, i ssa.Instruction, out []*state, depth int) {
	for n, t := range out {
		var why *Loss
		switch {
		case !t.born || s.born && s.q == protocol.Unknown && t.q == protocol.Unknown:
			continue // nothing yet, or lost before
		case t.q == protocol.Unknown:
			why = r.cause(s, i, depth)
			if s.escaped || s.kept {
				why.Before = s.why
			}
		case t.doubted && !s.doubted:
			why = &Loss{Cause: Overheard, Pos: posOf(i), Before: s.why}
			if call, ok := i.(*ssa.Call); ok {
				why.Name = calleeName(call.Common())
			}
		case t.escaped && !s.escaped || t.kept && !s.kept:
			why = r.cause(s, i, depth)
		default:
			continue
		}
		c := t.clone()
		c.why = why
		out[n] = c
	}
}

// cause returns what instruction i did to the history of the focus, which was in s before.
func (r *run) cause(s *state, i ssa.Instruction, depth int) *Loss {
	out := &Loss{Cause: Unclear, Pos: posOf(i)}
	switch i := i.(type) {
	case *ssa.Go:
		out.Cause, out.Name = Goroutine, calleeName(i.Common())
	case *ssa.Send, *ssa.Select:
		out.Cause = Sent
	case *ssa.Store, *ssa.MapUpdate:
		out.Cause = Stored
	case *ssa.RunDefers:
		if d := s.defers; d != nil {
			r.causeOfCall(s, newCallSite(d.instr, d.args), out, depth)
		}
	case *ssa.Call:
		r.causeOfCall(s, newCallSite(i, r.operands(s, i.Common())), out, depth)
	}
	if !s.born && out.Cause != Within {
		out.Cause = Came
	}
	return out
}

// causeOfCall says in out what a call did to the history of the focus.
func (r *run) causeOfCall(s *state, cs *callSite, out *Loss, depth int) {
	out.Pos, out.Name = cs.pos(), calleeName(cs.common)
	if _, ok := cs.common.Value.(*ssa.Builtin); ok {
		out.Cause = Stored
		return
	}
	obj, fn, args := r.callee(s, cs)
	given := r.given(s, cs)
	if obj != nil {
		if p, op := r.a.match.Func(obj); p != nil {
			out.Cause = causeOfOperation(op, given)
			return
		}
	}
	switch {
	case fn != nil && fn.Blocks != nil:
		out.Cause = Mistakable
		f := r.a.info(fn, r.specialise(s, fn, args))
		if pi := r.focusIn(s, cs, &summary{a: r.a, f: f}, args); pi != 0 {
			out.Cause, out.Inner = Within, r.a.lossIn(f, pi, s, depth+1)
		}
	case obj != nil && r.a.imported(obj) != nil:
		out.Cause = Mistakable
		if r.focusIn(s, cs, r.a.imported(obj), args) != 0 {
			out.Cause = Within
		}
	case given == Unclear:
		out.Cause = Reached
	default:
		out.Cause = given
	}
}

// given tells how the focus is among the operands of a call: itself, or by a function.
func (r *run) given(s *state, cs *callSite) Cause {
	out := Unclear
	for _, v := range cs.all() {
		if !s.born || !r.a.u.reaches(s, v, 0) {
			continue
		}
		if k := r.a.u.node(v).kind; k != kClosure && k != kFunc {
			return Given
		}
		out = Handed
	}
	return out
}

func causeOfOperation(op *protocol.Op, given Cause) Cause {
	switch {
	case given == Handed:
		return Handed
	case op == nil:
		return Unclear
	}
	switch op.Event {
	case protocol.Wait, protocol.WaitTimeout, protocol.Await, protocol.Err, protocol.Done:
		return Attempt
	case protocol.Connect, protocol.Close:
		return Mistakable
	case protocol.Handler, protocol.Set:
		return Handed
	}
	return Unclear
}

// focusIn returns the object of callee c that is the focus, or is to become it; 0 if there is none.
func (r *run) focusIn(s *state, cs *callSite, c callee, args actuals) value {
	u := r.a.u
	if !s.born {
		if n := u.node(r.focus); r.birth == cs.instr && n.kind == kCall {
			return n.a
		}
		return 0
	}
	tr := r.translator(s, cs, args)
	for _, pi := range c.candidates() {
		if u.isEntry(pi) && tr.value(pi) == s.focus {
			return pi
		}
	}
	return 0
}

// lossIn returns how a run of f loses object pi, which it is given as it is in s.
func (a *Analysis) lossIn(f *funcInfo, pi value, s *state, depth int) *Loss {
	if depth > maxLossDepth {
		return nil
	}
	q := protocol.Unknown
	if s.born {
		q = s.q
	}
	x := a.watched(f, pi, q)
	x.watch = func(s *state, i ssa.Instruction, out []*state) { x.lose(s, i, out, depth) }
	x.solve()
	for _, e := range x.exits {
		if e.st.q == protocol.Unknown && e.st.why != nil {
			return e.st.why
		}
	}
	return nil
}

// watched returns a run of f that is not kept: it is made to be looked at.
func (a *Analysis) watched(f *funcInfo, focus value, q protocol.State) *run {
	a.baseRun(f)
	x := &run{a: a, f: f, focus: focus, entry: q}
	if focus != 0 && !a.u.isEntry(focus) {
		x.birth = a.birth(f, focus)
	}
	return x
}
