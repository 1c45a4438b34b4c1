// Package hub is a fictional client library: one device, one connection to a hub. It has the
// ways of reporting success that real libraries have, an error, a token and a bool; options
// with an identity, and handlers; and a second kind of client that is for one connection.
//
// Its hub is an [env.World], which decides how each attempt ends.
package hub

import (
	"errors"

	"github.com/hublint/hublint/proof/world/env"
)

// ErrRefused is the error of an attempt that failed.
var ErrRefused = errors.New("hub: connection refused")

type state uint8

const (
	notOpen state = iota
	pending
	open
	reconnecting
	dead
	unknown
)

// A Client is a connection of one device.
type Client struct {
	world    *env.World
	id       int
	opts     Options
	once     bool // it is for one connection
	state    state
	thread   int  // that has opened it
	toucher  *int // the first to connect or close it
	site     string
	maker    *Client // whose handler has made it
	violated bool
	attempt  *attempt
	asked    bool // whether a check has found the attempt not up, which goes on
	calls    calls
}

// New returns a client that is not connected.
func New(opts Options) *Client { return NewIn(env.Current(), opts) }

// NewClient is New with options that may be built step by step. It copies them.
func NewClient(opts *Options) *Client { return New(*opts) }

// NewIn is New in a given world.
func NewIn(w *env.World, opts Options) *Client {
	w.Live()
	c := &Client{world: w, id: w.Client(), opts: opts}
	if !w.Started() {
		c.state = unknown
	}
	if w.Site != nil {
		c.site = w.Site()
	}
	c.maker = registryOf(w).handling
	registryOf(w).add(c)
	if opts.OnLost != nil {
		w.AtEnd(c.lose)
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
	c.attempt, c.asked = &attempt{client: c}, false
	c.thread = c.world.Thread()
	return c.attempt
}

// Close ends the connection, or the attempt to open it.
func (c *Client) Close() {
	c.world.Live()
	c.note(4)
	c.touched()
	c.state, c.attempt = notOpen, nil
	if c.once {
		c.state = dead
	}
}

// IsConnected reports whether the connection is open. It may have dropped meanwhile. Where it is not, an
// attempt may have failed, or go on.
func (c *Client) IsConnected() bool {
	c.world.Live()
	c.note(5)
	if c.state == notOpen || c.state == dead {
		return false
	}
	up := c.world.Choose(2) == 0
	if !up && c.state == pending && c.world.Choose(2) == 1 {
		c.asked = true
		return false
	}
	c.state, c.attempt = notOpen, nil
	if up {
		c.state, c.thread = open, c.world.Thread()
	}
	return up
}

// Publish sends a message. It may find that the connection is lost.
func (c *Client) Publish(string) {
	c.world.Live()
	c.note(6)
	if c.state == open && c.opts.OnLost != nil && c.calls.running == 0 && c.world.Choose(2) == 1 {
		c.lose()
	}
}

func (c *Client) succeeds() bool {
	c.attempt = nil
	ok := c.world.Choose(2) == 0
	if ok {
		c.up()
	} else if c.state != open {
		c.state = notOpen
	}
	return ok
}

// up is what happens when the connection is there.
func (c *Client) up() {
	c.state, c.thread = open, c.world.Thread()
	c.connected()
}

func (c *Client) note(op uint64) { c.world.Note(uint64(c.id)<<8 | op) }
