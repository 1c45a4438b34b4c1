// Package natiu holds the claims about github.com/soypat/natiu-mqtt, an MQTT
// client for small devices: the caller dials, and hands the link to Connect.
package natiu

import (
	"context"
	"errors"
	"fmt"
	"net"
	"runtime"
	"sync"
	"time"

	mqtt "github.com/soypat/natiu-mqtt"

	"github.com/hublint/hublint/proof/claims/await"
	"github.com/hublint/hublint/proof/claims/claim"
	"github.com/hublint/hublint/proof/claims/hub"
)

// Library is the module path of the library.
const Library = "github.com/soypat/natiu-mqtt"

const (
	device = "device-1"
	window = 700 * time.Millisecond // how long to look for what must not happen
)

var errBye = errors.New("bye")

// Claims are the claims about one version.
func Claims(version string) []claim.Claim {
	row := func(id, text, expected string, try func(rig) (string, error)) claim.Claim {
		return claim.Claim{
			ID: id, Library: Library, Version: version, Text: text, Expected: expected,
			Try: hub.With(func(ctx context.Context, h *hub.Hub) (string, error) {
				links := new([]net.Conn)
				defer runtime.KeepAlive(links)
				return try(rig{ctx: ctx, hub: h, links: links})
			}),
		}
	}
	noDeadline := row("timeout", "the context of Connect ends while the CONNECT is unanswered",
		"Connect goes on waiting; answered late, it returns error nil", timeout)
	noDeadline.Differs = "they had it return the context's error; it does so only between two reads, and a read without a deadline does not end"
	return []claim.Claim{
		row("second-connect", "Connect with a new link on an open client",
			`error "already connected; disconnect before connecting"; both links stay open, CONNECTs 1`, secondConnect),
		row("after-close", "Connect with a new link after Disconnect", "error nil; takeovers 0", afterClose),
		row("disconnect-nil", "Disconnect(nil)", "it panics", disconnectNil),
		noDeadline,
		row("after-denied", "the hub denies Connect", "an error; IsConnected false", denied),
		row("link-lost", "the link drops", "IsConnected true until HandleNext reads, then false", linkLost),
		row("same-id", "a second client of the same client id", "error nil; takeovers 1", sameID),
	}
}

type rig struct {
	ctx context.Context
	hub *hub.Hub
	// links are kept: the library has no goroutine, so that a link it dropped
	// would be closed by the garbage collector, at some time or other.
	links *[]net.Conn
	// reading is closed, if it is set, when the client reads for the first time.
	reading chan struct{}
}

func client() *mqtt.Client {
	return mqtt.NewClient(mqtt.ClientConfig{Decoder: mqtt.DecoderNoAlloc{UserBuffer: make([]byte, 1500)}})
}

// connect dials a link and connects the client on it.
func (r rig) connect(ctx context.Context, c *mqtt.Client) error {
	link, err := (&net.Dialer{}).DialContext(r.ctx, "tcp", r.hub.Addr())
	if err != nil {
		return fmt.Errorf("a link: %w", err)
	}
	*r.links = append(*r.links, link)
	var vars mqtt.VariablesConnect
	vars.SetDefaultMQTT([]byte(device))
	if r.reading != nil {
		link = watched{link, sync.OnceFunc(func() { close(r.reading) })}
	}
	return c.Connect(ctx, link, &vars)
}

// watched is a link that tells when it is first read.
type watched struct {
	net.Conn
	reading func()
}

func (w watched) Read(b []byte) (int, error) {
	w.reading()
	return w.Conn.Read(b)
}

func (r rig) connected() (*mqtt.Client, error) {
	c := client()
	if err := r.connect(r.ctx, c); err != nil {
		return nil, fmt.Errorf("the first connect: %w", err)
	}
	return c, r.hub.AwaitOpen(r.ctx, device)
}

func outcome(err error) string {
	if err == nil {
		return "error nil"
	}
	return fmt.Sprintf("error %q", err.Error())
}

func secondConnect(r rig) (string, error) {
	c, err := r.connected()
	if err != nil {
		return "", err
	}
	again := r.connect(r.ctx, c)
	if err := await.True(r.ctx, "the second link", func() bool { return r.hub.Links() > 1 }); err != nil {
		return "", err
	}
	if await.Absent(r.ctx, window, func() bool { return r.hub.Links() != 2 }) {
		return fmt.Sprintf("%s; both links stay open, CONNECTs %d", outcome(again), r.hub.Connects()), nil
	}
	return fmt.Sprintf("%s; links %d, CONNECTs %d", outcome(again), r.hub.Links(), r.hub.Connects()), nil
}

func afterClose(r rig) (string, error) {
	c, err := r.connected()
	if err != nil {
		return "", err
	}
	if err := c.Disconnect(errBye); err != nil {
		return "", fmt.Errorf("disconnect: %w", err)
	}
	if err := r.hub.AwaitGone(r.ctx, device); err != nil {
		return "", err
	}
	return fmt.Sprintf("%s; takeovers %d", outcome(r.connect(r.ctx, c)), r.hub.Takeovers()), nil
}

func disconnectNil(rig) (seen string, err error) {
	defer func() {
		if recover() != nil {
			seen = "it panics"
		}
	}()
	return outcome(client().Disconnect(nil)), nil
}

func timeout(r rig) (string, error) {
	release := r.hub.Hold()
	defer release()
	ctx, cancel := context.WithCancel(r.ctx)
	defer cancel()
	connected := make(chan error, 1)
	r.reading = make(chan struct{})
	go func() { connected <- r.connect(ctx, client()) }()
	if err := await.Closed(r.ctx, "the wait for an answer", r.reading); err != nil {
		return "", err
	}
	cancel()
	if !await.Absent(r.ctx, window, func() bool { return len(connected) > 0 }) {
		return "Connect returns " + outcome(<-connected), nil
	}
	release()
	select {
	case err := <-connected:
		return "Connect goes on waiting; answered late, it returns " + outcome(err), nil
	case <-r.ctx.Done():
		return "Connect goes on waiting for ever", nil
	}
}

func denied(r rig) (string, error) {
	r.hub.Deny(true)
	c := client()
	if r.connect(r.ctx, c) == nil {
		return "no error", nil
	}
	return fmt.Sprintf("an error; IsConnected %t", c.IsConnected()), nil
}

func linkLost(r rig) (string, error) {
	c, err := r.connected()
	if err != nil {
		return "", err
	}
	r.hub.Cut()
	if err := r.hub.AwaitGone(r.ctx, device); err != nil {
		return "", err
	}
	before := c.IsConnected()
	read := func() bool { return c.HandleNext() != nil || !c.IsConnected() }
	if err := await.True(r.ctx, "HandleNext to notice", read); err != nil {
		return "", err
	}
	return fmt.Sprintf("IsConnected %t until HandleNext reads, then %t", before, c.IsConnected()), nil
}

func sameID(r rig) (string, error) {
	if _, err := r.connected(); err != nil {
		return "", err
	}
	again := r.connect(r.ctx, client())
	if err := await.True(r.ctx, "a takeover", func() bool { return r.hub.Takeovers() > 0 }); err != nil {
		return "", err
	}
	await.Absent(r.ctx, window, func() bool { return r.hub.Takeovers() > 1 })
	return fmt.Sprintf("%s; takeovers %d", outcome(again), r.hub.Takeovers()), nil
}
