// Package kept has two types with a connection in a field of one name.
package kept

import (
	"time"

	"github.com/nats-io/nats.go"
	amqp "github.com/rabbitmq/amqp091-go"
)

type link interface {
	open() error
	close()
}

func newLink(kind, url string) link {
	if kind == "nats" {
		return &subject{url: url}
	}
	return &queue{url: url}
}

// subject leaves the connection in its field when it cannot subscribe.
type subject struct {
	url  string
	conn *nats.Conn
}

func (l *subject) open() (err error) {
	if l.conn, err = nats.Connect(l.url); err != nil {
		return err
	}
	_, err = l.conn.Subscribe("commands", func(*nats.Msg) {})
	return err
}

func (l *subject) close() {
	if l.conn != nil {
		l.conn.Close()
	}
}

// queue keeps it only if all has worked.
type queue struct {
	url  string
	conn *amqp.Connection
}

func (l *queue) open() error {
	conn, err := amqp.Dial(l.url)
	if err != nil {
		return err
	}
	if _, err = conn.Channel(); err != nil {
		conn.Close()
		return err
	}
	l.conn = conn
	return nil
}

func (l *queue) close() {
	if l.conn != nil {
		l.conn.Close()
	}
}

func badRetries(l link) {
	for l.open() != nil { // want `a NATS connection .*\(lostclient\)`
		time.Sleep(time.Minute)
	}
}

func goodCloses(l link) {
	for l.open() != nil {
		l.close()
		time.Sleep(time.Minute)
	}
}

// Only what has worked is opened again, after its close.
func goodReopens(l link, again <-chan bool) error {
	for range again {
		if err := l.open(); err != nil {
			return err
		}
		l.close()
	}
	return nil
}

// Nobody knows which one each is.
func goodSeveral(links map[string]link, names []string) {
	for _, n := range names {
		if links[n].open() == nil {
			return
		}
		for _, l := range links {
			l.close()
		}
	}
}
