package meanwhile

import (
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// The handler says that there is no connection, while the library opens it again.
func (s *station) ensure() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.up {
		return nil
	}
	s.client = mqtt.NewClient(gateway().SetConnectionLostHandler(func(mqtt.Client, error) {
		s.mu.Lock()
		s.up = false
		s.mu.Unlock()
	}))
	if t := s.client.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	s.up = true
	return nil
}

func badFlag(s *station) {
	for range time.Tick(time.Minute) {
		_ = s.ensure() // want `\(lostclient\)`
	}
}

// The handler is a method, and drops the client.
func (s *station) drop(mqtt.Client, error) { s.client = nil }

func (s *station) ensureClient() error {
	if s.client != nil {
		return nil
	}
	o := gateway()
	o.OnConnectionLost = s.drop
	c := mqtt.NewClient(o)
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	s.client = c
	return nil
}

func badDropped(s *station) {
	for {
		_ = s.ensureClient() // want `\(lostclient\)`
		time.Sleep(time.Minute)
	}
}

// With automatic reconnect off the handler's news is the end of the client.
func (s *station) ensureManual() error {
	if s.client != nil {
		return nil
	}
	o := gateway().SetAutoReconnect(false)
	o.OnConnectionLost = s.drop
	c := mqtt.NewClient(o)
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	s.client = c
	return nil
}

func goodManual(s *station) {
	for {
		_ = s.ensureManual()
		time.Sleep(time.Minute)
	}
}

// The handler closes its client before it drops it.
func (s *station) closes(c mqtt.Client, _ error) {
	c.Disconnect(0)
	s.client = nil
}

func (s *station) ensureClosed() error {
	if s.client != nil {
		return nil
	}
	o := gateway()
	o.OnConnectionLost = s.closes
	c := mqtt.NewClient(o)
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	s.client = c
	return nil
}

func goodHandlerCloses(s *station) {
	for {
		_ = s.ensureClosed()
		time.Sleep(time.Minute)
	}
}

// What is there is closed before the next one is made.
func (s *station) replace() error {
	if s.up {
		return nil
	}
	if s.client != nil {
		s.client.Disconnect(250)
	}
	s.client = mqtt.NewClient(gateway().SetConnectionLostHandler(func(mqtt.Client, error) { s.up = false }))
	if t := s.client.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	s.up = true
	return nil
}

func goodReplaced(s *station) {
	for range time.Tick(time.Minute) {
		_ = s.replace()
	}
}

// The handler's flag makes it wait, no more.
func goodPaused(s *station, send func()) error {
	s.client = mqtt.NewClient(gateway().SetConnectionLostHandler(func(mqtt.Client, error) { s.up = false }).
		SetOnConnectHandler(func(mqtt.Client) { s.up = true }))
	if t := s.client.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	for range time.Tick(time.Minute) {
		if s.up {
			send()
		}
	}
	return nil
}
