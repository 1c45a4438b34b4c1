package regress

import (
	"testing"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// -- a double of a client, handed to literals: what it does is the test's business --

type double struct {
	mqtt.Client
	connects int
}

func (d *double) Connect() mqtt.Token {
	d.connects++
	return &mqtt.DummyToken{}
}

type inner struct{ client mqtt.Client }

func newInner(c mqtt.Client) *inner { return &inner{client: c} }

type agent struct{ inner *inner }

func (a *agent) start() error {
	t := a.inner.client.Connect()
	t.Wait()
	return t.Error()
}

func newDouble() *double { return &double{} }

func TestGoodDouble(t *testing.T) {
	d := newDouble()
	for _, name := range []string{"one", "two"} {
		t.Run(name, func(t *testing.T) {
			a := &agent{inner: newInner(d)}
			if err := a.start(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestBadReal(t *testing.T) {
	c := mqtt.NewClient(mqtt.NewClientOptions())
	for _, name := range []string{"one", "two"} {
		t.Run(name, func(t *testing.T) {
			a := &agent{inner: newInner(c)}
			if err := a.start(); err != nil { // want `\(doubleconnect\)`
				t.Error(err)
			}
		})
	}
}
