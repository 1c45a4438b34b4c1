// Package roles has functions that hold a client of their own until they are told to stop.
package roles

import (
	"context"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/google/uuid"
)

// Settings name the device.
type Settings struct{ Broker, Device string }

func (s Settings) dial(id string) (mqtt.Client, error) {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(s.Broker).SetClientID(id))
	t := c.Connect()
	t.Wait()
	return c, t.Error()
}

// Report sends readings.
func Report(ctx context.Context, s Settings) error {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(s.Broker).SetClientID(s.Device))
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	defer c.Disconnect(250)
	<-ctx.Done()
	return nil
}

// Probe connects, and does not stay.
func Probe(s Settings) error {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(s.Broker).SetClientID(s.Device))
	t := c.Connect()
	t.Wait()
	c.Disconnect(0)
	return t.Error()
}

// A Commander takes commands.
type Commander struct {
	Settings
	Name string
}

// Run takes commands as the device.
func (k *Commander) Run(ctx context.Context) error {
	c, err := k.dial(k.Device)
	if err != nil {
		return err
	}
	defer c.Disconnect(250)
	<-ctx.Done()
	return nil
}

// A Logger has a name of its own.
type Logger struct{ Settings }

// Run logs what others send.
func (l *Logger) Run(ctx context.Context) error {
	c, err := l.dial(uuid.NewString())
	if err != nil {
		return err
	}
	defer c.Disconnect(250)
	<-ctx.Done()
	return nil
}
