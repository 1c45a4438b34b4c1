package guard

import (
	"context"
	"log"

	"github.com/amenzhinsky/iothub/iotdevice"
	iotmqtt "github.com/amenzhinsky/iothub/iotdevice/transport/mqtt"
	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// A client that is not there is not open.
func goodNilThenNew(o *mqtt.ClientOptions, c mqtt.Client) mqtt.Client {
	if c == nil {
		c = mqtt.NewClient(o)
		c.Connect().Wait()
	}
	return c
}

// A paho client is there before it is connected, so nil tells nothing: this one is connected
// whether it was new or not, and new it has been connected already.
func badNilThenNew(o *mqtt.ClientOptions, c mqtt.Client) mqtt.Client {
	if c == nil {
		c = mqtt.NewClient(o)
		c.Connect().Wait()
	}
	c.Connect().Wait() // want `\(doubleconnect\)`
	return c
}

func goodNilThenConnect(o *mqtt.ClientOptions, c mqtt.Client) mqtt.Client {
	if c == nil {
		c = mqtt.NewClient(o)
	}
	c.Connect().Wait()
	return c
}

func goodNotNilClosed(o *mqtt.ClientOptions, c mqtt.Client) mqtt.Client {
	if c != nil {
		c.Disconnect(250)
	}
	c = mqtt.NewClient(o)
	c.Connect().Wait()
	return c
}

func goodNotNilAndConnected(c mqtt.Client) {
	if c != nil && c.IsConnected() {
		return
	}
	if c != nil {
		c.Connect().Wait()
	}
}

func badNotNilAndConnected(c mqtt.Client) {
	if c == nil || !c.IsConnected() {
		return
	}
	c.Connect().Wait() // want `\(doubleconnect\)`
}

// The variable holds a client exactly when one was connected.
func goodNilAsFlag(ctx context.Context, cs string, lazy bool) error {
	var c *iotdevice.Client
	if !lazy {
		d, err := iotdevice.NewFromConnectionString(iotmqtt.New(), cs)
		if err != nil {
			return err
		}
		if err := d.Connect(ctx); err != nil {
			return err
		}
		c = d
	}
	log.Print("lazy: ", lazy)
	if c == nil {
		d, err := iotdevice.NewFromConnectionString(iotmqtt.New(), cs)
		if err != nil {
			return err
		}
		if err := d.Connect(ctx); err != nil {
			return err
		}
		c = d
	}
	return c.SendEvent(ctx, nil)
}

func badNilAsFlag(ctx context.Context, cs string, lazy bool) error {
	var c *iotdevice.Client
	if !lazy {
		d, err := iotdevice.NewFromConnectionString(iotmqtt.New(), cs)
		if err != nil {
			return err
		}
		if err := d.Connect(ctx); err != nil {
			return err
		}
		c = d
	}
	log.Print("lazy: ", lazy)
	if c != nil {
		return c.Connect(ctx) // want `\(doubleconnect\)`
	}
	return nil
}

// After the reset nil means: nothing is open.
func goodReset(o *mqtt.ClientOptions) {
	c := mqtt.NewClient(o)
	c.Connect().Wait()
	c.Disconnect(250)
	c = nil
	if c == nil {
		c = mqtt.NewClient(o)
	}
	c.Connect().Wait()
}
