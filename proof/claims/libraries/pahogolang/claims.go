// Package pahogolang holds the claims about the plain MQTT 5 client of
// github.com/eclipse/paho.golang: one object, one connection, no way back.
package pahogolang

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"github.com/eclipse/paho.golang/paho"

	"github.com/hublint/hublint/proof/claims/await"
	"github.com/hublint/hublint/proof/claims/claim"
	"github.com/hublint/hublint/proof/claims/hub"
)

// Library is the module path of the library.
const Library = "github.com/eclipse/paho.golang"

const (
	device = "device-1"
	window = 700 * time.Millisecond // how long to look for what must not happen
)

// Claims are the claims about one version.
func Claims(version string) []claim.Claim {
	const once = `error "connect must only be called once"`
	row := func(id, text, expected string, try func(rig) (string, error)) claim.Claim {
		return claim.Claim{
			ID: "paho-" + id, Library: Library, Version: version, Text: "paho: " + text, Expected: expected,
			Try: hub.With(func(ctx context.Context, h *hub.Hub) (string, error) { return try(rig{ctx, h}) }),
		}
	}
	return []claim.Claim{
		row("second-connect", "Connect on an open client", once+"; connects 1; the session stays true", secondConnect),
		row("after-close", "Connect after Disconnect", once+"; connects 1", afterClose),
		row("after-denied", "Connect again after the hub denied the first", "an error, the link is closed; then "+once, afterDenied),
		row("timeout", "the context of Connect ends while the CONNECT is unanswered", "the context's error; the link is closed", timeout),
		row("close-first", "Disconnect before Connect", "it panics", closeFirst),
		row("same-id", "a second client of the same client id",
			"the older one is told 0x8e, its Done is closed; takeovers 1", sameID),
		row("link-lost", "the link drops", "Done is closed; no further CONNECT", linkLost),
		row("new-after-done", "a new client of the same id after Done", "error nil; takeovers 0", newAfterDone),
	}
}

type rig struct {
	ctx context.Context
	hub *hub.Hub
}

// client makes a client on a link of its own.
func (r rig) client(cfg paho.ClientConfig) (*paho.Client, error) {
	conn, err := (&net.Dialer{}).DialContext(r.ctx, "tcp", r.hub.Addr())
	if err != nil {
		return nil, fmt.Errorf("a link: %w", err)
	}
	cfg.Conn = conn
	return paho.NewClient(cfg), nil
}

func (r rig) connect(c *paho.Client) error {
	_, err := c.Connect(r.ctx, &paho.Connect{ClientID: device, KeepAlive: 60, CleanStart: true})
	return err
}

func (r rig) connected(cfg paho.ClientConfig) (*paho.Client, error) {
	c, err := r.client(cfg)
	if err != nil {
		return nil, err
	}
	if err := r.connect(c); err != nil {
		return nil, fmt.Errorf("the first connect: %w", err)
	}
	return c, r.hub.AwaitOpen(r.ctx, device)
}

func (r rig) linkClosed() string {
	if await.True(r.ctx, "no link", func() bool { return r.hub.Links() == 0 }) == nil {
		return "the link is closed"
	}
	return "the link stays open"
}

func outcome(err error) string {
	if err == nil {
		return "error nil"
	}
	return fmt.Sprintf("error %q", err.Error())
}

func secondConnect(r rig) (string, error) {
	c, err := r.connected(paho.ClientConfig{})
	if err != nil {
		return "", err
	}
	again := r.connect(c)
	stays := await.Absent(r.ctx, window, func() bool { return r.hub.Open(device) == 0 })
	return fmt.Sprintf("%s; connects %d; the session stays %t", outcome(again), r.hub.Connects(), stays), nil
}

func afterClose(r rig) (string, error) {
	c, err := r.connected(paho.ClientConfig{})
	if err != nil {
		return "", err
	}
	if err := c.Disconnect(&paho.Disconnect{}); err != nil {
		return "", fmt.Errorf("disconnect: %w", err)
	}
	return fmt.Sprintf("%s; connects %d", outcome(r.connect(c)), r.hub.Connects()), nil
}

func afterDenied(r rig) (string, error) {
	r.hub.Deny(true)
	c, err := r.client(paho.ClientConfig{})
	if err != nil {
		return "", err
	}
	if r.connect(c) == nil {
		return "the first connect has no error", nil
	}
	closed := r.linkClosed()
	r.hub.Deny(false)
	return "an error, " + closed + "; then " + outcome(r.connect(c)), nil
}

func timeout(r rig) (string, error) {
	release := r.hub.Hold()
	defer release()
	c, err := r.client(paho.ClientConfig{})
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithCancel(r.ctx)
	defer cancel()
	connected := make(chan error, 1)
	go func() { connected <- rig{ctx, r.hub}.connect(c) }()
	if err := r.hub.AwaitConnects(r.ctx, 1); err != nil {
		return "", err
	}
	cancel()
	if err := <-connected; !errors.Is(err, context.Canceled) {
		return outcome(err), nil
	}
	return "the context's error; " + r.linkClosed(), nil
}

func closeFirst(r rig) (seen string, err error) {
	c, err := r.client(paho.ClientConfig{})
	if err != nil {
		return "", err
	}
	defer func() {
		if recover() != nil {
			seen = "it panics"
		}
	}()
	return outcome(c.Disconnect(&paho.Disconnect{})), nil
}

func sameID(r rig) (string, error) {
	told := make(chan byte, 1)
	older, err := r.connected(paho.ClientConfig{
		OnServerDisconnect: func(d *paho.Disconnect) { told <- d.ReasonCode },
	})
	if err != nil {
		return "", err
	}
	if _, err := r.connected(paho.ClientConfig{}); err != nil {
		return "", err
	}
	if err := await.Closed(r.ctx, "the older client's end", older.Done()); err != nil {
		return "", err
	}
	var reason byte
	select {
	case reason = <-told:
	case <-r.ctx.Done():
		return "the older one is told nothing", nil
	}
	more := func() bool { return r.hub.Takeovers() > 1 }
	await.Absent(r.ctx, window, more)
	return fmt.Sprintf("the older one is told %#x, its Done is closed; takeovers %d", reason, r.hub.Takeovers()), nil
}

func linkLost(r rig) (string, error) {
	c, err := r.connected(paho.ClientConfig{})
	if err != nil {
		return "", err
	}
	r.hub.Cut()
	if err := await.Closed(r.ctx, "Done", c.Done()); err != nil {
		return "Done stays open", nil
	}
	if await.Absent(r.ctx, window, func() bool { return r.hub.Connects() > 1 }) {
		return "Done is closed; no further CONNECT", nil
	}
	return "Done is closed; a further CONNECT", nil
}

func newAfterDone(r rig) (string, error) {
	older, err := r.connected(paho.ClientConfig{})
	if err != nil {
		return "", err
	}
	r.hub.Cut()
	if err := await.Closed(r.ctx, "Done", older.Done()); err != nil {
		return "", err
	}
	newer, err := r.client(paho.ClientConfig{})
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s; takeovers %d", outcome(r.connect(newer)), r.hub.Takeovers()), nil
}
