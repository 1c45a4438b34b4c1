package lost

import (
	"time"

	"github.com/nats-io/nats.go"
	amqp "github.com/rabbitmq/amqp091-go"
)

// -- clients of two libraries: neither takes the other's place --

func openBoth(broker, server string) (*amqp.Channel, *nats.Conn, error) {
	nc, err := nats.Connect(server)
	if err != nil {
		return nil, nil, err
	}
	conn, err := amqp.Dial(broker)
	if err != nil {
		nc.Close()
		return nil, nil, err
	}
	ch, err := conn.Channel()
	if err != nil {
		nc.Close()
		return nil, nil, err
	}
	return ch, nc, nil
}

func badBridge(broker, server string) (*amqp.Channel, *nats.Conn) {
	for {
		if ch, nc, err := openBoth(broker, server); err == nil { // want `an AMQP connection .*\(lostclient\)`
			return ch, nc
		}
		time.Sleep(time.Minute)
	}
}

// forward returns what went wrong alone.
func forward(broker, server string) error {
	ch, nc, err := openBoth(broker, server)
	if err != nil {
		return err
	}
	defer nc.Close()
	return ch.Publish("", "readings", false, false, amqp.Publishing{})
}

func badForward(broker, server string) {
	for {
		err := forward(broker, server) // want `an AMQP connection .*\(lostclient\)`
		if err == nil {
			return
		}
		time.Sleep(time.Minute)
	}
}
