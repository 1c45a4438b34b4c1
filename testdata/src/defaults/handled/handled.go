// Package handled closes the client when its connection is lost.
package handled

import (
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

type gateway struct {
	opts   *mqtt.ClientOptions
	client mqtt.Client
}

func newGateway(url, id string) *gateway {
	g := &gateway{opts: mqtt.NewClientOptions().AddBroker(url).SetClientID(id)}
	g.opts.OnConnectionLost = func(c mqtt.Client, _ error) { c.Disconnect(0) }
	return g
}

func (g *gateway) dial() error {
	g.client = mqtt.NewClient(g.opts)
	t := g.client.Connect()
	t.Wait()
	return t.Error()
}

func (g *gateway) goodWatch() {
	for range time.Tick(time.Minute) {
		if !g.client.IsConnectionOpen() {
			if err := g.dial(); err != nil {
				log.Print(err)
			}
		}
	}
}
