package paho

import (
	"fmt"
	"time"

	"github.com/hublint/hublint/proof/claims/await"
)

// afterFailure connects again after a connect that failed: the hub said no, or
// the link could not be made.
func afterFailure(denied bool) func(rig) (string, error) {
	return func(r rig) (string, error) {
		fail := r.hub.Refuse
		if denied {
			fail = r.hub.Deny
		}
		fail(true)
		c := r.client(r.options())
		first, stuck := r.wait(c.Connect())
		if stuck != nil {
			return "", stuck
		}
		if first == nil {
			return "the first token has no error", nil
		}
		if await.Absent(r.ctx, 10*window, func() bool { return r.hub.Links() == 0 }) {
			return "the failed connect leaves a link", nil
		}
		before := state(c)
		fail(false)
		second, stuck := r.wait(c.Connect())
		if stuck != nil {
			return "", stuck
		}
		if err := r.hub.AwaitOpen(r.ctx, device); err != nil {
			return "", err
		}
		return fmt.Sprintf("an error, nothing left (%s); then %s, takeovers %d", before, outcome(second), r.hub.Takeovers()), nil
	}
}

// firstRetried looks whether the library itself repeats a first connect that failed.
func firstRetried(retry bool) func(rig) (string, error) {
	return func(r rig) (string, error) {
		r.hub.Refuse(true)
		c := r.client(r.options().SetConnectRetry(retry))
		token := c.Connect()
		repeated := func() bool { return r.hub.Dials() > 1 }
		if !retry {
			tokenErr, stuck := r.wait(token)
			if stuck != nil {
				return "", stuck
			}
			if tokenErr != nil && await.Absent(r.ctx, 2*time.Second, repeated) {
				return "an error, and no further attempt", nil
			}
			return outcome(tokenErr) + "; further attempts", nil
		}
		if err := await.True(r.ctx, "a second attempt", repeated); err != nil {
			return "no further attempt", nil
		}
		pending := !await.IsClosed(token.Done())
		r.hub.Refuse(false)
		tokenErr, stuck := r.wait(token)
		if stuck != nil {
			return "", stuck
		}
		return fmt.Sprintf("token pending %t while attempts go on; then %s", pending, outcome(tokenErr)), nil
	}
}

// timedOut looks at a token whose WaitTimeout has run out, and at what becomes
// of the attempt.
func timedOut(r rig) (string, error) {
	release := r.hub.Hold()
	defer release()
	c := r.client(r.options())
	token := c.Connect()
	if err := r.hub.AwaitConnects(r.ctx, 1); err != nil {
		return "", err
	}
	completed := token.WaitTimeout(50 * time.Millisecond)
	tokenErr := token.Error()
	release()
	if err := await.True(r.ctx, "the attempt to succeed", c.IsConnectionOpen); err != nil {
		return "the attempt is given up", nil
	}
	return fmt.Sprintf("WaitTimeout %t, %s; the attempt goes on and succeeds", completed, outcome(tokenErr)), nil
}

// timedOutNew makes a second client after the first one's connect timed out.
// The answer to the first comes late, but before the second client connects.
func timedOutNew(r rig) (string, error) {
	release := r.hub.Hold()
	defer release()
	first := r.client(r.options())
	if first.Connect().WaitTimeout(50 * time.Millisecond) {
		return "", fmt.Errorf("an answer came through")
	}
	release()
	if err := await.True(r.ctx, "the late answer", first.IsConnectionOpen); err != nil {
		return "", err
	}
	r.client(r.options()).Connect()
	return r.pingPong(), nil
}

// twoClients opens two clients of one client id.
func twoClients(id string, auto bool) func(rig) (string, error) {
	return func(r rig) (string, error) {
		o := r.options().SetClientID(id).SetAutoReconnect(auto)
		older, newer := r.client(o), r.client(o)
		if tokenErr, stuck := r.wait(older.Connect()); tokenErr != nil || stuck != nil {
			return "", fmt.Errorf("the older client: %v, %w", tokenErr, stuck)
		}
		tokenErr, stuck := r.wait(newer.Connect())
		if stuck != nil {
			return "", stuck
		}
		if id == "" {
			none := await.Absent(r.ctx, window, func() bool { return r.hub.Takeovers() > 0 })
			return fmt.Sprintf("%s; takeovers %t", outcome(tokenErr), !none), nil
		}
		if auto {
			return r.pingPong(), nil
		}
		if err := await.True(r.ctx, "the older client to go down", func() bool { return !older.IsConnectionOpen() }); err != nil {
			return "", err
		}
		once := await.Absent(r.ctx, window, func() bool { return r.hub.Takeovers() != 1 })
		return fmt.Sprintf("%s; the older one is kicked, once %t; newer: %s", outcome(tokenErr), once, state(newer)), nil
	}
}
