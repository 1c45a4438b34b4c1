package lost

import (
	"log"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

type drain struct {
	url        string
	conn       *amqp.Connection
	deliveries <-chan amqp.Delivery
	jobs       chan string
}

func (d *drain) open() (err error) {
	if d.conn, err = amqp.Dial(d.url); err != nil {
		return err
	}
	ch, err := d.conn.Channel()
	if err == nil {
		d.deliveries, err = ch.Consume("jobs", "", true, false, false, false, nil)
	}
	if err != nil {
		d.conn.Close()
	}
	return err
}

// It does not know of the connection, but returns when that has ended, and the deliveries with it.
func (d *drain) read() {
	for m := range d.deliveries {
		log.Printf("%s", m.Body)
	}
}

func (d *drain) goodRead() {
	for {
		if d.open() == nil {
			d.read()
		}
		time.Sleep(time.Minute)
	}
}

func (d *drain) readAll() { d.read() }

func (d *drain) goodReadAll() {
	for {
		if d.open() == nil {
			d.readAll()
		}
		time.Sleep(time.Minute)
	}
}

// Jobs are the program's own, and say nothing of the connection.
func (d *drain) work() {
	for job := range d.jobs {
		log.Print(job)
	}
}

func (d *drain) badWork() {
	for {
		if d.open() == nil { // want `an AMQP connection .*\(lostclient\)`
			d.work()
		}
		time.Sleep(time.Minute)
	}
}
