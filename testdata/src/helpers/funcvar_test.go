package helpers

import (
	"testing"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	amqp "github.com/rabbitmq/amqp091-go"
)

func dialNothing(string) (*amqp.Connection, error) { return nil, nil }

// What a test puts in the place of a function is for the test.
func TestReplaced(t *testing.T) {
	dialer = dialNothing
	(&station{dial: dialNothing}).badField("")
}

// Which function is called in a test of such a package is not known: it is left alone.
func TestGoodLeftAlone(t *testing.T) {
	c := mqtt.NewClient(mqtt.NewClientOptions())
	c.Connect()
	c.Connect()
}
