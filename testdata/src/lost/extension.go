package lost

import (
	"context"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// What an extension of the library is given stays open, and is lost with it.
func badStream(ctx context.Context, url string) jetstream.Stream {
	for {
		conn, err := nats.Connect(url) // want `\(lostclient\)`
		if err == nil {
			if js, err := jetstream.New(conn); err == nil {
				if s, err := js.Stream(ctx, "readings"); err == nil {
					return s
				}
			}
		}
		time.Sleep(time.Minute)
	}
}

func goodStream(ctx context.Context, url string) jetstream.Stream {
	for {
		conn, err := nats.Connect(url)
		if err == nil {
			if js, err := jetstream.New(conn); err == nil {
				if s, err := js.Stream(ctx, "readings"); err == nil {
					return s
				}
			}
			conn.Close()
		}
		time.Sleep(time.Minute)
	}
}

// It holds the connection, by which it can be closed.
func goodStreams(urls []string) (all []jetstream.JetStream) {
	for _, url := range urls {
		if conn, err := nats.Connect(url); err == nil {
			if js, err := jetstream.New(conn); err == nil {
				all = append(all, js)
			} else {
				conn.Close()
			}
		}
	}
	return all
}
