package hub

import (
	"errors"

	"github.com/hublint/hublint/proof/world/env"
)

// A Session is a client for one connection: once it is closed it cannot be opened again.
type Session struct{ client *Client }

// NewSession returns a session that is not connected.
func NewSession(id string) *Session { return NewSessionIn(env.Current(), id) }

// NewSessionIn is NewSession in a given world.
func NewSessionIn(w *env.World, id string) *Session {
	c := NewIn(w, Options{ID: id})
	c.once = true
	return &Session{c}
}

// Dial returns a session that is connected.
func Dial(id string) (*Session, error) { return DialIn(env.Current(), id) }

// DialIn is Dial in a given world.
func DialIn(w *env.World, id string) (*Session, error) {
	s := NewSessionIn(w, id)
	if w.Choose(2) == 1 {
		return nil, ErrRefused
	}
	s.client.judge(8)
	s.client.up()
	return s, nil
}

// Of returns the client that a session is.
func Of(s *Session) *Client { return s.client }

// Connect opens the connection.
func (s *Session) Connect() error { return s.client.Connect() }

// TryConnect opens the connection and reports whether it is open.
func (s *Session) TryConnect() bool { return s.client.TryConnect() }

// ConnectToken starts to open the connection.
func (s *Session) ConnectToken() Token { return s.client.ConnectToken() }

// Close ends the session.
func (s *Session) Close() { s.client.Close() }

// IsConnected reports whether the connection is open.
func (s *Session) IsConnected() bool { return s.client.IsConnected() }

// Publish sends a message.
func (s *Session) Publish(topic string) { s.client.Publish(topic) }

// A Channel is a part of a session.
type Channel struct{ session *Session }

// ErrChannel is the error of a channel that the hub refused.
var ErrChannel = errors.New("hub: no channel")

// Channel opens a channel.
func (s *Session) Channel() (*Channel, error) {
	s.client.world.Live()
	s.client.note(9)
	if s.client.world.Choose(2) == 1 {
		return nil, ErrChannel
	}
	return &Channel{s}, nil
}

// Send sends a message.
func (ch *Channel) Send(string) { ch.session.client.note(10) }

// Owner returns the client that a token or a channel belongs to.
func Owner(x any) *Client {
	switch x := x.(type) {
	case *attempt:
		return x.client
	case *Channel:
		return x.session.client
	case *Session:
		return x.client
	case *Client:
		return x
	}
	return nil
}
