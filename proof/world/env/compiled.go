package env

import (
	"reflect"
	"runtime"
)

// Go stands for the go statement in a compiled program.
func Go(f any, args ...any) {
	in := make([]reflect.Value, len(args))
	for i, a := range args {
		in[i] = reflect.ValueOf(a)
	}
	var from [1]uintptr
	runtime.Callers(2, from[:])
	w := Current()
	w.Go(func() {
		before := w.threads.from
		w.threads.from = from[0]
		reflect.ValueOf(f).Call(in)
		w.threads.from = before
	})
}

// From returns the go statement of what runs in a compiled program, or 0. A method that it names has
// no other place in the program.
func (w *World) From() uintptr { return w.threads.from }

// AfterFunc stands for time.AfterFunc in a compiled program.
func AfterFunc(_ any, f func()) { Current().Later(f) }

// A Group stands for sync.WaitGroup in a compiled program.
type Group struct{}

// Add does nothing: what is waited for has run when it is the turn of whoever waits.
func (*Group) Add(int) {}

// Done does nothing.
func (*Group) Done() {}

// Go starts f.
func (*Group) Go(f func()) { Current().Go(f) }

// Wait runs the goroutines that have been put off.
func (*Group) Wait() { Current().Await() }
