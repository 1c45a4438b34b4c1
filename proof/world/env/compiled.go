package env

import "reflect"

// Go stands for the go statement in a compiled program.
func Go(f any, args ...any) {
	in := make([]reflect.Value, len(args))
	for i, a := range args {
		in[i] = reflect.ValueOf(a)
	}
	Current().Go(func() { reflect.ValueOf(f).Call(in) })
}

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
