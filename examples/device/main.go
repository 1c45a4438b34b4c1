// Device is a thermostat that publishes a reading every minute.
//
// Like much firmware in the field it is built with a client library of its day: before paho
// v1.4.2, Connect on a client that is connected sends a second CONNECT with the same client id,
// and the hub answers that by closing the connection it has.
package main

import (
	"errors"
	"flag"
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

func main() {
	careful := flag.Bool("careful", false, "ask whether the connection is gone before connecting again")
	flag.Parse()
	c := mqtt.NewClient(mqtt.NewClientOptions().
		AddBroker("ssl://hub.example.net:8883").
		SetClientID("thermostat").
		SetAutoReconnect(false))
	loop := run
	if *careful {
		loop = runCarefully
	}
	log.Fatal(loop(c))
}

// run has the mistake: a reading that was not acknowledged says nothing about the connection.
func run(c mqtt.Client) error {
	if err := connect(c); err != nil {
		return err
	}
	for range time.Tick(time.Minute) {
		if err := publish(c, "21.5"); err != nil {
			log.Print(err)
			if err := connect(c); err != nil {
				return err
			}
		}
	}
	return nil
}

// runCarefully asks first, and hublint has nothing to say.
func runCarefully(c mqtt.Client) error {
	if err := connect(c); err != nil {
		return err
	}
	for range time.Tick(time.Minute) {
		if err := publish(c, "21.5"); err != nil {
			log.Print(err)
			if c.IsConnected() {
				continue
			}
			if err := connect(c); err != nil {
				return err
			}
		}
	}
	return nil
}

func connect(c mqtt.Client) error {
	t := c.Connect()
	t.Wait()
	return t.Error()
}

func publish(c mqtt.Client, reading string) error {
	t := c.Publish("devices/thermostat/readings", 1, false, reading)
	if !t.WaitTimeout(10 * time.Second) {
		return errors.New("publish: no acknowledgement in time")
	}
	return t.Error()
}
