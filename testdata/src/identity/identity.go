// Package identity has second clients that the hub takes for the first.
package identity

import (
	"context"
	"fmt"
	"time"

	"github.com/amenzhinsky/iothub/iotdevice"
	iotmqtt "github.com/amenzhinsky/iothub/iotdevice/transport/mqtt"
	mqtt "github.com/eclipse/paho.mqtt.golang"
)

func badSameOptions(o *mqtt.ClientOptions) {
	o.SetClientID("gateway")
	a := mqtt.NewClient(o)
	a.Connect().Wait()
	b := mqtt.NewClient(o)
	b.Connect().Wait() // want `\(sameidentity\)`
	a.Publish("x", 0, false, "")
}

func goodTwoNames(broker string) {
	a := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID("pub"))
	a.Connect().Wait()
	b := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID("sub"))
	b.Connect().Wait()
}

func badOneName(broker string) {
	a := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID("pub"))
	a.Connect().Wait()
	b := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID("pub"))
	b.Connect().Wait() // want `\(sameidentity\)`
	a.Disconnect(250)
}

func goodClosedFirst(broker string) {
	a := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID("pub"))
	a.Connect().Wait()
	a.Disconnect(250)
	b := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID("pub"))
	b.Connect().Wait()
}

// Without an id the broker chooses one.
func goodNoName(broker string) {
	a := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker))
	a.Connect().Wait()
	b := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker))
	b.Connect().Wait()
}

func goodTwoBrokers() {
	a := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://a:1883").SetClientID("pub"))
	a.Connect().Wait()
	b := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://b:1883").SetClientID("pub"))
	b.Connect().Wait()
}

func goodNumbered(broker string, n int) (all []mqtt.Client) {
	for i := range n {
		c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID(fmt.Sprintf("dev-%d", i)))
		c.Connect().Wait()
		all = append(all, c)
	}
	return all
}

func badInLoop(broker string, n int) (all []mqtt.Client) {
	for range n {
		c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID("dev"))
		c.Connect().Wait() // want `\((sameidentity|lostclient)\)`
		all = append(all, c)
	}
	return all
}

func badDevice(ctx context.Context, cs string) error {
	a, err := iotdevice.NewFromConnectionString(iotmqtt.New(), cs)
	if err != nil {
		return err
	}
	if err := a.Connect(ctx); err != nil {
		return err
	}
	defer a.Close()
	b, err := iotdevice.NewFromConnectionString(iotmqtt.New(), cs)
	if err != nil {
		return err
	}
	return b.Connect(ctx) // want `\(sameidentity\)`
}

func goodDevices(ctx context.Context, one, two string) error {
	a, err := iotdevice.NewFromConnectionString(iotmqtt.New(), one)
	if err != nil {
		return err
	}
	if err := a.Connect(ctx); err != nil {
		return err
	}
	defer a.Close()
	b, err := iotdevice.NewFromConnectionString(iotmqtt.New(), two)
	if err != nil {
		return err
	}
	return b.Connect(ctx)
}

func publish(broker, msg string) {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID("gateway"))
	c.Connect().Wait()
	c.Publish("out", 0, false, msg).Wait()
}

func badEach(broker string, msgs []string) {
	for _, m := range msgs {
		publish(broker, m) // want `\((sameidentity|lostclient)\)`
	}
}

func publishOnce(broker, msg string) {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID("gateway"))
	c.Connect().Wait()
	defer c.Disconnect(250)
	c.Publish("out", 0, false, msg).Wait()
}

func goodEach(broker string, msgs []string) {
	for _, m := range msgs {
		publishOnce(broker, m)
	}
}

func open(c mqtt.Client) error {
	t := c.Connect()
	t.Wait()
	return t.Error()
}

// A helper opens the second.
func badHelper(broker string) {
	o := mqtt.NewClientOptions().AddBroker(broker).SetClientID("gateway")
	a, b := mqtt.NewClient(o), mqtt.NewClient(o)
	if open(a) != nil {
		return
	}
	_ = open(b) // want `\(sameidentity\)`
	a.Disconnect(250)
}

func goodHelper(broker string) {
	o := mqtt.NewClientOptions().AddBroker(broker).SetClientID("gateway")
	a, b := mqtt.NewClient(o), mqtt.NewClient(o)
	if open(a) != nil {
		return
	}
	a.Disconnect(250)
	_ = open(b)
}

func do(f func()) { f() }

// The second is closed again two calls down.
func badBriefly(broker string) {
	a := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID("gateway"))
	a.Connect().Wait()
	do(func() { publishOnce(broker, "21.5") }) // want `\(sameidentity\)`
	a.Disconnect(250)
}

func goodBriefly(broker string) {
	a := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID("hygrometer"))
	a.Connect().Wait()
	do(func() { publishOnce(broker, "21.5") })
	a.Disconnect(250)
}

type feeder struct{ client mqtt.Client }

func (f *feeder) start(broker string) error {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID("feeder"))
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	if t := c.Subscribe("in", 1, nil); t.Wait() && t.Error() != nil {
		c.Disconnect(250)
		return t.Error()
	}
	f.client = c
	return nil
}

func startAtLast(broker string) {
	f := &feeder{}
	for f.start(broker) != nil {
		time.Sleep(time.Second)
	}
}

// What the feeder has in the end is the client that was opened last, and no other.
func goodStartedAtLast(broker string) { startAtLast(broker) }

func badStartedTwice(broker string) {
	startAtLast(broker)
	startAtLast(broker) // want `\(sameidentity\)`
}
