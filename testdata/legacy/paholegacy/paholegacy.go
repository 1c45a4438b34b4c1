// Package paholegacy uses paho v1.4.1, where a second Connect puts a second CONNECT on the wire.
package paholegacy

import (
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

func goodOnce(o *mqtt.ClientOptions) {
	c := mqtt.NewClient(o)
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		log.Fatal(t.Error())
	}
	c.Publish("up", 0, false, "")
}

func badTwice(o *mqtt.ClientOptions) {
	c := mqtt.NewClient(o)
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		log.Fatal(t.Error())
	}
	c.Connect().Wait() // want `\(doubleconnect\)`
}

func goodRetry(c mqtt.Client) {
	for {
		if t := c.Connect(); t.Wait() && t.Error() == nil {
			return
		}
		time.Sleep(time.Second)
	}
}

func badRetry(c mqtt.Client) {
	for {
		if t := c.Connect(); t.Wait() && t.Error() == nil { // want `\(doubleconnect\)`
			log.Print("connected")
		}
		time.Sleep(time.Second)
	}
}

func goodGuard(c mqtt.Client) {
	for range time.Tick(time.Minute) {
		if !c.IsConnected() {
			c.Connect().Wait()
		}
	}
}

func badGuard(c mqtt.Client) {
	for range time.Tick(time.Minute) {
		if c.IsConnected() {
			c.Connect().Wait() // want `\(doubleconnect\)`
		}
	}
}

type meter struct{ client mqtt.Client }

func (m *meter) start() error {
	t := m.client.Connect()
	<-t.Done()
	return t.Error()
}

func goodStart(m *meter) error {
	if err := m.start(); err != nil {
		return m.start()
	}
	return nil
}

func badStart(m *meter) error {
	if err := m.start(); err != nil {
		return err
	}
	return m.start() // want `\(doubleconnect\)`
}

func goodClosed(c mqtt.Client) {
	c.Connect().Wait()
	c.Disconnect(250)
	c.Connect().Wait()
}

func badClosedLate(c mqtt.Client) {
	c.Connect().Wait()
	defer c.Disconnect(250)
	c.Connect().Wait() // want `\(doubleconnect\)`
}
