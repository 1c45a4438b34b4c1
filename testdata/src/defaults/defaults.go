// Package defaults has options that come from a field: all of the package are made by the library's constructor,
// and nothing changes the setting by which the library reconnects.
package defaults

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
	return g
}

// What is there is closed first.
func (g *gateway) goodReplaces() {
	for range time.Tick(time.Minute) {
		if !g.client.IsConnectionOpen() {
			g.client.Disconnect(0)
			if err := g.dial(); err != nil {
				log.Print(err)
			}
		}
	}
}

func (g *gateway) dial() error {
	g.client = mqtt.NewClient(g.opts)
	t := g.client.Connect()
	t.Wait()
	return t.Error()
}

func (g *gateway) badWatch() {
	for range time.Tick(time.Minute) {
		if !g.client.IsConnectionOpen() {
			if err := g.dial(); err != nil { // want `\(lostclient\)`
				log.Print(err)
			}
		}
	}
}
