package goroutines

import (
	"log"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// A redialer dials again when its connection has gone.
type redialer struct {
	url  string
	conn *amqp.Connection
	ch   *amqp.Channel
}

func (d *redialer) badWatched() {
	for d.watched() != nil { // want `an AMQP connection .*\(lostclient\)`
		time.Sleep(time.Second)
	}
}

// watched starts a goroutine that only says that the connection has gone.
func (d *redialer) watched() (err error) {
	if d.conn, err = amqp.Dial(d.url); err != nil {
		return err
	}
	go func() {
		<-d.conn.NotifyClose(make(chan *amqp.Error, 1))
		log.Print("the connection has gone")
	}()
	d.ch, err = d.conn.Channel()
	return err
}

// The goroutine dials only once the connection has gone. It holds the connection, and stores the next one in
// its place, so what is there after it was started is not known.
func (d *redialer) fnRedials() {
	for d.redialled() != nil {
		time.Sleep(time.Second)
	}
}

func (d *redialer) redialled() (err error) {
	if d.conn, err = amqp.Dial(d.url); err != nil {
		return err
	}
	go func() {
		<-d.conn.NotifyClose(make(chan *amqp.Error, 1))
		d.fnRedials()
	}()
	d.ch, err = d.conn.Channel()
	return err
}
