package app

import (
	"time"

	"example.com/cases/crosspkg/lib"

	amqp "github.com/rabbitmq/amqp091-go"
)

// A relay is set up by a helper of another package, which hands the attempt on to one of its own.
type relay struct {
	conn *amqp.Connection
	ch   *amqp.Channel
}

func (r *relay) dial(closing bool) (err error) {
	if r.conn, err = amqp.Dial("amqp://hub"); err != nil {
		return err
	}
	if r.ch, err = r.conn.Channel(); err != nil && closing {
		r.conn.Close()
	}
	return err
}

// The next attempt overwrites a connection whose channel failed.
func badUntil(r *relay) error {
	return lib.Until(time.Minute, func() bool { return r.dial(false) == nil }) // want `\(lostclient\)`
}

func goodUntilClosed(r *relay) error {
	return lib.Until(time.Minute, func() bool { return r.dial(true) == nil })
}

// There is no further attempt once one got through.
func goodUntilDialled(r *relay) error {
	return lib.Until(time.Minute, func() (ok bool) {
		conn, err := amqp.Dial("amqp://hub")
		if err == nil {
			r.conn = conn
		}
		return err == nil
	})
}

// Whoever is told of an error does not change how often the helper calls.
func badNotified(url string) error {
	return lib.Policy{Attempts: 5}.Do(func() error {
		conn, err := amqp.Dial(url) // want `\(lostclient\)`
		if err != nil {
			return err
		}
		_, err = conn.Channel()
		return err
	})
}

func goodNotified(url string, notify func(int, error)) error {
	return lib.Policy{Attempts: 5, Notify: notify}.Do(func() error {
		conn, err := amqp.Dial(url)
		if err != nil {
			return err
		}
		if _, err = conn.Channel(); err != nil {
			conn.Close()
		}
		return err
	})
}
