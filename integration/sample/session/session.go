// Package session sets up sessions. What it does wrong must fail: an error. There are more of
// them than a pull request shows.
package session

import (
	"context"

	"github.com/eclipse/paho.golang/paho"
)

func bad01(ctx context.Context, c *paho.Client, p *paho.Connect) {
	if _, err := c.Connect(ctx, p); err == nil {
		c.Connect(ctx, p) // want doubleconnect
	}
}

func bad02(ctx context.Context, c *paho.Client, p *paho.Connect) {
	if _, err := c.Connect(ctx, p); err == nil {
		c.Connect(ctx, p) // want doubleconnect
	}
}

func bad03(ctx context.Context, c *paho.Client, p *paho.Connect) {
	if _, err := c.Connect(ctx, p); err == nil {
		c.Connect(ctx, p) // want doubleconnect
	}
}

func bad04(ctx context.Context, c *paho.Client, p *paho.Connect) {
	if _, err := c.Connect(ctx, p); err == nil {
		c.Connect(ctx, p) // want doubleconnect
	}
}

func bad05(ctx context.Context, c *paho.Client, p *paho.Connect) {
	if _, err := c.Connect(ctx, p); err == nil {
		c.Connect(ctx, p) // want doubleconnect
	}
}

func bad06(ctx context.Context, c *paho.Client, p *paho.Connect) {
	if _, err := c.Connect(ctx, p); err == nil {
		c.Connect(ctx, p) // want doubleconnect
	}
}

func bad07(ctx context.Context, c *paho.Client, p *paho.Connect) {
	if _, err := c.Connect(ctx, p); err == nil {
		c.Connect(ctx, p) // want doubleconnect
	}
}

func bad08(ctx context.Context, c *paho.Client, p *paho.Connect) {
	if _, err := c.Connect(ctx, p); err == nil {
		c.Connect(ctx, p) // want doubleconnect
	}
}

func bad09(ctx context.Context, c *paho.Client, p *paho.Connect) {
	if _, err := c.Connect(ctx, p); err == nil {
		c.Connect(ctx, p) // want doubleconnect
	}
}

func bad10(ctx context.Context, c *paho.Client, p *paho.Connect) {
	if _, err := c.Connect(ctx, p); err == nil {
		c.Connect(ctx, p) // want doubleconnect
	}
}

func bad11(ctx context.Context, c *paho.Client, p *paho.Connect) {
	if _, err := c.Connect(ctx, p); err == nil {
		c.Connect(ctx, p) // want doubleconnect
	}
}

func bad12(ctx context.Context, c *paho.Client, p *paho.Connect) {
	if _, err := c.Connect(ctx, p); err == nil {
		c.Connect(ctx, p) // want doubleconnect
	}
}

func good(ctx context.Context, c *paho.Client, p *paho.Connect) error {
	_, err := c.Connect(ctx, p)
	return err
}
