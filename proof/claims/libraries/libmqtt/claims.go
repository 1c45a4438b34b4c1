// Package libmqtt holds the claims about github.com/goiiot/libmqtt, a client
// that connects in the background, to any number of servers.
package libmqtt

import (
	"context"
	"fmt"
	"time"

	"github.com/goiiot/libmqtt"

	"github.com/hublint/hublint/proof/claims/await"
	"github.com/hublint/hublint/proof/claims/claim"
	"github.com/hublint/hublint/proof/claims/hub"
)

// Library is the module path of the library.
const Library = "github.com/goiiot/libmqtt"

const (
	device  = "device-1"
	window  = 700 * time.Millisecond // how long to look for what must not happen
	endless = 4                      // so many takeovers are taken for "without end"
)

// Claims are the claims about one version.
func Claims(version string) []claim.Claim {
	row := func(id, text, expected string, try func(rig) (string, error)) claim.Claim {
		return claim.Claim{
			ID: id, Library: Library, Version: version, Text: text, Expected: expected, Alone: true,
			Try: hub.With(func(ctx context.Context, h *hub.Hub) (string, error) { return try(rig{ctx, h}) }),
		}
	}
	const (
		pingPong = "they take each other over without end"
		back     = "the library itself brings it back"
		notes    = "they had reconnecting off by default; the option only governs connects that fail (client_conn_options.go:203-225)"
	)
	lost := row("link-lost", "the link drops, defaults (AutoReconnect off)", back, linkLost)
	second := row("second-connect", "ConnectServer on an open client, defaults (AutoReconnect off)", pingPong, secondConnect(false))
	lost.Differs, second.Differs = notes, notes
	return []claim.Claim{
		row("refused", "ConnectServer gets no link", "error nil; the handler gets an error", refused),
		row("refused-retry", "the first ConnectServer failed, AutoReconnect off", "no further attempt", refusedRetry),
		second,
		row("second-connect-auto", "ConnectServer on an open client, AutoReconnect on", pingPong, secondConnect(true)),
		lost,
		row("after-close", "ConnectServer after Disconnect", "error nil; a session", afterClose),
		row("after-destroy", "ConnectServer after Destroy", "error nil; CONNECTs 1", afterDestroy),
	}
}

type rig struct {
	ctx context.Context
	hub *hub.Hub
}

func (r rig) client(auto bool) (libmqtt.Client, error) {
	c, err := libmqtt.NewClient(libmqtt.WithClientID(device), libmqtt.WithCleanSession(true),
		libmqtt.WithAutoReconnect(auto), libmqtt.WithBackoffStrategy(50*time.Millisecond, time.Second, 1.5))
	if err != nil {
		return nil, fmt.Errorf("a client: %w", err)
	}
	return c, nil
}

// connect connects and waits for the handler's answer.
func (r rig) connect(c libmqtt.Client) (connectErr, handled error) {
	answer := make(chan error, 16)
	connectErr = c.ConnectServer(r.hub.Addr(), libmqtt.WithConnHandleFunc(
		func(_ libmqtt.Client, _ string, code byte, err error) {
			if err == nil && code != libmqtt.CodeSuccess {
				err = fmt.Errorf("code %d", code)
			}
			answer <- err
		}))
	if connectErr != nil {
		return connectErr, nil
	}
	select {
	case err := <-answer:
		return nil, err
	case <-r.ctx.Done():
		return nil, fmt.Errorf("the handler: %w", r.ctx.Err())
	}
}

func (r rig) connected(auto bool) (libmqtt.Client, error) {
	c, err := r.client(auto)
	if err != nil {
		return nil, err
	}
	if connectErr, handled := r.connect(c); connectErr != nil || handled != nil {
		return nil, fmt.Errorf("the first connect: %v, %w", connectErr, handled)
	}
	return c, r.hub.AwaitOpen(r.ctx, device)
}

func refused(r rig) (string, error) {
	r.hub.Refuse(true)
	c, err := r.client(false)
	if err != nil {
		return "", err
	}
	connectErr, handled := r.connect(c)
	if connectErr != nil || handled == nil {
		return fmt.Sprintf("error %v; the handler gets %v", connectErr, handled), nil
	}
	return "error nil; the handler gets an error", nil
}

func refusedRetry(r rig) (string, error) {
	if _, err := refused(r); err != nil {
		return "", err
	}
	if await.Absent(r.ctx, 2*window, func() bool { return r.hub.Dials() > 1 }) {
		return "no further attempt", nil
	}
	return "further attempts", nil
}

func secondConnect(auto bool) func(rig) (string, error) {
	return func(r rig) (string, error) {
		c, err := r.connected(auto)
		if err != nil {
			return "", err
		}
		if connectErr, _ := r.connect(c); connectErr != nil {
			return fmt.Sprintf("error %v", connectErr), nil
		}
		if err := await.True(r.ctx, "takeovers", func() bool { return r.hub.Takeovers() >= endless }); err != nil {
			return fmt.Sprintf("%d takeovers", r.hub.Takeovers()), nil
		}
		return "they take each other over without end", nil
	}
}

func linkLost(r rig) (string, error) {
	if _, err := r.connected(false); err != nil {
		return "", err
	}
	r.hub.Cut()
	if await.Absent(r.ctx, 5*window, func() bool { return r.hub.Connects() > 1 }) {
		return "it stays down", nil
	}
	return "the library itself brings it back", nil
}

func afterClose(r rig) (string, error) {
	c, err := r.connected(false)
	if err != nil {
		return "", err
	}
	if !c.Disconnect(r.hub.Addr(), nil) {
		return "", fmt.Errorf("disconnect: nothing to disconnect")
	}
	if err := r.hub.AwaitGone(r.ctx, device); err != nil {
		return "", err
	}
	connectErr, handled := r.connect(c)
	if connectErr != nil || handled != nil {
		return fmt.Sprintf("error %v; the handler gets %v", connectErr, handled), nil
	}
	if err := r.hub.AwaitOpen(r.ctx, device); err != nil {
		return "error nil; no session", nil
	}
	return "error nil; a session", nil
}

func afterDestroy(r rig) (string, error) {
	c, err := r.connected(false)
	if err != nil {
		return "", err
	}
	c.Destroy(true)
	connectErr := c.ConnectServer(r.hub.Addr())
	await.Absent(r.ctx, window, func() bool { return r.hub.Connects() > 1 })
	if connectErr != nil {
		return fmt.Sprintf("error %q", connectErr), nil
	}
	return fmt.Sprintf("error nil; CONNECTs %d", r.hub.Connects()), nil
}
