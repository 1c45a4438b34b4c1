// Package opener makes one of several inputs by name: which, only its results tell.
package opener

import (
	"fmt"

	"github.com/nats-io/nats.go"
)

// An Input reads messages.
type Input interface {
	Start(subject string) error
	Stop()
}

// Open returns the input of a kind, connected.
func Open(kind, url string) (Input, error) {
	switch kind {
	case "core":
		in := &core{}
		if err := in.init(url); err != nil {
			return nil, err
		}
		return in, nil
	case "stream":
		in := newStream()
		if err := in.init(url); err != nil {
			return nil, err
		}
		return in, nil
	case "clock":
		return clock{}, nil
	}
	return nil, fmt.Errorf("no inputs of kind %q", kind)
}

type clock struct{}

func (clock) Start(string) error { return nil }
func (clock) Stop()              {}

// A core has its connection from the start.
type core struct{ conn *nats.Conn }

func (c *core) init(url string) (err error) {
	c.conn, err = nats.Connect(url)
	return err
}

func (c *core) Start(subject string) error {
	_, err := c.conn.Subscribe(subject, func(*nats.Msg) {})
	return err
}

func (c *core) Stop() { c.conn.Close() }

// A stream closes its connection when it cannot start.
type stream struct{ conn *nats.Conn }

func newStream() *stream { return &stream{} }

func (s *stream) init(url string) (err error) {
	s.conn, err = nats.Connect(url)
	return err
}

func (s *stream) Start(subject string) error {
	if _, err := s.conn.Subscribe(subject, func(*nats.Msg) {}); err != nil {
		s.conn.Close()
		return err
	}
	return nil
}

func (s *stream) Stop() { s.conn.Close() }

// OpenStream returns an input that nothing is to be done for if it cannot start.
func OpenStream(url string) (Input, error) {
	s := newStream()
	if err := s.init(url); err != nil {
		return nil, err
	}
	return s, nil
}
