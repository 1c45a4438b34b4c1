// Package flag may turn automatic reconnect off.
package flag

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
	if id == "" {
		g.opts.AutoReconnect = url == ""
	}
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
