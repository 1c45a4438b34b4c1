// Package chosen lets other packages choose: their functions are given the options.
package chosen

import (
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

type gateway struct {
	opts   *mqtt.ClientOptions
	client mqtt.Client
}

func newGateway(url string, choices []func(*mqtt.ClientOptions)) *gateway {
	g := &gateway{opts: mqtt.NewClientOptions().AddBroker(url)}
	for _, choose := range choices {
		choose(g.opts)
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
