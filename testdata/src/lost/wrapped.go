package lost

import (
	"time"

	"github.com/nats-io/nats.go"
)

// What a library makes of a client, and can be closed, may close the client.
func encode(url string) (*nats.EncodedConn, error) {
	conn, err := nats.Connect(url)
	if err != nil {
		return nil, err
	}
	return nats.NewEncodedConn(conn, nats.JSON_ENCODER)
}

func goodEncoded(url string, readings <-chan float64) {
	for r := range readings {
		if conn, err := encode(url); err == nil {
			conn.Publish("readings", r)
			conn.Close()
		}
	}
}

func goodEncodedAndDeferred(url string, reading float64) error {
	conn, err := nats.Connect(url)
	if err != nil {
		return err
	}
	encoded, err := nats.NewEncodedConn(conn, nats.JSON_ENCODER)
	if err != nil {
		conn.Close()
		return err
	}
	defer encoded.Close()
	return encoded.Publish("readings", reading)
}

func goodEachEncoded(url string, readings <-chan float64) {
	for r := range readings {
		goodEncodedAndDeferred(url, r)
	}
}

func goodEncodedConn(url string, readings <-chan float64) {
	for r := range readings {
		if conn, err := encode(url); err == nil {
			conn.Publish("readings", r)
			conn.Conn.Drain()
		}
	}
}

// That it does not close it here is not seen.
func fnEncoded(url string, reading float64) *nats.EncodedConn {
	for {
		conn, err := encode(url)
		if err == nil && conn.Publish("readings", reading) == nil {
			return conn
		}
		time.Sleep(time.Minute)
	}
}
