// Package amqp091 holds the claims about github.com/rabbitmq/amqp091-go: every
// Dial is a new connection, and reconnecting has to be asked for.
package amqp091

import (
	"context"
	"errors"
	"fmt"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"github.com/hublint/hublint/proof/claims/await"
	"github.com/hublint/hublint/proof/claims/claim"
	"github.com/hublint/hublint/proof/claims/peer"
)

// Library is the module path of the library.
const Library = "github.com/rabbitmq/amqp091-go"

const window = 700 * time.Millisecond // how long to look for what must not happen

// Claims are the claims about one version.
func Claims(version string) []claim.Claim {
	row := func(id, text, expected string, try func(rig) (string, error)) claim.Claim {
		return claim.Claim{
			ID: id, Library: Library, Version: version, Text: text, Expected: expected,
			Try: peer.With(peer.AMQP091, func(ctx context.Context, p *peer.Peer) (string, error) { return try(rig{ctx, p}) }),
		}
	}
	return []claim.Claim{
		row("dial-twice", "Dial twice", "connections 2; IsClosed false, false", dialTwice),
		row("close", "Close, twice", "error nil, ErrClosed true; IsClosed true; closed by the protocol 1; NotifyClose closed without an error", closeTwice),
		row("link-lost", "the link drops", "NotifyClose sends an error; IsClosed true; connections 1", linkLost),
		row("refused", "Dial gets no link", "conn nil true, an error; links 0", refused),
		row("reconnect", "Reconnect after the link dropped, Recovery not set", "ErrClosed true; connections 1", reconnectOff),
		row("recovery", "the link drops, Recovery set", "the library itself brings it back; connections 1", recovery),
		row("recovery-reconnect", "Reconnect on an open connection, Recovery set", "error nil; connections 1", reconnectOpen),
		row("recovery-dial", "Dial in NotifyClose, Recovery set", "connections 2", dialInClose),
	}
}

type rig struct {
	ctx  context.Context
	peer *peer.Peer
}

func (r rig) dial(recovery *amqp.Recovery) (*amqp.Connection, error) {
	conn, err := amqp.DialConfig("amqp://guest:guest@"+r.peer.Addr()+"/", amqp.Config{Locale: "en_US", Recovery: recovery})
	if err != nil {
		return nil, fmt.Errorf("dial: %w", err)
	}
	return conn, nil
}

// awaitOpen waits until the peer has n connections, and then for more of them.
func (r rig) awaitOpen(n int) error {
	err := await.True(r.ctx, fmt.Sprintf("%d connections", n), func() bool { return r.peer.Open() >= n })
	if err != nil {
		return err
	}
	await.Absent(r.ctx, window, func() bool { return r.peer.Open() != n })
	return nil
}

func dialTwice(r rig) (string, error) {
	first, err := r.dial(nil)
	if err != nil {
		return "", err
	}
	second, err := r.dial(nil)
	if err != nil {
		return "", err
	}
	if err := r.awaitOpen(2); err != nil {
		return "", err
	}
	return fmt.Sprintf("connections %d; IsClosed %t, %t", r.peer.Open(), first.IsClosed(), second.IsClosed()), nil
}

func closeTwice(r rig) (string, error) {
	conn, err := r.dial(nil)
	if err != nil {
		return "", err
	}
	closed := conn.NotifyClose(make(chan *amqp.Error, 1))
	first, second := conn.Close(), conn.Close()
	word := "without an error"
	select {
	case e := <-closed:
		if e != nil {
			word = "with an error"
		}
	case <-r.ctx.Done():
		return "", fmt.Errorf("NotifyClose: %w", r.ctx.Err())
	}
	if first != nil {
		return "", fmt.Errorf("close: %w", first)
	}
	return fmt.Sprintf("error nil, ErrClosed %t; IsClosed %t; closed by the protocol %d; NotifyClose closed %s",
		errors.Is(second, amqp.ErrClosed), conn.IsClosed(), r.peer.Farewells(), word), nil
}

// lose dials, cuts the link and waits for NotifyClose.
func (r rig) lose(recovery *amqp.Recovery) (*amqp.Connection, error) {
	conn, err := r.dial(recovery)
	if err != nil {
		return nil, err
	}
	closed := conn.NotifyClose(make(chan *amqp.Error, 1))
	r.peer.Cut()
	select {
	case e := <-closed:
		if e == nil {
			return nil, errors.New("NotifyClose closed without an error")
		}
		return conn, nil
	case <-r.ctx.Done():
		return nil, fmt.Errorf("NotifyClose: %w", r.ctx.Err())
	}
}

func linkLost(r rig) (string, error) {
	conn, err := r.lose(nil)
	if err != nil {
		return "", err
	}
	await.Absent(r.ctx, window, func() bool { return r.peer.Dials() > 1 })
	return fmt.Sprintf("NotifyClose sends an error; IsClosed %t; connections %d", conn.IsClosed(), r.peer.Dials()), nil
}

func refused(r rig) (string, error) {
	r.peer.Refuse(true)
	conn, dialErr := r.dial(nil)
	if dialErr == nil {
		return "no error", nil
	}
	if err := await.True(r.ctx, "no link", func() bool { return r.peer.Links() == 0 }); err != nil {
		return "", err
	}
	return fmt.Sprintf("conn nil %t, an error; links %d", conn == nil, r.peer.Links()), nil
}

func reconnectOff(r rig) (string, error) {
	conn, err := r.lose(nil)
	if err != nil {
		return "", err
	}
	again := conn.Reconnect()
	return fmt.Sprintf("ErrClosed %t; connections %d", errors.Is(again, amqp.ErrClosed), r.peer.Opened()), nil
}

func recovery(r rig) (string, error) {
	conn, err := r.lose(&amqp.Recovery{})
	if err != nil {
		return "", err
	}
	defer conn.Close()
	if err := await.True(r.ctx, "a second connection", func() bool { return r.peer.Opened() > 1 }); err != nil {
		return "it stays down", nil
	}
	if err := r.awaitOpen(1); err != nil {
		return "", err
	}
	return fmt.Sprintf("the library itself brings it back; connections %d", r.peer.Open()), nil
}

func reconnectOpen(r rig) (string, error) {
	conn, err := r.dial(&amqp.Recovery{})
	if err != nil {
		return "", err
	}
	defer conn.Close()
	if err := conn.Reconnect(); err != nil {
		return fmt.Sprintf("error %q", err), nil
	}
	return fmt.Sprintf("error nil; connections %d", r.peer.Opened()), nil
}

func dialInClose(r rig) (string, error) {
	conn, err := r.lose(&amqp.Recovery{})
	if err != nil {
		return "", err
	}
	defer conn.Close()
	second, err := r.dial(nil)
	if err != nil {
		return "", err
	}
	defer second.Close()
	// Three were opened in all: the lost one, this one, and the library's own.
	if err := await.True(r.ctx, "the library's own", func() bool { return r.peer.Opened() > 2 }); err != nil {
		return "the library does not reconnect", nil
	}
	if err := r.awaitOpen(2); err != nil {
		return "", err
	}
	return fmt.Sprintf("connections %d", r.peer.Open()), nil
}
