// Package callback has connects in the handlers of a client.
package callback

import (
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// The library reconnects by itself unless it is told not to.
func badLost(broker string) mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker(broker)
	o.SetConnectionLostHandler(func(c mqtt.Client, err error) {
		log.Print(err)
		c.Connect() // want `\(callbackconnect\)`
	})
	c := mqtt.NewClient(o)
	c.Connect().Wait()
	return c
}

func goodLost(broker string) mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker(broker)
	o.SetAutoReconnect(false)
	o.SetConnectionLostHandler(func(c mqtt.Client, err error) {
		log.Print(err)
		time.Sleep(time.Second)
		c.Connect()
	})
	c := mqtt.NewClient(o)
	c.Connect().Wait()
	return c
}

func goodDisconnects(broker string) mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker(broker)
	o.OnConnectionLost = func(c mqtt.Client, err error) {
		c.Disconnect(250)
		c.Connect()
	}
	c := mqtt.NewClient(o)
	c.Connect().Wait()
	return c
}

// The last handler that is set is the one that runs.
func goodReplaced(broker string) mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker(broker)
	o.OnConnectionLost = func(c mqtt.Client, err error) { c.Connect() }
	o.SetConnectionLostHandler(func(mqtt.Client, error) { log.Print("lost") })
	c := mqtt.NewClient(o)
	c.Connect().Wait()
	return c
}

func badOnConnect(broker string) mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker(broker)
	o.SetOnConnectHandler(func(c mqtt.Client) {
		c.Connect().Wait() // want `\(callbackconnect\)`
	})
	c := mqtt.NewClient(o)
	c.Connect().Wait()
	return c
}

func goodSubscribes(broker string) mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker(broker)
	o.SetOnConnectHandler(func(c mqtt.Client) { c.Subscribe("in", 1, nil) })
	c := mqtt.NewClient(o)
	c.Connect().Wait()
	return c
}

type link struct{ client mqtt.Client }

func (l *link) badField(broker string) {
	o := mqtt.NewClientOptions().AddBroker(broker).SetAutoReconnect(true)
	o.SetConnectionLostHandler(func(mqtt.Client, error) {
		if t := l.client.Connect(); t.Wait() && t.Error() != nil { // want `\(callbackconnect\)`
			log.Print(t.Error())
		}
	})
	l.client = mqtt.NewClient(o)
	l.client.Connect().Wait()
}

func (l *link) goodGuarded(broker string) {
	o := mqtt.NewClientOptions().AddBroker(broker).SetAutoReconnect(true)
	o.SetConnectionLostHandler(func(mqtt.Client, error) {
		if !l.client.IsConnected() {
			l.client.Connect().Wait()
		}
	})
	l.client = mqtt.NewClient(o)
	l.client.Connect().Wait()
}

// The handler is called when the client is open, whether the library reconnects or not.
func badOnConnectManual(broker string) mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker(broker).SetAutoReconnect(false)
	o.SetOnConnectHandler(func(c mqtt.Client) {
		c.Connect().Wait() // want `\(doubleconnect\)`
	})
	c := mqtt.NewClient(o)
	c.Connect().Wait()
	return c
}

func goodOnConnectManual(broker string) mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker(broker).SetAutoReconnect(false)
	o.SetOnConnectHandler(func(c mqtt.Client) {
		if !c.IsConnected() {
			c.Connect().Wait()
		}
	})
	c := mqtt.NewClient(o)
	c.Connect().Wait()
	return c
}

type watcher struct{ calls int }

func (w *watcher) lost(c mqtt.Client, _ error) {
	w.calls++
	c.Connect() // want `\(callbackconnect\)`
}

// The handler is a method value: the report stands in the method.
func watched(broker string, w *watcher) mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker(broker)
	o.SetConnectionLostHandler(w.lost)
	c := mqtt.NewClient(o)
	c.Connect().Wait()
	return c
}
