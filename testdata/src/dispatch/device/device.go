// Package device has a client that is made before it is put behind an interface.
package device

import (
	"time"

	"context"
	"github.com/amenzhinsky/iothub/iotdevice"
)

// A Device is one or the other.
type Device interface {
	Open() error
	Close()
}

type hubDevice struct{ c *iotdevice.Client }

func (d *hubDevice) Open() error {
	if err := d.c.Connect(context.Background()); err != nil {
		return err
	}
	_, err := d.c.SubscribeEvents(context.Background())
	return err
}

func (d *hubDevice) Close() { d.c.Close() }

type otherDevice struct{ c *iotdevice.Client }

func (d *otherDevice) Open() error { return d.c.Connect(context.Background()) }
func (d *otherDevice) Close()      { d.c.Close() }

// New returns a device.
func New(kind string, c *iotdevice.Client) Device {
	if kind == "hub" {
		return &hubDevice{c}
	}
	return &otherDevice{c}
}

func badRetries(d Device) {
	for d.Open() != nil { // want `\(doubleconnect\)`
		time.Sleep(time.Minute)
	}
}

func goodOnce(d Device) error { return d.Open() }

// Which device is closed here, nobody knows.
func goodSomeClosed(d Device, all map[string]Device, name string) {
	for d.Open() != nil {
		all[name].Close()
		time.Sleep(time.Minute)
	}
}
