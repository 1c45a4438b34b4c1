package hub

import "time"

// A Token is an attempt under way.
type Token interface {
	// Wait blocks until the attempt has ended. It returns true.
	Wait() bool
	// WaitTimeout is Wait with a limit. It reports whether the attempt has ended.
	WaitTimeout(time.Duration) bool
	// Error returns the error of an attempt that has ended.
	Error() error
	// Done returns a channel that is closed when the attempt has ended.
	Done() <-chan struct{}
}

// An attempt implements [Token]. It decides the state of its client only as long as it is
// the client's latest.
type attempt struct {
	client *Client
	ended  bool
	err    error
}

func (a *attempt) end(ok bool) {
	a.ended = true
	if !ok {
		a.err = ErrRefused
	}
	if a.client.attempt == a {
		a.client.attempt = nil
		switch {
		case a.client.state != pending:
		case ok:
			a.client.up()
		default:
			a.client.state = notOpen
		}
	}
}

func (a *attempt) Wait() bool {
	a.client.world.Live()
	if !a.ended {
		a.end(a.client.world.Choose(2) == 0)
	}
	return true
}

func (a *attempt) WaitTimeout(time.Duration) bool { return a.within() }

// within lets the attempt end with success, with an error, or not yet.
func (a *attempt) within() bool {
	a.client.world.Live()
	if !a.ended {
		switch a.client.world.Choose(3) {
		case 0:
			a.end(true)
		case 1:
			a.end(false)
		}
	}
	return a.ended
}

func (a *attempt) Error() error {
	a.client.world.Live()
	if !a.ended && a.client.world.Choose(2) == 1 {
		a.end(false)
	}
	return a.err
}

func (a *attempt) Done() <-chan struct{} {
	ended := a.within()
	a.client.world.Waiting(!ended)
	done := make(chan struct{})
	if ended {
		close(done)
	}
	return done
}

// Ended returns the channel of t when the attempt has ended: what a bare receive from
// t.Done() waits for.
func Ended(t Token) <-chan struct{} {
	t.Wait()
	return t.Done()
}
