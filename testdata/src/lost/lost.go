// Package lost has clients that are left open and out of reach when the next one is opened.
package lost

import (
	"errors"
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	amqp "github.com/rabbitmq/amqp091-go"
)

type service struct {
	url  string
	conn *amqp.Connection
	ch   *amqp.Channel
}

// -- a later step fails, and the error is returned with the connection open --

func (s *service) connectLeaving() error {
	conn, err := amqp.Dial(s.url)
	if err != nil {
		return err
	}
	ch, err := conn.Channel()
	if err != nil {
		return err
	}
	s.conn, s.ch = conn, ch
	return nil
}

func (s *service) badRun() {
	for s.connectLeaving() != nil { // want `\(lostclient\)`
		time.Sleep(5 * time.Second)
	}
}

func (s *service) connectClosing() error {
	conn, err := amqp.Dial(s.url)
	if err != nil {
		return err
	}
	ch, err := conn.Channel()
	if err != nil {
		conn.Close()
		return err
	}
	s.conn, s.ch = conn, ch
	return nil
}

func (s *service) goodRun() {
	for s.connectClosing() != nil {
		time.Sleep(5 * time.Second)
	}
}

// The deferred close looks at the error that is returned.
func (s *service) connectDeferred() (err error) {
	conn, err := amqp.Dial(s.url)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			conn.Close()
		}
	}()
	ch, err := conn.Channel()
	if err != nil {
		return err
	}
	s.conn, s.ch = conn, ch
	return nil
}

func (s *service) goodRunDeferred() {
	for s.connectDeferred() != nil {
		time.Sleep(5 * time.Second)
	}
}

// -- in one loop --

func badLoop(url string) *amqp.Channel {
	for {
		conn, err := amqp.Dial(url) // want `\(lostclient\)`
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		ch, err := conn.Channel()
		if err == nil {
			return ch
		}
		log.Print(err)
	}
}

func goodLoop(url string) *amqp.Channel {
	for {
		conn, err := amqp.Dial(url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		ch, err := conn.Channel()
		if err == nil {
			return ch
		}
		log.Print(err, conn.Close())
	}
}

// A pool keeps them all.
func goodPool(url string, n int) []*amqp.Connection {
	var pool []*amqp.Connection
	for len(pool) < n {
		conn, err := amqp.Dial(url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		pool = append(pool, conn)
	}
	return pool
}

// Each has an owner of its own.
func goodWorkers(urls []string) {
	for _, url := range urls {
		conn, err := amqp.Dial(url)
		if err != nil {
			continue
		}
		go serve(conn)
	}
}

func serve(conn *amqp.Connection) { <-conn.NotifyClose(make(chan *amqp.Error)) }

// Several addresses, one success.
func goodFirst(urls []string) (conn *amqp.Connection, err error) {
	for _, url := range urls {
		if conn, err = amqp.Dial(url); err == nil {
			return conn, nil
		}
	}
	return nil, errors.New("none")
}

// -- the field is overwritten --

func (s *service) dial() (err error) {
	if s.conn, err = amqp.Dial(s.url); err != nil {
		return err
	}
	s.ch, err = s.conn.Channel()
	return err
}

func (s *service) badRedial() {
	for s.dial() != nil { // want `\(lostclient\)`
		time.Sleep(time.Second)
	}
}

func (s *service) reset() {
	if s.conn != nil {
		s.conn.Close()
		s.conn = nil
	}
}

func (s *service) goodRedial() {
	for s.dial() != nil {
		s.reset()
		time.Sleep(time.Second)
	}
}

// Waits for the end of the connection before it makes another.
func (s *service) goodNotified() {
	for {
		conn, err := amqp.Dial(s.url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		s.conn = conn
		<-conn.NotifyClose(make(chan *amqp.Error))
	}
}

func (s *service) reuse() error {
	if s.conn == nil {
		conn, err := amqp.Dial(s.url)
		if err != nil {
			return err
		}
		s.conn = conn
	}
	if s.ch == nil {
		ch, err := s.conn.Channel()
		if err != nil {
			return err
		}
		s.ch = ch
	}
	return nil
}

func (s *service) goodReuse() {
	for s.reuse() != nil {
		time.Sleep(time.Second)
	}
}

// -- paho --

func badPaho(o *mqtt.ClientOptions) mqtt.Client {
	for {
		c := mqtt.NewClient(o)
		if t := c.Connect(); t.Wait() && t.Error() != nil { // want `\((lostclient|sameidentity)\)`
			time.Sleep(time.Second)
			continue
		}
		if t := c.Subscribe("in", 1, nil); t.Wait() && t.Error() == nil {
			return c
		}
	}
}

func goodPaho(o *mqtt.ClientOptions) mqtt.Client {
	for {
		c := mqtt.NewClient(o)
		if t := c.Connect(); t.Wait() && t.Error() != nil {
			time.Sleep(time.Second)
			continue
		}
		if t := c.Subscribe("in", 1, nil); t.Wait() && t.Error() == nil {
			return c
		}
		c.Disconnect(250)
	}
}

// -- a helper dials --

func dialed(url string) (*amqp.Connection, error) { return amqp.Dial(url) }

func goodRetry(url string) *amqp.Connection {
	for {
		conn, err := dialed(url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		return conn
	}
}

func badRetry(url string) *amqp.Channel {
	for {
		conn, err := dialed(url) // want `\(lostclient\)`
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		if ch, err := conn.Channel(); err == nil {
			return ch
		}
	}
}

type device struct {
	id   int
	conn *amqp.Connection
}

func newDevice(url string, id int) (*device, error) {
	conn, err := dialed(url)
	if err != nil {
		return nil, err
	}
	return &device{id: id, conn: conn}, nil
}

// Each is kept under its own number.
func goodMap(url string, n int) map[int]*device {
	all := map[int]*device{}
	for i := range n {
		d, err := newDevice(url, i)
		if err != nil {
			continue
		}
		all[d.id] = d
	}
	return all
}

// The loop has one block, which ends with the last use of the client.
func badUnread(o *mqtt.ClientOptions) {
	for range 3 {
		c := mqtt.NewClient(o)
		c.Connect().Wait() // want `\((lostclient|sameidentity)\)`
	}
}

func goodUnread(o *mqtt.ClientOptions) {
	for range 3 {
		c := mqtt.NewClient(o)
		c.Connect().Wait()
		c.Disconnect(250)
	}
}
