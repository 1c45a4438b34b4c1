// Package retry has loops that go on connecting when it has worked.
package retry

import (
	"context"
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/gopcua/opcua"
)

func failing(c mqtt.Client) {
	for i := 0; i < 10; i++ {
		if t := c.Connect(); t.Wait() && t.Error() != nil { // want `\(doubleconnect\)`
			log.Print(t.Error())
		}
		// Not too often.
		time.Sleep(time.Second)
	}
}

func working(ctx context.Context, c *opcua.Client) {
	for range 10 {
		err := c.Connect(ctx) // want `\(doubleconnect\)`
		if err == nil {
			log.Print("connected") // at last
		}
		time.Sleep(time.Second)
	}
}

func continuing(ctx context.Context, c *opcua.Client) (err error) {
	for range 10 {
		log.Print("connecting")
		if err = c.Connect(ctx); err != nil { // want `\(doubleconnect\)`
			time.Sleep(time.Second)
			continue
		}
	}
	return err
}

// A loop without an end may watch over the connection: it asks first.
func watching(c mqtt.Client) {
	for {
		t := c.Connect() // want `\(doubleconnect\)`
		if t.Wait() && t.Error() == nil {
			log.Print("connected")
		}
		time.Sleep(time.Minute)
	}
}

// False may mean that the time is over: that is no reason to stop.
func impatient(c mqtt.Client) (n int) {
	for range 10 {
		t := c.Connect() // want `\((doubleconnect|timeoutretry)\)`
		if t.WaitTimeout(time.Second) && t.Error() != nil {
			n++
		}
	}
	return n
}

// -- no fix --

// The rounds do something else, too.
func reporting(ctx context.Context, c *opcua.Client) {
	for range 10 {
		if err := c.Connect(ctx); err != nil { // want `\(doubleconnect\)`
			log.Print(err)
		}
		if err := c.UpdateNamespaces(ctx); err != nil {
			log.Print(err)
		}
	}
}

// It makes a difference how often it has worked.
func successes(c mqtt.Client) (n int) {
	for range 10 {
		if t := c.Connect(); t.Wait() && t.Error() == nil { // want `\(doubleconnect\)`
			n++
		}
	}
	return n
}
