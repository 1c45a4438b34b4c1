package lost

import (
	"context"
	"time"

	"github.com/philippseith/signalr"
)

// The end of its context ends a client, whoever has that in hand.

func endedOnce(ctx context.Context, conn signalr.Connection) {
	ctx, cancel := context.WithTimeout(ctx, time.Hour)
	defer cancel()
	c, err := signalr.NewClient(ctx, signalr.WithConnection(conn))
	if err != nil {
		return
	}
	c.Start()
	<-ctx.Done()
}

func goodEndedEach(ctx context.Context, conn signalr.Connection) {
	for range 3 {
		endedOnce(ctx, conn)
	}
}

func goodEndedAgain(ctx context.Context, conn signalr.Connection) {
	for range 3 {
		ctx, cancel := context.WithCancel(ctx)
		if c, err := signalr.NewClient(ctx, signalr.WithConnection(conn)); err == nil {
			c.Start()
		}
		cancel()
	}
}

func badEndless(conn signalr.Connection) {
	for range 3 {
		if c, err := signalr.NewClient(context.Background(), signalr.WithConnection(conn)); err == nil {
			c.Start() // want `\(lostclient\)`
		}
	}
}

func badStartedTwice(ctx context.Context, conn signalr.Connection) error {
	c, err := signalr.NewClient(ctx, signalr.WithConnection(conn))
	if err != nil {
		return err
	}
	c.Start()
	c.Start() // want `\(doubleconnect\)`
	return nil
}
