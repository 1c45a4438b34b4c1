// Package mq has the signatures of github.com/gonzalop/mq v0.9.6 that the cases use. The
// library cannot be had from the module proxy. Nothing here does anything.
package mq

import (
	"context"
	"time"
)

// Client stands for a connection that the library keeps up.
type Client struct{ _ byte }

// Option is a setting of Dial.
type Option func(*clientOptions)

type clientOptions struct{ _ byte }

// DisconnectOption is a setting of Disconnect.
type DisconnectOption func(*DisconnectOptions)

// DisconnectOptions are the settings of Disconnect.
type DisconnectOptions struct{ _ byte }

// PublishOption is a setting of Publish.
type PublishOption func(*PublishOptions)

// PublishOptions are the settings of Publish.
type PublishOptions struct{ _ byte }

// SubscribeOption is a setting of Subscribe.
type SubscribeOption func(*SubscribeOptions)

// SubscribeOptions are the settings of Subscribe.
type SubscribeOptions struct{ _ byte }

// QoS is a quality of service.
type QoS uint8

// The qualities of service.
const (
	AtMostOnce QoS = iota
	AtLeastOnce
	ExactlyOnce
)

// Message is a received message.
type Message struct {
	Topic     string
	Payload   []byte
	QoS       QoS
	Retained  bool
	Duplicate bool
}

// MessageHandler is called for each message.
type MessageHandler func(*Client, Message)

// Token stands for an operation under way.
type Token interface {
	Wait(ctx context.Context) error
	Done() <-chan struct{}
	Error() error
	ReasonCode() ReasonCode
	Dropped() bool
}

// ReasonCode is an MQTT 5 reason code.
type ReasonCode uint8

type token struct{}

func (token) Wait(context.Context) error { return nil }
func (token) Done() <-chan struct{}      { return nil }
func (token) Error() error               { return nil }
func (token) ReasonCode() ReasonCode     { return 0 }
func (token) Dropped() bool              { return false }

// Dial connects to server.
func Dial(server string, opts ...Option) (*Client, error) { return &Client{}, nil }

// DialContext connects to server until ctx ends.
func DialContext(ctx context.Context, server string, opts ...Option) (*Client, error) {
	return &Client{}, nil
}

// Disconnect ends the connection.
func (c *Client) Disconnect(ctx context.Context, opts ...DisconnectOption) error { return nil }

// IsConnected reports whether the link is up.
func (c *Client) IsConnected() bool { return false }

// Publish sends a message.
func (c *Client) Publish(topic string, payload []byte, opts ...PublishOption) Token { return token{} }

// Subscribe asks for messages.
func (c *Client) Subscribe(topic string, qos QoS, handler MessageHandler, opts ...SubscribeOption) Token {
	return token{}
}

// WithClientID sets the client id.
func WithClientID(id string) Option { return nil }

// WithAutoReconnect turns reconnecting on or off.
func WithAutoReconnect(enable bool) Option { return nil }

// WithConnectTimeout limits the time of an attempt.
func WithConnectTimeout(duration time.Duration) Option { return nil }

// WithOnConnect sets the function to call after a connect.
func WithOnConnect(onConnect func(*Client)) Option { return nil }

// WithOnConnectionLost sets the function to call after a loss.
func WithOnConnectionLost(onConnectionLost func(*Client, error)) Option { return nil }
