// Package abandoned has functions that return an error and leave a client open. Who calls them,
// and how often, is not in sight.
package abandoned

import (
	"errors"
	"fmt"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/nats-io/nats.go"
	amqp "github.com/rabbitmq/amqp091-go"
)

// -- nothing holds the client any more --

func BadDial(url string) (*amqp.Channel, error) {
	conn, err := amqp.Dial(url) // want `left open when BadDial returns an error \(returned on line 23\).*\(abandoned\)`
	if err != nil {
		return nil, err
	}
	ch, err := conn.Channel()
	if err != nil {
		return nil, fmt.Errorf("channel: %w", err)
	}
	return ch, nil
}

func GoodDial(url string) (*amqp.Channel, error) {
	conn, err := amqp.Dial(url)
	if err != nil {
		return nil, err
	}
	ch, err := conn.Channel()
	if err != nil {
		conn.Close()
		return nil, fmt.Errorf("channel: %w", err)
	}
	return ch, nil
}

func GoodDeferred(url string) (_ *amqp.Channel, err error) {
	conn, err := amqp.Dial(url)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			conn.Close()
		}
	}()
	return conn.Channel()
}

// The caller has it.
func GoodBoth(url string) (*amqp.Connection, *amqp.Channel, error) {
	conn, err := amqp.Dial(url)
	if err != nil {
		return nil, nil, err
	}
	ch, err := conn.Channel()
	return conn, ch, err
}

// One of several error returns forgets to close.
func BadOneOfThree(url string) error {
	conn, err := amqp.Dial(url) // want `returned on line 76\).*\(abandoned\)`
	if err != nil {
		return err
	}
	ch, err := conn.Channel()
	if err != nil {
		conn.Close()
		return err
	}
	if err := ch.Qos(1, 0, false); err != nil {
		return err
	}
	if err := ch.Confirm(false); err != nil {
		conn.Close()
		return err
	}
	return conn.Close()
}

// newClient is called by Write, and by whom Write is called is not in sight.
type client struct {
	conn *amqp.Connection
	ch   *amqp.Channel
}

func newClient(url string) (*client, error) {
	c := &client{}
	var err error
	if c.conn, err = amqp.Dial(url); err != nil { // want `left open when newClient returns an error.*\(abandoned\)`
		return nil, err
	}
	if c.ch, err = c.conn.Channel(); err != nil {
		return nil, err
	}
	return c, nil
}

type Output struct {
	url    string
	client *client
}

func (o *Output) Write(body []byte) (err error) {
	if o.client == nil {
		if o.client, err = newClient(o.url); err != nil {
			return err
		}
	}
	return o.client.ch.Publish("", "q", false, false, amqp.Publishing{Body: body})
}

// -- a field holds it, until the next call --

type Stream struct {
	url  string
	conn *nats.Conn
	js   nats.JetStreamContext
}

func (s *Stream) Connect() error {
	var err error
	s.conn, err = nats.Connect(s.url) // want `left open when Connect returns an error.*\(abandoned\)`
	if err != nil {
		return err
	}
	s.js, err = s.conn.JetStream()
	if err != nil {
		return err
	}
	return nil
}

type Guarded struct {
	url  string
	conn *nats.Conn
	js   nats.JetStreamContext
}

// The next call finds the connection and goes on with it.
func (g *Guarded) Connect() (err error) {
	if g.conn == nil {
		if g.conn, err = nats.Connect(g.url); err != nil {
			return err
		}
	}
	g.js, err = g.conn.JetStream()
	return err
}

type Closing struct {
	url  string
	conn *nats.Conn
	js   nats.JetStreamContext
}

// The next call closes it first.
func (c *Closing) Connect() (err error) {
	if c.conn != nil {
		c.conn.Close()
	}
	if c.conn, err = nats.Connect(c.url); err != nil {
		return err
	}
	c.js, err = c.conn.JetStream()
	return err
}

type Flagged struct {
	url     string
	started bool
	conn    *nats.Conn
	js      nats.JetStreamContext
}

// The next call does nothing.
func (f *Flagged) Start() (err error) {
	if f.started {
		return errors.New("started")
	}
	f.started = true
	if f.conn, err = nats.Connect(f.url); err != nil {
		return err
	}
	f.js, err = f.conn.JetStream()
	return err
}

// -- paho: an error other than that of Connect --

func BadSubscribe(o *mqtt.ClientOptions) error {
	c := mqtt.NewClient(o) // want `\(abandoned\)`
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	if t := c.Subscribe("in", 1, nil); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	c.Disconnect(250)
	return nil
}

func GoodSubscribe(o *mqtt.ClientOptions) error {
	c := mqtt.NewClient(o)
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	defer c.Disconnect(250)
	t := c.Subscribe("in", 1, nil)
	t.Wait()
	return t.Error()
}
