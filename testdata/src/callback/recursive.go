package callback

import (
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// -- the handler calls the function that sets the handler --

type sensor struct{ client mqtt.Client }

func (s *sensor) connect(broker string) error {
	opts := mqtt.NewClientOptions().AddBroker(broker)
	opts.SetConnectionLostHandler(s.lost)
	s.client = mqtt.NewClient(opts)
	t := s.client.Connect()
	t.Wait()
	return t.Error()
}

func (s *sensor) lost(mqtt.Client, error) {
	for s.connect("tcp://hub:1883") != nil { // want `in the handler of another.*\(callbackconnect\)`
		time.Sleep(time.Second)
	}
}

type tidy struct{ client mqtt.Client }

func (t *tidy) connect(broker string) error {
	opts := mqtt.NewClientOptions().AddBroker(broker)
	opts.SetConnectionLostHandler(t.lost)
	t.client = mqtt.NewClient(opts)
	token := t.client.Connect()
	token.Wait()
	return token.Error()
}

func (t *tidy) lost(c mqtt.Client, _ error) {
	c.Disconnect(0)
	t.connect("tcp://hub:1883")
}

type closing struct{ client mqtt.Client }

func (c *closing) connect(broker string) error {
	opts := mqtt.NewClientOptions().AddBroker(broker)
	opts.SetConnectionLostHandler(c.lost)
	c.client = mqtt.NewClient(opts)
	token := c.client.Connect()
	token.Wait()
	return token.Error()
}

func (c *closing) lost(mqtt.Client, error) {
	c.client.Disconnect(0) // its own, by another name
	c.connect("tcp://hub:1883")
}
