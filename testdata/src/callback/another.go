package callback

import (
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// -- another client, while the library reconnects the first --

type bridge struct {
	opts   *mqtt.ClientOptions
	client mqtt.Client
}

func (b *bridge) dial() error {
	b.client = mqtt.NewClient(b.opts)
	t := b.client.Connect()
	t.Wait()
	return t.Error()
}

func (b *bridge) badAnother(broker string) error {
	b.opts = mqtt.NewClientOptions().AddBroker(broker)
	b.opts.SetConnectionLostHandler(func(_ mqtt.Client, err error) {
		log.Print(err)
		for b.dial() != nil { // want `in the handler of another that the library reconnects.*\(callbackconnect\)`
			time.Sleep(time.Second)
		}
	})
	b.client = mqtt.NewClient(b.opts)
	t := b.client.Connect()
	t.Wait()
	return t.Error()
}

func (b *bridge) badInGoroutine(broker string) {
	b.opts = mqtt.NewClientOptions().AddBroker(broker)
	b.opts.SetConnectionLostHandler(func(mqtt.Client, error) {
		go b.dial() // want `\(callbackconnect\)`
	})
	b.client = mqtt.NewClient(b.opts)
	b.client.Connect().Wait()
}

func (b *bridge) goodManual(broker string) {
	b.opts = mqtt.NewClientOptions().AddBroker(broker)
	b.opts.AutoReconnect = false
	b.opts.SetConnectionLostHandler(func(mqtt.Client, error) {
		go b.dial()
	})
	b.client = mqtt.NewClient(b.opts)
	b.client.Connect().Wait()
}

func (b *bridge) goodCloses(broker string) {
	b.opts = mqtt.NewClientOptions().AddBroker(broker)
	b.opts.SetConnectionLostHandler(func(c mqtt.Client, _ error) {
		c.Disconnect(0)
		if err := b.dial(); err != nil {
			log.Print(err)
		}
	})
	b.client = mqtt.NewClient(b.opts)
	b.client.Connect().Wait()
}

func (b *bridge) goodClosesField(broker string) {
	b.opts = mqtt.NewClientOptions().AddBroker(broker)
	b.opts.SetConnectionLostHandler(func(mqtt.Client, error) {
		b.client.Disconnect(0)
		if err := b.dial(); err != nil {
			log.Print(err)
		}
	})
	b.client = mqtt.NewClient(b.opts)
	b.client.Connect().Wait()
}

// It is up again when this runs, and the other client is for another hub.
func (b *bridge) goodOnConnect(broker string, other *mqtt.ClientOptions) {
	b.opts = mqtt.NewClientOptions().AddBroker(broker)
	b.opts.SetOnConnectHandler(func(mqtt.Client) {
		mqtt.NewClient(other).Connect()
	})
	b.client = mqtt.NewClient(b.opts)
	b.client.Connect().Wait()
}

// Options that come from elsewhere may have automatic reconnect off.
func (b *bridge) goodUnknown(o *mqtt.ClientOptions) {
	o.SetConnectionLostHandler(func(mqtt.Client, error) {
		go b.dial()
	})
	b.client = mqtt.NewClient(o)
	b.client.Connect().Wait()
}

func (b *bridge) renew() {
	b.client = mqtt.NewClient(b.opts)
	b.client.Connect().Wait()
}

// A check that says "not connected" does not make this a handler.
func (b *bridge) goodNotAHandler() {
	if !b.client.IsConnectionOpen() {
		b.renew()
	}
}

func (b *bridge) again() { b.client.Connect().Wait() }

func (b *bridge) goodAgain() {
	if !b.client.IsConnectionOpen() {
		b.again()
	}
}

// Each is a mistake of its own.
func badTwoOthers() mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker("tcp://hub:1883")
	o.SetConnectionLostHandler(func(mqtt.Client, error) {
		time.Sleep(time.Second)
		mqtt.NewClient(mqtt.NewClientOptions()).Connect().Wait() // want `\(callbackconnect\)`
		mqtt.NewClient(mqtt.NewClientOptions()).Connect().Wait() // want `\(callbackconnect\)`
	})
	return mqtt.NewClient(o)
}

// It does not matter that the handler has connected its own client before.
func badAnotherBehind() mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker("tcp://hub:1883")
	o.SetConnectionLostHandler(func(c mqtt.Client, _ error) {
		time.Sleep(time.Second)
		c.Connect().Wait()                                       // want `\(callbackconnect\)`
		mqtt.NewClient(mqtt.NewClientOptions()).Connect().Wait() // want `\(callbackconnect\)`
	})
	return mqtt.NewClient(o)
}

func badAnotherAfterCheck() mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker("tcp://hub:1883")
	o.SetConnectionLostHandler(func(c mqtt.Client, _ error) {
		time.Sleep(time.Second)
		if !c.IsConnected() {
			return
		}
		mqtt.NewClient(mqtt.NewClientOptions()).Connect().Wait() // want `\(callbackconnect\)`
	})
	return mqtt.NewClient(o)
}

func goodAnotherInPlace() mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker("tcp://hub:1883")
	o.SetConnectionLostHandler(func(c mqtt.Client, _ error) {
		time.Sleep(time.Second)
		c.Disconnect(250)
		mqtt.NewClient(mqtt.NewClientOptions()).Connect().Wait()
	})
	return mqtt.NewClient(o)
}

// The handler is called again each time the library has connected. What it made the time before is
// not followed.
func fnEachConnect() mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker("tcp://hub:1883")
	o.SetOnConnectHandler(func(mqtt.Client) {
		mqtt.NewClient(mqtt.NewClientOptions()).Connect().Wait()
	})
	return mqtt.NewClient(o)
}

// Nor is what it did to a client of the program.
func fnSpareOnEachConnect() mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker("tcp://hub:1883")
	o.SetOnConnectHandler(func(mqtt.Client) {
		spare.Connect().Wait()
	})
	return mqtt.NewClient(o)
}

var spare = mqtt.NewClient(mqtt.NewClientOptions())

// The handler connects its own client. That this is not the spare one is not known.
func fnBesideHandler() mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetAutoReconnect(false)
	o.SetConnectionLostHandler(func(c mqtt.Client, _ error) {
		time.Sleep(time.Second)
		c.Connect().Wait()
	})
	spare.Connect().Wait()
	c := mqtt.NewClient(o)
	spare.Connect().Wait()
	return c
}
