// Package gmq holds the claims about github.com/yosssi/gmq, whose Connect
// returns before the hub has answered.
package gmq

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/yosssi/gmq/mqtt/client"

	"github.com/hublint/hublint/proof/claims/await"
	"github.com/hublint/hublint/proof/claims/claim"
	"github.com/hublint/hublint/proof/claims/hub"
)

// Library is the module path of the library.
const Library = "github.com/yosssi/gmq"

const (
	device = "device-1"
	window = 700 * time.Millisecond // how long to look for what must not happen
)

// Claims are the claims about one version.
func Claims(version string) []claim.Claim {
	row := func(id, text, expected string, try func(rig) (string, error)) claim.Claim {
		return claim.Claim{
			ID: id, Library: Library, Version: version, Text: text, Expected: expected, Alone: true,
			Try: hub.With(func(ctx context.Context, h *hub.Hub) (string, error) {
				return try(rig{ctx, h, make(chan error, 16)})
			}),
		}
	}
	return []claim.Claim{
		row("unanswered", "Connect while the hub does not answer", "error nil; no session", unanswered),
		row("second-connect", "Connect on an open client", "ErrAlreadyConnected true; CONNECTs 1", secondConnect),
		row("denied", "the hub denies Connect", "error nil; the error handler is called; Connect again error nil", denied),
		row("after-close", "Connect after Disconnect", "error nil; takeovers 0", afterClose),
		row("link-lost", "the link drops", "the error handler is called; CONNECTs 1; Connect again error nil", linkLost),
		row("same-id", "a second client of the same client id", "error nil; takeovers 1", sameID),
	}
}

type rig struct {
	ctx    context.Context
	hub    *hub.Hub
	failed chan error
}

func (r rig) client() *client.Client {
	return client.New(&client.Options{ErrorHandler: func(err error) {
		select {
		case r.failed <- err:
		default:
		}
	}})
}

func (r rig) connect(c *client.Client) error {
	return c.Connect(&client.ConnectOptions{
		Network: "tcp", Address: r.hub.Addr(), ClientID: []byte(device), CleanSession: true,
	})
}

func (r rig) connected() (*client.Client, error) {
	c := r.client()
	if err := r.connect(c); err != nil {
		return nil, fmt.Errorf("the first connect: %w", err)
	}
	return c, r.hub.AwaitOpen(r.ctx, device)
}

// again connects as soon as the client has noticed that it is not connected.
func (r rig) again(c *client.Client) string {
	var err error
	stuck := await.True(r.ctx, "the client to notice", func() bool {
		err = r.connect(c)
		return !errors.Is(err, client.ErrAlreadyConnected)
	})
	if stuck != nil {
		return "ErrAlreadyConnected for ever"
	}
	return outcome(err)
}

func outcome(err error) string {
	if err == nil {
		return "error nil"
	}
	return fmt.Sprintf("error %q", err.Error())
}

func unanswered(r rig) (string, error) {
	r.hub.Deny(true)
	defer r.hub.Hold()()
	err := r.connect(r.client())
	if r.hub.Open(device) > 0 {
		return outcome(err) + "; a session", nil
	}
	return outcome(err) + "; no session", nil
}

func secondConnect(r rig) (string, error) {
	c, err := r.connected()
	if err != nil {
		return "", err
	}
	again := r.connect(c)
	await.Absent(r.ctx, window, func() bool { return r.hub.Connects() > 1 })
	return fmt.Sprintf("ErrAlreadyConnected %t; CONNECTs %d", errors.Is(again, client.ErrAlreadyConnected), r.hub.Connects()), nil
}

func denied(r rig) (string, error) {
	r.hub.Deny(true)
	c := r.client()
	first := r.connect(c)
	if err := await.Closed(r.ctx, "the error handler", r.failed); err != nil {
		return outcome(first) + "; the error handler is not called", nil
	}
	r.hub.Deny(false)
	return outcome(first) + "; the error handler is called; Connect again " + r.again(c), nil
}

func afterClose(r rig) (string, error) {
	c, err := r.connected()
	if err != nil {
		return "", err
	}
	if err := c.Disconnect(); err != nil {
		return "", fmt.Errorf("disconnect: %w", err)
	}
	if err := r.hub.AwaitGone(r.ctx, device); err != nil {
		return "", err
	}
	again := r.connect(c)
	if err := r.hub.AwaitOpen(r.ctx, device); err != nil {
		return "", err
	}
	return fmt.Sprintf("%s; takeovers %d", outcome(again), r.hub.Takeovers()), nil
}

func linkLost(r rig) (string, error) {
	c, err := r.connected()
	if err != nil {
		return "", err
	}
	r.hub.Cut()
	if err := await.Closed(r.ctx, "the error handler", r.failed); err != nil {
		return "the error handler is not called", nil
	}
	await.Absent(r.ctx, window, func() bool { return r.hub.Connects() > 1 })
	own := r.hub.Connects()
	return fmt.Sprintf("the error handler is called; CONNECTs %d; Connect again %s", own, r.again(c)), nil
}

func sameID(r rig) (string, error) {
	if _, err := r.connected(); err != nil {
		return "", err
	}
	again := r.connect(r.client())
	if err := await.True(r.ctx, "a takeover", func() bool { return r.hub.Takeovers() > 0 }); err != nil {
		return "", err
	}
	await.Absent(r.ctx, window, func() bool { return r.hub.Takeovers() > 1 })
	return fmt.Sprintf("%s; takeovers %d", outcome(again), r.hub.Takeovers()), nil
}
