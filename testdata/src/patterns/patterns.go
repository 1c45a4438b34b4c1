// Package patterns has the shapes in which programs keep one connection up, and the small
// change that makes each a mistake.
package patterns

import (
	"context"
	"errors"
	"log"
	"sync"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/simonvetter/modbus"
)

// -- S01: a retry loop on one handle that leaves on success --

func goodS01(ctx context.Context, c mqtt.Client) error {
	retry := time.NewTicker(5 * time.Second)
	for {
		select {
		case <-retry.C:
			if t := c.Connect(); t.Wait() && t.Error() != nil {
				log.Print("retrying: ", t.Error())
				continue
			}
			retry.Stop()
			return nil
		case <-ctx.Done():
			retry.Stop()
			return ctx.Err()
		}
	}
}

func badS01(ctx context.Context, c mqtt.Client) error {
	retry := time.NewTicker(5 * time.Second)
	for {
		select {
		case <-retry.C:
			if t := c.Connect(); t.Wait() && t.Error() == nil { // want `\(doubleconnect\)`
				log.Print("connected")
			}
			retry.Stop()
			retry.Reset(5 * time.Minute)
		case <-ctx.Done():
			retry.Stop()
			return ctx.Err()
		}
	}
}

// -- S03: connect closes the old connection at its top --

type link struct {
	client mqtt.Client
	opts   *mqtt.ClientOptions
	up     bool
	gen    int
	mu     sync.Mutex
}

func (l *link) connectS03() error {
	if l.client != nil {
		l.client.Disconnect(250)
	} else {
		l.client = mqtt.NewClient(l.opts)
	}
	t := l.client.Connect()
	t.Wait()
	return t.Error()
}

func (l *link) goodS03() {
	for range time.Tick(time.Hour) {
		if err := l.connectS03(); err != nil {
			log.Print(err)
		}
	}
}

func (l *link) connectOpen() error {
	if l.client == nil {
		l.client = mqtt.NewClient(l.opts)
	}
	t := l.client.Connect()
	t.Wait()
	return t.Error()
}

func (l *link) badS03() {
	for range time.Tick(time.Hour) {
		if err := l.connectOpen(); err != nil { // want `\(doubleconnect\)`
			log.Print(err)
		}
	}
}

// -- S04: half open, but in a field, and the next attempt closes it first --

type bus struct {
	client *modbus.ModbusClient
	unit   uint8
}

func (b *bus) dial() error {
	if err := b.client.Open(); err != nil {
		return err
	}
	if err := b.client.SetUnitId(b.unit); err != nil {
		return err
	}
	_, err := b.client.ReadRegister(0, modbus.HOLDING_REGISTER)
	return err
}

func (b *bus) recover() error {
	b.client.Close()
	return b.dial()
}

func (b *bus) goodS04() {
	err := b.dial()
	for err != nil {
		time.Sleep(time.Second)
		err = b.recover()
	}
}

func (b *bus) badS04() {
	err := b.dial()
	for err != nil {
		time.Sleep(time.Second)
		err = b.dial() // want `\(doubleconnect\)`
	}
}

// -- S05: half open, kept, and used again --

func (b *bus) resume(open bool) (bool, error) {
	if !open {
		if err := b.client.Open(); err != nil {
			return false, err
		}
	}
	return true, b.client.SetUnitId(b.unit)
}

func (b *bus) goodS05() {
	open, err := b.resume(false)
	for err != nil {
		time.Sleep(time.Second)
		open, err = b.resume(open)
	}
}

func (b *bus) badS05() {
	_, err := b.resume(false)
	for err != nil {
		time.Sleep(time.Second)
		_, err = b.resume(false) // want `\(doubleconnect\)`
	}
}

// -- S06: a check, then open --

func (l *link) goodS06() (mqtt.Client, error) {
	if l.client != nil && l.client.IsConnected() {
		return l.client, nil
	}
	if l.client == nil {
		l.client = mqtt.NewClient(l.opts)
	}
	t := l.client.Connect()
	t.Wait()
	return l.client, t.Error()
}

// That there is a client does not mean that it is down.
func (l *link) badS06() (mqtt.Client, error) {
	if l.client == nil || !l.client.IsConnected() {
		return nil, errors.New("not ready")
	}
	t := l.client.Connect() // want `\(doubleconnect\)`
	t.Wait()
	return l.client, t.Error()
}

// -- S14: connect in a handler, after a close --

func goodS14(o *mqtt.ClientOptions) mqtt.Client {
	o.SetOnConnectHandler(func(c mqtt.Client) {
		if t := c.Subscribe("down/#", 1, nil); t.Wait() && t.Error() != nil {
			go func() {
				<-time.After(10 * time.Second)
				c.Disconnect(250)
				c.Connect().Wait()
			}()
		}
	})
	return mqtt.NewClient(o)
}

// -- S15: a forced reconnect --

func goodS15(c mqtt.Client, expiry <-chan time.Time) {
	c.Connect().Wait()
	for range expiry {
		c.Disconnect(250)
		c.Connect().Wait()
	}
}

func badS15(c mqtt.Client, expiry <-chan time.Time) {
	c.Connect().Wait()
	for range expiry {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

// -- S18: the timeout falls into the success branch --

func goodS18(c mqtt.Client) mqtt.Client {
	for {
		if t := c.Connect(); t.WaitTimeout(10*time.Second) && t.Error() != nil {
			time.Sleep(time.Second)
			continue
		}
		return c
	}
}

func badS18(c mqtt.Client) mqtt.Client {
	for range 10 {
		if t := c.Connect(); t.WaitTimeout(10*time.Second) && t.Error() == nil { // want `\(doubleconnect\)`
			time.Sleep(time.Second)
			continue
		}
		return nil
	}
	return c
}

// -- S19: the timeout is only logged --

func goodS19(c mqtt.Client) mqtt.Client {
	if t := c.Connect(); !t.WaitTimeout(10 * time.Second) {
		log.Print("slow broker")
	}
	return c
}

func badS19(c mqtt.Client) mqtt.Client {
	if t := c.Connect(); !t.WaitTimeout(10 * time.Second) {
		log.Print("slow broker")
		return c
	}
	c.Connect().Wait() // want `\(doubleconnect\)`
	return c
}

// -- S20: the failure ends the process --

func goodS20(c *modbus.ModbusClient) {
	if err := c.Open(); err != nil {
		log.Fatal(err)
	}
	if err := c.SetUnitId(2); err != nil {
		log.Fatal(err)
		c.Open()
	}
}

func badS20(c *modbus.ModbusClient) {
	if err := c.Open(); err != nil {
		log.Fatal(err)
	}
	if err := c.SetUnitId(2); err != nil {
		log.Print(err)
		c.Open() // want `\(doubleconnect\)`
	}
}
