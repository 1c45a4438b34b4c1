// Package streaming holds the claims about github.com/nats-io/stan.go, put to a
// real streaming server in this process. It is a module of its own because
// that server, no longer developed, brings in much that no other claim needs.
package streaming

import (
	"context"
	"fmt"
	"strings"
	"time"

	natsd "github.com/nats-io/nats-server/v2/server"
	stand "github.com/nats-io/nats-streaming-server/server"
	"github.com/nats-io/stan.go"

	"github.com/hublint/hublint/proof/claims/await"
	"github.com/hublint/hublint/proof/claims/claim"
	"github.com/hublint/hublint/proof/claims/proxy"
)

// Library is the module path of the library.
const Library = "github.com/nats-io/stan.go"

const (
	cluster = "claims"
	device  = "device-1"
	window  = 700 * time.Millisecond // how long to look for what must not happen
)

// All are the claims of this module, in the order of the table.
func All() []claim.Claim {
	row := func(id, text, expected string, try func(rig) (string, error)) claim.Claim {
		return claim.Claim{ID: id, Library: Library, Version: "v0.10.4", Text: text, Expected: expected, Try: rigged(try)}
	}
	return []claim.Claim{
		row("same-id", "a second Connect under one client id while the first is open",
			`error "stan: clientID already registered"; the first one publishes, error nil`, sameID),
		row("other-id", "a second Connect under another client id", "error nil", otherID),
		row("after-close", "Connect under the same client id after Close", "error nil", afterClose),
		row("new-after-cut", "Connect under the same client id while the first has lost its link",
			"error nil", newAfterCut),
		row("link-lost", "the link drops for a moment", "the lost handler is not called; it publishes again, error nil", linkLost),
		row("link-gone", "the link stays down until the pings fail",
			"the lost handler is called; Publish error \"stan: connection closed\"; no link of its own afterwards", linkGone),
	}
}

type rig struct {
	ctx  context.Context
	link *proxy.Proxy
}

// rigged makes a Try out of a scenario that needs a server behind a proxy.
func rigged(scenario func(rig) (string, error)) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		opts := stand.GetDefaultOptions()
		opts.ID = cluster
		s, err := stand.RunServerWithOpts(opts, &natsd.Options{Host: "127.0.0.1", Port: natsd.RANDOM_PORT, NoLog: true, NoSigs: true})
		if err != nil {
			return "", fmt.Errorf("streaming server: %w", err)
		}
		defer s.Shutdown()
		link, err := proxy.New(strings.TrimPrefix(s.ClientURL(), "nats://"), nil)
		if err != nil {
			return "", err
		}
		defer link.Close()
		return scenario(rig{ctx, link})
	}
}

func (r rig) dial(id string, opts ...stan.Option) (stan.Conn, error) {
	return stan.Connect(cluster, id, append([]stan.Option{
		stan.NatsURL("nats://" + r.link.Addr()), stan.ConnectWait(claim.Patience),
	}, opts...)...)
}

func (r rig) connected(opts ...stan.Option) (stan.Conn, error) {
	c, err := r.dial(device, opts...)
	if err != nil {
		return nil, fmt.Errorf("the first connect: %w", err)
	}
	return c, nil
}

func outcome(err error) string {
	if err == nil {
		return "error nil"
	}
	return fmt.Sprintf("error %q", err.Error())
}

func sameID(r rig) (string, error) {
	first, err := r.connected()
	if err != nil {
		return "", err
	}
	defer first.Close()
	_, second := r.dial(device)
	return outcome(second) + "; the first one publishes, " + outcome(first.Publish("t", nil)), nil
}

func otherID(r rig) (string, error) {
	first, err := r.connected()
	if err != nil {
		return "", err
	}
	defer first.Close()
	second, err := r.dial("device-2")
	if err == nil {
		defer second.Close()
	}
	return outcome(err), nil
}

func afterClose(r rig) (string, error) {
	first, err := r.connected()
	if err != nil {
		return "", err
	}
	if err := first.Close(); err != nil {
		return "", fmt.Errorf("close: %w", err)
	}
	second, err := r.dial(device)
	if err == nil {
		defer second.Close()
	}
	return outcome(err), nil
}

// newAfterCut connects anew before the first client has its link back; the
// server asks that for a sign of life and gets none.
func newAfterCut(r rig) (string, error) {
	first, err := r.connected()
	if err != nil {
		return "", err
	}
	defer first.NatsConn().Close()
	r.link.Refuse(true)
	r.link.Cut()
	if err := await.True(r.ctx, "the loss to be noticed", first.NatsConn().IsReconnecting); err != nil {
		return "", err
	}
	r.link.Refuse(false) // the first waits two seconds before it tries again
	second, err := r.dial(device)
	if err == nil {
		defer second.Close()
	}
	return outcome(err), nil
}

func linkLost(r rig) (string, error) {
	lost := make(chan struct{}, 1)
	c, err := r.connected(stan.SetConnectionLostHandler(func(stan.Conn, error) { lost <- struct{}{} }))
	if err != nil {
		return "", err
	}
	defer c.Close()
	dials := r.link.Dials()
	r.link.Cut()
	back := func() bool { return r.link.Dials() > dials && c.NatsConn().IsConnected() }
	if err := await.True(r.ctx, "the link", back); err != nil {
		return "it stays down", nil
	}
	published := c.Publish("t", nil)
	if !await.Absent(r.ctx, window, func() bool { return len(lost) > 0 }) {
		return "the lost handler is called", nil
	}
	return "the lost handler is not called; it publishes again, " + outcome(published), nil
}

func linkGone(r rig) (string, error) {
	lost := make(chan struct{})
	c, err := r.connected(stan.Pings(1, 2), stan.SetConnectionLostHandler(func(stan.Conn, error) { close(lost) }))
	if err != nil {
		return "", err
	}
	r.link.Refuse(true)
	r.link.Cut()
	if err := await.Closed(r.ctx, "the lost handler", lost); err != nil {
		return "the lost handler is not called", nil
	}
	published := c.Publish("t", nil)
	dials := r.link.Dials()
	r.link.Refuse(false)
	own := "no link of its own afterwards"
	if !await.Absent(r.ctx, 5*window, func() bool { return r.link.Dials() > dials }) {
		own = "it makes a link again"
	}
	return "the lost handler is called; Publish " + outcome(published) + "; " + own, nil
}
