// Package service is a double of github.com/redpanda-data/benthos/v4/public/service: the
// interfaces of plugins, as far as hublint knows them. The real module has hundreds of
// dependencies.
package service

import (
	"context"
	"errors"
)

var (
	ErrNotConnected = errors.New("not connected")
	ErrEndOfInput   = errors.New("end of input")
)

type Message struct{ _ int }

type MessageBatch []*Message

type AckFunc func(ctx context.Context, err error) error

type Closer interface {
	Close(ctx context.Context) error
}

type Input interface {
	Connect(context.Context) error
	Read(context.Context) (*Message, AckFunc, error)
	Closer
}

type BatchInput interface {
	Connect(context.Context) error
	ReadBatch(context.Context) (MessageBatch, AckFunc, error)
	Closer
}

type Output interface {
	Connect(context.Context) error
	Write(context.Context, *Message) error
	Closer
}

type BatchOutput interface {
	Connect(context.Context) error
	WriteBatch(context.Context, MessageBatch) error
	Closer
}

func AutoRetryNacks(i Input) Input { return i }
