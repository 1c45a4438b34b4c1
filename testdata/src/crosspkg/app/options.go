package app

import (
	mqtt "github.com/eclipse/paho.mqtt.golang"

	"example.com/cases/crosspkg/lib"
)

func badStart() error {
	opts := lib.Auto()
	opts.SetConnectionLostHandler(func(c mqtt.Client, _ error) {
		c.Connect() // want `paho client c is connected in its own handler.*\(callbackconnect\)`
	})
	return lib.Start(opts)
}

func goodStart() error {
	opts := lib.Manual()
	opts.SetConnectionLostHandler(func(c mqtt.Client, _ error) { c.Connect() })
	return lib.Start(opts)
}
