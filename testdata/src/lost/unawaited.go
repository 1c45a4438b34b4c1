package lost

import (
	"errors"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// Nobody waits for the end of the attempt: a check that says "not connected" does not say that it has failed.

func begin() mqtt.Client {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID("meter"))
	c.Connect()
	return c
}

func badBegunAgain() mqtt.Client {
	c := begin()
	for !c.IsConnected() {
		time.Sleep(2 * time.Second)
		c = begin() // want `whose attempt nobody has waited for.*\(timeoutretry\)`
	}
	return c
}

func goodClosedFirst() mqtt.Client {
	c := begin()
	for !c.IsConnected() {
		time.Sleep(2 * time.Second)
		c.Disconnect(0)
		c = begin()
	}
	return c
}

// The same client knows that it has an attempt under way.
func goodSameClient() {
	c := begin()
	for !c.IsConnected() {
		c.Connect()
		time.Sleep(time.Second)
	}
}

func nudge(c mqtt.Client) {
	if !c.IsConnected() {
		c.Connect()
	}
}

func goodNudged() {
	c := begin()
	for range time.Tick(time.Minute) {
		nudge(c)
	}
}

func begunInTime() (mqtt.Client, error) {
	c := begin()
	if time.Sleep(time.Second); !c.IsConnected() {
		return nil, errors.New("too slow")
	}
	return c, nil
}

func badBegunInTime() mqtt.Client {
	for {
		if c, err := begunInTime(); err == nil { // want `\(timeoutretry\)`
			return c
		}
		time.Sleep(time.Second)
	}
}

// A client that is not there cannot be closed: only the one that came up in time is.
func inTime() (mqtt.Client, error) {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID("meter"))
	if t := c.Connect(); !t.WaitTimeout(time.Second) || t.Error() != nil {
		return nil, t.Error() // which says nothing yet
	}
	return c, nil
}

func goodPanics() error {
	for range 2 {
		c, err := inTime()
		if err != nil {
			return err
		}
		c.Disconnect(250)
	}
	return nil
}
