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

	closed chan *amqp.Error
	done   chan struct{}
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

// The goroutine dials only once the connection has gone: until then it leaves it alone.
func (d *redialer) badRedials() {
	for d.redialled() != nil { // want `an AMQP connection .*\(lostclient\)`
		time.Sleep(time.Second)
	}
}

func (d *redialer) redialled() (err error) {
	if d.conn, err = amqp.Dial(d.url); err != nil {
		return err
	}
	go func() {
		<-d.conn.NotifyClose(make(chan *amqp.Error, 1))
		d.badRedials()
	}()
	d.ch, err = d.conn.Channel()
	return err
}

func (d *redialer) goodRedials() {
	for d.redialledOrClosed() != nil {
		time.Sleep(time.Second)
	}
}

func (d *redialer) redialledOrClosed() (err error) {
	if d.conn, err = amqp.Dial(d.url); err != nil {
		return err
	}
	go func() {
		<-d.conn.NotifyClose(make(chan *amqp.Error, 1))
		d.goodRedials()
	}()
	if d.ch, err = d.conn.Channel(); err != nil {
		d.conn.Close()
	}
	return err
}

// The variable is the function's, and the watcher has captured it.
func (d *redialer) badCaptured() {
	for d.captured() != nil { // want `an AMQP connection .*\(lostclient\)`
		time.Sleep(time.Second)
	}
}

func (d *redialer) captured() error {
	conn, err := amqp.Dial(d.url)
	if err != nil {
		return err
	}
	go func() {
		log.Print(<-conn.NotifyClose(make(chan *amqp.Error, 1)))
		d.badCaptured()
	}()
	ch, err := conn.Channel()
	if err != nil {
		return err
	}
	d.conn, d.ch = conn, ch
	return nil
}

// The watcher is given the channel, and no client.
func (d *redialer) badGiven() {
	for d.given() != nil { // want `an AMQP connection .*\(lostclient\)`
		time.Sleep(time.Second)
	}
}

func (d *redialer) given() error {
	conn, err := amqp.Dial(d.url)
	if err != nil {
		return err
	}
	d.conn = conn
	go d.onClose(conn.NotifyClose(make(chan *amqp.Error, 1)))
	if d.ch, err = d.conn.Channel(); err != nil {
		return err
	}
	return d.ch.Qos(1, 0, false)
}

func (d *redialer) onClose(closed chan *amqp.Error) {
	for err := range closed {
		log.Print(err)
		d.badGiven()
	}
}

// The channel is in a field, and the wait in a function that the watcher calls.
func (d *redialer) badNested() {
	for d.nested() != nil { // want `an AMQP connection .*\(lostclient\)`
		time.Sleep(time.Second)
	}
}

func (d *redialer) nested() (err error) {
	if d.conn, err = amqp.Dial(d.url); err != nil {
		return err
	}
	d.closed = d.conn.NotifyClose(make(chan *amqp.Error, 1))
	go func() {
		d.await()
		d.badNested()
	}()
	d.ch, err = d.conn.Channel()
	return err
}

func (d *redialer) await() { log.Print(<-d.closed) }

// The other case leaves the connection alone.
func (d *redialer) badStops() {
	for d.stops() != nil { // want `an AMQP connection .*\(lostclient\)`
		time.Sleep(time.Second)
	}
}

func (d *redialer) stops() (err error) {
	if d.conn, err = amqp.Dial(d.url); err != nil {
		return err
	}
	go func() {
		select {
		case <-d.done:
		case <-d.conn.NotifyClose(make(chan *amqp.Error, 1)):
			d.badStops()
		}
	}()
	d.ch, err = d.conn.Channel()
	return err
}

// The other case closes it.
func (d *redialer) goodCloses() {
	for d.closes() != nil {
		time.Sleep(time.Second)
	}
}

func (d *redialer) closes() error {
	conn, err := amqp.Dial(d.url)
	if err != nil {
		return err
	}
	failed := make(chan struct{})
	go func() {
		select {
		case <-failed:
			conn.Close()
		case <-conn.NotifyClose(make(chan *amqp.Error, 1)):
			d.goodCloses()
		}
	}()
	if d.ch, err = conn.Channel(); err != nil {
		close(failed)
		return err
	}
	d.conn = conn
	return nil
}

// The watcher closes it on its way out, whichever case that is.
func (d *redialer) goodDefers() {
	for d.defers() != nil {
		time.Sleep(time.Second)
	}
}

func (d *redialer) defers() error {
	conn, err := amqp.Dial(d.url)
	if err != nil {
		return err
	}
	failed := make(chan struct{})
	go func() {
		defer conn.Close()
		select {
		case <-failed:
		case <-conn.NotifyClose(make(chan *amqp.Error, 1)):
		}
	}()
	if d.ch, err = conn.Channel(); err != nil {
		close(failed)
		return err
	}
	d.conn = conn
	return nil
}

// What it waits for is the end of the channel: the connection is open, and the watcher closes it.
func (d *redialer) goodChannel() {
	for d.channel() != nil {
		time.Sleep(time.Second)
	}
}

func (d *redialer) channel() error {
	conn, err := amqp.Dial(d.url)
	if err != nil {
		return err
	}
	ch, err := conn.Channel()
	if err != nil {
		conn.Close()
		return err
	}
	go func() {
		<-ch.NotifyClose(make(chan *amqp.Error, 1))
		conn.Close()
		d.goodChannel()
	}()
	d.conn, d.ch = conn, ch
	return ch.Qos(1, 0, false)
}

// The watcher is a method, so that it has what holds the connection, too.
func (d *redialer) badMethod() {
	for {
		if d.ch == nil || d.ch.Qos(1, 0, false) != nil {
			if err := d.swapped(); err != nil { // want `an AMQP connection .*\(lostclient\)`
				log.Print(err)
			}
		}
		time.Sleep(time.Second)
	}
}

// So it is where the function has made what holds the connection.
func badMethodOfOwn(url string) {
	d := &redialer{url: url}
	for {
		if d.ch == nil || d.ch.Qos(1, 0, false) != nil {
			if err := d.swapped(); err != nil { // want `an AMQP connection .*\(lostclient\)`
				log.Print(err)
			}
		}
		time.Sleep(time.Second)
	}
}

func (d *redialer) swapped() error {
	conn, err := amqp.Dial(d.url)
	if err != nil {
		return err
	}
	ch, err := conn.Channel()
	if err != nil {
		conn.Close()
		return err
	}
	d.conn, d.ch = conn, ch
	go d.watch(conn)
	return nil
}

func (d *redialer) watch(conn *amqp.Connection) {
	log.Print(<-conn.NotifyClose(make(chan *amqp.Error, 1)))
}
