package lost

import (
	"context"
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/rabbitmq/amqp091-go"
)

// -- a context that has ended does not begin again --

type ctxService struct {
	conn   *amqp091.Connection
	closed chan *amqp091.Error
}

func (v *ctxService) connect() error {
	conn, err := amqp091.Dial("amqp://hub")
	if err != nil {
		return err
	}
	v.conn, v.closed = conn, conn.NotifyClose(make(chan *amqp091.Error, 1))
	return nil
}

// After the end of the context there is no other round.
func (v *ctxService) goodUntilDone(ctx context.Context) {
	for ctx.Err() == nil {
		if err := v.connect(); err != nil {
			time.Sleep(time.Second)
			continue
		}
		<-ctx.Done()
	}
	_ = v.conn.Close()
}

func (v *ctxService) goodEitherEnds(ctx context.Context) {
	for ctx.Err() == nil {
		if err := v.connect(); err != nil {
			time.Sleep(time.Second)
			continue
		}
		select {
		case <-ctx.Done():
		case err := <-v.closed:
			log.Print(err)
		}
	}
	_ = v.conn.Close()
}

func (v *ctxService) badForAWhile(ctx context.Context) {
	for ctx.Err() == nil {
		if err := v.connect(); err != nil { // want `\(lostclient\)`
			time.Sleep(time.Second)
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(time.Hour):
		}
	}
	_ = v.conn.Close()
}

// Another context says nothing of this one.
func (v *ctxService) badOtherContext(ctx context.Context) {
	for ctx.Err() == nil {
		round, cancel := context.WithTimeout(ctx, time.Hour)
		if err := v.connect(); err != nil { // want `\(lostclient\)`
			log.Print(err)
		}
		<-round.Done()
		cancel()
	}
}

// The default case is for contexts that go on.
func (v *ctxService) goodPolled(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			_ = v.conn.Close()
			return
		default:
		}
		if err := v.connect(); err != nil {
			time.Sleep(time.Second)
			continue
		}
		select {
		case <-ctx.Done():
		case <-v.closed:
		}
	}
}

func (v *ctxService) badPolled(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			_ = v.conn.Close()
			return
		default:
		}
		if err := v.connect(); err != nil { // want `\(lostclient\)`
			time.Sleep(time.Second)
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(time.Hour):
		}
	}
}

func (v *ctxService) wait(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-v.closed:
		return nil
	}
}

func (v *ctxService) goodHelper(ctx context.Context) error {
	for {
		if err := v.connect(); err != nil {
			time.Sleep(time.Second)
			continue
		}
		if err := v.wait(ctx); err != nil {
			_ = v.conn.Close()
			return err
		}
	}
}

func (v *ctxService) pause(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-v.closed:
	}
}

func (v *ctxService) goodHelperAsked(ctx context.Context) error {
	defer func() {
		_ = v.conn.Close()
	}()
	for {
		if err := v.connect(); err != nil {
			time.Sleep(time.Second)
			continue
		}
		v.pause(ctx)
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

// What is asked tells as much as what is waited for.
func (v *ctxService) goodAsked(ctx context.Context) {
	for ctx.Err() == nil {
		if err := v.connect(); err != nil {
			time.Sleep(time.Second)
			continue
		}
		for {
			if ctx.Err() != nil {
				break
			}
			time.Sleep(time.Second)
			if v.conn.IsClosed() {
				break
			}
		}
	}
	_ = v.conn.Close()
}

func (v *ctxService) goodAskedDone(ctx context.Context) {
	for {
		if err := v.connect(); err != nil {
			time.Sleep(time.Second)
			continue
		}
		for ctx.Err() == nil && !v.conn.IsClosed() {
			time.Sleep(time.Second)
		}
		select {
		case <-ctx.Done():
			_ = v.conn.Close()
			return
		default:
		}
	}
}

func awaitToken(ctx context.Context, t mqtt.Token) error {
	select {
	case <-t.Done():
		return t.Error()
	case <-ctx.Done():
		return ctx.Err()
	}
}

// That a context has ended says nothing of the attempt.
func badAwaitToken(ctx context.Context, o *mqtt.ClientOptions) {
	for {
		round, cancel := context.WithTimeout(ctx, time.Minute)
		c := mqtt.NewClient(o)
		err := awaitToken(round, c.Connect()) // want `\(timeoutretry\)`
		cancel()
		if err == nil {
			c.Disconnect(250)
			return
		}
		time.Sleep(time.Second)
	}
}

func pauseFor(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(time.Minute):
	}
}

func badPausedAttempt(ctx context.Context, o *mqtt.ClientOptions) {
	for {
		c := mqtt.NewClient(o)
		if !c.Connect().WaitTimeout(time.Second) { // want `\(timeoutretry\)`
			pauseFor(ctx)
			continue
		}
		c.Disconnect(250)
		return
	}
}
