// Package env is the unknown world around a generated device program: the conditions it
// cannot know, and the answers its hub gives.
//
// A [World] answers by a string of choices. After each run, [World.Next] moves to the next
// string in depth-first order, so that running a program until Next says no tries every
// string up to the bound. This is bounded exhaustive testing in the sense of Boyapati,
// Khurshid and Marinov ("Korat", ISSTA 2002), with the tree of answers in place of the tree
// of inputs.
package env

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"time"
)

// A World answers a program's questions.
type World struct {
	// Limit is the number of answers after which a run is cut.
	Limit int
	// Halt ends the run and does not return.
	Halt func()
	// Violated is called at each connect that is one too many.
	Violated func(Violation)
	// Site returns where the program is, down to the calls that led there. Nil: nobody asks
	// which clients are made in one place.
	Site func() string
	// Shared is called with a client that several goroutines connect or close, if it is set.
	Shared func(Client)
	// Step is called before each answer and each operation, if it is set.
	Step func()
	// Died is called with the value of a panic that nothing in its thread recovers.
	Died func(any)
	// Hub belongs to the hub: what it knows in this run.
	Hub any

	answers []answer
	pos     int
	trace   uint64
	clients int
	waiting bool // the last token asked by Done had not ended
	cut     bool
	halted  bool
	started bool
	threads threads
}

type answer struct{ got, of int }

// Choose returns a number below n, a different one in each run that has got this far.
func (w *World) Choose(n int) int {
	w.Live()
	if w.pos == len(w.answers) {
		if w.pos >= w.Limit {
			w.cut = true
			w.Exit()
		}
		w.answers = append(w.answers, answer{0, n})
	}
	a := w.answers[w.pos]
	w.pos++
	w.Note(uint64(a.got))
	return a.got
}

// Next prepares the next run. It reports false if there is none.
func (w *World) Next() bool {
	w.answers = w.answers[:w.pos]
	w.pos, w.clients, w.trace = 0, 0, 0
	w.waiting, w.cut, w.halted, w.started = false, false, false, false
	w.Hub, w.threads = nil, threads{}
	for i := len(w.answers) - 1; i >= 0; i-- {
		if w.answers[i].got+1 < w.answers[i].of {
			w.answers[i].got++
			w.answers = w.answers[:i+1]
			return true
		}
	}
	return false
}

// Cut reports whether the run that has just ended needed more answers than the limit.
func (w *World) Cut() bool { return w.cut }

// Trace returns a hash of what happened in this run.
func (w *World) Trace() uint64 { return w.trace }

// Note adds x to the trace. Deferred calls of a run that has exited do not count.
func (w *World) Note(x uint64) {
	if !w.halted {
		w.trace = (w.trace ^ (x + 0x9e3779b97f4a7c15)) * 0x100000001b3
	}
}

// Client returns the number of a new client.
func (w *World) Client() int {
	w.clients++
	return w.clients
}

// Fresh returns a name that it has not returned before in this run.
func (w *World) Fresh() string {
	w.clients++
	return fmt.Sprintf("fresh-%d", w.clients)
}

// Start says that the variables of the packages have their values, and that the entry is
// called. It need not be the first call: nobody knows what became of older clients.
func (w *World) Start() { w.started = true }

// Started reports whether Start was called in this run.
func (w *World) Started() bool { return w.started }

// Live ends the run if the program has exited already. A compiled program runs its deferred
// calls while it is being stopped, and they must have no effect.
func (w *World) Live() {
	if w.halted {
		w.Halt()
	}
	if w.Step != nil {
		w.Step()
	}
}

// Exit ends the run as os.Exit does.
func (w *World) Exit() {
	w.Note(0xe)
	w.halted = true
	w.Halt()
}

// Cond is a condition that the program cannot know.
func (w *World) Cond() bool { return w.Choose(2) == 1 }

// Count is a number from 0 to 2 that the program cannot know.
func (w *World) Count() int { return w.Choose(3) }

// Waiting notes whether a token that was asked for its channel is still waiting.
func (w *World) Waiting(yes bool) { w.waiting = yes }

// After returns a channel that delivers if the last token asked is still waiting.
func (w *World) After() <-chan time.Time {
	c := make(chan time.Time, 1)
	if w.waiting {
		c <- time.Time{}
	}
	return c
}

// current is the world of a compiled program, which cannot be handed one: its functions call
// Cond as they would call time.Now. Nothing else reads it.
var current atomic.Pointer[World]

// Use makes w the world of a compiled program.
func Use(w *World) { current.Store(w) }

// Current returns the world of a compiled program. Before there is one, while the variables
// of packages get their values, it is an empty one.
func Current() *World {
	if w := current.Load(); w != nil {
		return w
	}
	return new(World)
}

// Cond is a condition that the program cannot know. The number only tells places apart.
func Cond(int) bool { return Current().Cond() }

// Count is a number that the program cannot know.
func Count(int) int { return Current().Count() }

// Fresh is a name that no other call returns.
func Fresh() string { return Current().Fresh() }

// Exit stands for os.Exit and log.Fatal in a compiled program.
func Exit(...any) { Current().Exit() }

// After stands for time.After in a compiled program.
func After(time.Duration) <-chan time.Time { return Current().After() }

// Sleep stands for time.Sleep in a compiled program.
func Sleep(time.Duration) { Current().Sleep() }

// Discard stands for output in a compiled program.
func Discard(...any) {}

// Stop ends a compiled run.
func Stop() { runtime.Goexit() }
