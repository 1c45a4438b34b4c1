// Package hub is a fictional client library: one device, one connection to a hub. It has the
// ways of reporting success that real libraries have, an error, a token and a bool.
//
// Its hub is an [env.World], which decides how each attempt ends.
package hub

import (
	"errors"
	"time"

	"github.com/hublint/hublint/proof/world/env"
)

// ErrRefused is the error of an attempt that failed.
var ErrRefused = errors.New("hub: connection refused")

// Options configure a client.
type Options struct {
	ID string
}

type state uint8

const (
	notOpen state = iota
	pending
	open
	unknown
)

// A Client is a connection of one device.
type Client struct {
	world    *env.World
	id       int
	state    state
	violated bool
	attempt  *attempt
}

// A Token is an attempt under way.
type Token interface {
	// Wait blocks until the attempt has ended. It returns true.
	Wait() bool
	// WaitTimeout is Wait with a limit. It reports whether the attempt has ended.
	WaitTimeout(time.Duration) bool
	// Error returns the error of an attempt that has ended.
	Error() error
	// Done returns a channel that is closed when the attempt has ended.
	Done() <-chan struct{}
}

// New returns a client that is not connected.
func New(opts Options) *Client { return NewIn(env.Current(), opts) }

// NewIn is New in a given world.
func NewIn(w *env.World, _ Options) *Client {
	w.Live()
	c := &Client{world: w, id: w.Client()}
	if !w.Started() {
		c.state = unknown
	}
	return c
}

// Inherited returns a client with an unknown past, as a function gets it from its caller.
func Inherited(w *env.World) *Client {
	c := NewIn(w, Options{})
	c.state = unknown
	return c
}

// Connect opens the connection.
func (c *Client) Connect() error {
	c.judge(1)
	if c.succeeds() {
		return nil
	}
	return ErrRefused
}

// TryConnect opens the connection and reports whether it is open.
func (c *Client) TryConnect() bool {
	c.judge(2)
	return c.succeeds()
}

// ConnectToken starts to open the connection.
func (c *Client) ConnectToken() Token {
	c.judge(3)
	if c.state != open {
		c.state = pending
	}
	c.attempt = &attempt{client: c}
	return c.attempt
}

// Close ends the connection, or the attempt to open it.
func (c *Client) Close() {
	c.world.Live()
	c.note(4)
	c.state, c.attempt = notOpen, nil
}

// IsConnected reports whether the connection is open. It may have dropped meanwhile.
func (c *Client) IsConnected() bool {
	c.world.Live()
	c.note(5)
	if c.state == notOpen {
		return false
	}
	up := c.world.Choose(2) == 0
	c.state, c.attempt = notOpen, nil
	if up {
		c.state = open
	}
	return up
}

// Publish sends a message.
func (c *Client) Publish(string) {
	c.world.Live()
	c.note(6)
}

// judge tells the world if this connect is one too many.
func (c *Client) judge(op uint64) {
	c.world.Live()
	c.note(op)
	kind := env.WhileOpen
	switch c.state {
	case notOpen, unknown:
		return
	case pending:
		kind = env.WhilePending
	}
	c.note(7 + uint64(kind))
	c.world.Violated(kind, !c.violated)
	c.violated = true
}

func (c *Client) succeeds() bool {
	c.attempt = nil
	ok := c.world.Choose(2) == 0
	if ok {
		c.state = open
	} else if c.state != open {
		c.state = notOpen
	}
	return ok
}

func (c *Client) note(op uint64) { c.world.Note(uint64(c.id)<<8 | op) }
