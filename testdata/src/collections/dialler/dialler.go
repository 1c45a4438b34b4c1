// Package dialler connects clients for others.
package dialler

import (
	"log"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// Dial returns a client that is connected.
func Dial(id string) (mqtt.Client, error) {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID(id))
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return nil, t.Error()
	}
	return c, nil
}

// Report says whether c is connected.
func Report(c mqtt.Client) {
	if !c.IsConnected() {
		log.Print("down")
	}
}
