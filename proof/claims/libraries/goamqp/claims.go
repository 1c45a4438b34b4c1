// Package goamqp holds the claims about github.com/Azure/go-amqp. It has no
// connect method: every Dial is a new connection, and nothing reconnects.
package goamqp

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/Azure/go-amqp"

	"github.com/hublint/hublint/proof/claims/await"
	"github.com/hublint/hublint/proof/claims/claim"
	"github.com/hublint/hublint/proof/claims/peer"
)

// Library is the module path of the library.
const Library = "github.com/Azure/go-amqp"

const (
	window = 700 * time.Millisecond // how long to look for what must not happen
	target = "/devices/device-1/messages/events"
)

// Claims are the claims about one version.
func Claims(version string) []claim.Claim {
	row := func(id, text, expected string, try func(rig) (string, error)) claim.Claim {
		return claim.Claim{
			ID: id, Library: Library, Version: version, Text: text, Expected: expected,
			Try: peer.With(peer.AMQP10, func(ctx context.Context, p *peer.Peer) (string, error) { return try(rig{ctx, p}) }),
		}
	}
	return []claim.Claim{
		row("dial-twice", "Dial twice", "connections 2, container ids differ true; Done closed false, false", dialTwice),
		row("close", "Close, twice", "error nil, error nil; Done closed true; closed by the protocol 1, open 0", closeTwice),
		row("after-close", "NewSession after Close", "ConnError true; connections 1", afterClose),
		row("link-lost", "the link drops", "Done closed true, Err nil false; connections 1", linkLost),
		row("lost-session", "NewSession after the link dropped", "ConnError true", lostSession),
		row("refused", "Dial gets no link", "conn nil true, an error; links 0", refused),
		row("timeout", "the context of Dial ends while it is unanswered", "conn nil true, the context's error; links 0", timeout),
		row("link-name-session", "two senders of one name on one session",
			`second error "link with name 'one' already exists"`, nameOnSession),
		row("link-name-connection", "two senders of one name and container id on two connections", "second error nil", nameOnConnections),
		row("same-target", "two senders to one device's address, names left to the library", "second error nil", sameTarget),
	}
}

type rig struct {
	ctx  context.Context
	peer *peer.Peer
}

func (r rig) dial(opts *amqp.ConnOptions) (*amqp.Conn, error) {
	return amqp.Dial(r.ctx, "amqp://"+r.peer.Addr(), opts)
}

func (r rig) dialled(opts *amqp.ConnOptions) (*amqp.Conn, error) {
	conn, err := r.dial(opts)
	if err != nil {
		return nil, fmt.Errorf("dial: %w", err)
	}
	return conn, nil
}

func (r rig) session(opts *amqp.ConnOptions) (*amqp.Session, error) {
	conn, err := r.dialled(opts)
	if err != nil {
		return nil, err
	}
	session, err := conn.NewSession(r.ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("session: %w", err)
	}
	return session, nil
}

func outcome(err error) string {
	if err == nil {
		return "error nil"
	}
	return fmt.Sprintf("error %q", err.Error())
}

func isConnError(err error) bool {
	var connErr *amqp.ConnError
	return errors.As(err, &connErr)
}

func dialTwice(r rig) (string, error) {
	first, err := r.dialled(nil)
	if err != nil {
		return "", err
	}
	second, err := r.dialled(nil)
	if err != nil {
		return "", err
	}
	await.Absent(r.ctx, window, func() bool { return r.peer.Open() != 2 })
	names := r.peer.Containers()
	return fmt.Sprintf("connections %d, container ids differ %t; Done closed %t, %t",
		r.peer.Open(), names[0] != names[1], await.IsClosed(first.Done()), await.IsClosed(second.Done())), nil
}

func closeTwice(r rig) (string, error) {
	conn, err := r.dialled(nil)
	if err != nil {
		return "", err
	}
	first, second := conn.Close(), conn.Close()
	if err := await.True(r.ctx, "the end of the connection", func() bool { return r.peer.Open() == 0 }); err != nil {
		return "", err
	}
	return fmt.Sprintf("%s, %s; Done closed %t; closed by the protocol %d, open %d",
		outcome(first), outcome(second), await.IsClosed(conn.Done()), r.peer.Farewells(), r.peer.Open()), nil
}

func afterClose(r rig) (string, error) {
	conn, err := r.dialled(nil)
	if err != nil {
		return "", err
	}
	if err := conn.Close(); err != nil {
		return "", fmt.Errorf("close: %w", err)
	}
	_, err = conn.NewSession(r.ctx, nil)
	return fmt.Sprintf("ConnError %t; connections %d", isConnError(err), r.peer.Opened()), nil
}

// lose dials and cuts the link.
func (r rig) lose() (*amqp.Conn, error) {
	conn, err := r.dialled(nil)
	if err != nil {
		return nil, err
	}
	r.peer.Cut()
	return conn, await.Closed(r.ctx, "Done", conn.Done())
}

func linkLost(r rig) (string, error) {
	conn, err := r.lose()
	if err != nil {
		return "", err
	}
	await.Absent(r.ctx, window, func() bool { return r.peer.Dials() > 1 })
	return fmt.Sprintf("Done closed %t, Err nil %t; connections %d",
		await.IsClosed(conn.Done()), conn.Err() == nil, r.peer.Dials()), nil
}

func lostSession(r rig) (string, error) {
	conn, err := r.lose()
	if err != nil {
		return "", err
	}
	_, err = conn.NewSession(r.ctx, nil)
	return fmt.Sprintf("ConnError %t", isConnError(err)), nil
}

func (r rig) links() (int, error) {
	err := await.True(r.ctx, "no link", func() bool { return r.peer.Links() == 0 })
	return r.peer.Links(), err
}

func refused(r rig) (string, error) {
	r.peer.Refuse(true)
	conn, dialErr := r.dial(nil)
	if dialErr == nil {
		return "no error", nil
	}
	links, err := r.links()
	return fmt.Sprintf("conn nil %t, an error; links %d", conn == nil, links), err
}

func timeout(r rig) (string, error) {
	release := r.peer.Hold()
	defer release()
	ctx, cancel := context.WithCancel(r.ctx)
	defer cancel()
	type dialled struct {
		conn *amqp.Conn
		err  error
	}
	done := make(chan dialled, 1)
	go func() {
		conn, err := rig{ctx, r.peer}.dial(nil)
		done <- dialled{conn, err}
	}()
	if err := await.True(r.ctx, "a link", func() bool { return r.peer.Links() > 0 }); err != nil {
		return "", err
	}
	cancel()
	d := <-done
	if !errors.Is(d.err, context.Canceled) {
		return outcome(d.err), nil
	}
	links, err := r.links()
	return fmt.Sprintf("conn nil %t, the context's error; links %d", d.conn == nil, links), err
}

func nameOnSession(r rig) (string, error) {
	session, err := r.session(nil)
	if err != nil {
		return "", err
	}
	named := &amqp.SenderOptions{Name: "one"}
	if _, err := session.NewSender(r.ctx, target, named); err != nil {
		return "", fmt.Errorf("the first sender: %w", err)
	}
	_, err = session.NewSender(r.ctx, target, named)
	return "second " + outcome(err), nil
}

func nameOnConnections(r rig) (string, error) {
	return r.twoSenders(&amqp.ConnOptions{ContainerID: "container"}, &amqp.SenderOptions{Name: "one"})
}

func sameTarget(r rig) (string, error) { return r.twoSenders(nil, nil) }

func (r rig) twoSenders(conn *amqp.ConnOptions, sender *amqp.SenderOptions) (string, error) {
	var last error
	for range 2 {
		session, err := r.session(conn)
		if err != nil {
			return "", err
		}
		_, last = session.NewSender(r.ctx, target, sender)
	}
	return "second " + outcome(last), nil
}
