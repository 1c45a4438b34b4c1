// Package deferred closes, or connects, when the function ends.
package deferred

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/amenzhinsky/iothub/iotdevice"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/gopcua/opcua"
	"github.com/simonvetter/modbus"
)

func goodDeferredClose(c mqtt.Client) {
	c.Connect().Wait()
	defer c.Disconnect(250)
	c.Publish("up", 0, false, "")
}

// The deferred close has not run yet.
func badDeferredClose(c mqtt.Client) {
	c.Connect().Wait()
	defer c.Disconnect(250)
	c.Publish("up", 0, false, "")
	c.Connect().Wait() // want `\(doubleconnect\)`
}

func goodLoopOfCloses(c mqtt.Client, lines []string) {
	for _, line := range lines {
		c.Connect().Wait()
		c.Publish("line", 0, false, line)
		c.Disconnect(250)
	}
}

// All the deferred closes run at the end of the function, not of the round.
func badDeferInLoop(c mqtt.Client, lines []string) {
	for _, line := range lines {
		c.Connect().Wait() // want `\(doubleconnect\)`
		defer c.Disconnect(250)
		c.Publish("line", 0, false, line)
	}
}

// Each round is a function, which ends.
func goodDeferInLoopBody(c mqtt.Client, lines []string) {
	for _, line := range lines {
		func() {
			c.Connect().Wait()
			defer c.Disconnect(250)
			c.Publish("line", 0, false, line)
		}()
	}
}

func badDeferOutsideBody(c mqtt.Client, lines []string) {
	defer c.Disconnect(250)
	for _, line := range lines {
		func() {
			c.Connect().Wait() // want `\(doubleconnect\)`
			c.Publish("line", 0, false, line)
		}()
	}
}

func session(c mqtt.Client, line string) error {
	t := c.Connect()
	t.Wait()
	if t.Error() != nil {
		return t.Error()
	}
	defer c.Disconnect(250)
	t = c.Publish("line", 1, false, line)
	t.Wait()
	return t.Error()
}

func goodSessions(c mqtt.Client, lines []string) {
	for _, line := range lines {
		if err := session(c, line); err != nil {
			log.Print(err)
		}
	}
}

// The close is deferred only after the subscription has worked.
func lateDefer(c mqtt.Client, topic string) error {
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	if t := c.Subscribe(topic, 1, nil); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	defer c.Disconnect(250)
	time.Sleep(time.Minute)
	return nil
}

func badLateDefer(c mqtt.Client) {
	for {
		if err := lateDefer(c, "down/#"); err != nil { // want `\(doubleconnect\)`
			log.Print(err)
			time.Sleep(time.Second)
		}
	}
}

func earlyDefer(c mqtt.Client, topic string) error {
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	defer c.Disconnect(250)
	if t := c.Subscribe(topic, 1, nil); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	time.Sleep(time.Minute)
	return nil
}

func goodEarlyDefer(c mqtt.Client) {
	for {
		if err := earlyDefer(c, "down/#"); err != nil {
			log.Print(err)
			time.Sleep(time.Second)
		}
	}
}

// -- order --

// Last in, first out: the close runs first.
func goodOrder(c mqtt.Client) {
	c.Connect().Wait()
	defer func() { c.Connect().Wait() }()
	defer c.Disconnect(250)
	c.Publish("up", 0, false, "")
}

// Last in, first out: the connect runs first.
func badOrder(c mqtt.Client) {
	c.Connect().Wait()
	defer c.Disconnect(250)
	defer func() { c.Connect().Wait() }() // want `\(doubleconnect\)`
	c.Publish("up", 0, false, "")
}

func badDeferredConnect(c mqtt.Client) {
	defer c.Connect() // want `\(doubleconnect\)`
	c.Connect().Wait()
}

func goodDeferredConnect(c mqtt.Client) {
	defer c.Connect()
	c.Disconnect(250)
}

func badDeferredTwice(c *modbus.ModbusClient) {
	defer c.Open() // want `\(doubleconnect\)`
	defer c.Open()
}

func goodDeferredTwice(c *modbus.ModbusClient) {
	defer c.Open()
	defer c.Close()
	defer c.Open()
}

// -- conditional --

func conditional(c mqtt.Client, keep bool) {
	c.Connect().Wait()
	if !keep {
		defer c.Disconnect(250)
	}
	c.Publish("up", 0, false, "")
}

func goodConditional(c mqtt.Client) {
	conditional(c, false)
	c.Connect().Wait()
}

func badConditional(c mqtt.Client) {
	conditional(c, true)
	c.Connect().Wait() // want `\(doubleconnect\)`
}

func badConditionalUnknown(c mqtt.Client, keep bool) {
	conditional(c, keep)
	c.Connect().Wait() // want `\(doubleconnect\)`
}

func goodConditionalSame(c mqtt.Client, keep bool) {
	conditional(c, keep)
	if !keep {
		c.Connect().Wait()
	}
}

// -- closures --

func goodDeferredClosure(c mqtt.Client, lines []string) {
	for range lines {
		func() {
			defer func() {
				log.Print("closing")
				c.Disconnect(250)
			}()
			c.Connect().Wait()
		}()
	}
}

func badDeferredClosure(c mqtt.Client, lines []string) {
	for range lines {
		func() {
			defer func() {
				log.Print("not closing")
			}()
			c.Connect().Wait() // want `\(doubleconnect\)`
		}()
	}
}

// The deferred function decides by the variable as it is at the end.
func latest(c mqtt.Client) {
	keep := true
	defer func() {
		if !keep {
			c.Disconnect(250)
		}
	}()
	c.Connect().Wait()
	keep = false
}

func goodLatest(c mqtt.Client) {
	latest(c)
	c.Connect().Wait()
}

func kept(c mqtt.Client) {
	keep := false
	defer func() {
		if !keep {
			c.Disconnect(250)
		}
	}()
	c.Connect().Wait()
	keep = true
}

func badLatest(c mqtt.Client) {
	kept(c)
	c.Connect().Wait() // want `\(doubleconnect\)`
}

// The arguments of a deferred call are those of the defer statement.
func early(c, d mqtt.Client) {
	x := c
	defer x.Disconnect(250)
	x = d
	x.Connect().Wait()
}

func badEarly(c, d mqtt.Client) {
	early(c, d)
	d.Connect().Wait() // want `\(doubleconnect\)`
}

func goodEarly(c, d mqtt.Client) {
	early(d, d)
	d.Connect().Wait()
}

// -- named results --

func connect(ctx context.Context, c *opcua.Client) (err error) {
	if err = c.Connect(ctx); err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, c.Close(ctx))
		}
	}()
	if err = c.UpdateNamespaces(ctx); err != nil {
		return fmt.Errorf("namespaces: %w", err)
	}
	return nil
}

func badNamed(ctx context.Context, c *opcua.Client) error {
	if err := connect(ctx, c); err != nil {
		return err
	}
	return connect(ctx, c) // want `\(doubleconnect\)`
}

func goodNamed(ctx context.Context, c *opcua.Client) error {
	if err := connect(ctx, c); err != nil {
		return err
	}
	return c.Close(ctx)
}

func open(c *modbus.ModbusClient) (err error) {
	if err = c.Open(); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			c.Close()
		}
	}()
	if _, err = c.ReadCoil(0); err != nil {
		return err
	}
	return c.SetUnitId(7)
}

func goodNamedRetry(c *modbus.ModbusClient) {
	for open(c) != nil {
		time.Sleep(time.Second)
	}
}

// The result has no name, so the deferred function looks at a variable that stays nil.
func unnamed(c *modbus.ModbusClient) error {
	err := c.Open()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			c.Close()
		}
	}()
	if _, err := c.ReadCoil(0); err != nil {
		return errors.New("no coil")
	}
	return c.SetUnitId(7)
}

func badNamedRetry(c *modbus.ModbusClient) {
	for unnamed(c) != nil { // want `\(doubleconnect\)`
		time.Sleep(time.Second)
	}
}

// -- one-shot --

func report(ctx context.Context, c *iotdevice.Client) error {
	if err := c.Connect(ctx); err != nil {
		return err
	}
	defer c.Close()
	return c.SendEvent(ctx, []byte("report"))
}

func goodReport(ctx context.Context, c *iotdevice.Client) error {
	return report(ctx, c)
}

func badReport(ctx context.Context, c *iotdevice.Client) {
	for range time.Tick(time.Hour) {
		if err := report(ctx, c); err != nil { // want `\(reuseclosed\)`
			log.Print(err)
		}
	}
}

// What is deferred in a loop counts once: what the calls of two rounds do to each other is not seen.
func fnRounds() {
	for range 2 {
		c := mqtt.NewClient(mqtt.NewClientOptions().SetClientID("meter"))
		defer func() { c.Connect().Wait() }()
	}
}
