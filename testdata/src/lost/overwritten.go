package lost

import (
	"errors"
	"fmt"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	amqp "github.com/rabbitmq/amqp091-go"
)

// -- one variable, two connections --

func badRedirect(url, target string) (*amqp.Channel, error) {
	conn, err := amqp.Dial(url)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			conn.Close() // the second one, by then
		}
	}()
	conn, err = amqp.Dial(target) // want `\(lostclient\)`
	if err != nil {
		return nil, err
	}
	return conn.Channel()
}

func goodRedirect(url, target string) (*amqp.Channel, error) {
	first, err := amqp.Dial(url)
	if err != nil {
		return nil, err
	}
	defer first.Close()
	second, err := amqp.Dial(target)
	if err != nil {
		return nil, err
	}
	return second.Channel()
}

// -- a publisher that reconnects --

type publisher struct {
	url  string
	opts *mqtt.ClientOptions
	conn *amqp.Connection
	ch   *amqp.Channel

	client mqtt.Client
}

func (p *publisher) connect() error {
	var err error
	p.conn, err = amqp.Dial(p.url)
	if err != nil {
		return fmt.Errorf("dial: %w", err)
	}
	p.ch, err = p.conn.Channel()
	return err
}

func (p *publisher) down() bool {
	return p.conn == nil || p.conn.IsClosed() || p.ch == nil || p.ch.IsClosed()
}

// The channel may be closed while the connection is not.
func (p *publisher) badPublish() error {
	if p.down() {
		if err := p.connect(); err != nil { // want `\(lostclient\)`
			return err
		}
	}
	return p.ch.Publish("", "q", false, false, amqp.Publishing{})
}

func (p *publisher) goodPublish() error {
	if p.conn == nil || p.conn.IsClosed() {
		if err := p.connect(); err != nil {
			return err
		}
	}
	return p.ch.Publish("", "q", false, false, amqp.Publishing{})
}

func (p *publisher) goodPublishClosing() error {
	if p.down() {
		if p.conn != nil {
			p.conn.Close()
		}
		if err := p.connect(); err != nil {
			return err
		}
	}
	return p.ch.Publish("", "q", false, false, amqp.Publishing{})
}

// The new connection is made before the old one is closed, which a broker does not mind.
func (p *publisher) goodSwap() error {
	if p.conn.IsClosed() {
		return errors.New("closed")
	}
	old := p.conn
	conn, err := amqp.Dial(p.url)
	if err != nil {
		return err
	}
	p.conn = conn
	return old.Close()
}

func (p *publisher) goodSwapDeferred() error {
	if p.conn.IsClosed() {
		return errors.New("closed")
	}
	defer p.conn.Close()
	return p.connect()
}

func (p *publisher) badForget() error {
	if p.conn.IsClosed() {
		return errors.New("closed")
	}
	p.conn = nil
	conn, err := amqp.Dial(p.url) // want `\(lostclient\)`
	if err != nil {
		return err
	}
	p.conn = conn
	return nil
}

// -- a retry that calls the method twice --

func (p *publisher) badFirstTries() {
	for err := p.connect(); err != nil; err = p.connect() { // want `\(lostclient\)`
		time.Sleep(time.Second)
	}
}

// -- a goroutine reconnects --

type consumer struct {
	url  string
	conn *amqp.Connection
	done chan struct{}
}

func (c *consumer) connect() (<-chan amqp.Delivery, error) {
	conn, err := amqp.Dial(c.url)
	if err == nil {
		c.conn = conn
	}
	if c.conn == nil {
		return nil, errors.New("no broker")
	}
	ch, err := c.conn.Channel()
	if err != nil {
		return nil, err
	}
	return ch.Consume("q", "", true, false, false, false, nil)
}

func (c *consumer) process(msgs <-chan amqp.Delivery) {
	for range msgs {
	}
}

func (c *consumer) badStart() error {
	msgs, err := c.connect()
	if err != nil {
		return err
	}
	go c.process(msgs)
	go func() {
		for {
			if err := <-c.conn.NotifyClose(make(chan *amqp.Error)); err == nil {
				return
			}
			for {
				msgs, err := c.connect() // want `\(lostclient\)`
				if err != nil {
					time.Sleep(10 * time.Second)
					continue
				}
				go c.process(msgs)
				break
			}
		}
	}()
	return nil
}

// -- shared handles: whoever has a copy may close it --

type registry struct {
	conn *amqp.Connection
	all  []*amqp.Connection
}

func (r *registry) goodKeep(url string) (err error) {
	if r.conn != nil && !r.conn.IsClosed() {
		r.all = append(r.all, r.conn)
	}
	r.conn, err = amqp.Dial(url)
	return err
}

type lent struct{ conn *amqp.Connection }

func (l *lent) Conn() *amqp.Connection { return l.conn }

func (l *lent) goodLent(url string) (err error) {
	if l.conn.IsClosed() {
		return errors.New("closed")
	}
	l.conn, err = amqp.Dial(url)
	return err
}

// -- paho --

func (p *publisher) badRenew() error {
	if !p.client.IsConnectionOpen() {
		return errors.New("not connected")
	}
	p.client = mqtt.NewClient(p.opts)
	t := p.client.Connect() // want `\((lostclient|sameidentity)\)`
	t.Wait()
	return t.Error()
}

func (p *publisher) goodRenew() error {
	p.client.Disconnect(250)
	p.client = mqtt.NewClient(p.opts)
	t := p.client.Connect()
	t.Wait()
	return t.Error()
}

// -- a local variable that no function literal captures --

func badVariable(url string) error {
	conn, err := amqp.Dial(url)
	if err != nil {
		return err
	}
	if _, err := conn.Channel(); err != nil {
		conn, err = amqp.Dial(url) // want `\(lostclient\)`
		if err != nil {
			return err
		}
	}
	return conn.Close()
}

func goodVariable(url string) error {
	conn, err := amqp.Dial(url)
	if err != nil {
		return err
	}
	if _, err := conn.Channel(); err != nil {
		conn.Close()
		conn, err = amqp.Dial(url)
		if err != nil {
			return err
		}
	}
	return conn.Close()
}

// The first is kept under another name.
func goodSecondName(url string) error {
	conn, err := amqp.Dial(url)
	if err != nil {
		return err
	}
	first := conn
	conn, err = amqp.Dial(url)
	if err != nil {
		return errors.Join(err, first.Close())
	}
	return errors.Join(first.Close(), conn.Close())
}

// Two variables of one name.
func goodShadow(url, backup string) error {
	conn, err := amqp.Dial(url)
	if err != nil {
		return err
	}
	defer conn.Close()
	if backup != "" {
		conn, err := amqp.Dial(backup)
		if err != nil {
			return err
		}
		return conn.Close()
	}
	return nil
}

func goodGoroutine(url string) error {
	conn, err := amqp.Dial(url)
	if err != nil {
		return err
	}
	go serve(conn)
	conn, err = amqp.Dial(url)
	if err != nil {
		return err
	}
	return conn.Close()
}
