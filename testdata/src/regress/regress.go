// Package regress has what other analyzers of open and close got wrong, by their trackers.
package regress

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/gopcua/opcua"
	amqp "github.com/rabbitmq/amqp091-go"
	"github.com/simonvetter/modbus"
)

// -- 1: closes what there was, then opens --

type broker struct {
	client mqtt.Client
	conn   *amqp.Connection
	opts   *mqtt.ClientOptions
}

func (b *broker) disconnect() {
	if b.client != nil {
		b.client.Disconnect(250)
	}
}

func (b *broker) connect() error {
	b.disconnect()
	b.client = mqtt.NewClient(b.opts)
	t := b.client.Connect()
	t.Wait()
	return t.Error()
}

func (b *broker) good1() error {
	if err := b.connect(); err != nil {
		return err
	}
	return b.connect()
}

func (b *broker) bad1() error {
	if err := b.connect(); err != nil {
		return err
	}
	t := b.client.Connect() // want `\(doubleconnect\)`
	t.Wait()
	return t.Error()
}

func (b *broker) good1Dial(url string) (err error) {
	if b.conn != nil {
		b.conn.Close()
	}
	b.conn, err = amqp.Dial(url)
	return err
}

// -- 2: a deferred helper that closes, and the next round --

func closeQuietly(c *modbus.ModbusClient) {
	if err := c.Close(); err != nil {
		log.Print(err)
	}
}

func good2(c *modbus.ModbusClient, units []uint8) {
	for _, u := range units {
		func() {
			if c.Open() != nil {
				return
			}
			defer closeQuietly(c)
			c.SetUnitId(u)
		}()
	}
}

func bad2(c *modbus.ModbusClient, units []uint8) {
	for _, u := range units {
		if c.Open() != nil { // want `\(doubleconnect\)`
			return
		}
		defer closeQuietly(c)
		c.SetUnitId(u)
	}
}

// -- 3: a helper that hands back what it has closed --

func closed(c mqtt.Client) mqtt.Client {
	c.Disconnect(250)
	return c
}

func good3(c mqtt.Client) {
	c.Connect().Wait()
	closed(c).Connect().Wait()
}

func bad3(c mqtt.Client) {
	c.Connect().Wait()
	closed(c).Connect().Wait()
	c.Connect().Wait() // want `\(doubleconnect\)`
}

// -- 4: a deferred close under a condition on a named error --

func open4(ctx context.Context, c *modbus.ModbusClient) (err error) {
	if err = c.Open(); err != nil {
		return
	}
	defer func() {
		if err != nil {
			c.Close()
		}
	}()
	if err = ctx.Err(); err != nil {
		return fmt.Errorf("too late: %w", err)
	}
	return c.SetUnitId(1)
}

func good4(ctx context.Context, c *modbus.ModbusClient) error {
	if open4(ctx, c) != nil {
		return open4(ctx, c)
	}
	return nil
}

func bad4(ctx context.Context, c *modbus.ModbusClient) error {
	if open4(ctx, c) == nil {
		return open4(ctx, c) // want `\(doubleconnect\)`
	}
	return nil
}

// -- 5: a defer in a branch --

func open5(c mqtt.Client, short bool) {
	c.Connect().Wait()
	if short {
		defer c.Disconnect(0)
	}
	time.Sleep(time.Second)
}

func good5(c mqtt.Client) {
	open5(c, true)
	open5(c, true)
}

func bad5(c mqtt.Client) {
	open5(c, false)
	open5(c, true) // want `\(doubleconnect\)`
}

// -- 6: a defer that does nothing --

func open6(c mqtt.Client) error {
	defer func() {}()
	t := c.Connect()
	t.Wait()
	return t.Error()
}

func good6(c mqtt.Client) error {
	if err := open6(c); err != nil {
		return open6(c)
	}
	return nil
}

func bad6(c mqtt.Client) error {
	defer func() {}()
	if err := open6(c); err != nil {
		return err
	}
	return open6(c) // want `\(doubleconnect\)`
}

// -- 7: a failed connect, tried again, its error passed around --

func good7(ctx context.Context, c *opcua.Client) (err error) {
	defer func() {
		if err != nil {
			log.Print(err)
		}
	}()
	if err = c.Connect(ctx); err != nil {
		err = fmt.Errorf("first: %w", err)
		log.Print(err)
		if err2 := c.Connect(ctx); err2 != nil {
			return errors.Join(err, err2)
		}
		err = nil
	}
	return err
}

func bad7(ctx context.Context, c *opcua.Client) (err error) {
	defer func() {
		if err != nil {
			log.Print(err)
		}
	}()
	if err = c.Connect(ctx); err != nil {
		err = fmt.Errorf("first: %w", err)
		return err
	}
	if err2 := c.Connect(ctx); err2 != nil { // want `\(doubleconnect\)`
		return errors.Join(err, err2)
	}
	return err
}
