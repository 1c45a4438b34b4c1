package errs

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/amenzhinsky/iothub/iotdevice"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/gopcua/opcua"
	"github.com/simonvetter/modbus"
)

func goodCaptured(ctx context.Context, c *opcua.Client) error {
	var err error
	connect := func() { err = c.Connect(ctx) }
	connect()
	if err != nil {
		connect()
	}
	return err
}

func badCaptured(ctx context.Context, c *opcua.Client) error {
	var err error
	connect := func() { err = c.Connect(ctx) } // want `\(doubleconnect\)`
	connect()
	if err == nil {
		connect()
	}
	return err
}

type session struct {
	plc  *opcua.Client
	last error
}

func (s *session) goodInField(ctx context.Context) error {
	s.last = s.plc.Connect(ctx)
	if s.last != nil {
		log.Print(s.last)
		s.last = s.plc.Connect(ctx)
	}
	return s.last
}

func (s *session) badInField(ctx context.Context) error {
	s.last = s.plc.Connect(ctx)
	if s.last == nil {
		s.last = s.plc.Connect(ctx) // want `\(doubleconnect\)`
	}
	return s.last
}

// A nil error instead of the failure: the caller cannot tell.
func swallowed(ctx context.Context, c *opcua.Client) error {
	if err := c.Connect(ctx); err != nil {
		log.Print(err)
	}
	return nil
}

func badSwallowed(ctx context.Context, c *opcua.Client) error {
	if err := swallowed(ctx, c); err != nil {
		return err
	}
	return c.Connect(ctx) // want `\(doubleconnect\)`
}

// Never an error, so the loop runs once.
func goodSwallowed(ctx context.Context, c *opcua.Client) {
	for swallowed(ctx, c) != nil {
		time.Sleep(time.Second)
	}
}

func goodPhi(ctx context.Context, c *opcua.Client, d *modbus.ModbusClient, plc bool) error {
	var err error
	if plc {
		err = c.Connect(ctx)
	} else {
		err = d.Open()
	}
	if err != nil {
		if plc {
			return c.Connect(ctx)
		}
		return d.Open()
	}
	return nil
}

func badPhi(ctx context.Context, c *opcua.Client, d *modbus.ModbusClient, plc bool) error {
	var err error
	if plc {
		err = c.Connect(ctx)
	} else {
		err = d.Open()
	}
	if err != nil {
		return err
	}
	if plc {
		return c.Connect(ctx) // want `\(doubleconnect\)`
	}
	return nil
}

func goodTokenError(c mqtt.Client) (err error) {
	for i := 0; i < 3; i++ {
		t := c.Connect()
		t.Wait()
		if err = t.Error(); err == nil {
			break
		}
		err = fmt.Errorf("attempt %d: %w", i, err)
	}
	return err
}

func badTokenError(c mqtt.Client) (err error) {
	for i := 0; i < 3; i++ {
		t := c.Connect() // want `\(doubleconnect\)`
		t.Wait()
		if err = t.Error(); err != nil {
			err = fmt.Errorf("attempt %d: %w", i, err)
			break
		}
	}
	return err
}

func goodBlank(ctx context.Context, c *iotdevice.Client) {
	_ = c.Connect(ctx)
	_ = c.SendEvent(ctx, nil)
}

func badBlank(ctx context.Context, c *iotdevice.Client) {
	_ = c.Connect(ctx)
	_ = c.SendEvent(ctx, nil)
	_ = c.Connect(ctx) // want `\(doubleconnect\)`
}
