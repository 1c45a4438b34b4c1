// Package literal makes options without the library's constructor: automatic reconnect is off.
package literal

import (
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

type gateway struct {
	opts   *mqtt.ClientOptions
	client mqtt.Client
}

func newGateway(id string) *gateway {
	return &gateway{opts: &mqtt.ClientOptions{ClientID: id}}
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
