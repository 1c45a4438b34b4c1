// Package meanwhile has what comes to pass while a function waits: a timer fires, or the connection is lost
// and the library, which opens it again by itself, calls the handler of that.
package meanwhile

import (
	"errors"
	"sync"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

type station struct {
	mu     sync.Mutex
	client mqtt.Client
	up     bool
}

func gateway() *mqtt.ClientOptions {
	return mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID("gateway")
}

func (s *station) again() error {
	s.client = mqtt.NewClient(gateway().SetConnectRetry(true))
	t := s.client.Connect()
	if !t.WaitTimeout(30 * time.Second) {
		time.AfterFunc(time.Minute, func() { _ = s.again() }) // want `\(timeoutretry\)`
		return errors.New("timed out")
	}
	return t.Error()
}

func badTimer(s *station) {
	_ = s.again()
	select {}
}

// The timer is set by a helper, which is a goroutine that sleeps.
func (s *station) subscribed() error {
	s.client = mqtt.NewClient(gateway())
	if t := s.client.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	if t := s.client.Subscribe("commands", 1, nil); t.Wait() && t.Error() != nil {
		s.later()
		return t.Error()
	}
	return nil
}

func (s *station) later() {
	go func() {
		time.Sleep(time.Minute)
		_ = s.subscribed() // want `\(sameidentity\)`
	}()
}

func badSleeper(s *station) {
	_ = s.subscribed()
	for range time.Tick(time.Hour) {
		println("alive")
	}
}

// Whoever starts it closes what is left behind, before the timer can fire.
func (s *station) left() error {
	s.client = mqtt.NewClient(gateway())
	if t := s.client.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	if t := s.client.Subscribe("commands", 1, nil); t.Wait() && t.Error() != nil {
		time.AfterFunc(time.Minute, func() { _ = s.left() })
		return t.Error()
	}
	return nil
}

func (s *station) start() {
	if err := s.left(); err != nil {
		s.client.Disconnect(250)
	}
}

func goodClosedByCaller(s *station, stop chan struct{}) {
	s.start()
	<-stop
}

// The timer is set where the attempt has failed, and not where it has worked.
func (s *station) failed() {
	s.client = mqtt.NewClient(gateway())
	if t := s.client.Connect(); t.Wait() && t.Error() != nil {
		time.AfterFunc(time.Minute, s.failed)
	}
}

func goodFailed(s *station) {
	s.failed()
	select {}
}

// The timer's function looks first.
func (s *station) looked() error {
	if s.client != nil && s.client.IsConnected() {
		return nil
	}
	s.client = mqtt.NewClient(gateway())
	if t := s.client.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	s.checkLater()
	return nil
}

func (s *station) checkLater() { time.AfterFunc(time.Minute, func() { _ = s.looked() }) }

func goodLooked(s *station) {
	_ = s.looked()
	select {}
}

// The timer closes the client, unless it is stopped: which of them came first is not known.
func goodIdle(work func() bool) {
	for work() {
		c := mqtt.NewClient(gateway())
		if t := c.Connect(); t.Wait() && t.Error() != nil {
			return
		}
		time.AfterFunc(time.Second, func() { c.Disconnect(250) })
		time.Sleep(time.Minute)
	}
}

// The timer is stopped.
func goodStopped(s *station, stop chan struct{}) error {
	c := mqtt.NewClient(gateway())
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	t := time.AfterFunc(time.Minute, func() { s.failed() })
	t.Stop()
	<-stop
	return nil
}

// It was set before there was a connection.
func goodSetBefore(s *station, stop chan struct{}) error {
	c := mqtt.NewClient(gateway())
	t := time.AfterFunc(time.Minute, func() { s.failed() })
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	defer t.Stop()
	<-stop
	c.Disconnect(250)
	return nil
}

// Nothing here waits, and nobody else calls it: it is its own next caller.
func (s *station) badOwnCaller() error {
	s.client = mqtt.NewClient(gateway())
	t := s.client.Connect()
	if !t.WaitTimeout(time.Second) {
		s.retryOwn()
		return errors.New("timed out")
	}
	return t.Error()
}

func (s *station) retryOwn() {
	time.AfterFunc(time.Minute, func() {
		if !s.up {
			_ = s.badOwnCaller() // want `\(timeoutretry\)`
		}
	})
}

// Whoever calls it may close the client: where it waits is not known.
func (s *station) fnCalled() error {
	s.client = mqtt.NewClient(gateway())
	t := s.client.Connect()
	if !t.WaitTimeout(time.Second) {
		time.AfterFunc(time.Minute, func() { _ = s.fnCalled() })
		return errors.New("timed out")
	}
	return t.Error()
}

func calls(s *station) error { return s.fnCalled() }

// The timer may have connected either of them: what becomes of a client that its function has is not known.
func fnAlsoByTimer(o, p *mqtt.ClientOptions) {
	c := mqtt.NewClient(o)
	time.AfterFunc(time.Minute, func() { c.Connect() })
	c.Connect().Wait()
	c = mqtt.NewClient(p)
	c.Connect().Wait()
}
