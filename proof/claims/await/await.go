// Package await waits for what other goroutines and machines do, without
// guessing how long they take: it polls until a condition holds or the
// context ends. Only absence needs a window of time (Absent), and then a slow
// machine can at worst hide an event, never invent one.
package await

import (
	"context"
	"fmt"
	"time"
)

const pause = 5 * time.Millisecond

// True waits until cond holds. what says what is waited for.
func True(ctx context.Context, what string, cond func() bool) error {
	tick := time.NewTicker(pause)
	defer tick.Stop()
	for !cond() {
		select {
		case <-ctx.Done():
			return fmt.Errorf("waiting for %s: %w", what, ctx.Err())
		case <-tick.C:
		}
	}
	return nil
}

// Absent watches for a while and reports whether cond stayed false.
func Absent(ctx context.Context, window time.Duration, cond func() bool) bool {
	ctx, cancel := context.WithTimeout(ctx, window)
	defer cancel()
	return True(ctx, "nothing", cond) != nil
}

// Closed waits until the channel is closed or sends.
func Closed[T any](ctx context.Context, what string, ch <-chan T) error {
	select {
	case <-ch:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("waiting for %s: %w", what, ctx.Err())
	}
}

// IsClosed reports whether the channel is closed, or has something to send, now.
func IsClosed[T any](ch <-chan T) bool {
	select {
	case <-ch:
		return true
	default:
		return false
	}
}
