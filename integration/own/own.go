// Package own uses a client that .golangci.yml and .hublint.yaml describe, and one that describes
// itself.
package own

import "example.com/own/bus"

func badTwice(c *bus.Client) error {
	if err := c.Open(); err != nil {
		return err
	}
	return c.Open() // want doubleconnect
}

func badReuse(c *bus.Client) error {
	c.Shut()
	return c.Open() // want reuseclosed
}

func badAsked(c *bus.Client) error {
	if c.State() == bus.Connected {
		return c.Open() // want doubleconnect
	}
	return nil
}

func goodAsks(c *bus.Client) {
	c.Open()
	if c.State() == bus.Idle {
		c.Open()
	}
}
