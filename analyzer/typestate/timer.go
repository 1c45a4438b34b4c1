package typestate

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// This file defines timers, which deliver once: whoever has received from one receives nothing more before
// it is set again. A loop that has connected in the case of a timer does not come there a second time.

// firedMark is the selector below a time.Timer of whether its channel has delivered.
const firedMark = "#fired"

// fires returns s after a receive from ch, nil if ch is a timer's that has fired: that waits for ever. What
// sets it again out of sight is a path that is not followed.
func (r *run) fires(s *state, ch ssa.Value) *state {
	u := r.a.u
	l := r.firedAt(s, ch)
	switch {
	case l == 0:
		return s
	case s.mem.get(uint32(l)) == u.boolean(true):
		return nil
	}
	return u.write(s, l, u.boolean(true))
}

// firedAt returns where it says whether the timer of ch, as in <-t.C, has fired; 0 if ch is of none.
func (r *run) firedAt(s *state, ch ssa.Value) locID {
	field := fieldOfLoad(ch)
	if field == nil {
		return 0
	}
	return r.timerAt(r.val(s, field.X), field.X.Type())
}

// timerAt returns where it says whether v, a t, has fired; 0 if t is not of timers.
func (r *run) timerAt(v value, t types.Type) locID {
	p, ok := t.Underlying().(*types.Pointer)
	if !ok || !IsNamed(p.Elem(), "time", "Timer") {
		return 0
	}
	return r.a.u.sub(r.a.u.pointee(v), firedMark, types.Typ[types.Bool])
}

// setAgain executes a call of obj, which may be a timer's Reset: it will fire.
func (r *run) setAgain(s *state, cs *callSite, obj *types.Func) *state {
	if obj.FullName() != "(*time.Timer).Reset" {
		return s
	}
	l := r.timerAt(cs.recv, r.a.u.typeOf(cs.recv))
	if l == 0 {
		return s
	}
	return r.a.u.write(s, l, r.a.u.boolean(false))
}
