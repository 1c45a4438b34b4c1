package regress

import (
	"log"
	"testing"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/simonvetter/modbus"
)

// -- 8: own functions, and methods of interfaces, that do not return --

type reporter interface {
	Fatalf(format string, args ...any)
	Logf(format string, args ...any)
}

func require(t reporter, err error) {
	if err != nil {
		t.Fatalf("unexpected: %v", err)
	}
}

func requireError(t reporter, err error) {
	if err == nil {
		t.Fatalf("expected an error")
	}
}

func good8(t *testing.T, c *modbus.ModbusClient) {
	requireError(t, c.Open())
	require(t, c.Open())
}

func bad8(t *testing.T, c *modbus.ModbusClient) {
	require(t, c.Open())
	require(t, c.Open()) // want `\(doubleconnect\)`
}

// -- 9: one mistake is one report --

func bad9(c *modbus.ModbusClient) error {
	if err := c.Open(); err != nil {
		return err
	}
	c.Open() // want `\(doubleconnect\)`
	c.SetUnitId(1)
	c.Open()
	c.SetUnitId(2)
	c.Open()
	return c.Close()
}

func good9(c *modbus.ModbusClient) error {
	if err := c.Open(); err != nil {
		return err
	}
	c.SetUnitId(1)
	c.SetUnitId(2)
	return c.Close()
}

// -- 10: inherited methods --

type base struct{ client *modbus.ModbusClient }

func (b *base) Start() error { return b.client.Open() }
func (b *base) Stop() error  { return b.client.Close() }

type drive struct {
	*base
	axis int
}

func good10(d *drive) error {
	if err := d.Start(); err != nil {
		return err
	}
	d.Stop()
	return d.base.Start()
}

func bad10(d *drive) error {
	if err := d.Start(); err != nil {
		return err
	}
	return d.base.Start() // want `\(doubleconnect\)`
}

// -- 11: branches that have nothing to do with it --

func good11(c *modbus.ModbusClient, a, b, d, e, f, g bool) {
	up := false
	if a {
		up = c.Open() == nil
	}
	n := 0
	if b {
		n++
	}
	if d {
		n += 2
	}
	if e {
		n += 4
	}
	if f {
		n += 8
	}
	if g {
		n += 16
	}
	log.Print(n)
	if !up {
		c.Open()
	}
}

func bad11(c *modbus.ModbusClient, a, b, d, e, f, g bool) {
	up := false
	if a {
		up = c.Open() == nil
	}
	n := 0
	if b {
		n++
	}
	if d {
		n += 2
	}
	if e {
		n += 4
	}
	if f {
		n += 8
	}
	if g {
		n += 16
	}
	log.Print(n)
	if up {
		c.Open() // want `\(doubleconnect\)`
	}
}

// -- 13: several clients --

func good13Fresh(urls []string) {
	for _, url := range urls {
		c, err := modbus.NewClient(&modbus.ClientConfiguration{URL: url})
		if err != nil {
			continue
		}
		if c.Open() == nil {
			c.Close()
		}
	}
}

type duo struct{ a, b mqtt.Client }

func (d *duo) good13Two() {
	d.a.Connect().Wait()
	d.b.Connect().Wait()
}

func (d *duo) bad13Two() {
	d.a.Connect().Wait()
	d.b.Connect().Wait()
	d.b.Connect().Wait() // want `\(doubleconnect\)`
}

func (d *duo) good13Swapped() {
	d.a.Connect().Wait()
	d.a, d.b = d.b, d.a
	d.a.Connect().Wait()
}

// After the swap b is the open one.
func (d *duo) bad13Swapped() {
	d.a.Connect().Wait()
	d.a, d.b = d.b, d.a
	d.b.Connect().Wait() // want `\(doubleconnect\)`
}

func good13Map(clients map[string]mqtt.Client, names []string) {
	for _, name := range names {
		clients[name].Connect().Wait()
	}
}

// -- 14: two goroutines --

func good14(c mqtt.Client) {
	go func() { c.Connect().Wait() }()
	c.Connect().Wait()
}

func bad14(c mqtt.Client) {
	go func() {
		c.Connect().Wait()
		time.Sleep(time.Second)
		c.Connect().Wait() // want `\(doubleconnect\)`
	}()
}
