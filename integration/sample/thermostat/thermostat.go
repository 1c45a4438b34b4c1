// Package thermostat publishes. What it does wrong is ignored by its library: a note.
package thermostat

import (
	"time"

	"example.com/sample/link"
	mqtt "github.com/eclipse/paho.mqtt.golang"
)

func badAfterAnyError(c mqtt.Client, readings []string) {
	c.Connect().Wait()
	for _, r := range readings {
		if t := c.Publish("readings", 1, false, r); t.Wait() && t.Error() != nil {
			c.Connect().Wait() // want doubleconnect
		}
	}
}

func goodAsks(c mqtt.Client, readings []string) {
	c.Connect().Wait()
	for _, r := range readings {
		if t := c.Publish("readings", 1, false, r); t.Wait() && t.Error() != nil && !c.IsConnected() {
			c.Connect().Wait()
		}
	}
}

func goodRetries(c mqtt.Client) {
	for link.Up(c) != nil {
		time.Sleep(time.Minute)
	}
}

func badTwiceByHelper(c mqtt.Client) error {
	if err := link.Up(c); err != nil {
		return err
	}
	return link.Up(c) // want doubleconnect
}

func goodDownBetween(c mqtt.Client) error {
	if err := link.Up(c); err != nil {
		return err
	}
	link.Down(c)
	return link.Up(c)
}

func silencedEverywhere(c mqtt.Client) {
	c.Connect().Wait()
	//lint:ignore hublint/doubleconnect the bench takes any number of connections
	c.Connect().Wait()
}

// silencedByGolangci is silent with golangci-lint alone: the others do not know nolint.
func silencedByGolangci(c mqtt.Client) {
	c.Connect().Wait()
	c.Connect().Wait() //nolint:hublint // want doubleconnect
}
