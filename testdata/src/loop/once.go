package loop

import (
	"github.com/nats-io/nats.go"
)

const once, twice = "1", "12"

// A loop of one round, to be left with break, is none.
func goodOnce(url string) (conn *nats.Conn, err error) {
	for range once {
		if url == "" {
			break
		}
		conn, err = nats.Connect(url)
		if err != nil {
			break
		}
		println(conn.ConnectedUrl())
	}
	return conn, err
}

func badTwice(url string) (conn *nats.Conn, err error) {
	for range twice {
		conn, err = nats.Connect(url) // want `\(lostclient\)`
		if err != nil {
			break
		}
	}
	return conn, err
}

func badAnyTimes(url, times string) (conn *nats.Conn, err error) {
	for range times {
		conn, err = nats.Connect(url) // want `\(lostclient\)`
		if err != nil {
			break
		}
	}
	return conn, err
}

func badOnceInALoop(url string, again func() bool) (conn *nats.Conn, err error) {
	for again() {
		for range once {
			conn, err = nats.Connect(url) // want `\(lostclient\)`
			if err != nil {
				break
			}
		}
	}
	return conn, err
}
