package helpers

import (
	mqtt "github.com/eclipse/paho.mqtt.golang"
	amqp "github.com/rabbitmq/amqp091-go"
)

// What a helper closes is one of several, and which is known where it is called.

func metClose(a, b mqtt.Client, second bool) {
	c := a
	if second {
		c = b
	}
	c.Disconnect(250)
}

func goodMetFirst(a, b mqtt.Client) {
	a.Connect().Wait()
	metClose(a, b, false)
	a.Connect().Wait()
}

func badMetSecond(a, b mqtt.Client) {
	a.Connect().Wait()
	metClose(a, b, true)
	a.Connect().Wait() // want `\(doubleconnect\)`
}

type metLink struct{ c mqtt.Client }

type metLinks struct{ first, second *metLink }

func (l *metLinks) close(second bool) {
	link := l.first
	if second {
		link = l.second
	}
	link.c.Disconnect(250)
}

func goodMetField(l *metLinks) {
	l.first.c.Connect().Wait()
	l.close(false)
	l.first.c.Connect().Wait()
}

// The two links may be one.
func goodMetOther(l *metLinks) {
	l.first.c.Connect().Wait()
	l.close(true)
	l.first.c.Connect().Wait()
}

// A publisher that opens what it needs, and closes what did not work: the old or the new connection.
type metPublisher struct {
	conn *amqp.Connection
	ch   *amqp.Channel
}

func (p *metPublisher) open() error {
	conn, err := amqp.Dial("amqp://hub")
	if err != nil {
		return err
	}
	ch, err := conn.Channel()
	if err != nil {
		_ = conn.Close()
		return err
	}
	p.conn, p.ch = conn, ch
	return nil
}

func (p *metPublisher) publish(b []byte) error {
	if p.ch == nil {
		if err := p.open(); err != nil {
			return err
		}
	}
	err := p.ch.Publish("", "q", false, false, amqp.Publishing{Body: b})
	if err != nil {
		_ = p.conn.Close()
		p.conn, p.ch = nil, nil
	}
	return err
}

func goodMetPublisher(p *metPublisher, all [][]byte) {
	for _, b := range all {
		_ = p.publish(b)
	}
}

func (p *metPublisher) drop(b []byte) error {
	if p.ch == nil {
		if err := p.open(); err != nil {
			return err
		}
	}
	err := p.ch.Publish("", "q", false, false, amqp.Publishing{Body: b})
	if err != nil {
		p.conn, p.ch = nil, nil
	}
	return err
}

func badMetPublisher(p *metPublisher, all [][]byte) {
	for _, b := range all {
		_ = p.drop(b) // want `\(lostclient\)`
	}
}
