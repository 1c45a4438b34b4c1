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

func goodFarStubborn(c mqtt.Client) {
	plain.Stubborn(func() error { return connected(c) })
}

func badFarDoubled(c mqtt.Client) {
	plain.Doubled(func() error { return connected(c) }) // want `\(doubleconnect\)`
}

func goodFarPersist(c mqtt.Client, ctx context.Context) {
	plain.Persist(ctx, func() bool { return connected(c) == nil })
}

func badFarPersist(c mqtt.Client, ctx context.Context) {
	plain.Persist(ctx, func() bool { return connected(c) != nil }) // want `\(doubleconnect\)`
}

// A helper may be a method, or be given more than a function.

func goodFarPolicy(c mqtt.Client, p *plain.Policy) error {
	return p.Do(func() error { return connected(c) })
}

func badFarPolicy(c mqtt.Client, p *plain.Policy) error {
	if err := p.Do(func() error { return connected(c) }); err != nil {
		return err
	}
	return connected(c) // want `\(doubleconnect\)`
}

func goodFarWithin(c mqtt.Client) error {
	return plain.Within(&plain.Policy{Steps: 5}, func() error { return connected(c) })
}

func goodFarWithinFailed(c mqtt.Client) error {
	if err := plain.Within(nil, func() error { return connected(c) }); err != nil {
		return connected(c)
	}
	return nil
}

func badFarWithin(c mqtt.Client, topic string) error {
	return plain.Within(nil, func() error {
		if err := connected(c); err != nil { // want `\(doubleconnect\)`
			return err
		}
		t := c.Subscribe(topic, 1, nil)
		t.Wait()
		return t.Error()
	})
}

func goodFarWithinClosed(c mqtt.Client, topic string) error {
	return plain.Within(nil, func() error {
		if err := connected(c); err != nil {
			return err
		}
		t := c.Subscribe(topic, 1, nil)
		t.Wait()
		if err := t.Error(); err != nil {
			c.Disconnect(250)
			return err
		}
		return nil
	})
}

func badFarEach(c mqtt.Client, p *plain.Policy, names []string) {
	p.Each(names, func(string) { connected(c) }) // want `\(doubleconnect\)`
}
