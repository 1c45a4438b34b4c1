package hub

import "errors"

// ErrLost is the error that a handler is told of.
var ErrLost = errors.New("hub: connection lost")

// Options configure a client.
type Options struct {
	// ID is what the hub knows the device by. Two connections of one ID collide.
	ID string
	// Broker is the hub. Empty: the default one.
	Broker string
	// AutoReconnect makes the library bring a lost connection back.
	AutoReconnect bool
	// OnLost is called when the connection is lost, OnConnect when it is there again, or for
	// the first time.
	OnLost    func(*Client, error)
	OnConnect func(*Client)
}

// NewOptions returns options that reconnect automatically.
func NewOptions() *Options { return &Options{AutoReconnect: true} }

// SetID sets the identity.
func (o *Options) SetID(id string) *Options {
	o.ID = id
	return o
}

// SetBroker sets the hub.
func (o *Options) SetBroker(broker string) *Options {
	o.Broker = broker
	return o
}

// SetAutoReconnect says whether the library brings a lost connection back.
func (o *Options) SetAutoReconnect(on bool) *Options {
	o.AutoReconnect = on
	return o
}

// SetOnLost sets the handler of a lost connection.
func (o *Options) SetOnLost(f func(*Client, error)) *Options {
	o.OnLost = f
	return o
}

// SetOnConnect sets the handler of a connection that is there.
func (o *Options) SetOnConnect(f func(*Client)) *Options {
	o.OnConnect = f
	return o
}

// calls are the calls of a client's handlers.
type calls struct {
	running int
	made    int
	due     bool // OnConnect is to be called when the running handler has returned
}

// maxCalls bounds the calls of a client's handlers in a run: a handler that connects may cause
// its own next call.
const maxCalls = 4

// connected calls OnConnect, in a goroutine that may be late.
func (c *Client) connected() {
	if c.opts.OnConnect == nil {
		return
	}
	if c.calls.running > 0 {
		c.calls.due = true
		return
	}
	call := func() { c.handle(21, func() { c.opts.OnConnect(c) }) }
	if c.world.Choose(2) == 0 {
		call()
	} else {
		c.world.Later(call)
	}
}

// lose drops the connection and calls OnLost. If the library reconnects by itself it has
// begun with that before, and has done it soon after.
func (c *Client) lose() {
	if c.state != open || c.calls.running > 0 {
		return
	}
	c.state = notOpen
	if c.opts.AutoReconnect {
		c.state = reconnecting
	}
	c.handle(20, func() { c.opts.OnLost(c, ErrLost) })
	if c.state == reconnecting {
		c.up()
	}
}

// handle runs a handler, in a goroutine of its own.
func (c *Client) handle(op uint64, f func()) {
	if c.calls.made++; c.calls.made > maxCalls {
		return
	}
	c.note(op)
	r := registryOf(c.world)
	outer := r.handling
	r.handling = c
	c.calls.running++
	c.world.Inside(f)
	c.calls.running--
	r.handling = outer
	if c.calls.due {
		c.calls.due = false
		c.connected()
	}
}
