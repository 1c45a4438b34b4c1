// Package dispatch has clients behind interfaces: of which type a value is, the call does not say.
package dispatch

import (
	"log"
	"math/rand"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// A Bus is what readings are sent to.
type Bus interface {
	Open() error
	Send(text string) error
	Close()
}

// New returns the bus that a configuration names.
func New(kind, url string) Bus {
	switch kind {
	case "amqp":
		return &leaky{url: url}
	case "tidy":
		return &tidy{url: url}
	case "traced":
		return traced{New("amqp", url)}
	}
	return printer{}
}

// leaky leaves the connection behind when the channel cannot be opened.
type leaky struct {
	url string
	ch  *amqp.Channel
}

func (b *leaky) Open() error {
	conn, err := amqp.Dial(b.url)
	if err != nil {
		return err
	}
	b.ch, err = conn.Channel()
	return err
}

func (b *leaky) Send(text string) error { return nil }

func (b *leaky) Close() {
	if b.ch != nil {
		b.ch.Close()
	}
}

// tidy closes it.
type tidy struct {
	url string
	ch  *amqp.Channel
}

func (b *tidy) Open() error {
	conn, err := amqp.Dial(b.url)
	if err != nil {
		return err
	}
	if b.ch, err = conn.Channel(); err != nil {
		conn.Close()
	}
	return err
}

func (b *tidy) Send(text string) error { return nil }
func (b *tidy) Close()                 {}

// traced has another one inside.
type traced struct{ Bus }

func (b traced) Open() error {
	log.Print("open")
	return b.Bus.Open()
}

// printer has no client.
type printer struct{}

func (printer) Open() error            { return nil }
func (printer) Send(text string) error { log.Print(text); return nil }
func (printer) Close()                 {}

// -- the same value in each round --

func badParameter(b Bus) {
	for b.Open() != nil { // want `left open \(opened by Open on line \d+\).*lostclient`
		time.Sleep(time.Minute)
	}
}

func badResult(kind, url string) Bus {
	b := New(kind, url)
	for b.Open() != nil { // want `\(lostclient\)`
		time.Sleep(time.Minute)
	}
	return b
}

// Close has no hold of the connection either.
func badClosesFirst(b Bus) {
	for b.Open() != nil { // want `\(lostclient\)`
		b.Close()
		time.Sleep(time.Minute)
	}
}

func goodGivesUp(b Bus) error {
	if err := b.Open(); err != nil {
		return err
	}
	return b.Send("up")
}

func badLiteral(b Bus) {
	open := func() error { return b.Open() } // want `\(lostclient\)`
	for open() != nil {
		time.Sleep(time.Minute)
	}
}

type station struct {
	bus Bus
	up  bool
}

// NewStation returns a station that sends by b.
func NewStation(b Bus) *station { return &station{bus: b} }

func (s *station) badField(readings []string) {
	for _, r := range readings {
		if !s.up {
			if err := s.bus.Open(); err != nil { // want `\(lostclient\)`
				log.Print(err)
				continue
			}
			s.up = true
		}
		s.bus.Send(r)
	}
}

func (s *station) goodFieldOnce(readings []string) error {
	if err := s.bus.Open(); err != nil {
		return err
	}
	for _, r := range readings {
		s.bus.Send(r)
	}
	return nil
}

// -- another value in each round, which may be of another type --

func goodEach(list []Bus) {
	for _, b := range list {
		if err := b.Open(); err != nil {
			log.Print(err)
		}
	}
}

func goodAnother(list []Bus) {
	for {
		b := list[rand.Intn(len(list))]
		if b.Open() == nil {
			return
		}
	}
}

// -- a question about the type --

// Only a tidy one is opened again.
func goodAsks(b Bus) {
	_, again := b.(*tidy)
	for b.Open() != nil && again {
		time.Sleep(time.Minute)
	}
}

// -- where a value comes from --

// What it is given is tidy.
func reopen(b Bus) {
	for b.Open() != nil {
		time.Sleep(time.Minute)
	}
}

func goodTidy(url string) {
	b := &tidy{url: url}
	reopen(b)
	reopen(&tidy{url: url})
}

type relay struct{ up, down Bus }

func newRelay(url string, down Bus) *relay { return &relay{&tidy{url: url}, down} }

func (r *relay) goodUp() {
	for r.up.Open() != nil {
		time.Sleep(time.Minute)
	}
}

func (r *relay) badDown() {
	for r.down.Open() != nil { // want `\(lostclient\)`
		time.Sleep(time.Minute)
	}
}

func begin(kind string) Bus {
	if kind == "" {
		return nil
	}
	return &tidy{url: kind}
}

func goodBegin(kind string) {
	b := begin(kind)
	for b.Open() != nil {
		time.Sleep(time.Minute)
	}
}
