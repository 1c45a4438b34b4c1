package guard

import (
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// The lost handler passes the news on, and automatic reconnect is off: nobody else connects again.
func goodNewsOfLoss() {
	lost := make(chan error, 1)
	o := mqtt.NewClientOptions().AddBroker("tcp://hub").SetAutoReconnect(false)
	o.SetConnectionLostHandler(func(_ mqtt.Client, err error) { lost <- err })
	c := mqtt.NewClient(o)
	for {
		if t := c.Connect(); t.Wait() && t.Error() != nil {
			time.Sleep(time.Second)
			continue
		}
		if err := <-lost; err != nil {
			log.Print(err)
		}
	}
}

// With automatic reconnect on the library connects it.
func badNewsOfLoss() {
	lost := make(chan error, 1)
	o := mqtt.NewClientOptions().AddBroker("tcp://hub")
	o.SetConnectionLostHandler(func(_ mqtt.Client, err error) { lost <- err })
	c := mqtt.NewClient(o)
	for {
		if t := c.Connect(); t.Wait() && t.Error() != nil { // want `\(doubleconnect\)`
			time.Sleep(time.Second)
			continue
		}
		if err := <-lost; err != nil {
			log.Print(err)
		}
	}
}
