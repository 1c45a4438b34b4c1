package helpers

import (
	"context"
	"fmt"
	"log"

	"github.com/amenzhinsky/iothub/iotdevice"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/simonvetter/modbus"
)

// -- constructors --

func dial(o *mqtt.ClientOptions) (mqtt.Client, error) {
	c := mqtt.NewClient(o)
	if err := connect(c); err != nil {
		return nil, err
	}
	return c, nil
}

func goodDialled(o *mqtt.ClientOptions) error {
	c, err := dial(o)
	if err != nil {
		return err
	}
	c.Publish("up", 0, false, "")
	return nil
}

// dial has connected it already.
func badDialled(o *mqtt.ClientOptions) error {
	c, err := dial(o)
	if err != nil {
		return err
	}
	return connect(c) // want `\(doubleconnect\)`
}

func build(o *mqtt.ClientOptions) mqtt.Client {
	o.SetCleanSession(true)
	return mqtt.NewClient(o)
}

func goodBuilt(o *mqtt.ClientOptions) error {
	c := build(o)
	return connect(c)
}

func badBuilt(o *mqtt.ClientOptions) error {
	c := build(o)
	c.Connect().Wait()
	return connect(c) // want `\(doubleconnect\)`
}

// Hands the client back, and does nothing to it.
func named(c mqtt.Client, name string) mqtt.Client {
	log.Print(name)
	return c
}

func goodHandedBack(c mqtt.Client) {
	c.Connect().Wait()
	d := named(c, "gate")
	d.Disconnect(250)
	c.Connect().Wait()
}

func badHandedBack(c mqtt.Client) {
	c.Connect().Wait()
	d := named(c, "gate")
	d.Connect().Wait() // want `\(doubleconnect\)`
}

// -- other libraries --

func open(c *modbus.ModbusClient) error {
	if err := c.Open(); err != nil {
		return fmt.Errorf("open: %w", err)
	}
	return c.SetUnitId(3)
}

// SetUnitId may fail after Open has worked.
func badOpen(c *modbus.ModbusClient) error {
	if err := open(c); err != nil {
		return open(c) // want `\(doubleconnect\)`
	}
	return nil
}

func goodOpen(c *modbus.ModbusClient) error {
	if err := open(c); err != nil {
		c.Close()
		return open(c)
	}
	return nil
}

func shutdown(c *iotdevice.Client) {
	if err := c.Close(); err != nil {
		log.Print(err)
	}
}

func badShutdown(ctx context.Context, c *iotdevice.Client) error {
	if err := c.Connect(ctx); err != nil {
		return err
	}
	shutdown(c)
	return c.Connect(ctx) // want `\(reuseclosed\)`
}

func goodShutdown(ctx context.Context, c *iotdevice.Client) error {
	if err := c.Connect(ctx); err != nil {
		return err
	}
	defer shutdown(c)
	return c.SendEvent(ctx, nil)
}
