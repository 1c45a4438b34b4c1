// Package stomp has the signatures of github.com/go-stomp/stomp/v3 v3.1.5 that the cases use. The
// library cannot be had from the module proxy. Nothing here does anything.
package stomp

import (
	"context"
	"io"

	"github.com/go-stomp/stomp/v3/frame"
)

// Conn stands for a connection to a server.
type Conn struct{ _ byte }

// AckMode says who acknowledges messages.
type AckMode int

// The modes.
const (
	AckAuto AckMode = iota
	AckClient
	AckClientIndividual
)

// Message is a message that was received.
type Message struct {
	Err  error
	Body []byte
}

// Subscription delivers messages on C.
type Subscription struct{ C chan *Message }

// Transaction groups messages.
type Transaction struct{ _ byte }

// Dial makes a connection.
func Dial(network, addr string, opts ...func(*Conn) error) (*Conn, error) { return &Conn{}, nil }

// DialWithContext makes a connection.
func DialWithContext(ctx context.Context, network, addr string, opts ...func(*Conn) error) (*Conn, error) {
	return &Conn{}, nil
}

// Connect makes a connection over conn.
func Connect(conn io.ReadWriteCloser, opts ...func(*Conn) error) (*Conn, error) { return &Conn{}, nil }

// ConnectWithContext makes a connection over conn.
func ConnectWithContext(ctx context.Context, conn io.ReadWriteCloser, opts ...func(*Conn) error) (*Conn, error) {
	return &Conn{}, nil
}

// Disconnect closes the connection.
func (c *Conn) Disconnect() error { return nil }

// MustDisconnect closes the connection without a word to the server.
func (c *Conn) MustDisconnect() error { return nil }

// Send sends a message.
func (c *Conn) Send(destination, contentType string, body []byte, opts ...func(*frame.Frame) error) error {
	return nil
}

// Subscribe asks for messages.
func (c *Conn) Subscribe(destination string, ack AckMode, opts ...func(*frame.Frame) error) (*Subscription, error) {
	return &Subscription{}, nil
}

// Ack acknowledges a message.
func (c *Conn) Ack(m *Message) error { return nil }

// Nack refuses a message.
func (c *Conn) Nack(m *Message) error { return nil }

// BeginWithError begins a transaction.
func (c *Conn) BeginWithError() (*Transaction, error) { return &Transaction{}, nil }
