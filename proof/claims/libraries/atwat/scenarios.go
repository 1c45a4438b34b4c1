package atwat

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/at-wat/mqtt-go"

	"github.com/hublint/hublint/proof/claims/await"
	"github.com/hublint/hublint/proof/claims/hub"
)

const (
	device  = "device-1"
	window  = 700 * time.Millisecond // how long to look for what must not happen
	endless = 4                      // so many takeovers are taken for "without end"
)

type rig struct {
	ctx context.Context
	hub *hub.Hub
}

func (r rig) dialer() *mqtt.URLDialer { return &mqtt.URLDialer{URL: r.hub.URL("mqtt")} }

func connect(ctx context.Context, c mqtt.Client) error {
	_, err := c.Connect(ctx, device, mqtt.WithCleanSession(true), mqtt.WithKeepAlive(60))
	return err
}

// base dials a link and makes a plain client on it.
func (r rig) base() (*mqtt.BaseClient, error) {
	c, err := r.dialer().DialContext(r.ctx)
	if err != nil {
		return nil, fmt.Errorf("a link: %w", err)
	}
	return c, nil
}

// connected connects a client that has to succeed.
func (r rig) connected(c mqtt.Client) error {
	if err := connect(r.ctx, c); err != nil {
		return fmt.Errorf("the first connect: %w", err)
	}
	return r.hub.AwaitOpen(r.ctx, device)
}

func (r rig) connectedBase() (*mqtt.BaseClient, error) {
	c, err := r.base()
	if err != nil {
		return nil, err
	}
	return c, r.connected(c)
}

func (r rig) reconnecting() (mqtt.ReconnectClient, error) {
	c, err := mqtt.NewReconnectClient(r.dialer(), mqtt.WithReconnectWait(50*time.Millisecond, time.Second))
	if err != nil {
		return nil, fmt.Errorf("a reconnecting client: %w", err)
	}
	return c, nil
}

func (r rig) connectedReconnecting() (mqtt.ReconnectClient, error) {
	c, err := r.reconnecting()
	if err != nil {
		return nil, err
	}
	return c, r.connected(c)
}

func (r rig) noLinks() error {
	return await.True(r.ctx, "no link", func() bool { return r.hub.Links() == 0 })
}

// watch gives a panic in the library's goroutines the time to happen.
func (r rig) watch() { await.Absent(r.ctx, 5*window, func() bool { return false }) }

func (r rig) pingPong() string {
	if err := await.True(r.ctx, "takeovers", func() bool { return r.hub.Takeovers() >= endless }); err != nil {
		return fmt.Sprintf("%d takeovers", r.hub.Takeovers())
	}
	return "they take each other over without end"
}

// expire connects with a context that ends while the CONNECT is unanswered.
func (r rig) expire(c mqtt.Client) error {
	ctx, cancel := context.WithCancel(r.ctx)
	defer cancel()
	connected := make(chan error, 1)
	go func() { connected <- connect(ctx, c) }()
	if err := r.hub.AwaitConnects(r.ctx, 1); err != nil {
		return err
	}
	cancel()
	if err := <-connected; !errors.Is(err, context.Canceled) {
		return fmt.Errorf("connect, its context cancelled: %w", err)
	}
	return nil
}

func baseSecond(r rig) (string, error) {
	c, err := r.connectedBase()
	if err != nil {
		return "", err
	}
	again := connect(r.ctx, c)
	r.watch()
	return fmt.Sprintf("error %v; connects %d", again, r.hub.Connects()), nil
}

func baseTimeout(r rig) (string, error) {
	release := r.hub.Hold()
	defer release()
	c, err := r.base()
	if err != nil {
		return "", err
	}
	if err := r.expire(c); err != nil {
		return "", err
	}
	if !await.Absent(r.ctx, window, func() bool { return r.hub.Links() == 0 }) {
		return "the context's error; the link is closed", nil
	}
	if err := c.Close(); err != nil {
		return "", fmt.Errorf("close: %w", err)
	}
	if err := r.noLinks(); err != nil {
		return "the context's error; the link stays open after Close", nil
	}
	return "the context's error; the link stays open until Close", nil
}

func baseDenied(r rig) (string, error) {
	r.hub.Deny(true)
	c, err := r.base()
	if err != nil {
		return "", err
	}
	if connect(r.ctx, c) == nil {
		return "no error", nil
	}
	await.Absent(r.ctx, window, func() bool { return r.hub.Links() == 0 })
	return fmt.Sprintf("an error; links %d", r.hub.Links()), nil
}

func baseAfterClose(r rig) (string, error) {
	c, err := r.connectedBase()
	if err != nil {
		return "", err
	}
	if err := c.Disconnect(r.ctx); err != nil {
		return "", fmt.Errorf("disconnect: %w", err)
	}
	if err := await.Closed(r.ctx, "Done", c.Done()); err != nil {
		return "", err
	}
	if connect(r.ctx, c) == nil {
		return "no error", nil
	}
	return fmt.Sprintf("an error; connects %d", r.hub.Connects()), nil
}

func baseSameID(r rig) (string, error) {
	older, err := r.connectedBase()
	if err != nil {
		return "", err
	}
	if _, err := r.connectedBase(); err != nil {
		return "", err
	}
	if err := await.Closed(r.ctx, "the older client's Done", older.Done()); err != nil {
		return "", err
	}
	await.Absent(r.ctx, window, func() bool { return r.hub.Takeovers() > 1 })
	return fmt.Sprintf("the older one's Done is closed; takeovers %d", r.hub.Takeovers()), nil
}

func baseLinkLost(r rig) (string, error) {
	c, err := r.connectedBase()
	if err != nil {
		return "", err
	}
	r.hub.Cut()
	if err := await.Closed(r.ctx, "Done", c.Done()); err != nil {
		return "Done stays open", nil
	}
	await.Absent(r.ctx, window, func() bool { return r.hub.Connects() > 1 })
	return fmt.Sprintf("Done is closed, Err nil %t; connects %d", c.Err() == nil, r.hub.Connects()), nil
}

func reconnectSecond(r rig) (string, error) {
	c, err := r.connectedReconnecting()
	if err != nil {
		return "", err
	}
	again := connect(r.ctx, c)
	if again != nil {
		return fmt.Sprintf("error %q", again), nil
	}
	return "error nil; " + r.pingPong(), nil
}

func reconnectSecondDisconnect(r rig) (string, error) {
	c, err := r.connectedReconnecting()
	if err != nil {
		return "", err
	}
	if err := connect(r.ctx, c); err != nil {
		return "", fmt.Errorf("the second connect: %w", err)
	}
	err = c.Disconnect(r.ctx)
	r.watch()
	return fmt.Sprintf("error %v", err), nil
}

func reconnectSameID(r rig) (string, error) {
	for range 2 {
		if _, err := r.connectedReconnecting(); err != nil {
			return "", err
		}
	}
	return r.pingPong(), nil
}

func reconnectBack(r rig) (string, error) {
	if _, err := r.connectedReconnecting(); err != nil {
		return "", err
	}
	r.hub.Cut()
	if r.hub.AwaitConnects(r.ctx, 2) != nil || r.hub.AwaitOpen(r.ctx, device) != nil {
		return "it stays down", nil
	}
	return "a further CONNECT brings it back", nil
}

func reconnectTimeout(r rig) (string, error) {
	release := r.hub.Hold()
	defer release()
	c, err := r.reconnecting()
	if err != nil {
		return "", err
	}
	if err := r.expire(c); err != nil {
		return "", err
	}
	if err := r.noLinks(); err != nil {
		return "the context's error; a link stays", nil
	}
	if await.Absent(r.ctx, 3*window, func() bool { return r.hub.Connects() > 1 }) {
		return "the context's error; nothing left", nil
	}
	return "the context's error; the attempts go on", nil
}

func reconnectTimeoutRetry(r rig) (string, error) {
	release := r.hub.Hold()
	defer release()
	c, err := r.reconnecting()
	if err != nil {
		return "", err
	}
	if err := r.expire(c); err != nil {
		return "", err
	}
	if err := r.noLinks(); err != nil {
		return "", err
	}
	release()
	again := connect(r.ctx, c)
	closed := c.Disconnect(r.ctx)
	r.watch()
	return fmt.Sprintf("Connect %v, Disconnect %v", again, closed), nil
}

func reconnectDisconnectTwice(r rig) (string, error) {
	c, err := r.connectedReconnecting()
	if err != nil {
		return "", err
	}
	first, second := c.Disconnect(r.ctx), c.Disconnect(r.ctx)
	return fmt.Sprintf("first %v, second %v", first, second), nil
}

func reconnectAfterClose(r rig) (string, error) {
	c, err := r.connectedReconnecting()
	if err != nil {
		return "", err
	}
	if err := c.Disconnect(r.ctx); err != nil {
		return "", fmt.Errorf("disconnect: %w", err)
	}
	again := connect(r.ctx, c)
	r.watch()
	return fmt.Sprintf("error %v", again), nil
}
