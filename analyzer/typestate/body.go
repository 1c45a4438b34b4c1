package typestate

import (
	"go/types"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines what the body of a function says of the function, beside what its directive
// says.

// An Effect is what a function leaves a client in.
type Effect struct {
	Proto *protocol.Protocol
	Step  Step // the operation, or the call that leads to it
}

// Effects are what a function does to clients, as far as it is sure. Each is nil if the function
// does not do that on any path that is known.
type Effects struct {
	// Connects says that a client which was not open, or is new, is open at the end.
	Connects *Effect
	// Closes says that a client which was open is closed at the end.
	Closes *Effect
	// MayConnect and MayClose err to the other side: code that is not known, and the connections
	// of other libraries, count as either.
	MayConnect, MayClose bool
}

// Effects returns what the body of fn does to clients.
func (a *Analysis) Effects(fn *ssa.Function) Effects {
	var out Effects
	if fn.Blocks == nil || a.leavesView(fn, map[*ssa.Function]bool{}) {
		out.MayConnect, out.MayClose = true, true
	}
	if fn.Blocks == nil {
		return out
	}
	c := &summary{a: a, f: a.info(fn, nil)}
	for _, v := range c.candidates() {
		p := a.protocolOf(c, v)
		switch {
		case p == nil:
		case a.u.isEntry(v):
			out.from(p, protocol.NotOpen, c.exits(v, protocol.NotOpen, nil))
			out.from(p, protocol.Open, c.exits(v, protocol.Open, nil))
		default:
			out.from(p, protocol.NotOpen, c.exits(v, protocol.Unknown, nil))
		}
	}
	return out
}

// leavesView reports whether fn calls code that may connect or close what is not a known client:
// anything but functions of this package, operations of clients, and a few packages that do
// neither.
func (a *Analysis) leavesView(fn *ssa.Function, seen map[*ssa.Function]bool) bool {
	if seen[fn] {
		return false
	}
	seen[fn] = true
	for _, b := range fn.Blocks {
		for _, i := range b.Instrs {
			if c, ok := i.(ssa.CallInstruction); ok && !a.inView(c.Common(), seen) {
				return true
			}
		}
	}
	return false
}

func (a *Analysis) inView(c *ssa.CallCommon, seen map[*ssa.Function]bool) bool {
	if _, ok := c.Value.(*ssa.Builtin); ok {
		return true
	}
	obj, fn := Callee(c), c.StaticCallee()
	switch {
	case obj != nil && a.tracks(obj):
		return true
	case fn != nil && fn.Blocks != nil:
		return !a.leavesView(fn, seen)
	case obj == nil:
		return false // a function value
	case obj.Pkg() == nil:
		return true // error.Error
	}
	return inertPackages[obj.Pkg().Path()]
}

// tracks reports whether obj, which may be nil, is a function of a client library that is known.
func (a *Analysis) tracks(obj *types.Func) bool {
	p, _ := a.match.Func(obj)
	return p != nil || obj != nil && a.match.declares(obj)
}

// inertPackages hold no connections.
var inertPackages = map[string]bool{
	"errors": true, "fmt": true, "log": true, "log/slog": true, "strconv": true, "strings": true, "sync": true, "sync/atomic": true, "time": true,
}

// from adds what becomes of a client that is in state q before.
func (e *Effects) from(p *protocol.Protocol, q protocol.State, exits []*exit) {
	for _, x := range exits {
		if x.kind == violating {
			e.MayConnect = true
			continue
		}
		if !x.st.born {
			continue
		}
		last := operationOf(x.st)
		switch x.st.q {
		case protocol.Open, protocol.Pending:
			if q == protocol.NotOpen {
				e.MayConnect = true
				if last.Kind == Opened && e.Connects == nil {
					e.Connects = &Effect{p, last}
				}
			}
		case protocol.NotOpen, protocol.Dead:
			if q == protocol.Open {
				e.MayClose = true
				if last.Kind == Closed && e.Closes == nil {
					e.Closes = &Effect{p, last}
				}
			}
		case protocol.Reported:
			e.MayConnect = true
		default:
			e.MayConnect, e.MayClose = true, true
		}
	}
}

// operationOf returns the step that made the focus what it is. Within a called function it is
// the last one there that can have; its place is that of the call.
func operationOf(s *state) Step {
	if s.opened == nil {
		return Step{Kind: Branch}
	}
	step := s.opened.Step
	step.Kind = s.opened.innermost().Kind
	return step
}

// innermost returns what s did to the focus: s itself, or if that is a call, the last step within it
// that can have done anything.
func (s *step) innermost() Step {
	for inner := s.inner; s.Kind == Call && inner != nil; inner = inner.prev {
		switch inner.Kind {
		case Created, Opened, Closed, CheckedUp, CheckedDown, TimedOut, Failed:
			return inner.Step
		case Call:
			if deeper := inner.innermost(); deeper.Kind != Call {
				return deeper
			}
		}
	}
	return s.Step
}
