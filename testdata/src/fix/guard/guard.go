// Package guard has connects that are repaired by a look at the connection, or by a close.
package guard

import (
	"errors"
	"fmt"
	"log"
	"os"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/simonvetter/modbus"
)

// -- a connect by itself --

func afterAnyError(c mqtt.Client, readings []string) {
	c.Connect().Wait()
	for _, r := range readings {
		if t := c.Publish("readings", 1, false, r); t.Wait() && t.Error() != nil {
			// The link must be down.
			c.Connect().Wait() // want `\(doubleconnect\)`
		}
	}
}

// The statements about the outcome go with the connect; the comments stay where they are.
func withOutcome(c mqtt.Client) error {
	c.Connect().Wait()
	// Again, to be sure.
	t := c.Connect() // want `\(doubleconnect\)`
	t.Wait()
	if t.Error() != nil {
		// The text of
		// the message.
		return fmt.Errorf(`no connection,
and that is bad: %w`, t.Error())
	}
	c.Publish("up", 1, false, "hello").Wait()
	return nil
}

func inCondition(c mqtt.Client) {
	c.Connect().Wait()
	if t := c.Connect(); t.Wait() && t.Error() != nil { // want `\(doubleconnect\)`
		os.Exit(1)
	} else {
		log.Print("connected")
	}
}

// -- a helper that only connects --

func connect(c mqtt.Client) error {
	t := c.Connect()
	t.Wait()
	return t.Error()
}

func byHelper(c mqtt.Client) error {
	if err := connect(c); err != nil {
		return err
	}
	time.Sleep(time.Minute)
	if err := connect(c); err != nil { // want `\(doubleconnect\)`
		return err
	}
	return nil
}

func returned(c mqtt.Client) error {
	if err := connect(c); err != nil {
		return err
	}
	return connect(c) // want `\(doubleconnect\)`
}

// -- a helper that does more: the guard is within --

func start(c mqtt.Client) error {
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	t := c.Subscribe("down/#", 1, nil)
	t.Wait()
	return t.Error()
}

func startTwice(c mqtt.Client) error {
	return errors.Join(start(c), start(c)) // want `\(doubleconnect\)`
}

// -- fields --

type device struct{ client mqtt.Client }

func (d *device) connect() {
	if t := d.client.Connect(); t.Wait() && t.Error() != nil {
		log.Print(t.Error())
	}
}

func (d *device) field() {
	d.connect()
	d.client.Publish("up", 1, false, "").Wait()
	d.connect() // want `\(doubleconnect\)`
}

// -- the library has no way to ask: close first --

func poll(c *modbus.ModbusClient, n int) error {
	for range n {
		// A new connection for each reading.
		if err := c.Open(); err != nil { // want `\(doubleconnect\)`
			return err
		}
		if _, err := c.ReadRegister(100, modbus.HOLDING_REGISTER); err != nil {
			return err
		}
	}
	return nil
}

// -- no fix --

// The success does something, which would be skipped.
func counts(c mqtt.Client) (n int) {
	c.Connect().Wait()
	if t := c.Connect(); t.Wait() && t.Error() == nil { // want `\(doubleconnect\)`
		n++
	}
	return n
}

// The error is looked at later, and would be what it was before.
func keepsError(c mqtt.Client) (err error) {
	for range 3 {
		t := c.Connect() // want `\(doubleconnect\)`
		t.Wait()
		err = t.Error()
		c.Publish("up", 1, false, "").Wait()
	}
	return err
}

// What stands between is not about the outcome.
func between(c mqtt.Client) error {
	c.Connect().Wait()
	t := c.Connect() // want `\(doubleconnect\)`
	log.Print("connecting")
	t.Wait()
	return nil
}

// Calling it once more could make another client.
func called(get func() mqtt.Client, c mqtt.Client) {
	c.Connect().Wait()
	d := func() mqtt.Client { return c }
	d().Connect().Wait() // want `\(doubleconnect\)`
}

// A loop that only connects would go on doing it.
func onlyConnects(c *modbus.ModbusClient) {
	for {
		c.Open() // want `\(doubleconnect\)`
		time.Sleep(time.Minute)
	}
}
