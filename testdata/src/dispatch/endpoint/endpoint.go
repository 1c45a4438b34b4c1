// Package endpoint sends by connections that it keeps in a map, by name.
package endpoint

import (
	mqtt "github.com/eclipse/paho.mqtt.golang"
	amqp "github.com/rabbitmq/amqp091-go"
)

// A Conn is a connection of any kind.
type Conn interface {
	Expired() bool
	Send(text string) error
}

type queue struct {
	conn *amqp.Connection
	ch   *amqp.Channel
}

func (c *queue) Expired() bool { return false }

func (c *queue) Send(text string) error {
	if c.conn == nil {
		conn, err := amqp.Dial("amqp://localhost")
		if err != nil {
			return err
		}
		ch, err := conn.Channel()
		if err != nil {
			return err
		}
		c.conn, c.ch = conn, ch
	}
	return c.ch.Publish("", "readings", false, false, amqp.Publishing{Body: []byte(text)})
}

type topic struct{ conn mqtt.Client }

func (c *topic) Expired() bool { return false }

func (c *topic) Send(text string) error {
	if c.conn == nil {
		conn := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://localhost:1883"))
		if t := conn.Connect(); t.Wait() && t.Error() != nil {
			return t.Error()
		}
		c.conn = conn
	}
	t := c.conn.Publish("readings", 1, false, text)
	t.Wait()
	return t.Error()
}

// A Manager has connections by name.
type Manager struct{ conns map[string]Conn }

// Send sends text to an endpoint.
func (m *Manager) Send(name, text string) error {
	conn, ok := m.conns[name]
	if !ok || conn.Expired() {
		switch name[0] {
		case 'q':
			conn = &queue{}
		default:
			conn = &topic{}
		}
		m.conns[name] = conn
	}
	return conn.Send(text)
}

// Topics has connections of one kind, each in its element.
type Topics struct{ conns map[string]Topic }

// A Topic does not come with queues.
type Topic interface{ Publish(text string) error }

type single struct{ topic }

func (s *single) Publish(text string) error { return s.Send(text) }

// Publish sends text to a topic.
func (t *Topics) Publish(name, text string) error {
	conn, ok := t.conns[name]
	if !ok {
		conn = &single{}
		t.conns[name] = conn
	}
	return conn.Publish(text)
}
