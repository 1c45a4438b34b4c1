// Package given has options of other packages.
package given

import (
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

type gateway struct {
	opts   *mqtt.ClientOptions
	client mqtt.Client
}

// Use gives the gateway options of another package.
func (g *gateway) Use(opts *mqtt.ClientOptions) { g.opts = opts }

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
