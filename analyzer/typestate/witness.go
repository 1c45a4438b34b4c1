package typestate

import (
	"go/token"

	"github.com/hublint/hublint/analyzer/protocol"
)

// This file defines the witness: the way of one path to its violation, step by step.

// A StepKind says what happened at a step.
type StepKind uint8

// The kinds of steps.
const (
	Created     StepKind = iota // the client was made
	Opened                      // connect or dial, taken to have worked
	Failed                      // connect, taken to have failed
	Begun                       // connect, whose end nobody waits for
	TimedOut                    // a wait for the attempt ended before the attempt did
	Closed                      // the client was closed
	CheckedUp                   // a check said connected
	CheckedDown                 // a check said not connected
	Branch                      // a condition was true
	Else                        // a condition was false
	Again                       // the loop starts over
	Call                        // a function was entered; Inner is what happened in it
	Driven                      // the owner of an interface called a method; Inner is what happened in it
	Delayed                     // a timer was set, to call a function later
	Dropped                     // the connection is lost, and the library opens it again by itself
	Waits                       // a goroutine waits, and who started it goes on
	Requested                   // a server calls a handler that is registered here
	AtOnce                      // a server has another request at the same time
	Deferred                    // a call was put off to the function's end
	Lost                        // the last handle was dropped
	Overwritten                 // something else was stored where the handle was
	Abandons                    // the function returns an error with the client open
	Violates                    // the operation that violates the protocol
)

var stepNames = [...]string{"created", "opened", "failed", "begun", "timedout", "closed", "checkedup", "checkeddown",
	"branch", "else", "again", "call", "driven", "delayed", "dropped", "waits", "requested", "atonce", "deferred", "lost", "overwritten", "abandons", "violates"}

// String returns the kind's name. Example: opened
func (k StepKind) String() string { return stepNames[k] }

// A Step is one step of a witness.
type Step struct {
	Kind  StepKind
	Pos   token.Pos // valid, unless At is set
	At    string    // in another package: its import path, the file and the line, as example.com/hub/dial.go:12
	Name  string    // the function or operation
	Inner []Step    // Call: the steps within
}

// Unawaited reports whether s began an attempt for whose end nobody waits, or asked whether it has come to that.
func (s Step) Unawaited() bool {
	switch s.Kind {
	case Begun, CheckedDown:
		return true
	case Call:
		last := lastOf(s.Inner)
		return last != nil && last.Unawaited()
	}
	return false
}

// eachStep calls f for each of steps and for what is within it.
func eachStep(steps []Step, f func(Step)) {
	for _, s := range steps {
		f(s)
		eachStep(s.Inner, f)
	}
}

// A step is a [Step] on the way, linked to what came before it: states share their pasts.
type step struct {
	Step
	inner *step // Call: the callee's last step
	prev  *step
	n     int
}

func (s *step) shorter(t *step) bool { return s.len() < t.len() }

func (s *step) len() int {
	if s == nil {
		return 0
	}
	return s.n
}

// note returns the state with one more step.
func (s *state) note(k StepKind, pos token.Pos, name string) *state {
	c := s.clone()
	c.trace = &step{Step: Step{Kind: k, Pos: pos, Name: name}, prev: s.trace, n: s.trace.len() + 1}
	return c
}

// moved returns the state with typestate q, as of its latest step.
func (s *state) moved(q protocol.State, sure bool) *state {
	c := s.clone()
	c.q, c.sure, c.opened, c.doubted, c.heard, c.begun = q, sure, s.trace, false, false, false
	return c
}

// begins returns the state with an attempt that goes on, as of its latest step, and whose token the program has
// dropped.
func (s *state) begins() *state {
	c := s.moved(protocol.Pending, true)
	c.begun = true
	return c
}

// steps returns the way to s, first step first.
func (s *step) steps() []Step {
	out := make([]Step, 0, s.len())
	for ; s != nil; s = s.prev {
		st := s.Step
		if s.inner != nil {
			st.Inner = s.inner.steps()
		}
		out = append(out, st)
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}
