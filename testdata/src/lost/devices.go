package lost

import (
	"fmt"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// Many devices, each with its own name. A client that has handlers works without being held.

func devicesReply(c mqtt.Client, m mqtt.Message) { c.Publish("replies", 0, false, m.Payload()) }

func devicesOptions(id string) *mqtt.ClientOptions {
	return mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID(id)
}

func goodDevicesOfList(ids []string) {
	for _, id := range ids {
		c := mqtt.NewClient(devicesOptions(id))
		c.Connect().Wait()
		c.Subscribe("orders/"+id, 0, devicesReply)
	}
	select {}
}

func devicesStart(n int) error {
	o := devicesOptions(fmt.Sprintf("device-%d", n))
	o.SetOnConnectHandler(func(c mqtt.Client) { c.Subscribe("orders", 0, devicesReply) })
	c := mqtt.NewClient(o)
	t := c.Connect()
	t.Wait()
	return t.Error()
}

func goodDevicesCounted(n int) {
	for i := range n {
		_ = devicesStart(i)
	}
	select {}
}

func goodDevicesReceived(ids <-chan string) {
	for id := range ids {
		o := devicesOptions(id).SetDefaultPublishHandler(devicesReply)
		mqtt.NewClient(o).Connect().Wait()
	}
}

// One name, so that the next one takes the connection.
func badDevicesOfOneName(ids []string) {
	for _, id := range ids {
		c := mqtt.NewClient(devicesOptions("all"))
		c.Connect().Wait() // want `\(lostclient\)`
		c.Subscribe("orders/"+id, 0, devicesReply)
	}
	select {}
}

// The same device is tried again.
func badDevicesAgain(ids []string) {
	for _, id := range ids {
		for range 3 {
			c := mqtt.NewClient(devicesOptions(id))
			c.Connect().Wait() // want `\(lostclient\)`
			if t := c.Subscribe("orders", 0, devicesReply); t.Wait() && t.Error() == nil {
				break
			}
		}
	}
	select {}
}

// Without a handler, nothing can be done with it any more.
func badDevicesIdle(ids []string) {
	for _, id := range ids {
		c := mqtt.NewClient(devicesOptions(id))
		c.Connect().Wait() // want `\(lostclient\)`
	}
	select {}
}
