package helpers

import (
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// What tests replace is what it is declared as, unless the program itself assigns it.
var (
	dialer   = amqp.Dial
	replaced = amqp.Dial
	own      = dialHere
)

// A station dials by a field, which all constructors set to the same function, or not.
type station struct {
	dial  func(url string) (*amqp.Connection, error)
	other func(url string) (*amqp.Connection, error)
	Open  func(url string) (*amqp.Connection, error)
}

func newStation() *station { return &station{dial: dialHere, other: amqp.Dial, Open: amqp.Dial} }

func newOther() *station { return &station{dial: dialHere, other: dialHere, Open: amqp.Dial} }

func (s *station) badField(url string) *amqp.Channel {
	for {
		conn, err := s.dial(url) // want `\(lostclient\)`
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		if ch, err := conn.Channel(); err == nil {
			return ch
		}
	}
}

func (s *station) goodField(url string) *amqp.Channel {
	for {
		conn, err := s.dial(url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		if ch, err := conn.Channel(); err == nil {
			return ch
		}
		conn.Close()
	}
}

func (s *station) goodTwo(url string) *amqp.Channel {
	for {
		conn, err := s.other(url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		if ch, err := conn.Channel(); err == nil {
			return ch
		}
	}
}

// Whoever imports the package may set it.
func (s *station) goodExported(url string) *amqp.Channel {
	for {
		conn, err := s.Open(url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		if ch, err := conn.Channel(); err == nil {
			return ch
		}
	}
}

func dialHere(url string) (*amqp.Connection, error) { return amqp.Dial(url) }

func useFake() { replaced = func(string) (*amqp.Connection, error) { return nil, nil } }

func badDialer(url string) *amqp.Channel {
	for {
		conn, err := dialer(url) // want `\(lostclient\)`
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		if ch, err := conn.Channel(); err == nil {
			return ch
		}
	}
}

func badOwn(url string) *amqp.Channel {
	for {
		conn, err := own(url) // want `\(lostclient\)`
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		if ch, err := conn.Channel(); err == nil {
			return ch
		}
	}
}

func goodDialer(url string) *amqp.Channel {
	for {
		conn, err := dialer(url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		if ch, err := conn.Channel(); err == nil {
			return ch
		}
		conn.Close()
	}
}

func goodReplaced(url string) *amqp.Channel {
	for {
		conn, err := replaced(url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		if ch, err := conn.Channel(); err == nil {
			return ch
		}
	}
}
