// Package driver makes connections that say whether they are closed.
package driver

import "github.com/nats-io/nats.go"

// A Conn is a connection of any kind.
type Conn interface {
	IsClosed() bool
	Use() error
	Close()
}

// A Driver makes connections.
type Driver interface{ Connect() (Conn, error) }

// New returns the driver of that name.
func New(name, url string) Driver {
	if name == "stream" {
		return &Stream{url}
	}
	return &Plain{url}
}

type base struct {
	nc *nats.Conn
	up bool
}

func (b *base) Close()         { b.nc.Close() }
func (b *base) IsClosed() bool { return b.nc == nil || !b.up || b.nc.IsClosed() }
func (b *base) Use() error     { return nil }

func connect(url string) (*base, error) {
	b := &base{}
	nc, err := nats.Connect(url, nats.DisconnectErrHandler(func(*nats.Conn, error) { b.up = false }))
	if err != nil {
		return nil, err
	}
	b.nc, b.up = nc, true
	return b, nil
}

// Plain makes connections that are closed or come out.
type Plain struct{ url string }

type named struct {
	*base
	name string
}

func (n *named) IsClosed() bool { return n == nil || n.base.IsClosed() }

func (d *Plain) Connect() (Conn, error) {
	b, err := connect(d.url)
	if err != nil {
		return nil, err
	}
	return &named{b, "plain"}, nil
}

// Stream leaves one behind where there is no stream.
type Stream struct{ url string }

func (d *Stream) Connect() (Conn, error) {
	b, err := connect(d.url)
	if err != nil {
		return nil, err
	}
	if _, err := b.nc.JetStream(); err != nil {
		return nil, err
	}
	return &named{b, "stream"}, nil
}
