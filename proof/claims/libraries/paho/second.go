package paho

import (
	"fmt"
	"sync"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"

	"github.com/hublint/hublint/proof/claims/await"
)

// secondConnect connects an open client again.
func secondConnect(configure func(*mqtt.ClientOptions)) func(rig) (string, error) {
	return func(r rig) (string, error) {
		o := r.options()
		configure(o)
		c, err := r.connected(o)
		if err != nil {
			return "", err
		}
		tokenErr, stuck := r.wait(c.Connect())
		if stuck != nil {
			return "", stuck
		}
		return outcome(tokenErr) + "; " + r.extra(1), nil
	}
}

// pendingConnect connects again while the first CONNECT is unanswered.
func pendingConnect(r rig) (string, error) {
	release := r.hub.Hold()
	defer release()
	c := r.client(r.options())
	c.Connect()
	if err := r.hub.AwaitConnects(r.ctx, 1); err != nil {
		return "", err
	}
	second := c.Connect()
	extra := r.extra(1)
	select {
	case <-second.Done():
		return outcome(second.Error()) + "; " + extra, nil
	default:
		return "token pending; " + extra, nil
	}
}

// pendingState asks a client whose first CONNECT is unanswered.
func pendingState(retry bool) func(rig) (string, error) {
	return func(r rig) (string, error) {
		release := r.hub.Hold()
		defer release()
		c := r.client(r.options().SetConnectRetry(retry))
		c.Connect()
		if err := r.hub.AwaitConnects(r.ctx, 1); err != nil {
			return "", err
		}
		return state(c), nil
	}
}

// downState asks a client that has lost its link and cannot get it back.
func downState(auto bool) func(rig) (string, error) {
	return func(r rig) (string, error) {
		c, err := r.lose(r.options().SetAutoReconnect(auto))
		if err != nil {
			return "", err
		}
		return state(c), nil
	}
}

// lose connects a client, refuses further links, cuts the link and waits until
// the client has noticed.
func (r rig) lose(o *mqtt.ClientOptions) (mqtt.Client, error) {
	lost := make(chan struct{})
	o.SetConnectionLostHandler(onceClose(lost))
	c, err := r.connected(o)
	if err != nil {
		return nil, err
	}
	r.hub.Refuse(true)
	r.hub.Cut()
	return c, await.Closed(r.ctx, "the lost handler", lost)
}

// onceClose is a lost handler that closes the channel when it is first called.
func onceClose(lost chan struct{}) mqtt.ConnectionLostHandler {
	first := sync.OnceFunc(func() { close(lost) })
	return func(mqtt.Client, error) { first() }
}

// reconnectingConnect connects again while the library's own CONNECT, sent to
// get a lost link back, is unanswered.
func reconnectingConnect(r rig) (string, error) {
	lost := make(chan struct{})
	c, err := r.connected(r.options().SetConnectionLostHandler(onceClose(lost)))
	if err != nil {
		return "", err
	}
	release := r.hub.Hold()
	defer release()
	r.hub.Cut()
	if err := await.Closed(r.ctx, "the lost handler", lost); err != nil {
		return "", err
	}
	if err := r.hub.AwaitConnects(r.ctx, 2); err != nil {
		return "", err
	}
	if c.IsConnectionOpen() {
		return "", fmt.Errorf("the link came back before the second connect")
	}
	second := c.Connect()
	extra := r.extra(2)
	select {
	case <-second.Done():
		return fmt.Sprintf("%s though IsConnectionOpen %t; %s", outcome(second.Error()), c.IsConnectionOpen(), extra), nil
	default:
		return "token pending; " + extra, nil
	}
}

// defaults reads the options that decide verdicts.
func defaults(rig) (string, error) {
	made, literal := mqtt.NewClientOptions(), &mqtt.ClientOptions{}
	return fmt.Sprintf("NewClientOptions: AutoReconnect %t, ConnectRetry %t, ClientID %q; composite literal: AutoReconnect %t",
		made.AutoReconnect, made.ConnectRetry, made.ClientID, literal.AutoReconnect), nil
}

// afterClose connects a disconnected client again.
func afterClose(r rig) (string, error) {
	c, err := r.connected(r.options())
	if err != nil {
		return "", err
	}
	c.Disconnect(quiet)
	if err := r.hub.AwaitGone(r.ctx, device); err != nil {
		return "", err
	}
	return connects(r, c)
}

// closeIdle disconnects a client that has not been connected yet, as a fix may do that closes
// before each connect.
func closeIdle(r rig) (string, error) {
	c := r.client(r.options())
	c.Disconnect(quiet)
	c.Disconnect(quiet)
	return connects(r, c)
}

// connects connects a client that is not connected.
func connects(r rig, c mqtt.Client) (string, error) {
	tokenErr, stuck := r.wait(c.Connect())
	if stuck != nil {
		return "", stuck
	}
	if err := r.hub.AwaitOpen(r.ctx, device); err != nil {
		return outcome(tokenErr) + "; no session", nil
	}
	return outcome(tokenErr) + "; a session; takeovers " + fmt.Sprint(r.hub.Takeovers()), nil
}

// closeReconnecting disconnects a client that is trying to get its link back.
func closeReconnecting(r rig) (string, error) {
	c, err := r.lose(r.options())
	if err != nil {
		return "", err
	}
	if err := await.True(r.ctx, "a refused attempt", func() bool { return r.hub.Dials() > 1 }); err != nil {
		return "", err
	}
	c.Disconnect(quiet)
	r.hub.Refuse(false)
	if await.Absent(r.ctx, 4*time.Second, func() bool { return r.hub.Open(device) > 0 }) {
		return "it stays down; " + state(c), nil
	}
	return "it comes back; " + state(c), nil
}

// closePending disconnects a client whose first CONNECT is unanswered.
func closePending(r rig) (string, error) {
	release := r.hub.Hold()
	defer release()
	c := r.client(r.options())
	c.Connect()
	if err := r.hub.AwaitConnects(r.ctx, 1); err != nil {
		return "", err
	}
	c.Disconnect(quiet)
	release()
	// The session may end a moment after the answer has come through.
	if await.Absent(r.ctx, 3*time.Second, func() bool { return r.hub.Open(device) == 0 }) {
		return "the session stays open; " + state(c), nil
	}
	return "no session stays; " + state(c), nil
}
