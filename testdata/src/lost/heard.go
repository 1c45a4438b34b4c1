package lost

import (
	"errors"
	"log"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// A goroutine that waits for the end of a connection does nothing to it.

type listener struct {
	url  string
	conn *amqp.Connection
	ch   *amqp.Channel
	done chan error
}

// The next attempt overwrites a connection whose channel failed.
func (l *listener) connect() (err error) {
	if l.conn, err = amqp.Dial(l.url); err != nil {
		return err
	}
	go func() {
		log.Print("closing: ", <-l.conn.NotifyClose(make(chan *amqp.Error)))
		l.done <- errors.New("closed")
	}()
	l.ch, err = l.conn.Channel()
	return err
}

func badListen(l *listener) {
	for l.connect() != nil { // want `\(lostclient\)`
		time.Sleep(time.Second)
	}
}

// The end of the connection is what it waits for.
func goodListenAgain(l *listener) {
	for {
		conn, err := amqp.Dial(l.url)
		if err != nil {
			return
		}
		l.conn = conn
		go l.report()
		<-l.done
	}
}

func (l *listener) report() { l.done <- <-l.conn.NotifyClose(make(chan *amqp.Error)) }

// It closes what failed, though a goroutine has it, too.
func (l *listener) connectOrClose() (err error) {
	if l.conn, err = amqp.Dial(l.url); err != nil {
		return err
	}
	go l.report()
	if l.ch, err = l.conn.Channel(); err != nil {
		l.conn.Close()
	}
	return err
}

func goodListen(l *listener) {
	for l.connectOrClose() != nil {
		time.Sleep(time.Second)
	}
}

// The goroutine closes the connection when its channel does not come.
func (l *listener) guarded(ok chan bool) (err error) {
	if l.conn, err = amqp.Dial(l.url); err != nil {
		return err
	}
	go func() {
		if !<-ok {
			l.conn.Close()
		}
	}()
	l.ch, err = l.conn.Channel()
	ok <- err == nil
	return err
}

func goodGuarded(l *listener) {
	for l.guarded(make(chan bool)) != nil {
		time.Sleep(time.Second)
	}
}

// Another goroutine, started elsewhere, hears of the end and says so. The connection lies two fields deep.
type inner struct{ conn *amqp.Connection }

type outer struct {
	url  string
	in   *inner
	done chan error
}

func (h *outer) open() *inner {
	conn, err := amqp.Dial(h.url)
	if err != nil {
		panic(err)
	}
	return &inner{conn}
}

func goodHolder(h *outer) {
	h.in = h.open()
	for {
		<-h.done
		h.in = h.open()
	}
}
