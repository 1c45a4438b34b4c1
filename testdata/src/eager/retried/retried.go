// Package retried tells the library to repeat the first attempt, which it does with pauses.
package retried

import (
	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/nats-io/nats.go"
)

func goodLibraryWaits(o *mqtt.ClientOptions) {
	c := mqtt.NewClient(o.SetConnectRetry(true))
	for {
		if t := c.Connect(); t.Wait() && t.Error() == nil {
			return
		}
	}
}

func goodLibraryWaitsNATS(url string) *nats.Conn {
	for {
		if nc, err := nats.Connect(url, nats.RetryOnFailedConnect(true)); err == nil {
			return nc
		}
	}
}
