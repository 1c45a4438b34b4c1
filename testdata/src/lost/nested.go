package lost

import (
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// A client that is lost within a loop within a loop is reported once, where the inner one opens it again.

type nested struct {
	url  string
	conn *amqp.Connection
}

func (n *nested) connect() error {
	conn, err := amqp.Dial(n.url)
	if err != nil {
		return err
	}
	if _, err := conn.Channel(); err != nil {
		return err
	}
	n.conn = conn
	return nil
}

func (n *nested) reconnect(done chan struct{}) error {
	for {
		select {
		case <-done:
			return nil
		case <-time.After(time.Second):
		}
		if err := n.connect(); err == nil { // want `\(lostclient\)`
			return nil
		}
	}
}

func badNestedOnce(n *nested, done chan struct{}) {
	for {
		if err := n.reconnect(done); err != nil {
			return
		}
		<-n.conn.NotifyClose(make(chan *amqp.Error, 1))
	}
}

// The loops lose different clients: each is reported.

func (n *nested) another() error {
	conn, err := amqp.Dial(n.url)
	if err != nil {
		return err
	}
	if _, err := conn.Channel(); err != nil {
		return err
	}
	return conn.Close()
}

func badNestedTwice(n *nested) {
	for {
		for range 3 {
			if err := n.another(); err != nil { // want `\(lostclient\)`
				continue
			}
		}
		conn, err := amqp.Dial(n.url) // want `\(lostclient\)`
		if err != nil {
			return
		}
		if _, err := conn.Channel(); err != nil {
			continue
		}
		conn.Close()
	}
}

// A recursion opens it again at two calls, each within the other.

type tree struct {
	url   string
	below []*tree
}

func (t *tree) probe() {
	conn, err := amqp.Dial(t.url)
	if err != nil {
		return
	}
	if _, err := conn.Channel(); err == nil {
		conn.Close()
	}
}

func badNestedRecursion(t *tree, depth int) {
	if depth > 0 {
		t.probe() // want `\(lostclient\)`
	}
	for _, b := range t.below {
		badNestedRecursion(b, depth-1)
	}
}

// The one that opens behind the loop is none of its rounds.
func badBehindLoop(n *nested) error {
	for range 3 {
		conn, err := amqp.Dial(n.url) // want `\(lostclient\)`
		if err != nil {
			return err
		}
		n.conn = conn
	}
	conn, err := amqp.Dial(n.url) // want `\(lostclient\)`
	n.conn = conn
	return err
}
