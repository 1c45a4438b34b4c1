package helpers

import (
	"context"

	mqtt "github.com/eclipse/paho.mqtt.golang"

	"example.com/cases/helpers/plain"
)

// Helpers of a package that has no clients are known all the same.

func connected(c mqtt.Client) error {
	t := c.Connect()
	t.Wait()
	return t.Error()
}

func goodFarOutcome(c mqtt.Client) {
	for plain.Failed(connected(c)) {
	}
}

func badFarOutcome(c mqtt.Client) {
	if plain.Failed(connected(c)) {
		return
	}
	c.Connect() // want `\(doubleconnect\)`
}

func goodFarError(c mqtt.Client) {
	if err := plain.AsError(connected(c) == nil); err != nil {
		c.Connect()
	}
}

func badFarError(c mqtt.Client) {
	if err := plain.AsError(connected(c) == nil); err == nil {
		c.Connect() // want `\(doubleconnect\)`
	}
}

func goodFarRetry(c mqtt.Client) {
	plain.Retry(func() error { return connected(c) })
}

func badFarTwice(c mqtt.Client) {
	plain.Twice(func() error { return connected(c) }) // want `\(doubleconnect\)`
}

func goodFarPersist(c mqtt.Client, ctx context.Context) {
	plain.Persist(ctx, func() bool { return connected(c) == nil })
}

func badFarPersist(c mqtt.Client, ctx context.Context) {
	plain.Persist(ctx, func() bool { return connected(c) != nil }) // want `\(doubleconnect\)`
}
