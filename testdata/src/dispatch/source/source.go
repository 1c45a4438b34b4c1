// Package source has many kinds of sources behind one interface.
package source

import (
	"errors"
	"time"

	"github.com/nats-io/nats.go"
)

// A Source gives what it reads to a function.
type Source interface {
	Listen(handle func([]byte)) error
}

type (
	// Clock needs no connection.
	Clock struct{}
	// Leaky leaves its connection behind where it cannot subscribe.
	Leaky struct{ URL, Topic string }
	// Tidy, Brief, Lazy and Twin do not.
	Tidy  struct{ URL, Topic string }
	Brief struct{ URL, Topic string }
	Lazy  struct{ URL, Topic string }
	Twin  struct{ URL, Topic string }
)

// Sources are one of each.
func Sources(url string) []Source {
	return []Source{Clock{}, &Leaky{url, "a"}, &Tidy{url, "a"}, &Brief{url, "a"}, &Lazy{url, "a"}, &Twin{url, "a"}}
}

func (Clock) Listen(handle func([]byte)) error {
	for t := range time.Tick(time.Second) {
		handle([]byte(t.String()))
	}
	return nil
}

func (s *Leaky) Listen(handle func([]byte)) error {
	nc, err := nats.Connect(s.URL)
	if err != nil {
		return err
	}
	sub, err := nc.SubscribeSync(s.Topic)
	if err != nil {
		return err
	}
	defer nc.Close()
	return forward(sub, handle)
}

func (s *Tidy) Listen(handle func([]byte)) error {
	nc, err := nats.Connect(s.URL)
	if err != nil {
		return err
	}
	defer nc.Close()
	sub, err := nc.SubscribeSync(s.Topic)
	if err != nil {
		return err
	}
	return forward(sub, handle)
}

func (s *Brief) Listen(handle func([]byte)) error {
	nc, err := nats.Connect(s.URL)
	if err != nil {
		return err
	}
	nc.Close()
	return errors.New("no messages")
}

func (s *Lazy) Listen(handle func([]byte)) error {
	return (&Tidy{s.URL, s.Topic}).Listen(handle)
}

func (s *Twin) Listen(handle func([]byte)) error {
	if err := (&Brief{s.URL, s.Topic}).Listen(handle); err != nil {
		return err
	}
	return (&Tidy{s.URL, s.Topic}).Listen(handle)
}

func forward(sub *nats.Subscription, handle func([]byte)) error {
	for {
		m, err := sub.NextMsg(time.Minute)
		if err != nil {
			return err
		}
		handle(m.Data)
	}
}
