// Package straight has no branch but those on a connect's own result.
package straight

import (
	"fmt"
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

func options(id string) *mqtt.ClientOptions {
	return mqtt.NewClientOptions().AddBroker("tls://hub.example.net:8883").SetClientID(id)
}

func goodOnce() {
	c := mqtt.NewClient(options("thermostat"))
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		log.Println(t.Error())
		return
	}
	c.Publish("up", 1, false, "hello")
	c.Disconnect(250)
}

func badTwice() {
	c := mqtt.NewClient(options("thermostat"))
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		log.Println(t.Error())
		return
	}
	c.Publish("up", 1, false, "hello")
	if t := c.Connect(); t.Wait() && t.Error() != nil { // want `\(doubleconnect\)`
		log.Println(t.Error())
	}
}

func badResultIgnored() {
	c := mqtt.NewClient(options("thermostat"))
	c.Connect().Wait()
	c.Connect().Wait() // want `\(doubleconnect\)`
}

func badTokensIgnored() {
	c := mqtt.NewClient(options("thermostat"))
	c.Connect()
	c.Publish("up", 0, false, "boot")
	c.Connect() // want `\(doubleconnect\)`
}

func goodDisconnectBetween() {
	c := mqtt.NewClient(options("thermostat"))
	c.Connect().Wait()
	c.Publish("up", 0, false, "boot")
	c.Disconnect(250)
	c.Connect().Wait()
}

// The close comes too late.
func badDisconnectAfter() {
	c := mqtt.NewClient(options("thermostat"))
	c.Connect().Wait()
	c.Connect().Wait() // want `\(doubleconnect\)`
	c.Disconnect(250)
}

func goodReconnectTwice() {
	c := mqtt.NewClient(options("meter"))
	c.Connect().Wait()
	c.Disconnect(250)
	c.Connect().Wait()
	c.Disconnect(250)
	c.Connect().Wait()
}

func badReconnectTwice() {
	c := mqtt.NewClient(options("meter"))
	c.Connect().Wait()
	c.Disconnect(250)
	c.Connect().Wait()
	c.Publish("up", 0, false, "renewed")
	c.Connect().Wait() // want `\(doubleconnect\)`
}

// A third connect is the same mistake: one report.
func badThrice() {
	c := mqtt.NewClient(options("meter"))
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return
	}
	c.Connect().Wait() // want `\(doubleconnect\)`
	c.Connect().Wait()
}

func goodTwoDevices() {
	north := mqtt.NewClient(options("north"))
	south := mqtt.NewClient(options("south"))
	north.Connect().Wait()
	south.Connect().Wait()
}

// The second line was copied, the name was not changed.
func badTwoDevices() {
	north := mqtt.NewClient(options("north"))
	south := mqtt.NewClient(options("south"))
	north.Connect().Wait()
	north.Connect().Wait() // want `\(doubleconnect\)`
	south.Publish("up", 0, false, "hello")
}

// Closing the one does not close the other.
func badWrongOneClosed() {
	north := mqtt.NewClient(options("north"))
	south := mqtt.NewClient(options("south"))
	north.Connect().Wait()
	south.Connect().Wait()
	south.Disconnect(250)
	north.Connect().Wait() // want `\(doubleconnect\)`
}

func goodBothClosed() {
	north := mqtt.NewClient(options("north"))
	south := mqtt.NewClient(options("south"))
	north.Connect().Wait()
	south.Connect().Wait()
	south.Disconnect(250)
	north.Disconnect(250)
	north.Connect().Wait()
}

// Other operations of the library neither open nor close.
func badSubscribeBetween() error {
	c := mqtt.NewClient(options("valve"))
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	if t := c.Subscribe("down/#", 1, nil); t.Wait() && t.Error() != nil {
		return fmt.Errorf("subscribe: %w", t.Error())
	}
	t := c.Connect() // want `\(doubleconnect\)`
	t.Wait()
	return t.Error()
}

func goodSubscribeBetween() error {
	c := mqtt.NewClient(options("valve"))
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	if t := c.Subscribe("down/#", 1, nil); t.Wait() && t.Error() != nil {
		c.Disconnect(250)
		t = c.Connect()
		t.Wait()
		return t.Error()
	}
	return nil
}

// The failure is only logged, so the success goes on as well.
func badFailureLogged() {
	c := mqtt.NewClient(options("pump"))
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		log.Printf("first try: %v", t.Error())
	}
	time.Sleep(5 * time.Second)
	if t := c.Connect(); t.Wait() && t.Error() != nil { // want `\(doubleconnect\)`
		log.Printf("second try: %v", t.Error())
	}
}

func goodSecondTry() {
	c := mqtt.NewClient(options("pump"))
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		log.Printf("first try: %v", t.Error())
		time.Sleep(5 * time.Second)
		if t := c.Connect(); t.Wait() && t.Error() != nil {
			log.Printf("second try: %v", t.Error())
		}
	}
}

// Whatever the caller did with c, after the first line it is open.
func badParameterTwice(c mqtt.Client) {
	c.Connect().Wait()
	c.Publish("up", 0, false, "hello")
	c.Connect().Wait() // want `\(doubleconnect\)`
}

func goodParameterOnce(c mqtt.Client) {
	c.Connect().Wait()
	c.Publish("up", 0, false, "hello")
}

// What the caller did before closing does not matter.
func goodParameterClosedFirst(c mqtt.Client) {
	c.Disconnect(250)
	c.Connect().Wait()
}

func badParameterClosedFirst(c mqtt.Client) {
	c.Disconnect(250)
	c.Connect().Wait()
	c.Connect().Wait() // want `\(doubleconnect\)`
}
