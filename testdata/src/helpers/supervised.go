package helpers

import (
	"context"
	"time"

	"example.com/cases/helpers/sup"

	amqp "github.com/rabbitmq/amqp091-go"
)

// Functions that a helper of another package finds in a field, or runs as a goroutine.

func listens(ctx context.Context) error {
	conn, err := amqp.Dial("amqp://hub")
	if err != nil {
		return err
	}
	ch, err := conn.Channel()
	if err != nil {
		return err
	}
	defer ch.Close()
	<-ctx.Done()
	return conn.Close()
}

func listensAndCloses(ctx context.Context) error {
	conn, err := amqp.Dial("amqp://hub")
	if err != nil {
		return err
	}
	defer conn.Close()
	ch, err := conn.Channel()
	if err != nil {
		return err
	}
	defer ch.Close()
	<-ctx.Done()
	return nil
}

func badSupervised(ctx context.Context) error {
	s := sup.Supervisor{Name: "listener", Run: listens, Pause: time.Second}
	return s.Serve(ctx) // want `\(lostclient\)`
}

func goodSupervised(ctx context.Context) error {
	s := sup.Supervisor{Name: "listener", Run: listensAndCloses, Pause: time.Second}
	return s.Serve(ctx)
}

func badSupervisedAside(ctx context.Context) {
	s := sup.Supervisor{Name: "listener", Run: listens, Pause: time.Second}
	go s.Serve(ctx) // want `\(lostclient\)`
	<-ctx.Done()
}

func goodSupervisedAside(ctx context.Context) {
	s := sup.Supervisor{Name: "listener", Run: listensAndCloses, Pause: time.Second}
	go s.Serve(ctx)
	<-ctx.Done()
}

func badForever(ctx context.Context) {
	go sup.Forever(ctx, listens) // want `\(lostclient\)`
	<-ctx.Done()
}

func goodForever(ctx context.Context) {
	go sup.Forever(ctx, listensAndCloses)
	<-ctx.Done()
}

// It is called once.
func goodSupervisedOnce(ctx context.Context) error {
	conn, err := amqp.Dial("amqp://hub")
	if err != nil {
		return err
	}
	defer conn.Close()
	return sup.Once(ctx, &sup.Supervisor{Run: func(context.Context) error {
		_, err := conn.Channel()
		return err
	}})
}

// A service that says that it has worked is not called again.
type opener struct{ conn *amqp.Connection }

func (o *opener) open(context.Context) (err error) {
	o.conn, err = amqp.Dial("amqp://hub")
	return err
}

func goodStarted(ctx context.Context) *opener {
	o := &opener{}
	go sup.NewStarter(o.open).Start(ctx)
	return o
}
