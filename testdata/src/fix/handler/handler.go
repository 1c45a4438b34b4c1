// Package handler has handlers that connect while the library reconnects by itself.
package handler

import (
	"log"
	"os"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// -- the handler goes on until it succeeds: the library is to leave it alone --

func persistent(broker string) mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker(broker)
	// Our own way.
	o.SetConnectionLostHandler(func(c mqtt.Client, err error) {
		for {
			t := c.Connect() // want `\(callbackconnect\)`
			if t.Wait() && t.Error() == nil {
				return
			}
			time.Sleep(time.Minute)
		}
	})
	return mqtt.NewClient(o)
}

func chained(broker string) mqtt.Client {
	return mqtt.NewClient(mqtt.NewClientOptions().
		AddBroker(broker).
		SetConnectionLostHandler(onLost))
}

func onLost(c mqtt.Client, err error) {
	for {
		if t := c.Connect(); t.Wait() && t.Error() == nil { // want `\(callbackconnect\)`
			break
		}
		time.Sleep(time.Minute)
	}
}

func assigned(broker string) mqtt.Client {
	var lost mqtt.ConnectionLostHandler = func(c mqtt.Client, err error) {
		for {
			if t := c.Connect(); t.Wait() && t.Error() == nil { // want `\(callbackconnect\)`
				break
			}
			time.Sleep(time.Minute)
		}
	}
	o := mqtt.NewClientOptions().AddBroker(broker)
	o.OnConnectionLost = lost
	return mqtt.NewClient(o)
}

// -- it tries once: the library goes on, and ignores it --

func once(broker string) mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker(broker)
	o.SetConnectionLostHandler(func(c mqtt.Client, err error) {
		log.Print(err)
		// Back again.
		if t := c.Connect(); t.Wait() && t.Error() != nil { // want `\(callbackconnect\)`
			os.Exit(1)
		}
	})
	return mqtt.NewClient(o)
}

// -- no fix --

// What is done when it has worked must still be done.
func subscribes(broker string) mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker(broker)
	o.SetConnectionLostHandler(func(c mqtt.Client, err error) {
		if t := c.Connect(); t.Wait() && t.Error() == nil { // want `\(callbackconnect\)`
			c.Subscribe("down/#", 1, nil)
		}
	})
	return mqtt.NewClient(o)
}

// The last word on reconnecting is spoken later.
func overruled(broker string) mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker(broker)
	o.SetConnectionLostHandler(func(c mqtt.Client, err error) {
		for n := 0; ; n++ {
			if t := c.Connect(); t.Wait() && t.Error() == nil { // want `\(callbackconnect\)`
				log.Print(n)
				break
			}
			time.Sleep(time.Minute)
		}
	})
	o.SetAutoReconnect(true)
	return mqtt.NewClient(o)
}

// Without automatic reconnect nothing would call it.
func whenUp(broker string) mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker(broker)
	o.SetOnConnectHandler(func(c mqtt.Client) {
		for n := 0; ; n++ {
			if t := c.Connect(); t.Wait() && t.Error() == nil { // want `\(callbackconnect\)`
				log.Print(n)
				break
			}
			time.Sleep(time.Minute)
		}
	})
	return mqtt.NewClient(o)
}
