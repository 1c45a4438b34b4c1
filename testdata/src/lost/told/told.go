// Package told closes no client anywhere. What its loop is told of a client that the library brings back is no
// reason to open another.
package told

import (
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

type bridge struct {
	client   mqtt.Client
	lost     chan error
	readings chan string
}

func (b *bridge) options() *mqtt.ClientOptions {
	o := mqtt.NewClientOptions().AddBroker("tcp://broker:1883").SetClientID("bridge")
	return o.SetConnectionLostHandler(func(_ mqtt.Client, err error) { b.lost <- err })
}

func (b *bridge) connect(c mqtt.Client) error {
	b.client = c
	t := c.Connect()
	t.Wait()
	return t.Error()
}

func (b *bridge) badRun() {
	for {
		select {
		case <-b.lost:
			time.Sleep(time.Second)
			b.connect(mqtt.NewClient(b.options())) // want `\(sameidentity\)`
		case text := <-b.readings:
			b.client.Publish("readings", 1, false, text)
		}
	}
}

// Here nobody else brings it back.
func (b *bridge) goodRun() {
	for {
		select {
		case <-b.lost:
			time.Sleep(time.Second)
			b.connect(mqtt.NewClient(b.options().SetAutoReconnect(false)))
		case text := <-b.readings:
			b.client.Publish("readings", 1, false, text)
		}
	}
}

// The same client may be asked to connect.
func (b *bridge) goodSame() {
	b.connect(mqtt.NewClient(b.options().SetAutoReconnect(false)))
	for range b.lost {
		b.client.Connect().Wait()
	}
}
