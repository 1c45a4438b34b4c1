// Package guard asks before it connects: the library, or a nil test.
package guard

import (
	"context"
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/gopcua/opcua"
)

func goodIsConnected(c mqtt.Client) {
	c.Connect().Wait()
	time.Sleep(time.Hour)
	if !c.IsConnected() {
		c.Connect().Wait()
	}
}

// The guard is inverted.
func badIsConnected(c mqtt.Client) {
	if c.IsConnected() {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func goodEarlyReturn(c mqtt.Client) error {
	if c.IsConnected() {
		return nil
	}
	t := c.Connect()
	t.Wait()
	return t.Error()
}

func badEarlyReturn(c mqtt.Client) error {
	if !c.IsConnected() {
		return nil
	}
	t := c.Connect() // want `\(doubleconnect\)`
	t.Wait()
	return t.Error()
}

// The warning does not leave.
func badOnlyLogged(c mqtt.Client) {
	if c.IsConnected() {
		log.Print("already connected")
	}
	c.Connect().Wait() // want `\(doubleconnect\)`
}

func goodElse(c mqtt.Client) {
	if c.IsConnected() {
		log.Print("already connected")
	} else {
		c.Connect().Wait()
	}
}

func goodCompared(c mqtt.Client) {
	if c.IsConnected() == false {
		c.Connect().Wait()
	}
}

func badCompared(c mqtt.Client) {
	if c.IsConnected() != false {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func goodInVariable(c mqtt.Client) {
	up := c.IsConnected()
	log.Print("up: ", up)
	if !up {
		c.Connect().Wait()
	}
}

func badInVariable(c mqtt.Client) {
	up := c.IsConnected()
	log.Print("up: ", up)
	if up {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

// The answer is as old as the variable.
func badStale(c mqtt.Client) {
	up := c.IsConnected()
	if !up {
		c.Connect().Wait()
	}
	c.Publish("up", 0, false, "")
	if !up {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func goodFresh(c mqtt.Client) {
	if !c.IsConnected() {
		c.Connect().Wait()
	}
	c.Publish("up", 0, false, "")
	if !c.IsConnected() {
		c.Connect().Wait()
	}
}

func goodSwitch(c mqtt.Client) {
	switch {
	case c.IsConnected():
		log.Print("up")
	default:
		c.Connect().Wait()
	}
}

func badSwitch(c mqtt.Client) {
	switch {
	case !c.IsConnected():
		log.Print("down")
	default:
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func goodConjunction(c mqtt.Client, enabled bool) {
	c.Connect().Wait()
	for range time.Tick(time.Minute) {
		if enabled && !c.IsConnected() {
			c.Connect().Wait()
		}
	}
}

// || lets the connect through although the client is connected.
func badDisjunction(c mqtt.Client, forced bool) {
	c.Connect().Wait()
	for range time.Tick(time.Minute) {
		if forced || !c.IsConnected() {
			c.Connect().Wait() // want `\(doubleconnect\)`
		}
	}
}

func goodOpen(c mqtt.Client) {
	if c.IsConnectionOpen() {
		return
	}
	c.Connect().Wait()
}

func badOpen(c mqtt.Client) {
	if c.IsConnectionOpen() {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func goodWaitUntilDown(c mqtt.Client) {
	for c.IsConnected() {
		time.Sleep(time.Second)
	}
	c.Connect().Wait()
}

func badWaitUntilUp(c mqtt.Client) {
	for !c.IsConnected() {
		time.Sleep(time.Second)
	}
	c.Connect().Wait() // want `\(doubleconnect\)`
}

func goodUntilConnected(c mqtt.Client) {
	for !c.IsConnected() {
		c.Connect().Wait()
		time.Sleep(time.Second)
	}
}

func badWhileConnected(c mqtt.Client) {
	for c.IsConnected() {
		c.Connect().Wait() // want `\(doubleconnect\)`
		time.Sleep(time.Second)
	}
}

func goodSupervisor(ctx context.Context, c mqtt.Client) {
	tick := time.NewTicker(30 * time.Second)
	defer tick.Stop()
	for {
		if !c.IsConnected() {
			if t := c.Connect(); t.Wait() && t.Error() != nil {
				log.Print(t.Error())
			}
		}
		select {
		case <-ctx.Done():
			c.Disconnect(250)
			return
		case <-tick.C:
		}
	}
}

func badSupervisor(ctx context.Context, c mqtt.Client) {
	tick := time.NewTicker(30 * time.Second)
	defer tick.Stop()
	for {
		if t := c.Connect(); t.Wait() && t.Error() != nil { // want `\(doubleconnect\)`
			log.Print(t.Error())
		}
		select {
		case <-ctx.Done():
			c.Disconnect(250)
			return
		case <-tick.C:
		}
	}
}

func connected(c mqtt.Client) bool { return c != nil && c.IsConnected() }

func goodPredicateHelper(c mqtt.Client) {
	if !connected(c) {
		log.Print("down")
		return
	}
	c.Publish("up", 0, false, "")
}

func badPredicateHelper(c mqtt.Client) {
	if connected(c) {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func goodPredicateAfterConnect(c mqtt.Client) {
	c.Connect().Wait()
	time.Sleep(time.Minute)
	if !connected(c) {
		c.Connect().Wait()
	}
}

func goodCloseIfConnected(c mqtt.Client) {
	if c.IsConnected() {
		c.Disconnect(250)
	}
	c.Connect().Wait()
}

func badCloseIfNotConnected(c mqtt.Client) {
	if !c.IsConnected() {
		c.Disconnect(250)
	}
	c.Connect().Wait() // want `\(doubleconnect\)`
}

// The check is of another client.
func badOtherClient(up, down mqtt.Client) {
	up.Connect().Wait()
	if !down.IsConnected() {
		up.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func goodSameClient(up, down mqtt.Client) {
	up.Connect().Wait()
	down.Connect().Wait()
	if !up.IsConnected() {
		up.Connect().Wait()
	}
}

// After a negative check one connect is right, two are not.
func badTwiceAfterCheck(c mqtt.Client) {
	if !c.IsConnected() {
		c.Connect().Wait()
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func goodState(ctx context.Context, c *opcua.Client) error {
	if c.State() == opcua.Connected {
		return nil
	}
	if c.State() == opcua.Closed {
		return c.Connect(ctx)
	}
	return nil
}

func badState(ctx context.Context, c *opcua.Client) error {
	if c.State() != opcua.Connected {
		return nil
	}
	return c.Connect(ctx) // want `\(doubleconnect\)`
}

func goodStateSwitch(ctx context.Context, c *opcua.Client) error {
	switch c.State() {
	case opcua.Connected, opcua.Connecting, opcua.Reconnecting:
		return nil
	case opcua.Closed:
		return c.Connect(ctx)
	}
	return nil
}

func badStateSwitch(ctx context.Context, c *opcua.Client) error {
	switch c.State() {
	case opcua.Closed, opcua.Disconnected:
		return nil
	case opcua.Connected:
		log.Print("renewing")
		return c.Connect(ctx) // want `\(doubleconnect\)`
	}
	return nil
}
