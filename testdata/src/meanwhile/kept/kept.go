// Package kept has options that are made beforehand, with the handlers in them, and leaves automatic reconnect on.
package kept

import (
	"sync/atomic"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

type buffer struct {
	opts *mqtt.ClientOptions
	conn mqtt.Client
	up   atomic.Bool
}

func newBuffer() *buffer {
	b := &buffer{opts: mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID("gateway")}
	b.opts.SetConnectionLostHandler(func(mqtt.Client, error) { b.up.Store(false) })
	return b
}

func (b *buffer) ensure() error {
	if b.up.Load() {
		return nil
	}
	b.conn = mqtt.NewClient(b.opts)
	if t := b.conn.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	b.up.Store(true)
	return nil
}

func badBuffer() {
	b := newBuffer()
	for range time.Tick(time.Minute) {
		_ = b.ensure() // want `\(lostclient\)`
	}
}

func goodBufferQuiet() {
	b := newBuffer()
	b.opts.SetConnectionLostHandler(func(mqtt.Client, error) {})
	for range time.Tick(time.Minute) {
		_ = b.ensure()
	}
}

func (b *buffer) renew() error {
	if b.up.Load() {
		return nil
	}
	if b.conn != nil {
		b.conn.Disconnect(250)
	}
	b.conn = mqtt.NewClient(b.opts)
	if t := b.conn.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	b.up.Store(true)
	return nil
}

func goodBufferCloses() {
	b := newBuffer()
	for range time.Tick(time.Minute) {
		_ = b.renew()
	}
}
