// Package plain cannot reach a client, but has helpers for those who can.
package plain

import (
	"context"
	"errors"
	"fmt"
	"time"

	"k8s.io/apimachinery/pkg/util/wait"
)

var errDown = errors.New("not connected")

// AsError maps an outcome to an outcome.
func AsError(up bool) error {
	if up {
		return nil
	}
	return errDown
}

// Failed is the other way round.
func Failed(err error) bool { return err != nil }

// Retry calls f until it succeeds.
func Retry(f func() error) error {
	for {
		if err := f(); err == nil {
			return nil
		}
	}
}

// Twice calls f whatever it returns.
func Twice(f func() error) {
	f()
	f()
}

// Stubborn is Retry by another name.
func Stubborn(f func() error) error { return Retry(f) }

// Doubled is Twice by another name.
func Doubled(f func() error) { Twice(f) }

// Persist calls f until it returns true, or ctx ends.
func Persist(ctx context.Context, f func() bool) bool {
	for {
		select {
		case <-ctx.Done():
			return false
		default:
		}
		if f() {
			return true
		}
	}
}

// A Policy says how often something is tried.
type Policy struct {
	Steps int
	Pause time.Duration
}

// Do calls f until it succeeds, or the steps are used up.
func (p *Policy) Do(f func() error) (err error) {
	for range p.Steps {
		if err = f(); err == nil {
			return nil
		}
		time.Sleep(p.Pause)
	}
	return err
}

// Within is Do by way of a library: what f returns last is kept in a variable.
func Within(p *Policy, f func() error) error {
	if p == nil {
		p = &Policy{Pause: time.Second}
	}
	steps, err := steps(p)
	if err != nil {
		return fmt.Errorf("bad policy: %w", err)
	}
	_ = wait.PollImmediate(p.Pause, steps, func() (bool, error) {
		if err = f(); err != nil {
			return false, nil
		}
		return true, nil
	})
	if err != nil {
		return fmt.Errorf("given up: %w", err)
	}
	return nil
}

func steps(p *Policy) (time.Duration, error) {
	if p.Steps < 0 {
		return 0, errDown
	}
	return p.Pause * time.Duration(p.Steps), nil
}

// Each calls f for each name, and then once more.
func (p *Policy) Each(names []string, f func(string)) {
	for _, name := range names {
		f(name)
	}
	f("")
}

// Value calls f until it has one.
func Value[T any](n int, f func() (T, error)) (v T, err error) {
	for range n {
		if v, err = f(); err == nil {
			return v, nil
		}
	}
	return v, err
}

// A Retrier is Value with its settings kept.
type Retrier[T any] struct{ n int }

// Run calls f until it has a value.
func (r *Retrier[T]) Run(f func() (T, error)) (T, error) {
	return Value(r.n, f)
}
