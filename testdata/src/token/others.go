package token

import (
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// The end of one client's attempt tells nothing of another's.
func badWaitsForAnother(o, p *mqtt.ClientOptions) {
	c, d := mqtt.NewClient(o), mqtt.NewClient(p)
	if c.Connect().WaitTimeout(time.Second) {
		return
	}
	for t := d.Connect(); !t.WaitTimeout(time.Second); {
	}
	c.Connect() // want `\(timeoutretry\)`
}

func goodWaitsForItself(o, p *mqtt.ClientOptions) {
	c, d := mqtt.NewClient(o), mqtt.NewClient(p)
	t := c.Connect()
	if t.WaitTimeout(time.Second) {
		return
	}
	for d.Connect(); !t.WaitTimeout(time.Second); {
	}
	if t.Error() != nil {
		c.Connect()
	}
}

// Whose token it is, nobody knows.
func goodWaitsForEither(o, p *mqtt.ClientOptions, first bool) {
	c, d := mqtt.NewClient(o), mqtt.NewClient(p)
	t := c.Connect()
	u := d.Connect()
	if t.WaitTimeout(time.Second) {
		return
	}
	if first {
		u = t
	}
	if u.Wait(); first && u.Error() != nil {
		c.Connect()
	}
}

// A check right after a wait that ran out says no more than the wait: the attempt may still succeed.
func fnAsksAtOnce(o *mqtt.ClientOptions) mqtt.Client {
	for {
		c := mqtt.NewClient(o)
		c.Connect().WaitTimeout(10 * time.Second)
		if c.IsConnected() {
			return c
		}
		time.Sleep(time.Minute)
	}
}
