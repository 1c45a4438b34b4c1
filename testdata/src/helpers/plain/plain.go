// Package plain cannot reach a client, but has helpers for those who can.
package plain

import (
	"context"
	"errors"
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
