package typestate

import (
	"cmp"
	"go/token"
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
)

// This file defines violations: what the engine finds, without words.

// A Kind is a way of breaking a protocol.
type Kind uint8

// The kinds.
const (
	DoubleConnect   Kind = iota // connect on a client that is open
	ReuseClosed                 // connect on a client that was closed for good
	TimeoutRetry                // connect on a client whose former attempt only timed out
	SameIdentity                // connect of a second client of the same identity
	LostClient                  // connect of a client in place of one that is open and out of reach
	CallbackConnect             // connect in a handler while the library reconnects by itself
	Abandoned                   // an error return that leaves a client open and out of reach
	TimeoutLost                 // connect of a client in place of one whose attempt only timed out
	CallbackNew                 // connect of a new client in the handler of one that reconnects by itself
	EagerReconnect              // connect once more with no pause after one that failed
)

var kindNames = [...]string{"doubleconnect", "reuseclosed", "timeoutretry", "sameidentity", "lostclient", "callbackconnect", "abandoned", "timeoutretry", "callbackconnect", "eagerreconnect"}

// Kinds returns all kinds.
func Kinds() []Kind {
	var out []Kind
	for k := range Kind(len(kindNames)) {
		out = append(out, k)
	}
	return out
}

// String returns the category's name. Two kinds are of one category. Example: doubleconnect
func (k Kind) String() string { return kindNames[k] }

// ofAnother reports whether the operation that violates the protocol happens to another client,
// at the expense of this one.
func (k Kind) ofAnother() bool {
	switch k {
	case SameIdentity, LostClient, TimeoutLost, CallbackNew:
		return true
	}
	return false
}

// inHandler reports whether the violation is one only in a handler of the library.
func (k Kind) inHandler() bool { return k == CallbackConnect || k == CallbackNew }

// loses reports whether the violation is that nothing holds the client any more when the next one
// is opened.
func (k Kind) loses() bool { return k == LostClient || k == TimeoutLost }

// Leaks reports whether the violation is that a connection is left behind, whatever it is for.
func (k Kind) Leaks() bool { return k == LostClient || k == Abandoned }

// A Violation is a feasible path that breaks a protocol.
type Violation struct {
	Kind   Kind
	Proto  *protocol.Protocol
	Op     *protocol.Op
	Wrong  protocol.Wrong
	Pos    token.Pos // the operation, or the call that leads to it
	At     string    // the operation, in the form of [Step.At], if it is in another package
	Via    string    // the function that Pos calls, if Pos is not the operation itself
	Inner  token.Pos // the operation itself, if it is in this package
	Opened Step      // what opened (or closed) the client before
	Steps  []Step    // the way there, first step first, the violation last
	// Contract is that of the owner who makes the calls, nil if the program does so itself.
	Contract *protocol.Contract

	started bool  // by a goroutine or a timer of a handler
	ident   value // it is one only if the client has this identity, in the function's terms; see [run.twins]
}

// same reports whether v is what w is: of the same kind, in the same place.
func (v *Violation) same(w *Violation) bool { return v.Pos == w.Pos && v.Kind == w.Kind }

// standsFor reports whether v is to be reported and not w, which is of the same place: what is known
// to happen before what may, the severer, and else the first kind.
func (v *Violation) standsFor(w *Violation) bool {
	if a, b := v.Kind == Abandoned, w.Kind == Abandoned; a != b {
		return b // the repeated call is in sight
	}
	if v.Wrong.Severity != w.Wrong.Severity {
		return v.Wrong.Severity > w.Wrong.Severity
	}
	return v.Kind < w.Kind
}

// repeated returns which of found another one of them tells of: an abandoned client where the call
// that repeats is in sight, and a lost one that a loop opens again if a loop further in does so too, or
// if the loop is in a function that is called here, and is told of there.
func repeated(found []*Violation) func(*Violation) bool {
	opened := map[token.Pos]bool{}
	var again []*Violation
	for _, v := range found {
		if !v.Kind.loses() {
			continue
		}
		eachStep(v.Steps, func(s Step) {
			if s.Kind == Opened {
				opened[s.Pos] = true
			}
		})
		if v.openedBy(v.Pos) {
			again = append(again, v)
		}
	}
	return func(v *Violation) bool {
		if v.Kind == Abandoned {
			return opened[v.Pos]
		}
		return v.Kind.loses() && (v.openedBy(v.Pos) && slices.ContainsFunc(again, v.around) || slices.ContainsFunc(again, v.above))
	}
}

// above reports whether v is found at a call, and is there what w is where it happens: the conditions on
// which that is so, of which v has others, do not make it another mistake.
func (v *Violation) above(w *Violation) bool {
	return v.Kind == w.Kind && v.Pos != w.Pos && v.Inner == w.Pos && v.openedBy(w.Pos)
}

// around reports whether w, which is found in a loop, loses the client that v does, in a loop within
// v's. Of two that are within one another, as in a recursion, the shorter stays, or the first.
func (v *Violation) around(w *Violation) bool {
	if v == w || !v.openedBy(w.Pos) {
		return false
	}
	return !w.openedBy(v.Pos) || cmp.Or(cmp.Compare(len(w.Steps), len(v.Steps)), cmp.Compare(w.Pos, v.Pos)) < 0
}

// leadsOver reports whether a call at pos is on the way to v.
func (v *Violation) leadsOver(pos token.Pos) bool {
	return slices.ContainsFunc(v.Steps, func(s Step) bool { return s.Kind == Call && s.Pos == pos })
}

// openedBy reports whether the call at pos opened the client, or led to what did.
func (v *Violation) openedBy(pos token.Pos) bool {
	found := false
	eachStep([]Step{v.Opened}, func(s Step) {
		found = found || s.Pos == pos && (s.Kind == Opened || s.Kind == Call)
	})
	return found
}

// WrongOf returns the judgement that a library's semantics has on a kind of violation.
func WrongOf(k Kind, sem protocol.Semantics) protocol.Wrong {
	switch k {
	case ReuseClosed:
		return sem.AfterClose
	case TimeoutRetry:
		return sem.Retry
	case SameIdentity:
		return sem.Twin
	case LostClient, Abandoned:
		return sem.Lost
	case TimeoutLost:
		return sem.Timeout
	case CallbackNew:
		return sem.CallbackNew
	case CallbackConnect:
		return sem.Callback
	case EagerReconnect:
		return sem.Eager
	}
	return sem.Again
}

// violate records that the operation at cs breaks p in s: manifest if s follows from what this
// function did, latent (an exit that a caller may make feasible) if it follows from how the
// function was entered.
func (r *run) violate(s *state, k Kind, cs *callSite, p *protocol.Protocol, op *protocol.Op) {
	v := &Violation{Kind: k, Proto: p, Op: op, Wrong: WrongOf(k, r.a.semantics(p)), Pos: cs.pos(), Inner: cs.pos()}
	r.record(s.note(Violates, v.Pos, opName(op)), s, v)
}

// twins records that the operation at cs opens a client of identity ident beside the focus, which a caller
// has opened: he knows whether it is of the same identity.
func (r *run) twins(s *state, ident value, cs *callSite, p *protocol.Protocol, op *protocol.Op) {
	latent := s.clone()
	latent.sure = false
	v := &Violation{Kind: SameIdentity, Proto: p, Op: op, Wrong: WrongOf(SameIdentity, r.a.semantics(p)), Pos: cs.pos(), Inner: cs.pos(), ident: ident}
	r.record(latent.note(Violates, v.Pos, opName(op)), latent, v)
}

// violateIn records a violation that a callee's exit describes.
// It is manifest if the callee alone makes it so, or if this function's state does.
func (r *run) violateIn(s *state, e *exit, cs *callSite, name string) {
	inner := e.viol
	if inner.Kind.inHandler() && s.sure {
		return // it is a handler's if the library says that it reconnects, not if a check does
	}
	v := *inner
	switch {
	case r.drives(): // it has no lines of its own
	case r.encloses(inner.Inner): // the operation itself stands in this declaration
		v.Pos, v.Via = inner.Inner, ""
	case r.f.fn.Syntax() == nil && inner.Pos.IsValid(): // the wrapper of a method value has no line of its own
	case !r.encloses(inner.Pos):
		v.Pos, v.Via = posOf(cs.instr), name
	}
	t := s.note(Call, posOf(cs.instr), name)
	t.trace.inner = stepsOf(inner.Steps)
	switch {
	case v.ident != 0:
		s = s.clone()
		s.sure = false
	case e.st.sure:
		s = s.clone()
		s.sure, s.opened = true, nil
	}
	r.record(t, s, &v)
}

func (r *run) record(t, s *state, v *Violation) {
	if s.timer != 0 { // the timer may have done something about it
		return
	}
	v.Steps, v.started = t.trace.steps(), v.started || r.starts
	if s.opened != nil {
		v.Opened = s.opened.Step
		if s.opened.inner != nil {
			v.Opened.Inner = s.opened.inner.steps()
		}
	}
	if s.sure {
		r.found = append(r.found, v)
	}
	if !s.sure || r.f.spec != nil || r.f.local {
		r.addExit(&exit{kind: violating, st: r.project(s, nil), viol: v})
	}
}

// stepsOf turns finished steps back into a chain.
func stepsOf(list []Step) *step {
	var s *step
	for _, st := range list {
		s = &step{Step: st, prev: s, n: s.len() + 1}
	}
	return s
}

// encloses reports whether pos lies in the declaration that r's function is written in.
func (r *run) encloses(pos token.Pos) bool {
	fn := r.f.fn
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	n := fn.Syntax()
	return n != nil && n.Pos() <= pos && pos < n.End()
}
