// Package deferred has closes that are deferred in a loop.
package deferred

import (
	"log"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

func lines(c mqtt.Client, lines []string) {
	for _, line := range lines {
		// Each line by itself.
		c.Connect().Wait() // want `\(doubleconnect\)`
		defer c.Disconnect(250)
		if line == "" {
			continue // nothing to say
		}
		for _, r := range line {
			if r == ' ' {
				continue
			}
			c.Publish("rune", 0, false, `
	`+string(r))
		}
		// Done.
	}
}

func clients(o *mqtt.ClientOptions, topics []string) error {
	o.SetClientID("thermostat")
	for _, topic := range topics {
		c := mqtt.NewClient(o)
		if t := c.Connect(); t.Wait() && t.Error() != nil { // want `\(sameidentity\)`
			log.Print(t.Error())
			continue
		}
		defer c.Disconnect(250)
		t := c.Publish(topic, 1, false, "on")
		t.Wait()
		err := t.Error()
		if err != nil {
			return err
		}
	}
	return nil
}

// -- no fix --

// A break leaves the loop; a function cannot.
func breaks(c mqtt.Client, lines []string) (n int) {
	for _, line := range lines {
		if t := c.Connect(); t.Wait() && t.Error() == nil { // want `\(doubleconnect\)`
			n++
		}
		defer c.Disconnect(250)
		if line == "" {
			break
		}
	}
	return n
}

// The client is used after the loop.
func usedLater(c mqtt.Client, lines []string) {
	n := 0
	for range lines {
		if t := c.Connect(); t.Wait() && t.Error() == nil { // want `\(doubleconnect\)`
			n++
		}
		defer c.Disconnect(250)
	}
	c.Publish("lines", 0, false, n)
}

// The deferred functions are for the end of all rounds.
func other(c mqtt.Client, lines []string, done func(string)) (n int) {
	for _, line := range lines {
		if t := c.Connect(); t.Wait() && t.Error() == nil { // want `\(doubleconnect\)`
			n++
		}
		defer c.Disconnect(250)
		defer done(line)
	}
	return n
}

// The clients are used after their rounds.
func together(o *mqtt.ClientOptions, topics []string) {
	o.SetClientID("thermostat")
	var all []mqtt.Client
	for range topics {
		c := mqtt.NewClient(o)
		c.Connect().Wait() // want `\(sameidentity\)`
		defer c.Disconnect(250)
		all = append(all, c)
	}
	for i, c := range all {
		c.Publish(topics[i], 1, false, "on").Wait()
	}
}
