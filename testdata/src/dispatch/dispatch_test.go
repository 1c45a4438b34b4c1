package dispatch

import (
	"testing"

	amqp "github.com/rabbitmq/amqp091-go"
)

// A Sink is an interface with nothing but a double behind it.
type Sink interface{ Begin() error }

type double struct{ ch *amqp.Channel }

func (d *double) Begin() error {
	conn, err := amqp.Dial("amqp://localhost")
	if err != nil {
		return err
	}
	d.ch, err = conn.Channel()
	return err
}

func beginAll(s Sink) {
	for s.Begin() != nil {
	}
}

func TestBegin(t *testing.T) {
	var s Sink = &double{}
	beginAll(s)
}
