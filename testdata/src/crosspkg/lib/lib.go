// Package lib wraps hub clients for the packages beside it.
package lib

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/amenzhinsky/iothub/iotdevice"
	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// Connect connects c, whatever it is.
func Connect(c mqtt.Client) error {
	t := c.Connect()
	t.Wait()
	return t.Error()
}

// Ensure connects c if it is not connected.
func Ensure(c mqtt.Client) error {
	if c.IsConnected() {
		return nil
	}
	return Connect(c)
}

// Close disconnects c.
func Close(c mqtt.Client) { c.Disconnect(250) }

// Restart disconnects c and connects it again.
func Restart(c mqtt.Client) error {
	Close(c)
	return Connect(c)
}

// Retry connects c, n times at most.
func Retry(c mqtt.Client, n int) error {
	var err error
	for range n {
		if err = Connect(c); err == nil {
			return nil
		}
		time.Sleep(time.Second)
	}
	return fmt.Errorf("after %d attempts: %w", n, err)
}

// Dial returns a client that is connected.
func Dial(broker, id string) (mqtt.Client, error) {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID(id))
	if err := Connect(c); err != nil {
		return nil, err
	}
	return c, nil
}

// New returns a client that is not connected.
func New(broker, id string) mqtt.Client {
	return mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID(id))
}

// Up reports whether c is connected.
func Up(c mqtt.Client) bool { return c.IsConnected() }

// A Link is a wrapper whose Start asks nothing.
type Link struct {
	Client mqtt.Client
	topics []string
}

// NewLink returns a link that is not started.
func NewLink(o *mqtt.ClientOptions) *Link { return &Link{Client: mqtt.NewClient(o)} }

// Start connects.
func (l *Link) Start() error {
	if t := l.Client.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	for _, topic := range l.topics {
		l.Client.Subscribe(topic, 1, nil)
	}
	return nil
}

// Stop disconnects.
func (l *Link) Stop() { l.Client.Disconnect(250) }

// A Session is a wrapper whose Start asks.
type Session struct {
	mu sync.Mutex
	c  mqtt.Client
}

// NewSession returns a session that is not started.
func NewSession(o *mqtt.ClientOptions) *Session { return &Session{c: mqtt.NewClient(o)} }

// Start connects, unless the session is connected.
func (s *Session) Start() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.c.IsConnected() {
		return nil
	}
	t := s.c.Connect()
	t.Wait()
	return t.Error()
}

// Force connects.
func (s *Session) Force() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.c.Connect()
	t.Wait()
	return t.Error()
}

// Stop disconnects.
func (s *Session) Stop() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.c.Disconnect(250)
}

// A Device is an IoT Hub device.
type Device struct{ hub *iotdevice.Client }

// NewDevice returns a device that talks through hub.
func NewDevice(hub *iotdevice.Client) *Device { return &Device{hub} }

// Open connects.
func (d *Device) Open(ctx context.Context) error {
	if err := d.hub.Connect(ctx); err != nil {
		return fmt.Errorf("device: %w", err)
	}
	return nil
}

// Close disconnects, for good.
func (d *Device) Close() error { return d.hub.Close() }
