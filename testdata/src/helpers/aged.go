package helpers

import (
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// The helper's last client is the one that is returned, not the first that it made.
func lastOf(n int, opts *mqtt.ClientOptions) mqtt.Client {
	var c mqtt.Client
	for range n {
		if c != nil {
			c.Disconnect(250)
		}
		c = mqtt.NewClient(opts)
		c.Connect().Wait()
		time.Sleep(time.Second)
	}
	return c
}

func goodLast(opts *mqtt.ClientOptions) {
	c := lastOf(3, opts)
	if c != nil {
		c.Disconnect(250)
	}
	c = mqtt.NewClient(opts)
	c.Connect().Wait()
	c.Disconnect(250)
}

func badLast(opts *mqtt.ClientOptions) {
	c := lastOf(3, opts)
	if c != nil {
		c.Connect() // want `\(doubleconnect\)`
	}
}
