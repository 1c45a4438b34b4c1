package lib

import amqp "github.com/rabbitmq/amqp091-go"

// A Line has a connection.
type Line struct {
	conn *amqp.Connection
}

// DialLine opens one.
func DialLine(url string) (*Line, error) {
	conn, err := amqp.Dial(url)
	if err != nil {
		return nil, err
	}
	return &Line{conn}, nil
}

// Close closes the connection. There may be no line.
func (l *Line) Close() error {
	if l == nil {
		return nil
	}
	return l.conn.Close()
}

type settings struct{ owns bool }

// An Option changes a talk.
type Option func(*settings)

// Owning lets a talk close the connection of its link.
func Owning() Option { return func(s *settings) { s.owns = true } }

// A Talk is a channel of a link.
type Talk struct {
	link    *Line
	channel *amqp.Channel
	owns    bool
	state   string
}

// NewTalk opens a channel of a link.
func NewTalk(l *Line, options ...Option) (*Talk, error) {
	var set settings
	for _, o := range options {
		o(&set)
	}
	s := &Talk{link: l, owns: set.owns}
	ch, err := l.conn.Channel()
	if err != nil {
		return nil, err
	}
	s.channel = ch
	return s, nil
}

// Use uses the channel.
func (s *Talk) Use() error { return s.channel.Tx() }

// Describe has much to say, and nothing of connections: it is too large to be summarised.
func (s *Talk) Describe(n int) error {
	for i := range n {
		switch {
		case i == 1 && s.state == "a":
			s.state = "b"
		case i == 2 && s.state == "b":
			s.state = "c"
		case i == 3 && s.state == "c":
			s.state = "d"
		case i == 4 && s.state == "d":
			s.state = "e"
		case i == 5 && s.state == "e":
			s.state = "f"
		case i == 6 && s.state == "f":
			s.state = "a"
		}
	}
	return nil
}

// Close closes the channel, and the connection if the talk owns it.
func (s *Talk) Close() error {
	if s.owns {
		defer s.link.Close()
	}
	return s.channel.Close()
}

// Shut closes both.
func (s *Talk) Shut() error {
	_ = s.channel.Close()
	return s.link.Close()
}
