package lost

import (
	amqp "github.com/rabbitmq/amqp091-go"
)

// A session closes its connection if it is told to: by an option that is not followed, it may have been.
type optional struct {
	conn *amqp.Connection
	own  bool
}

type option func(*optional)

func newOptional(url string, set option) (*optional, error) {
	conn, err := amqp.Dial(url)
	if err != nil {
		return nil, err
	}
	o := &optional{conn: conn}
	set(o)
	return o, nil
}

func (o *optional) Close() {
	if o.own {
		o.conn.Close()
	}
}

func goodOptional(url string, set option, n int) error {
	for range n {
		o, err := newOptional(url, set)
		if err != nil {
			return err
		}
		o.Close()
	}
	return nil
}

// Nobody has set what says that the connection is its own.
func badNotOwned(url string, n int) error {
	for range n {
		conn, err := amqp.Dial(url) // want `\(lostclient\)`
		if err != nil {
			return err
		}
		(&optional{conn: conn}).Close()
	}
	return nil
}

func goodOwned(url string, n int) error {
	for range n {
		conn, err := amqp.Dial(url)
		if err != nil {
			return err
		}
		(&optional{conn: conn, own: true}).Close()
	}
	return nil
}
