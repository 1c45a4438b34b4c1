package typestate

import "go/types"

// This file defines timers, which deliver once: whoever has received from one receives nothing more before it
// is set again. So it is with tickers that were stopped. A loop that has connected in the case of a timer does
// not come there a second time, nor does one that stops its ticker where it is connected.

// spentMark is the selector below a timer or ticker of whether its channel delivers nothing any more.
const spentMark = "#spent"

// fires returns s after a receive from ch, nil if ch is that of a timer which has fired or of a ticker that
// was stopped: that waits for ever. What sets it again out of sight is a path that is not followed. (A module
// for Go 1.22 or earlier may find one more tick that came before the stop; that path is not followed either.)
func (r *run) fires(s *state, ch value) *state {
	u := r.a.u
	n := u.node(ch)
	if n.kind != kInit && n.kind != kJoin && n.kind != kHavoc {
		return s
	}
	timer := u.locs[n.loc].parent // as in <-t.C
	if timer == 0 {
		return s
	}
	l := r.spentAt(timer)
	switch {
	case l == 0:
		return s
	case s.mem.get(uint32(l)) == u.boolean(true):
		return nil
	case IsNamed(u.locs[timer].typ, "time", "Timer"):
		return u.write(s, l, u.boolean(true))
	}
	return s
}

// spentAt returns where it says whether the timer at l delivers nothing any more; 0 if there is none.
func (r *run) spentAt(l locID) locID {
	if t := r.a.u.locs[l].typ; t == nil || !IsNamed(t, "time", "Timer", "Ticker") {
		return 0
	}
	return r.a.u.sub(l, spentMark, types.Typ[types.Bool])
}

// setAgain executes a call of obj, which may set a timer or ticker, or stop a ticker. To stop a timer is
// not to empty its channel, which in a module for Go 1.22 or earlier is received from then.
func (r *run) setAgain(s *state, cs *callSite, obj *types.Func) *state {
	var spent bool
	switch obj.FullName() {
	case "(*time.Ticker).Stop":
		spent = true
	case "(*time.Timer).Reset", "(*time.Ticker).Reset":
	default:
		return s
	}
	if l := r.spentAt(r.a.u.pointee(cs.recv)); l != 0 {
		return r.a.u.write(s, l, r.a.u.boolean(spent))
	}
	return s
}
