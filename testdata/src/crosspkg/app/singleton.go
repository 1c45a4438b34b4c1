package app

import (
	"example.com/cases/crosspkg/lib"
	mqtt "github.com/eclipse/paho.mqtt.golang"
)

func badShared(o *mqtt.ClientOptions) error {
	m := lib.Shared(o)
	return m.Open() // want `\(doubleconnect\)`
}

func goodShared(o *mqtt.ClientOptions) {
	m := lib.Shared(o)
	m.Client.Publish("up", 0, false, "1")
}
