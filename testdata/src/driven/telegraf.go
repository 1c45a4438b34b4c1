// Package driven has plugins: the loop that calls them is in a framework, which says how often.
package driven

import (
	"github.com/influxdata/telegraf"
	amqp "github.com/rabbitmq/amqp091-go"
)

func outputs() []telegraf.Output {
	return []telegraf.Output{&badOutput{}, &goodOutput{}, &goodOutputKept{}, &badWriter{}, &goodWriter{},
		&badDeclares{}, &goodDeclares{}}
}

// The agent calls Connect again after an error, when the first connection is in no one's hands.
type badOutput struct {
	plugin
	conn *amqp.Connection
	ch   *amqp.Channel
}

func (o *badOutput) Connect() (err error) {
	o.conn, err = amqp.Dial("amqp://localhost") // want `left open \(opened here on the round before\) when telegraf's agent calls Connect again: .*lostclient`
	if err != nil {
		return err
	}
	o.ch, err = o.conn.Channel()
	return err
}

func (o *badOutput) Write([]telegraf.Metric) error { return nil }

type goodOutput struct {
	plugin
	conn *amqp.Connection
	ch   *amqp.Channel
}

func (o *goodOutput) Connect() (err error) {
	o.conn, err = amqp.Dial("amqp://localhost")
	if err != nil {
		return err
	}
	if o.ch, err = o.conn.Channel(); err != nil {
		o.conn.Close()
	}
	return err
}

func (o *goodOutput) Write([]telegraf.Metric) error { return nil }

// What is there stays, and the step that failed is repeated.
type goodOutputKept struct {
	plugin
	conn *amqp.Connection
	ch   *amqp.Channel
}

func (o *goodOutputKept) Connect() (err error) {
	if o.conn == nil {
		if o.conn, err = amqp.Dial("amqp://localhost"); err != nil {
			o.conn = nil
			return err
		}
	}
	o.ch, err = o.conn.Channel()
	return err
}

func (o *goodOutputKept) Write([]telegraf.Metric) error { return nil }

// The channel, too, is in no one's hands once there is another.
type badDeclares struct {
	plugin
	conn *amqp.Connection
	ch   *amqp.Channel
}

func (o *badDeclares) Connect() (err error) {
	if o.conn, err = amqp.Dial("amqp://localhost"); err != nil { // want `when telegraf's agent calls Connect again: .*lostclient`
		return err
	}
	if o.ch, err = o.conn.Channel(); err != nil {
		o.conn.Close()
		return err
	}
	return o.ch.ExchangeDeclare("readings", "topic", true, false, false, false, nil)
}

func (o *badDeclares) Write([]telegraf.Metric) error { return nil }

type goodDeclares struct {
	plugin
	conn *amqp.Connection
	ch   *amqp.Channel
}

func (o *goodDeclares) Connect() (err error) {
	if o.conn, err = amqp.Dial("amqp://localhost"); err != nil {
		return err
	}
	if o.ch, err = o.conn.Channel(); err != nil {
		o.conn.Close()
		return err
	}
	if err = o.ch.ExchangeDeclare("readings", "topic", true, false, false, false, nil); err != nil {
		o.conn.Close()
	}
	return err
}

func (o *goodDeclares) Write([]telegraf.Metric) error { return nil }

// Connect is called once after it has worked, but Write any number of times.
type badWriter struct {
	plugin
	conn *amqp.Connection
	left int
}

func (o *badWriter) Connect() error { return nil }

func (o *badWriter) Write(list []telegraf.Metric) (err error) {
	if o.conn == nil {
		if o.conn, err = amqp.Dial("amqp://localhost"); err != nil { // want `when telegraf's agent calls Write again: .*lostclient`
			o.conn = nil
			return err
		}
	}
	if o.left -= len(list); o.left < 0 {
		o.conn = nil
	}
	return nil
}

type goodWriter struct {
	plugin
	conn *amqp.Connection
	left int
}

func (o *goodWriter) Connect() error { return nil }

func (o *goodWriter) Write(list []telegraf.Metric) (err error) {
	if o.conn == nil {
		if o.conn, err = amqp.Dial("amqp://localhost"); err != nil {
			o.conn = nil
			return err
		}
	}
	if o.left -= len(list); o.left < 0 {
		o.conn.Close()
		o.conn = nil
	}
	return nil
}

// It has the methods of an output, and is none: who calls them, and how often, is not known.
type goodNoOutput struct {
	plugin
	conn *amqp.Connection
	ch   *amqp.Channel
}

func (o *goodNoOutput) Connect() (err error) {
	o.conn, err = amqp.Dial("amqp://localhost")
	if err != nil {
		return err
	}
	o.ch, err = o.conn.Channel()
	return err
}

func (o *goodNoOutput) Write([]telegraf.Metric) error { return nil }

// What connects only after an error of Connect is not called after it has worked.
type goodOnce struct {
	plugin
	conn *amqp.Connection
}

var _ telegraf.Output = (*goodOnce)(nil)

func (o *goodOnce) Connect() (err error) {
	o.conn, err = amqp.Dial("amqp://localhost")
	return err
}

func (o *goodOnce) Write([]telegraf.Metric) error { return nil }

type plugin struct{}

func (plugin) SampleConfig() string { return "" }
func (plugin) Close() error         { return nil }
