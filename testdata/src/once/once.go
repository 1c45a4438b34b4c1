// Package once connects under sync.Once and its kin.
package once

import (
	"context"
	"sync"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/gopcua/opcua"
)

func goodDo(c mqtt.Client) {
	var once sync.Once
	once.Do(func() { c.Connect().Wait() })
	once.Do(func() { c.Connect().Wait() })
}

func badTwoOnces(c mqtt.Client) {
	var first, second sync.Once
	first.Do(func() { c.Connect().Wait() })
	second.Do(func() { c.Connect().Wait() }) // want `\(doubleconnect\)`
}

// A Once that is new does it again.
func badNewOnce(c mqtt.Client) {
	var once sync.Once
	once.Do(func() { c.Connect().Wait() })
	once = sync.Once{}
	once.Do(func() { c.Connect().Wait() }) // want `\(doubleconnect\)`
}

func goodInLoop(c mqtt.Client, lines []string) {
	var once sync.Once
	for _, line := range lines {
		once.Do(func() { c.Connect().Wait() })
		c.Publish("line", 0, false, line)
	}
}

// One Once for each round.
func badInLoop(c mqtt.Client, lines []string) {
	for _, line := range lines {
		var once sync.Once
		once.Do(func() { c.Connect().Wait() }) // want `\(doubleconnect\)`
		c.Publish("line", 0, false, line)
	}
}

func badOnceThenConnect(c mqtt.Client) {
	var once sync.Once
	once.Do(func() { c.Connect().Wait() })
	c.Connect().Wait() // want `\(doubleconnect\)`
}

func goodOnceThenCheck(c mqtt.Client) {
	var once sync.Once
	once.Do(func() { c.Connect().Wait() })
	if !c.IsConnected() {
		c.Connect().Wait()
	}
}

type lazy struct {
	once   sync.Once
	client mqtt.Client
	err    error
}

func (l *lazy) get() (mqtt.Client, error) {
	l.once.Do(func() {
		t := l.client.Connect()
		t.Wait()
		l.err = t.Error()
	})
	return l.client, l.err
}

func goodLazy(l *lazy) {
	for range 10 {
		c, err := l.get()
		if err != nil {
			return
		}
		c.Publish("up", 0, false, "")
	}
}

func goodLazyFresh(o *mqtt.ClientOptions) error {
	l := &lazy{client: mqtt.NewClient(o)}
	if _, err := l.get(); err != nil {
		return err
	}
	_, err := l.get()
	return err
}

func badLazyFresh(o *mqtt.ClientOptions) error {
	l := &lazy{client: mqtt.NewClient(o)}
	if _, err := l.get(); err != nil {
		return err
	}
	l.client.Connect().Wait() // want `\(doubleconnect\)`
	return nil
}

func (l *lazy) badReset() {
	l.client.Disconnect(250)
	l.once = sync.Once{}
	l.get()
	l.once = sync.Once{}
	l.get() // want `\(doubleconnect\)`
}

func (l *lazy) goodReset() {
	l.client.Disconnect(250)
	l.once = sync.Once{}
	l.get()
	l.client.Disconnect(250)
	l.once = sync.Once{}
	l.get()
}

func goodOnceFunc(c mqtt.Client) {
	connect := sync.OnceFunc(func() { c.Connect().Wait() })
	connect()
	connect()
}

func badOnceFunc(c mqtt.Client) {
	connect := sync.OnceFunc(func() { c.Connect().Wait() })
	again := sync.OnceFunc(func() { c.Connect().Wait() }) // want `\(doubleconnect\)`
	connect()
	again()
}

func goodOnceValue(ctx context.Context, c *opcua.Client) error {
	connect := sync.OnceValue(func() error { return c.Connect(ctx) })
	if err := connect(); err != nil {
		return err
	}
	return connect()
}

func badOnceValue(ctx context.Context, c *opcua.Client) error {
	connect := sync.OnceValue(func() error { return c.Connect(ctx) })
	if err := connect(); err != nil {
		return err
	}
	return c.Connect(ctx) // want `\(doubleconnect\)`
}

type opener struct{ open func() error }

// A function that is not known is no reason to give up.
func (o *opener) goodOnceValueOfField(c mqtt.Client) error {
	connect := sync.OnceValue(o.open)
	if err := connect(); err != nil {
		return err
	}
	c.Connect().Wait()
	return connect()
}
