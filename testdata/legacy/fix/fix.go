// Package fix has a mistake that can be repaired in two ways: with this version of the library
// a second connect goes to the hub, so to close first is as right as to ask first.
package fix

import mqtt "github.com/eclipse/paho.mqtt.golang"

func reconnect(c mqtt.Client, readings []string) {
	c.Connect().Wait()
	for _, r := range readings {
		if t := c.Publish("readings", 1, false, r); t.Wait() && t.Error() != nil {
			c.Connect().Wait() // want `\(doubleconnect\)`
		}
	}
}

// What is done when it has worked cannot be skipped: only the close is right.
func resubscribe(c mqtt.Client, readings []string) {
	c.Connect().Wait()
	for _, r := range readings {
		if t := c.Publish("readings", 1, false, r); t.Wait() && t.Error() != nil {
			if t := c.Connect(); t.Wait() && t.Error() == nil { // want `\(doubleconnect\)`
				c.Subscribe("down/#", 1, nil).Wait()
			}
		}
	}
}

// A loop that does nothing but connect would go on doing so. No fix.
func watch(c mqtt.Client) (n int) {
	for {
		if t := c.Connect(); t.Wait() && t.Error() == nil { // want `\(doubleconnect\)` `\(eagerreconnect\)`
			n++
		}
	}
}
