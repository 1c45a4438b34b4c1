// Package generics connects through type parameters.
package generics

import (
	"context"
	"errors"
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/gopcua/opcua"
	"github.com/simonvetter/modbus"
)

type opener interface{ Open() error }

func open[T opener](c T) error {
	if err := c.Open(); err != nil {
		log.Print(err)
		return err
	}
	return nil
}

func goodOpen(c *modbus.ModbusClient) error { return open(c) }

func badOpen(c *modbus.ModbusClient) error {
	if err := open(c); err != nil {
		return err
	}
	return open(c) // want `\(doubleconnect\)`
}

func goodOpenAgain(c *modbus.ModbusClient) error {
	if err := open(c); err != nil {
		return open(c)
	}
	return nil
}

func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}

func goodMust() error {
	c := must(modbus.NewClient(&modbus.ClientConfiguration{URL: "tcp://10.0.0.9:502"}))
	return c.Open()
}

func badMust() error {
	c := must(modbus.NewClient(&modbus.ClientConfiguration{URL: "tcp://10.0.0.9:502"}))
	if err := c.Open(); err != nil {
		return err
	}
	return c.Open() // want `\(doubleconnect\)`
}

func retry[T any](n int, f func() (T, error)) (T, error) {
	var zero T
	var last error
	for range n {
		v, err := f()
		if err == nil {
			return v, nil
		}
		last = err
		time.Sleep(time.Second)
	}
	return zero, last
}

func goodRetry(ctx context.Context, c *opcua.Client) (bool, error) {
	return retry(5, func() (bool, error) {
		if err := c.Connect(ctx); err != nil {
			return false, err
		}
		return true, nil
	})
}

// The error comes from a step after the connect.
func badRetry(ctx context.Context, c *opcua.Client) (bool, error) {
	return retry(5, func() (bool, error) {
		if err := c.Connect(ctx); err != nil { // want `\(doubleconnect\)`
			return false, err
		}
		if err := c.UpdateNamespaces(ctx); err != nil {
			return false, err
		}
		return true, nil
	})
}

func goodRetryCloses(ctx context.Context, c *modbus.ModbusClient) (uint16, error) {
	return retry(5, func() (uint16, error) {
		if err := c.Open(); err != nil {
			return 0, err
		}
		defer c.Close()
		return c.ReadRegister(7, modbus.HOLDING_REGISTER)
	})
}

func badRetryLeaves(ctx context.Context, c *modbus.ModbusClient) (uint16, error) {
	return retry(5, func() (uint16, error) {
		if err := c.Open(); err != nil { // want `\(doubleconnect\)`
			return 0, err
		}
		return c.ReadRegister(7, modbus.HOLDING_REGISTER)
	})
}

type box[T any] struct {
	inner T
	ready bool
}

func (b *box[T]) get() T { return b.inner }

func (b *box[T]) set(v T) { b.inner, b.ready = v, true }

func goodBox(b *box[mqtt.Client]) {
	b.get().Connect().Wait()
	b.inner.Disconnect(250)
	b.inner.Connect().Wait()
}

func badBox(b *box[mqtt.Client]) {
	b.get().Connect().Wait()
	b.inner.Connect().Wait() // want `\(doubleconnect\)`
}

func goodBoxSet(b *box[mqtt.Client], next mqtt.Client) {
	b.inner.Connect().Wait()
	b.set(next)
	b.inner.Connect().Wait()
}

type link[C interface{ Connect() mqtt.Token }] struct{ conn C }

func (l *link[C]) start() error {
	t := l.conn.Connect()
	if !t.WaitTimeout(time.Minute) {
		return errors.New("timeout")
	}
	return t.Error()
}

func goodLink(l *link[mqtt.Client]) error { return l.start() }

func badLink(l *link[mqtt.Client]) error {
	if err := l.start(); err != nil {
		return err
	}
	return l.start() // want `\(doubleconnect\)`
}

func apply[T any](v T, fs ...func(T)) T {
	for _, f := range fs {
		f(v)
	}
	return v
}

// The functions are called, each once, with the client.
func goodApply(o *mqtt.ClientOptions) {
	c := apply(mqtt.NewClient(o), func(c mqtt.Client) { c.Connect().Wait() })
	c.Publish("up", 0, false, "")
}

func first[A, B any](a A, _ B) A { return a }

func goodFirst(c, d mqtt.Client) {
	c.Connect().Wait()
	first(d, c).Connect().Wait()
}

func badFirst(c, d mqtt.Client) {
	c.Connect().Wait()
	first(c, d).Connect().Wait() // want `\(doubleconnect\)`
}
