package lib

import amqp "github.com/rabbitmq/amqp091-go"

// Leaky leaves its connection open when the channel cannot be had.
func Leaky(url string) (*amqp.Channel, error) {
	conn, err := amqp.Dial(url)
	if err != nil {
		return nil, err
	}
	return conn.Channel()
}

// Tight closes it.
func Tight(url string) (*amqp.Channel, error) {
	conn, err := amqp.Dial(url)
	if err != nil {
		return nil, err
	}
	ch, err := conn.Channel()
	if err != nil {
		conn.Close()
		return nil, err
	}
	return ch, nil
}

// A Bus has a connection and a channel.
type Bus struct {
	url  string
	conn *amqp.Connection
	ch   *amqp.Channel
}

// NewBus returns a bus that is not connected.
func NewBus(url string) *Bus { return &Bus{url: url} }

// Down reports whether anything of b is down.
func (b *Bus) Down() bool {
	return b.conn == nil || b.conn.IsClosed() || b.ch == nil || b.ch.IsClosed()
}

// Dial overwrites the connection that b has.
func (b *Bus) Dial() (err error) {
	if b.conn, err = amqp.Dial(b.url); err != nil {
		return err
	}
	b.ch, err = b.conn.Channel()
	return err
}

// Redial closes it first.
func (b *Bus) Redial() (err error) {
	if b.conn != nil {
		b.conn.Close()
	}
	return b.Dial()
}
