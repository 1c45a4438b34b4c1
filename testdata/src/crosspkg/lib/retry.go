package lib

import (
	"errors"
	"time"
)

// Until calls f until it returns true.
func Until(d time.Duration, f func() bool) error {
	return until(d, func(int) (again bool, err error) { return !f(), nil })
}

// until calls f while it says so, and gives up after d.
func until(d time.Duration, f func(int) (bool, error)) error {
	deadline := time.Now().Add(d)
	for n := 0; !time.Now().After(deadline); n++ {
		again, err := f(n)
		if !again {
			return err
		}
		time.Sleep(time.Second)
	}
	return errors.New("late")
}

// A Policy says how to go on.
type Policy struct {
	Attempts int
	Notify   func(attempt int, err error)
}

// Do calls f until it returns no error, and tells of each.
func (p Policy) Do(f func() error) error {
	var last error
	for n := range p.Attempts {
		if last = f(); last == nil {
			return nil
		}
		if p.Notify != nil {
			p.Notify(n, last)
		}
		time.Sleep(time.Second)
	}
	return last
}
