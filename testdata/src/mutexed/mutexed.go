// Package mutexed has the methods by which services keep their connection up.
package mutexed

import (
	"context"
	"errors"
	"log"
	"sync"
	"sync/atomic"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/gopcua/opcua"
)

type service struct {
	mu     sync.Mutex
	client mqtt.Client
	opts   *mqtt.ClientOptions
	up     bool
}

func (s *service) ensure() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client != nil && s.client.IsConnected() {
		return nil
	}
	if s.client == nil {
		s.client = mqtt.NewClient(s.opts)
	}
	t := s.client.Connect()
	t.Wait()
	return t.Error()
}

func (s *service) force() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client == nil {
		s.client = mqtt.NewClient(s.opts)
	}
	t := s.client.Connect()
	t.Wait()
	return t.Error()
}

func (s *service) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.client != nil {
		s.client.Disconnect(250)
		s.client = nil
	}
}

func (s *service) goodSend(v any) error {
	if err := s.ensure(); err != nil {
		return err
	}
	t := s.client.Publish("up", 1, false, v)
	t.Wait()
	return t.Error()
}

func (s *service) goodLoop(in <-chan any) {
	for v := range in {
		if err := s.ensure(); err != nil {
			log.Print(err)
			continue
		}
		s.client.Publish("up", 1, false, v)
	}
}

func (s *service) badLoop(in <-chan any) {
	for v := range in {
		if err := s.force(); err != nil { // want `\(doubleconnect\)`
			log.Print(err)
			continue
		}
		s.client.Publish("up", 1, false, v)
	}
}

func (s *service) goodClosed() error {
	if err := s.force(); err != nil {
		return err
	}
	s.close()
	return s.force()
}

func (s *service) badNotClosed() error {
	if err := s.ensure(); err != nil {
		return err
	}
	return s.force() // want `\(doubleconnect\)`
}

func (s *service) flagged() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.up {
		return nil
	}
	if t := s.client.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	s.up = true
	return nil
}

func (s *service) goodFlagged() error {
	return errors.Join(s.flagged(), s.flagged())
}

func (s *service) badFlagged() error {
	s.up = false
	if err := s.flagged(); err != nil {
		return err
	}
	s.mu.Lock()
	s.up = false
	s.mu.Unlock()
	return s.flagged() // want `\(doubleconnect\)`
}

// Unlocks for the call itself.
func (s *service) unlocked() error {
	s.mu.Lock()
	if s.client.IsConnected() {
		s.mu.Unlock()
		return nil
	}
	c := s.client
	s.mu.Unlock()
	t := c.Connect()
	t.Wait()
	return t.Error()
}

func (s *service) goodUnlocked() error {
	if err := s.unlocked(); err != nil {
		return err
	}
	return s.unlocked()
}

type machine struct {
	mu    sync.RWMutex
	plc   *opcua.Client
	state atomic.Int32
	err   error
}

func (m *machine) goodConnect(ctx context.Context) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.plc.State() != opcua.Closed {
		return nil
	}
	m.err = m.plc.Connect(ctx)
	return m.err
}

func (m *machine) badConnect(ctx context.Context) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err = m.plc.Connect(ctx); m.err != nil {
		return m.err
	}
	if m.err = m.plc.UpdateNamespaces(ctx); m.err != nil {
		time.Sleep(time.Second)
		m.err = m.plc.Connect(ctx) // want `\(doubleconnect\)`
	}
	return m.err
}

// Only one caller gets past the swap.
func (m *machine) goodSwap(ctx context.Context) error {
	if !m.state.CompareAndSwap(0, 1) {
		return nil
	}
	if err := m.plc.Connect(ctx); err != nil {
		m.state.Store(0)
		return err
	}
	return nil
}

func (m *machine) goodReader(ctx context.Context) error {
	m.mu.RLock()
	open := m.plc.State() == opcua.Connected
	m.mu.RUnlock()
	if open {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.plc.State() == opcua.Closed {
		return m.plc.Connect(ctx)
	}
	return nil
}

func (m *machine) badReader(ctx context.Context) error {
	m.mu.RLock()
	open := m.plc.State() == opcua.Connected
	m.mu.RUnlock()
	if !open {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.plc.Connect(ctx) // want `\(doubleconnect\)`
}
