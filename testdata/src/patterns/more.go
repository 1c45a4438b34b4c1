package patterns

import (
	"context"
	"crypto/tls"
	"errors"
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/gopcua/opcua"
	amqp "github.com/rabbitmq/amqp091-go"
	"github.com/simonvetter/modbus"
)

// -- S26: the lost handler closes before it connects --

func (l *link) goodS26() {
	l.opts.SetConnectionLostHandler(func(c mqtt.Client, err error) {
		log.Print(err)
		l.mu.Lock()
		defer l.mu.Unlock()
		c.Disconnect(0)
		if err := l.connectOpen(); err != nil {
			log.Print(err)
		}
	})
	l.client = mqtt.NewClient(l.opts)
}

// -- S28: several hosts, the first success ends it --

func goodS28(urls []string) (*modbus.ModbusClient, error) {
	last := errors.New("no host")
	for _, url := range urls {
		c, err := modbus.NewClient(&modbus.ClientConfiguration{URL: url})
		if err != nil {
			return nil, err
		}
		if last = c.Open(); last == nil {
			return c, nil
		}
	}
	return nil, last
}

func badS28(c *modbus.ModbusClient, units []uint8) error {
	var last error
	for _, unit := range units {
		if last = c.Open(); last == nil { // want `\(doubleconnect\)`
			last = c.SetUnitId(unit)
		}
	}
	return last
}

// -- S30: two dials in the arms of an if --

func goodS30(url string, cfg *tls.Config) (conn *amqp.Connection, err error) {
	if cfg != nil {
		conn, err = amqp.DialTLS(url, cfg)
	} else {
		conn, err = amqp.Dial(url)
	}
	return conn, err
}

func goodS30SameClient(ctx context.Context, c *opcua.Client, session bool) error {
	var err error
	if session {
		err = c.Connect(ctx)
	} else {
		err = c.Dial(ctx)
	}
	return err
}

func badS30(ctx context.Context, c *opcua.Client, session bool) error {
	err := c.Dial(ctx)
	if err == nil && session {
		err = c.Connect(ctx) // want `\(doubleconnect\)`
	}
	return err
}

// -- S33: a second Connect on one paho handle does nothing from v1.4.2 on, but says nothing either --

func goodS33(o *mqtt.ClientOptions) error {
	c := mqtt.NewClient(o.SetAutoReconnect(true))
	t := c.Connect()
	t.Wait()
	return t.Error()
}

func badS33(o *mqtt.ClientOptions) error {
	c := mqtt.NewClient(o.SetAutoReconnect(true))
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	t := c.Connect() // want `\(doubleconnect\)`
	t.Wait()
	return t.Error()
}

// -- S34: reconnects by calling itself, after closing --

func (l *link) reconnectS34(n int) {
	l.client.Disconnect(0)
	if t := l.client.Connect(); t.Wait() && t.Error() != nil && n > 0 {
		time.Sleep(time.Second)
		l.reconnectS34(n - 1)
	}
}

func (l *link) goodS34() {
	l.client.Connect().Wait()
	l.reconnectS34(5)
	l.reconnectS34(5)
}

func (l *link) reconnectOpen(n int) {
	if t := l.client.Connect(); t.Wait() && t.Error() != nil && n > 0 {
		time.Sleep(time.Second)
		l.reconnectOpen(n - 1)
	}
}

func (l *link) badS34() {
	l.client.Connect().Wait()
	l.reconnectOpen(5) // want `\(doubleconnect\)`
}

// -- S35: the new connection is opened before the old one is closed; nothing kicks it --

type pool struct{ conn *amqp.Connection }

func (p *pool) goodS35(url string) error {
	next, err := amqp.Dial(url)
	if err != nil {
		return err
	}
	old := p.conn
	p.conn = next
	if old != nil {
		return old.Close()
	}
	return nil
}

// -- S36: many goroutines share one client --

func goodS36(c mqtt.Client, n int) {
	c.Connect().Wait()
	for range n {
		go func() { c.Publish("up", 0, false, "") }()
	}
}

func badS36(c mqtt.Client, n int) {
	for range n {
		c.Connect().Wait() // want `\(doubleconnect\)`
		go func() { c.Publish("up", 0, false, "") }()
	}
}

// -- S37: the library's own predicate --

func goodS37(c mqtt.Client) {
	c.Connect().Wait()
	for range time.Tick(time.Second) {
		if !c.IsConnected() {
			c.Connect().Wait()
		}
	}
}

func badS37(c mqtt.Client) {
	c.Connect().Wait()
	for range time.Tick(time.Second) {
		if c.IsConnected() {
			c.Connect().Wait() // want `\(doubleconnect\)`
		}
	}
}

// -- S38: an own flag --

func (l *link) openS38() error {
	if l.up {
		return nil
	}
	if t := l.client.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	l.up = true
	return nil
}

func (l *link) closeS38() {
	l.client.Disconnect(250)
	l.up = false
}

func (l *link) goodS38() {
	for range time.Tick(time.Hour) {
		if l.openS38() == nil {
			l.client.Publish("up", 0, false, "")
			l.closeS38()
		}
	}
}

// The flag is cleared where nothing is closed.
func (l *link) badS38() {
	l.closeS38()
	for range time.Tick(time.Hour) {
		if l.openS38() == nil { // want `\(doubleconnect\)`
			l.client.Publish("up", 0, false, "")
			l.up = false
		}
	}
}

// -- S39: the close is in a helper --

func (l *link) shutdown() {
	if l.client != nil {
		l.client.Disconnect(250)
		log.Print("closed generation ", l.gen)
		l.gen++
	}
}

func (l *link) goodS39() error {
	if err := l.connectOpen(); err != nil {
		return err
	}
	l.shutdown()
	return l.connectOpen()
}

// Says that it closes, and does not.
func (l *link) rotate() {
	if l.client != nil {
		log.Print("closed generation ", l.gen)
		l.gen++
	}
}

func (l *link) badS39() error {
	if err := l.connectOpen(); err != nil {
		return err
	}
	l.rotate()
	return l.connectOpen() // want `\(doubleconnect\)`
}

// -- S40: closing what may not be there, after a failure --

func goodS40(c *modbus.ModbusClient) error {
	if err := c.Open(); err != nil {
		if c != nil {
			c.Close()
		}
		return c.Open()
	}
	return nil
}

func badS40(c *modbus.ModbusClient) error {
	if err := c.Open(); err == nil {
		if c == nil {
			c.Close()
		}
		return c.Open() // want `\(doubleconnect\)`
	}
	return nil
}
