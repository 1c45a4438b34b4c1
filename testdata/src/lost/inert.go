package lost

import (
	"log"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
)

// -- handlers that have the receiver, and nothing to do with its client --

type bus struct {
	mu  sync.Mutex
	url string
	log *log.Logger
	nc  *nats.Conn
}

// connLogged opens another one while the library brings the last one back.
func (b *bus) connLogged() (*nats.Conn, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.nc != nil && b.nc.IsConnected() {
		return b.nc, nil
	}
	nc, err := nats.Connect(b.url, nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
		b.log.Print(err)
	}))
	if err != nil {
		return nil, err
	}
	b.nc = nc
	return nc, nil
}

func badLogged(b *bus) {
	for now := range time.Tick(time.Second) {
		if nc, err := b.connLogged(); err == nil { // want `\(lostclient\)`
			_ = nc.Publish("telemetry", []byte(now.String()))
		}
	}
}

func (b *bus) hangUp() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.nc.Close()
}

// What the handler closes is gone by the time that a check finds it so.
func (b *bus) connClosing() (*nats.Conn, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.nc != nil && b.nc.IsConnected() {
		return b.nc, nil
	}
	nc, err := nats.Connect(b.url, nats.DisconnectErrHandler(func(*nats.Conn, error) { b.hangUp() }))
	if err != nil {
		return nil, err
	}
	b.nc = nc
	return nc, nil
}

func goodClosing(b *bus) {
	for now := range time.Tick(time.Second) {
		if nc, err := b.connClosing(); err == nil {
			_ = nc.Publish("telemetry", []byte(now.String()))
		}
	}
}

// Code that is not known may close what it is told of.
func (b *bus) connTold(tell func(*bus)) (*nats.Conn, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.nc != nil && b.nc.IsConnected() {
		return b.nc, nil
	}
	nc, err := nats.Connect(b.url, nats.DisconnectErrHandler(func(*nats.Conn, error) { tell(b) }))
	if err != nil {
		return nil, err
	}
	b.nc = nc
	return nc, nil
}

func goodTold(b *bus, tell func(*bus)) {
	for now := range time.Tick(time.Second) {
		if nc, err := b.connTold(tell); err == nil {
			_ = nc.Publish("telemetry", []byte(now.String()))
		}
	}
}
