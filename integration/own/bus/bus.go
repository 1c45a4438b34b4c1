// Package bus is a client library that hublint does not know.
package bus

// A State is that of a connection.
type State int

// States.
const (
	Idle State = iota
	Connected
)

// A Client is one connection.
type Client struct{ s State }

// Open connects.
func (c *Client) Open() error { c.s = Connected; return nil }

// Shut closes for good.
func (c *Client) Shut() { c.s = Idle }

// State tells the state.
func (c *Client) State() State { return c.s }
