// Package branch decides by if, switch and goto which connect is reached.
package branch

import (
	"context"
	"errors"
	"log"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/gopcua/opcua"
)

func goodEitherArm(c mqtt.Client, secure bool) {
	if secure {
		log.Print("connecting with certificates")
		c.Connect().Wait()
	} else {
		log.Print("connecting without")
		c.Connect().Wait()
	}
	c.Publish("up", 0, false, "hello")
}

// The else was lost.
func badNoElse(c mqtt.Client, secure bool) {
	if secure {
		log.Print("connecting with certificates")
		c.Connect().Wait()
	}
	c.Connect().Wait() // want `\(doubleconnect\)`
}

func goodReturnInArm(c mqtt.Client, secure bool) {
	if secure {
		c.Connect().Wait()
		return
	}
	c.Connect().Wait()
}

// The same condition again excludes the first arm.
func goodOppositeConditions(c mqtt.Client, secure bool) {
	if secure {
		c.Connect().Wait()
	}
	log.Print("secure: ", secure)
	if !secure {
		c.Connect().Wait()
	}
}

func badSameCondition(c mqtt.Client, secure bool) {
	if secure {
		c.Connect().Wait()
	}
	log.Print("secure: ", secure)
	if secure {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func badUnrelatedConditions(c mqtt.Client, secure, verbose bool) {
	if secure {
		c.Connect().Wait()
	}
	if verbose {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func goodSwitchCases(c mqtt.Client, mode string) error {
	switch mode {
	case "direct", "":
		t := c.Connect()
		t.Wait()
		return t.Error()
	case "gateway":
		t := c.Connect()
		t.Wait()
		if t.Error() != nil {
			return t.Error()
		}
		c.Publish("gateway/up", 1, true, "")
	default:
		return errors.New("unknown mode " + mode)
	}
	return nil
}

func badFallthrough(c mqtt.Client, mode string) {
	switch mode {
	case "gateway":
		c.Connect().Wait()
		c.Publish("gateway/up", 1, true, "")
		fallthrough
	case "direct":
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func goodFallthroughBefore(c mqtt.Client, mode string) {
	switch mode {
	case "gateway":
		log.Print("announcing a gateway")
		fallthrough
	case "direct":
		c.Connect().Wait()
	}
}

func badSwitchThenConnect(c mqtt.Client, mode string) {
	switch mode {
	case "gateway":
		c.Connect().Wait()
	case "direct":
		log.Print("direct")
	}
	c.Connect().Wait() // want `\(doubleconnect\)`
}

func goodSwitchTrue(ctx context.Context, c *opcua.Client) error {
	err := c.Connect(ctx)
	switch {
	case err == nil:
		return c.UpdateNamespaces(ctx)
	case errors.Is(err, context.Canceled):
		return nil
	default:
		return c.Connect(ctx)
	}
}

func badSwitchTrue(ctx context.Context, c *opcua.Client) error {
	err := c.Connect(ctx)
	switch {
	case errors.Is(err, context.Canceled):
		return nil
	case err == nil:
		log.Print("up")
	default:
		log.Print("down: ", err)
	}
	return c.Connect(ctx) // want `\(doubleconnect\)`
}

func goodShortCircuit(c mqtt.Client, want bool) bool {
	t := c.Connect()
	return t.Wait() && t.Error() == nil && want
}

// The right side is evaluated only after the left one has succeeded.
func badAnd(ctx context.Context, c *opcua.Client) bool {
	return c.Connect(ctx) == nil && c.Connect(ctx) == nil // want `\(doubleconnect\)`
}

// The right side is evaluated only after the left one has failed.
func goodOr(ctx context.Context, c *opcua.Client) bool {
	return c.Connect(ctx) == nil || c.Connect(ctx) == nil
}

func badOr(ctx context.Context, c *opcua.Client) bool {
	return c.Connect(ctx) != nil || c.Connect(ctx) != nil // want `\(doubleconnect\)`
}
