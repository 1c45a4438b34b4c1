package typestate

import (
	"go/token"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines what is particular about functions that nobody wrote: the drivers, which make
// the calls that the owner of an interface makes. They have no place in the source. What they find
// is told as if the owner had done it: a violation stands where the program's own code opens the
// client, and the witness says which methods were called on the way.

// A Driver is a function that calls the methods of a type as a contract says.
type Driver struct {
	Contract *protocol.Contract
	Fn       *ssa.Function
}

// Drive adds drivers to the functions that are analysed.
func (a *Analysis) Drive(drivers []Driver) {
	for _, d := range drivers {
		a.drivers[d.Fn] = d.Contract
		a.driven = append(a.driven, d.Fn)
	}
}

// drives reports whether r's function is a driver.
func (r *run) drives() bool { return r.a.drivers[r.f.fn] != nil }

// mayOnly reports whether a driver's condition is no more than possible where it must be certain:
// that an error is one after which the owner starts anew.
func (r *run) mayOnly(cond value, decided bool) bool {
	n := r.a.u.node(cond)
	return !decided && n.kind == kCmp && n.op == token.EQL && (r.declared(n.a) || r.declared(n.b))
}

// declared reports whether v is what a package variable held on entry.
func (r *run) declared(v value) bool {
	u := r.a.u
	n := u.node(v)
	return n.kind == kInit && u.locs[n.loc].root != 0 && u.node(u.locs[n.loc].root).kind == kGlobal
}

// owned returns v, which driver fn was found to do, as its owner does it; nil if no line of the
// package is to blame, as where the method of a library is called itself.
func (a *Analysis) owned(fn *ssa.Function, v *Violation) *Violation {
	n := fn.Syntax()
	within := func(pos token.Pos) bool { return n.Pos() <= pos && pos < n.End() }
	if !v.Pos.IsValid() || within(v.Pos) {
		return nil
	}
	called := callees(fn)
	c := *v
	c.Contract, c.Steps = a.drivers[fn], nil
	for _, s := range v.Steps {
		switch {
		case s.Kind == Call && called[s.Pos].IsValid():
			s.Kind, s.Pos = Driven, called[s.Pos]
		case within(s.Pos):
			continue // a branch of the owner's
		}
		c.Steps = append(c.Steps, s)
	}
	for within(c.Opened.Pos) {
		inner := lastOf(c.Opened.Inner)
		if inner == nil {
			return nil
		}
		c.Opened = *inner
	}
	return &c
}

// callees returns where the methods stand that a driver calls, by the places of the calls.
func callees(fn *ssa.Function) map[token.Pos]token.Pos {
	out := map[token.Pos]token.Pos{}
	for _, b := range fn.Blocks {
		for _, i := range b.Instrs {
			if call, ok := i.(*ssa.Call); ok && call.Call.StaticCallee() != nil {
				out[posOf(i)] = call.Call.StaticCallee().Pos()
			}
		}
	}
	return out
}

// lastOf returns the last of steps that says what became of the client, or nil.
func lastOf(steps []Step) *Step {
	for n := len(steps) - 1; n >= 0; n-- {
		switch steps[n].Kind {
		case Opened, Begun, CheckedUp, CheckedDown, Closed, TimedOut, Call:
			return &steps[n]
		}
	}
	return nil
}
