// Package unclosed closes no client at all: what a handler has left in a field is still open when it
// is called again.
package unclosed

import (
	"net/http"
	"sync"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

type bridge struct {
	broker string
	once   sync.Once
	client mqtt.Client
	err    error
}

func (b *bridge) dial() (mqtt.Client, error) {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(b.broker).SetClientID("bridge"))
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return nil, t.Error()
	}
	return c, nil
}

func (b *bridge) fresh() (mqtt.Client, error) {
	b.client, b.err = b.dial()
	return b.client, b.err
}

func (b *bridge) first() (mqtt.Client, error) {
	b.once.Do(func() { b.client, b.err = b.dial() })
	return b.client, b.err
}

func (b *bridge) checked() (mqtt.Client, error) {
	if b.client != nil && b.client.IsConnected() {
		return b.client, nil
	}
	return b.fresh()
}

func (b *bridge) publish(w http.ResponseWriter, client func() (mqtt.Client, error)) {
	c, err := client()
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	c.Publish("requests", 1, false, "").Wait()
}

func badOfEachRequest(b *bridge) {
	http.HandleFunc("/fresh", func(w http.ResponseWriter, r *http.Request) { b.publish(w, b.fresh) }) // want `\(sameidentity\)`
}

func goodOfFirstRequest(b *bridge) {
	http.HandleFunc("/first", func(w http.ResponseWriter, r *http.Request) { b.publish(w, b.first) })
}

func goodChecked(b *bridge) {
	http.HandleFunc("/checked", func(w http.ResponseWriter, r *http.Request) { b.publish(w, b.checked) })
}
