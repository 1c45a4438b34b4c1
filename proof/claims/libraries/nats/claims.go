// Package nats holds the claims about github.com/nats-io/nats.go, put to a real
// server in this process. A client's name is only a label there: nothing is
// ever taken over.
package nats

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nats.go"

	"github.com/hublint/hublint/proof/claims/await"
	"github.com/hublint/hublint/proof/claims/claim"
	"github.com/hublint/hublint/proof/claims/proxy"
)

// Library is the module path of the library.
const Library = "github.com/nats-io/nats.go"

const window = 700 * time.Millisecond // how long to look for what must not happen

// Claims are the claims about one version.
func Claims(version string) []claim.Claim {
	row := func(id, text, expected string, try func(rig) (string, error)) claim.Claim {
		return claim.Claim{ID: id, Library: Library, Version: version, Text: text, Expected: expected, Try: rigged(try)}
	}
	return []claim.Claim{
		row("connect-twice", "Connect twice under one Name", "connections 2; IsConnected true, true", connectTwice),
		row("close", "Close", "IsClosed true, IsConnected false; connections 0", closeConn),
		row("refused", "Connect gets no link", "conn nil true, an error; links 0", refused),
		row("refused-retry", "Connect gets no link, RetryOnFailedConnect on",
			"error nil, IsConnected false, IsReconnecting true; later IsConnected true", refusedRetry),
		row("timeout", "Connect's Timeout runs out while it is unanswered", "conn nil true, an error; links 0", timeout),
		row("link-lost", "the link drops", "IsConnected false, IsReconnecting true, IsClosed false; later IsConnected true, connections 1", linkLost),
		row("link-lost-no-reconnect", "the link drops, NoReconnect", "IsConnected false, IsReconnecting false, IsClosed true; dials 1", linkLostNoReconnect),
		row("close-reconnecting", "Close while the library reconnects", "IsClosed true; it stays down", closeReconnecting),
		row("draining", "state during Drain", "IsConnected true, IsDraining true; then IsClosed true", draining),
	}
}

type rig struct {
	ctx    context.Context
	server *server.Server
	link   *proxy.Proxy
}

// rigged makes a Try out of a scenario that needs a server behind a proxy.
func rigged(scenario func(rig) (string, error)) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		s, err := server.NewServer(&server.Options{Host: "127.0.0.1", Port: server.RANDOM_PORT, NoLog: true, NoSigs: true})
		if err != nil {
			return "", fmt.Errorf("nats server: %w", err)
		}
		s.Start()
		defer s.Shutdown()
		if !s.ReadyForConnections(claim.Patience) {
			return "", errors.New("nats server: not ready")
		}
		link, err := proxy.New(s.Addr().String(), nil)
		if err != nil {
			return "", err
		}
		defer link.Close()
		return scenario(rig{ctx, s, link})
	}
}

func (r rig) dial(opts ...nats.Option) (*nats.Conn, error) {
	opts = append([]nats.Option{nats.Name("device-1"), nats.ReconnectWait(50 * time.Millisecond), nats.Timeout(claim.Patience)}, opts...)
	return nats.Connect("nats://"+r.link.Addr(), opts...)
}

func (r rig) connected(opts ...nats.Option) (*nats.Conn, error) {
	c, err := r.dial(opts...)
	if err != nil {
		return nil, fmt.Errorf("the first connect: %w", err)
	}
	return c, nil
}

func (r rig) awaitClients(n int) error {
	return await.True(r.ctx, fmt.Sprintf("%d connections", n), func() bool { return r.server.NumClients() == n })
}

func connectTwice(r rig) (string, error) {
	first, err := r.connected()
	if err != nil {
		return "", err
	}
	defer first.Close()
	second, err := r.connected()
	if err != nil {
		return "", err
	}
	defer second.Close()
	if err := r.awaitClients(2); err != nil {
		return "", err
	}
	await.Absent(r.ctx, window, func() bool { return r.server.NumClients() != 2 })
	return fmt.Sprintf("connections %d; IsConnected %t, %t", r.server.NumClients(), first.IsConnected(), second.IsConnected()), nil
}

func closeConn(r rig) (string, error) {
	c, err := r.connected()
	if err != nil {
		return "", err
	}
	c.Close()
	if err := r.awaitClients(0); err != nil {
		return "", err
	}
	return fmt.Sprintf("IsClosed %t, IsConnected %t; connections %d", c.IsClosed(), c.IsConnected(), r.server.NumClients()), nil
}

func refused(r rig) (string, error) {
	r.link.Refuse(true)
	c, connectErr := r.dial()
	return r.failed(c, connectErr)
}

func timeout(r rig) (string, error) {
	defer r.link.Hold()()
	c, connectErr := r.dial(nats.Timeout(100 * time.Millisecond))
	return r.failed(c, connectErr)
}

func (r rig) failed(c *nats.Conn, connectErr error) (string, error) {
	if connectErr == nil {
		return "no error", nil
	}
	if err := await.True(r.ctx, "no link", func() bool { return r.link.Links() == 0 }); err != nil {
		return "", err
	}
	return fmt.Sprintf("conn nil %t, an error; links %d", c == nil, r.link.Links()), nil
}

func refusedRetry(r rig) (string, error) {
	r.link.Refuse(true)
	c, connectErr := r.dial(nats.RetryOnFailedConnect(true))
	if connectErr != nil {
		return fmt.Sprintf("error %q", connectErr), nil
	}
	defer c.Close()
	seen := fmt.Sprintf("error nil, IsConnected %t, IsReconnecting %t", c.IsConnected(), c.IsReconnecting())
	r.link.Refuse(false)
	if err := await.True(r.ctx, "the connection", c.IsConnected); err != nil {
		return seen + "; it stays down", nil
	}
	return seen + "; later IsConnected true", nil
}

// lose connects, refuses further links, and cuts this one.
func (r rig) lose(opts ...nats.Option) (*nats.Conn, error) {
	c, err := r.connected(opts...)
	if err != nil {
		return nil, err
	}
	r.link.Refuse(true)
	r.link.Cut()
	return c, await.True(r.ctx, "the loss to be noticed", func() bool { return c.IsReconnecting() || c.IsClosed() })
}

func linkLost(r rig) (string, error) {
	c, err := r.lose()
	if err != nil {
		return "", err
	}
	defer c.Close()
	seen := fmt.Sprintf("IsConnected %t, IsReconnecting %t, IsClosed %t", c.IsConnected(), c.IsReconnecting(), c.IsClosed())
	r.link.Refuse(false)
	if err := await.True(r.ctx, "the connection", c.IsConnected); err != nil {
		return seen + "; it stays down", nil
	}
	if err := r.awaitClients(1); err != nil {
		return "", err
	}
	return fmt.Sprintf("%s; later IsConnected true, connections %d", seen, r.server.NumClients()), nil
}

func linkLostNoReconnect(r rig) (string, error) {
	c, err := r.lose(nats.NoReconnect())
	if err != nil {
		return "", err
	}
	await.Absent(r.ctx, window, func() bool { return r.link.Dials() > 1 })
	return fmt.Sprintf("IsConnected %t, IsReconnecting %t, IsClosed %t; dials %d",
		c.IsConnected(), c.IsReconnecting(), c.IsClosed(), r.link.Dials()), nil
}

func closeReconnecting(r rig) (string, error) {
	c, err := r.lose()
	if err != nil {
		return "", err
	}
	c.Close()
	r.link.Refuse(false)
	if await.Absent(r.ctx, window, func() bool { return r.server.NumClients() > 0 }) {
		return fmt.Sprintf("IsClosed %t; it stays down", c.IsClosed()), nil
	}
	return fmt.Sprintf("IsClosed %t; it comes back", c.IsClosed()), nil
}

// draining holds a message handler up, so that Drain has something to wait for.
func draining(r rig) (string, error) {
	c, err := r.connected()
	if err != nil {
		return "", err
	}
	handling, goOn := make(chan struct{}, 1), make(chan struct{})
	if _, err := c.Subscribe("t", func(*nats.Msg) { handling <- struct{}{}; <-goOn }); err != nil {
		return "", fmt.Errorf("subscribe: %w", err)
	}
	if err := c.Publish("t", nil); err != nil {
		return "", fmt.Errorf("publish: %w", err)
	}
	if err := await.Closed(r.ctx, "the message", handling); err != nil {
		return "", err
	}
	if err := c.Drain(); err != nil {
		return "", fmt.Errorf("drain: %w", err)
	}
	seen := fmt.Sprintf("IsConnected %t, IsDraining %t", c.IsConnected(), c.IsDraining())
	close(goOn)
	if err := await.True(r.ctx, "the end of Drain", c.IsClosed); err != nil {
		return seen + "; it is not closed", nil
	}
	return seen + "; then IsClosed true", nil
}
