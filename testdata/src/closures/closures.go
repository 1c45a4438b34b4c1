// Package closures connects in function literals.
package closures

import (
	"context"
	"log"
	"sort"
	"time"

	"github.com/amenzhinsky/iothub/iotdevice"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/gopcua/opcua"
)

func goodCalledOnce(c mqtt.Client) {
	connect := func() { c.Connect().Wait() }
	connect()
}

func badCalledTwice(c mqtt.Client) {
	connect := func() { c.Connect().Wait() } // want `\(doubleconnect\)`
	connect()
	connect()
}

func goodNeverCalled(c mqtt.Client) func() {
	c.Connect().Wait()
	return func() {
		c.Disconnect(250)
		c.Connect().Wait()
	}
}

func badInClosure(c mqtt.Client) func() {
	return func() {
		c.Connect().Wait()
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

// When the literal runs, if it does, nobody knows.
func goodReturned(c mqtt.Client) func() {
	c.Connect().Wait()
	return func() { c.Connect().Wait() }
}

func goodImmediate(c mqtt.Client) {
	func() { c.Connect().Wait() }()
	c.Publish("up", 0, false, "")
}

func badImmediate(c mqtt.Client) {
	c.Connect().Wait()
	func() { c.Connect().Wait() }() // want `\(doubleconnect\)`
}

func badClosureThenDirect(c mqtt.Client) {
	connect := func() error {
		t := c.Connect()
		t.Wait()
		return t.Error()
	}
	if err := connect(); err != nil {
		log.Fatal(err)
	}
	c.Connect().Wait() // want `\(doubleconnect\)`
}

func goodClosureThenDirect(c mqtt.Client) {
	connect := func() error {
		t := c.Connect()
		t.Wait()
		return t.Error()
	}
	if err := connect(); err != nil {
		c.Connect().Wait()
	}
}

func goodClosesItself(c mqtt.Client) {
	reconnect := func() {
		c.Disconnect(250)
		c.Connect().Wait()
	}
	reconnect()
	reconnect()
}

func badClosesOther(c, d mqtt.Client) {
	reconnect := func() {
		d.Disconnect(250)
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
	reconnect()
	reconnect()
}

// The variable is captured, not its value.
func goodCapturedVariable(o *mqtt.ClientOptions) {
	c := mqtt.NewClient(o)
	connect := func() { c.Connect().Wait() }
	connect()
	c.Disconnect(250)
	c = mqtt.NewClient(o)
	connect()
}

func badCapturedVariable(o *mqtt.ClientOptions) {
	var c mqtt.Client
	connect := func() { c.Connect().Wait() } // want `\(doubleconnect\)`
	c = mqtt.NewClient(o)
	connect()
	c.Publish("up", 0, false, "")
	connect()
}

func goodFlagInClosure(c mqtt.Client) {
	up := false
	ensure := func() {
		if !up {
			c.Connect().Wait()
			up = true
		}
	}
	ensure()
	ensure()
}

func badFlagInClosure(c mqtt.Client) {
	up := false
	ensure := func() {
		if !up {
			c.Connect().Wait() // want `\(doubleconnect\)`
			up = true
		}
	}
	ensure()
	up = false
	ensure()
}

func goodNested(c mqtt.Client) {
	outer := func() {
		inner := func() { c.Connect().Wait() }
		inner()
		c.Disconnect(250)
	}
	outer()
	outer()
}

func badNested(c mqtt.Client) {
	outer := func() {
		inner := func() { c.Connect().Wait() } // want `\(doubleconnect\)`
		inner()
		inner()
	}
	outer()
}

// -- passed on --

func twice(f func() error) error {
	if err := f(); err != nil {
		return err
	}
	return f()
}

func untilNil(f func() error) {
	for f() != nil {
		time.Sleep(time.Second)
	}
}

func goodUntilNil(ctx context.Context, c *opcua.Client) {
	untilNil(func() error { return c.Connect(ctx) })
}

func badTwice(ctx context.Context, c *opcua.Client) error {
	return twice(func() error { return c.Connect(ctx) }) // want `\(doubleconnect\)`
}

func goodTwice(ctx context.Context, c *opcua.Client) error {
	return twice(func() error {
		if c.State() == opcua.Closed {
			return c.Connect(ctx)
		}
		return nil
	})
}

func badUntilNil(ctx context.Context, c *opcua.Client) {
	if err := c.Connect(ctx); err != nil {
		return
	}
	untilNil(func() error { return c.Connect(ctx) }) // want `\(doubleconnect\)`
}

func with(c mqtt.Client, f func(mqtt.Client)) {
	c.Connect().Wait()
	defer c.Disconnect(250)
	f(c)
}

func goodWith(c mqtt.Client) {
	with(c, func(c mqtt.Client) { c.Publish("up", 0, false, "") })
	with(c, func(c mqtt.Client) { c.Publish("down", 0, false, "") })
}

func badWith(c mqtt.Client) {
	with(c, func(c mqtt.Client) { c.Connect().Wait() }) // want `\(doubleconnect\)`
}

// What an unknown function does with its argument is unknown.
func goodUnknown(c mqtt.Client, run func(func())) {
	run(func() { c.Connect().Wait() })
	run(func() { c.Connect().Wait() })
}

func goodUnknownTakesClient(c mqtt.Client, renew func(mqtt.Client)) {
	c.Connect().Wait()
	renew(c)
	c.Connect().Wait()
}

// It does not get the client, and the client is known to nobody else.
func badUnknownWithoutClient(o *mqtt.ClientOptions, work func() error) {
	c := mqtt.NewClient(o)
	c.Connect().Wait()
	if err := work(); err != nil {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func goodUnknownWithoutClient(o *mqtt.ClientOptions, work func() error) {
	c := mqtt.NewClient(o)
	c.Connect().Wait()
	if err := work(); err != nil {
		c.Disconnect(250)
		c.Connect().Wait()
	}
}

// sort calls its literal, which has nothing to do with the client.
func badSortBetween(c mqtt.Client, lines []string) {
	c.Connect().Wait()
	sort.Slice(lines, func(i, j int) bool { return lines[i] < lines[j] })
	c.Connect().Wait() // want `\(doubleconnect\)`
}

// -- stored --

type job struct {
	run  func()
	name string
}

func goodStored(c mqtt.Client) {
	j := job{run: func() { c.Connect().Wait() }, name: "connect"}
	log.Print(j.name)
	j.run()
	c.Disconnect(250)
	j.run()
}

func badStored(c mqtt.Client) {
	j := job{run: func() { c.Connect().Wait() }, name: "connect"} // want `\(doubleconnect\)`
	log.Print(j.name)
	j.run()
	j.run()
}

func goodChoice(c mqtt.Client, lazy bool) {
	connect := func() { c.Connect().Wait() }
	if lazy {
		connect = func() { log.Print("later") }
	}
	connect()
}

// Missed: where two literals meet in one variable, neither is followed.
func fnChoice(c mqtt.Client, lazy bool) {
	connect := func() { c.Connect().Wait() }
	if lazy {
		connect = func() { log.Print("later") }
	}
	connect()
	if !lazy {
		c.Connect().Wait()
	}
}

// -- one-shot --

func goodCleanup(ctx context.Context, c *iotdevice.Client) (func(), error) {
	if err := c.Connect(ctx); err != nil {
		return nil, err
	}
	return func() { c.Close() }, nil
}

func badCleanup(ctx context.Context, c *iotdevice.Client) error {
	cleanup := func() {
		if err := c.Close(); err != nil {
			log.Print(err)
		}
	}
	if err := c.Connect(ctx); err != nil {
		return err
	}
	cleanup()
	return c.Connect(ctx) // want `\(reuseclosed\)`
}
