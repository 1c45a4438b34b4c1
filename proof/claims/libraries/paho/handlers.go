package paho

import (
	"sync"
	"sync/atomic"

	mqtt "github.com/eclipse/paho.mqtt.golang"

	"github.com/hublint/hublint/proof/claims/await"
)

// cutWith connects a client with the lost handler, cuts its link once, and
// waits for the handler to have run to its end.
func (r rig) cutWith(o *mqtt.ClientOptions, handle func(mqtt.Client)) error {
	done := make(chan struct{})
	var first sync.Once
	o.SetConnectionLostHandler(func(c mqtt.Client, _ error) {
		first.Do(func() {
			defer close(done)
			handle(c)
		})
	})
	if _, err := r.connected(o); err != nil {
		return err
	}
	r.hub.Cut()
	return await.Closed(r.ctx, "the lost handler", done)
}

// connectInLost connects inside the lost handler.
func connectInLost(auto, disconnectFirst bool) func(rig) (string, error) {
	return func(r rig) (string, error) {
		var tokenErr, stuck error
		err := r.cutWith(r.options().SetAutoReconnect(auto), func(c mqtt.Client) {
			if disconnectFirst {
				c.Disconnect(quiet)
			}
			tokenErr, stuck = r.wait(c.Connect())
		})
		if err != nil {
			return "", err
		}
		if stuck != nil {
			return "", stuck
		}
		extra := r.extra(2)
		if extra != "no further CONNECT" || disconnectFirst {
			extra = r.sessionWord() // how many is a matter of timing
			if !disconnectFirst {
				extra = "a CONNECT beside the library's own"
			}
			return outcome(tokenErr) + "; " + extra, nil
		}
		return outcome(tokenErr) + "; one CONNECT brings the link back", nil
	}
}

// sessionWord says whether there is a session in the end.
func (r rig) sessionWord() string {
	if r.hub.AwaitOpen(r.ctx, device) != nil {
		return "no session"
	}
	return "a session"
}

// newInLost makes a new client of the same options inside the lost handler.
func newInLost(auto bool) func(rig) (string, error) {
	return func(r rig) (string, error) {
		const most = 40 // clients; the handler would go on making them
		var made atomic.Int32
		connected := make(chan struct{})
		o := r.options().SetAutoReconnect(auto)
		o.SetConnectionLostHandler(func(mqtt.Client, error) {
			n := made.Add(1)
			if n > most {
				return
			}
			c := mqtt.NewClient(o)
			// An attempt that is kicked before its answer comes fails, and is repeated.
			for {
				if tokenErr, stuck := r.wait(c.Connect()); tokenErr == nil || stuck != nil {
					break
				}
			}
			if n == 1 {
				close(connected)
			}
		})
		if _, err := r.connected(o); err != nil {
			return "", err
		}
		r.hub.Cut()
		if auto {
			return r.pingPong(), nil
		}
		if err := await.Closed(r.ctx, "the handler's client", connected); err != nil {
			return "", err
		}
		return r.extra(2), nil
	}
}

// connectInUp connects inside the OnConnect handler.
func connectInUp(auto bool) func(rig) (string, error) {
	return func(r rig) (string, error) {
		var tokenErr, stuck error
		done := make(chan struct{})
		var first sync.Once
		o := r.options().SetAutoReconnect(auto).SetOnConnectHandler(func(c mqtt.Client) {
			first.Do(func() {
				defer close(done)
				tokenErr, stuck = r.wait(c.Connect())
			})
		})
		if _, err := r.connected(o); err != nil {
			return "", err
		}
		if err := await.Closed(r.ctx, "the OnConnect handler", done); err != nil {
			return "", err
		}
		if stuck != nil {
			return "", stuck
		}
		return outcome(tokenErr) + "; " + r.extra(1), nil
	}
}

// lostOnClose looks whether Disconnect calls the lost handler.
func lostOnClose(r rig) (string, error) {
	lost := make(chan struct{}, 1)
	c, err := r.connected(r.options().SetConnectionLostHandler(func(mqtt.Client, error) { lost <- struct{}{} }))
	if err != nil {
		return "", err
	}
	c.Disconnect(quiet)
	if err := r.hub.AwaitGone(r.ctx, device); err != nil {
		return "", err
	}
	if await.Absent(r.ctx, window, func() bool { return len(lost) > 0 }) {
		return "it is not called", nil
	}
	return "it is called", nil
}

// lostWithoutAuto looks whether the lost handler is called without AutoReconnect.
func lostWithoutAuto(r rig) (string, error) {
	if err := r.cutWith(r.options().SetAutoReconnect(false), func(mqtt.Client) {}); err != nil {
		return "", err
	}
	return "it is called; " + r.extra(1), nil
}
