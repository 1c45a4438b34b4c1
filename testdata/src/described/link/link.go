// Package link has a client of its own, on paho: directives describe it, and what is inside
// is not reported a second time.
package link

import (
	"errors"
	"net"
	"sync"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// A Link is a connection to the hub.
type Link struct {
	mu     sync.Mutex
	client mqtt.Client
	up     bool
}

// Options say how to connect.
type Options struct {
	Device string
	Broker string
}

// New makes a link.
//
//hublint:identity o.Device
func New(o *Options) *Link {
	opts := mqtt.NewClientOptions().AddBroker(o.Broker).SetClientID(o.Device)
	opts.SetAutoReconnect(false)
	return &Link{client: mqtt.NewClient(opts)}
}

// Open connects. It may be called again when it has failed.
//
//hublint:connect
func (l *Link) Open() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	t := l.client.Connect()
	if !t.WaitTimeout(10 * time.Second) {
		l.client.Disconnect(0)
		return errors.New("timeout")
	}
	if t.Error() != nil {
		return t.Error()
	}
	l.up = true
	return nil
}

// Dial makes a link and opens it.
//
//hublint:connect
func Dial(url string) (*Link, error) {
	l := New(&Options{Broker: url})
	if err := l.Open(); err != nil {
		return nil, err
	}
	return l, nil
}

// Close disconnects.
//
//hublint:close
func (l *Link) Close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.client.Disconnect(250)
	l.up = false
}

// Up tells whether the link is open.
//
//hublint:check
func (l *Link) Up() bool {
	return l.client.IsConnectionOpen()
}

// Start returns what paho does.
//
//hublint:connect
func (l *Link) Start() mqtt.Token { return l.client.Connect() }

// Ensure has no directive: it does what it does.
func (l *Link) Ensure() error {
	if l.Up() {
		return nil
	}
	return l.Open()
}

// Reset has no directive, either.
func (l *Link) Reset() error {
	l.Close()
	return l.Open()
}

// Send sends.
func (l *Link) Send(text string) error {
	t := l.client.Publish("readings", 1, false, text)
	t.Wait()
	return t.Error()
}

func badInside(l *Link) {
	if l.Open() == nil {
		l.Open() // want `link.Link l is connected again while it is open .*: the hub drops the first connection`
	}
}

func goodInside(l *Link) {
	if l.Open() == nil {
		l.Close()
		l.Open()
	}
}

func goodMixed(l *Link) {
	l.client.Connect().Wait()
	l.Close()
	l.client.Connect().Wait()
}

// A Mixed has a client beside a connection that is not known. Nothing contradicts its directives.
type Mixed struct {
	client mqtt.Client
	conn   net.Conn
	dial   func() (net.Conn, error)
}

// Open leaves the client closed, and opens the other connection.
//
//hublint:connect
func (m *Mixed) Open() (err error) {
	m.client.Disconnect(250)
	m.conn, err = m.dial()
	return err
}

// Close says good-bye over the client.
//
//hublint:close
func (m *Mixed) Close() error {
	m.client.Connect().Wait()
	return m.conn.Close()
}

// Reopen closes one client and connects another.
//
//hublint:connect
func (m *Mixed) Reopen(o *mqtt.ClientOptions) error {
	m.client.Disconnect(250)
	m.client = mqtt.NewClient(o)
	t := m.client.Connect()
	t.Wait()
	return t.Error()
}
