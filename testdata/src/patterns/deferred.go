package patterns

import (
	"context"
	"log"
	"sync"
	"time"

	"github.com/amenzhinsky/iothub/iotdevice"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/gopcua/opcua"
)

// -- S21: the close is deferred before the error is looked at --

func (b *bus) onceS21() error {
	err := b.dial()
	defer b.client.Close()
	if err != nil {
		return err
	}
	_, err = b.client.ReadCoil(1)
	return err
}

func (b *bus) goodS21() {
	for b.onceS21() != nil {
		time.Sleep(time.Second)
	}
}

func (b *bus) onceLate() error {
	err := b.dial()
	if err != nil {
		return err
	}
	defer b.client.Close()
	_, err = b.client.ReadCoil(1)
	return err
}

func (b *bus) badS21() {
	for b.onceLate() != nil { // want `\(doubleconnect\)`
		time.Sleep(time.Second)
	}
}

// -- S22: a deferred close that looks at a named error --

func openS22(c mqtt.Client) (err error) {
	t := c.Connect()
	t.Wait()
	if err = t.Error(); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			c.Disconnect(250)
		}
	}()
	t = c.Subscribe("down/#", 1, nil)
	t.Wait()
	return t.Error()
}

func goodS22(c mqtt.Client) {
	for openS22(c) != nil {
		time.Sleep(time.Second)
	}
}

// The deferred function looks at an err that is not the result.
func openBlind(c mqtt.Client) error {
	t := c.Connect()
	t.Wait()
	err := t.Error()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			c.Disconnect(250)
		}
	}()
	t = c.Subscribe("down/#", 1, nil)
	t.Wait()
	return t.Error()
}

func badS22(c mqtt.Client) {
	for openBlind(c) != nil { // want `\(doubleconnect\)`
		time.Sleep(time.Second)
	}
}

// -- S23: a state, set where the connect is --

type phase int

const (
	idle phase = iota
	starting
	running
)

type unit struct {
	mu    sync.Mutex
	phase phase
	plc   *opcua.Client
}

func (u *unit) startS23(ctx context.Context) error {
	u.mu.Lock()
	if u.phase != idle {
		u.mu.Unlock()
		return nil
	}
	u.phase = starting
	u.mu.Unlock()
	if err := u.plc.Connect(ctx); err != nil {
		u.phase = idle
		return err
	}
	u.phase = running
	return nil
}

func (u *unit) goodS23(ctx context.Context) {
	for range time.Tick(time.Minute) {
		if err := u.startS23(ctx); err != nil {
			log.Print(err)
		}
	}
}

func (u *unit) startIdle(ctx context.Context) error {
	if u.phase != idle {
		return nil
	}
	u.phase = starting
	if err := u.plc.Connect(ctx); err != nil {
		return err
	}
	u.phase = idle
	return nil
}

func (u *unit) badS23(ctx context.Context) {
	for range time.Tick(time.Minute) {
		if err := u.startIdle(ctx); err != nil { // want `\(doubleconnect\)`
			log.Print(err)
		}
	}
}

// -- S24: sync.Once --

type device struct {
	once sync.Once
	hub  *iotdevice.Client
	err  error
}

func (d *device) connect(ctx context.Context) error {
	d.once.Do(func() { d.err = d.hub.Connect(ctx) })
	return d.err
}

func (d *device) goodS24(ctx context.Context, in <-chan []byte) {
	for b := range in {
		if err := d.connect(ctx); err != nil {
			return
		}
		d.hub.SendEvent(ctx, b)
	}
}

func (d *device) badS24(ctx context.Context, in <-chan []byte) {
	for b := range in {
		d.once = sync.Once{}
		if err := d.connect(ctx); err != nil { // want `\(doubleconnect\)`
			return
		}
		d.hub.SendEvent(ctx, b)
	}
}

// -- S25: only the first caller connects --

type gate struct {
	ready  chan struct{}
	first  sync.Mutex
	client mqtt.Client
	done   bool
}

func (g *gate) goodS25() {
	if !g.first.TryLock() {
		<-g.ready
		return
	}
	for {
		if t := g.client.Connect(); t.Wait() && t.Error() == nil {
			break
		}
		time.Sleep(time.Second)
	}
	close(g.ready)
}

func (g *gate) badS25() {
	if !g.first.TryLock() {
		<-g.ready
		return
	}
	for !g.done {
		if t := g.client.Connect(); t.Wait() && t.Error() == nil { // want `\(doubleconnect\)`
			log.Print("ready")
		}
		time.Sleep(time.Second)
	}
	close(g.ready)
}
