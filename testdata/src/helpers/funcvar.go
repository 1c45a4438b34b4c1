package helpers

import (
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// What tests replace is what it is declared as, unless the program itself assigns it.
var (
	dialer   = amqp.Dial
	replaced = amqp.Dial
	own      = dialHere
)

func dialHere(url string) (*amqp.Connection, error) { return amqp.Dial(url) }

func useFake() { replaced = func(string) (*amqp.Connection, error) { return nil, nil } }

func badDialer(url string) *amqp.Channel {
	for {
		conn, err := dialer(url) // want `\(lostclient\)`
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		if ch, err := conn.Channel(); err == nil {
			return ch
		}
	}
}

func badOwn(url string) *amqp.Channel {
	for {
		conn, err := own(url) // want `\(lostclient\)`
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		if ch, err := conn.Channel(); err == nil {
			return ch
		}
	}
}

func goodDialer(url string) *amqp.Channel {
	for {
		conn, err := dialer(url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		if ch, err := conn.Channel(); err == nil {
			return ch
		}
		conn.Close()
	}
}

func goodReplaced(url string) *amqp.Channel {
	for {
		conn, err := replaced(url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		if ch, err := conn.Channel(); err == nil {
			return ch
		}
	}
}
