// Package oracle finds out what a device program really does, by running it with every
// string of answers up to a bound, and compares that with what the analyzer says.
//
// The method is differential testing of a static analyzer in the manner of Csmith (Yang,
// Chen, Eide, Regehr, "Finding and Understanding Bugs in C Compilers", PLDI 2011): random
// programs from a grammar, an oracle that needs no human, and reduction of what disagrees
// (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", IEEE TSE
// 2002). The oracle here is execution. A connect is bad if some string of answers reaches it
// while its client is open; the analyzer must report exactly those.
package oracle

import (
	"slices"

	"github.com/hublint/hublint/proof/interp"
	"github.com/hublint/hublint/proof/program"
	"github.com/hublint/hublint/proof/world/env"
)

// An Event is a connect that is one too many, as some runs have it.
type Event struct {
	Kind  env.Kind
	Stack []interp.Frame
	// Across is set if another goroutine, or another call of a handler, has opened the victim.
	Across bool
	// Shared is set if several goroutines connect or close the victim, in some run.
	Shared bool
	// Made are the calls that made the client that is connected, if it is not the victim.
	Made []interp.Frame
	// Victim is where the client was made that suffers.
	Victim string
	// Required is set if it was the first of its client in some run; the later ones need no
	// report of their own.
	Required bool
}

// Site is the line of the connect itself.
func (e *Event) Site() program.Line { return e.Stack[len(e.Stack)-1].Paren }

// At reports whether a report at line may mean this event: at the connect, at any call on the
// way to it, or where the client was made that is one too many, or any call on the way there.
func (e *Event) At(line program.Line) bool {
	here := func(f interp.Frame) bool { return f.Begin == line || f.Paren == line }
	return slices.ContainsFunc(e.Stack, here) || slices.ContainsFunc(e.Made, here)
}

// A Truth is what a program does.
type Truth struct {
	Events []*Event
	Runs   int
	// Complete is set if every string of answers up to the bound was tried.
	Complete bool
	// Diverged is set if some run never ended.
	Diverged bool
	// Crashed is set if some run used a nil pointer or the like.
	Crashed bool
	// Panicked is set if some run ended with a panic.
	Panicked bool
	// Trace is a hash of everything that happened.
	Trace uint64
}

// Bounds limit the search.
type Bounds struct {
	Answers int // per run
	Runs    int
	Endless int // runs that do not end: more of them and the search is given up
}

// DefaultBounds are enough for the programs of package generate.
func DefaultBounds() Bounds { return Bounds{Answers: 14, Runs: 6000, Endless: 20} }

// Run tries the answers.
func Run(p *interp.Program, b Bounds) *Truth {
	t := &Truth{}
	index := make(map[string]*Event)
	p.Shared = make(map[string]bool)
	w := &env.World{Limit: b.Answers}
	endless := 0
	for {
		end := p.Run(w, func(v interp.Violation) { t.add(index, v) })
		t.Runs++
		t.Crashed = p.Crashed
		t.Trace = t.Trace*31 + w.Trace()
		if end == interp.Diverged {
			t.Diverged = true
			endless++
		}
		t.Panicked = t.Panicked || end == interp.Panicked
		t.Complete = !w.Next()
		if t.Complete || t.Runs == b.Runs || endless > b.Endless {
			break
		}
	}
	for _, e := range t.Events {
		// While others connect or close the client, nobody can say what it is.
		handled := e.Kind == env.Handling || e.Kind == env.HandlingNew || e.Kind == env.HandlingOpen
		e.Shared = p.Shared[e.Victim] && !handled
	}
	return t
}

func (t *Truth) add(index map[string]*Event, v interp.Violation) {
	key := make([]byte, 0, 8*len(v.Stack)+2)
	key = append(key, byte(v.Kind))
	if v.Across {
		key[0] |= 1 << 7
	}
	for _, f := range v.Stack {
		key = append(key, f.Paren.Path...)
		key = append(key, byte(f.Paren.Line), byte(f.Paren.Line>>8), byte(f.Begin.Line), byte(f.Begin.Line>>8))
	}
	key = append(key, v.Victim.Site()...)
	e := index[string(key)]
	if e == nil {
		e = &Event{Kind: v.Kind, Stack: v.Stack, Across: v.Across, Victim: v.Victim.Site()}
		index[string(key)] = e
		t.Events = append(t.Events, e)
	}
	for _, f := range v.Made {
		if !slices.Contains(e.Made, f) {
			e.Made = append(e.Made, f)
		}
	}
	e.Required = e.Required || v.First
}
