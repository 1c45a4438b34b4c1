package typestate

import (
	"go/types"
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
)

// This file defines how a function's use of a function it is given is summarised for other
// packages: once, until it succeeds, or any number of times. It is a typestate question like
// the others: a call that can follow a call that succeeded breaks "connect once".

// String returns the discipline's name. Example: untilnil
func (d discipline) String() string {
	return [...]string{"once", "untilnil", "untilfalse", "many", "later", "repeatedly", "untiltrue", "untildone", "passing", "aside", "whilemarked", "atonce"}[d]
}

// invokes returns how f calls the functions that it is given: its parameters, and what fields of them hold.
func (e *encoder) invokes(f *funcInfo) []Invoked {
	var out []Invoked
	given := make([]value, len(f.fn.Params))
	for i, p := range f.fn.Params {
		given[i] = e.a.u.formal(f.fn, i, p.Type())
	}
	for _, v := range f.foci {
		if e.a.u.node(v).kind == kInit && slices.Contains(given, e.a.u.rootOf(e.a.u.node(v).loc)) {
			given = append(given, v) // what a field holds
		}
	}
	for _, v := range given {
		if t := e.a.u.typeOf(v); isFuncType(t) {
			if mode, ok := e.a.discipline(f, v, t.Underlying().(*types.Signature)); ok {
				out = append(out, Invoked{e.value(v), uint8(mode)})
			}
		}
	}
	return out
}

// An invoked function is one that a function of another package is given, and calls.
type invoked struct {
	fn   value
	mode discipline
}

func (a *Analysis) discipline(f *funcInfo, v value, sig *types.Signature) (discipline, bool) {
	r := a.focusRun(f, v, protocol.NotOpen)
	called := false
	for _, e := range r.exits {
		if e.st.escaped || e.st.q == protocol.Unknown {
			return later, true
		}
		called = called || e.st.q != protocol.NotOpen || e.st.opened != nil
	}
	bools := sig.Results().Len() == 1 && isBool(sig.Results().At(0).Type())
	switch {
	case r.repeated && bools && !r.retried:
		return untilFalse, true
	case r.repeated:
		return manyTimes, true
	case r.retried && bools:
		return untilTrue, true
	case r.retried:
		return untilNil, true
	case called && r.passing():
		return passing, true
	}
	return once, called
}

// passing reports whether the function of r says by its last result whether its focus, a function that it
// was given, has worked. One that was not called has not.
func (r *run) passing() bool {
	res := r.f.fn.Signature.Results()
	if n := res.Len(); n == 0 || !isError(res.At(n-1).Type()) && !isBool(res.At(n-1).Type()) {
		return false
	}
	return !slices.ContainsFunc(r.exits, func(e *exit) bool {
		if e.kind != returning {
			return false
		}
		f := r.a.u.factOf(e.st, e.result(e.n-1))
		if f.isTrue == unknown {
			f.isTrue = r.a.u.decide(e.st, e.result(e.n-1))
		}
		worked, failed := f.worked()
		return !worked && !failed || worked != (e.st.q == protocol.Open)
	})
}

func isFuncType(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

func isBool(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() == types.Bool
}

// invoked is a call of the focus itself, a parameter of function type: it fails or succeeds, as its
// error or its bool says.
func (r *run) invoked(s *state, cs *callSite) []*state {
	switch s.q {
	case protocol.Open:
		r.repeated = true
	case protocol.Pending: // it has failed before
		r.retried = true
	}
	up := s.note(Opened, posOf(cs.instr), "").moved(protocol.Open, true)
	down := s.note(Failed, posOf(cs.instr), "").moved(protocol.Pending, true)
	if res := cs.common.Signature().Results(); cs.result != nil && res.Len() == 1 && isBool(res.At(0).Type()) {
		b := r.a.u.self(cs.result)
		return []*state{up.learn(b, fact{isTrue: yes}).link(b), down.learn(b, fact{isTrue: no}).link(b)}
	}
	e, ok := r.errResult(cs)
	if !ok {
		return one(up)
	}
	return []*state{up.learn(e, fact{isNil: yes}).link(e), down.learn(e, fact{isNil: no}).link(e)}
}

// invokedAs notes how often the focus, a function, is called in a callee, of which inner is the run.
func (r *run) invokedAs(inner *run) {
	r.repeated = r.repeated || inner.repeated
	r.retried = r.retried || inner.retried
}
