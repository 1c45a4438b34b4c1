package lost

import (
	"context"
	"fmt"
	"time"

	"github.com/Azure/go-amqp"
	"github.com/sethvargo/go-retry"
)

// A retry helper that tries again only after errors which are marked for it.

func attach(ctx context.Context, addr string) (*amqp.Sender, error) {
	conn, err := amqp.Dial(ctx, addr, nil)
	if err != nil {
		return nil, err
	}
	s, err := conn.NewSession(ctx, nil)
	if err != nil {
		return nil, err
	}
	return s.NewSender(ctx, "events", nil)
}

func badMarked(ctx context.Context, addr string) error {
	return retry.Do(ctx, retry.NewFibonacci(time.Second), func(ctx context.Context) error {
		_, err := attach(ctx, addr) // want `\(lostclient\)`
		return retry.RetryableError(err)
	})
}

func badMarkedWithin(ctx context.Context, addr string) error {
	return retry.Exponential(ctx, time.Second, func(ctx context.Context) error {
		if _, err := attach(ctx, addr); err != nil { // want `\(lostclient\)`
			return fmt.Errorf("attach: %w", retry.RetryableError(err))
		}
		return nil
	})
}

func badMarkedValue(ctx context.Context, addr string) (*amqp.Sender, error) {
	return retry.DoValue(ctx, retry.NewConstant(time.Second), func(ctx context.Context) (*amqp.Sender, error) {
		s, err := attach(ctx, addr) // want `\(lostclient\)`
		if err != nil {
			return nil, retry.RetryableError(err)
		}
		return s, nil
	})
}

// It is tried once: the error is not marked.
func goodUnmarked(ctx context.Context, addr string) error {
	return retry.Do(ctx, retry.NewFibonacci(time.Second), func(ctx context.Context) error {
		_, err := attach(ctx, addr)
		return err
	})
}

// Only a dial that has failed is tried again.
func goodMarkedDial(ctx context.Context, addr string) error {
	return retry.Do(ctx, retry.NewFibonacci(time.Second), func(ctx context.Context) error {
		conn, err := amqp.Dial(ctx, addr, nil)
		if err != nil {
			return retry.RetryableError(err)
		}
		defer conn.Close()
		_, err = conn.NewSession(ctx, nil)
		return err
	})
}

func goodMarkedOnce(ctx context.Context, addr string) (conn *amqp.Conn, err error) {
	err = retry.Constant(ctx, time.Second, func(ctx context.Context) error {
		conn, err = amqp.Dial(ctx, addr, nil)
		return retry.RetryableError(err)
	})
	return conn, err
}
