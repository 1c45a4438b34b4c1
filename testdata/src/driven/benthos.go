package driven

import (
	"context"

	"github.com/nats-io/nats.go"
	"github.com/redpanda-data/benthos/v4/public/service"
)

func inputs() []service.Input {
	return []service.Input{service.AutoRetryNacks(&badInput{}), service.AutoRetryNacks(&goodInput{}), &badDrops{}, &goodDrops{}, &goodOtherError{}}
}

// Connect is called until it returns nil.
type badInput struct {
	closer
	conn *nats.Conn
	sub  *nats.Subscription
}

func (i *badInput) Connect(context.Context) error {
	if i.conn != nil {
		return nil
	}
	conn, err := nats.Connect("nats://localhost") // want `when benthos calls Connect again: .*lostclient`
	if err != nil {
		return err
	}
	sub, err := conn.SubscribeSync("readings")
	if err != nil {
		return err
	}
	i.conn, i.sub = conn, sub
	return nil
}

func (i *badInput) Read(context.Context) (*service.Message, service.AckFunc, error) {
	return &service.Message{}, nil, nil
}

type goodInput struct {
	closer
	conn *nats.Conn
	sub  *nats.Subscription
}

func (i *goodInput) Connect(context.Context) error {
	if i.conn != nil {
		return nil
	}
	conn, err := nats.Connect("nats://localhost")
	if err != nil {
		return err
	}
	sub, err := conn.SubscribeSync("readings")
	if err != nil {
		conn.Close()
		return err
	}
	i.conn, i.sub = conn, sub
	return nil
}

func (i *goodInput) Read(context.Context) (*service.Message, service.AckFunc, error) {
	return &service.Message{}, nil, nil
}

// Read says that there is no connection, so that Connect is called again.
type badDrops struct {
	closer
	conn *nats.Conn
	left int
}

func (i *badDrops) Connect(context.Context) (err error) {
	if i.conn != nil {
		return nil
	}
	i.conn, err = nats.Connect("nats://localhost") // want `when benthos calls Connect again: .*lostclient`
	return err
}

func (i *badDrops) Read(context.Context) (*service.Message, service.AckFunc, error) {
	if i.conn == nil {
		return nil, nil, service.ErrNotConnected
	}
	if i.left--; i.left == 0 {
		i.conn = nil
		return nil, nil, service.ErrNotConnected
	}
	return &service.Message{}, nil, nil
}

type goodDrops struct {
	closer
	conn *nats.Conn
	left int
}

func (i *goodDrops) Connect(context.Context) (err error) {
	if i.conn != nil {
		return nil
	}
	i.conn, err = nats.Connect("nats://localhost")
	return err
}

func (i *goodDrops) Read(context.Context) (*service.Message, service.AckFunc, error) {
	if i.conn == nil {
		return nil, nil, service.ErrNotConnected
	}
	if i.left--; i.left == 0 {
		i.conn.Close()
		i.conn = nil
		return nil, nil, service.ErrNotConnected
	}
	return &service.Message{}, nil, nil
}

// After any other error Read is called again, and not Connect.
type goodOtherError struct {
	closer
	conn *nats.Conn
	left int
}

func (i *goodOtherError) Connect(context.Context) (err error) {
	i.conn, err = nats.Connect("nats://localhost")
	return err
}

func (i *goodOtherError) Read(context.Context) (*service.Message, service.AckFunc, error) {
	if i.left--; i.left == 0 {
		return nil, nil, service.ErrEndOfInput
	}
	return nil, nil, i.conn.Publish("readings", nil)
}

type closer struct{}

func (closer) Close(context.Context) error { return nil }
