// Package leak has clients that are closed where the last handle to them is dropped.
package leak

import (
	"fmt"
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	amqp "github.com/rabbitmq/amqp091-go"
)

type service struct {
	conn *amqp.Connection
	ch   *amqp.Channel
}

// Each error after the dial leaves the connection.
func (s *service) open(url string) error {
	conn, err := amqp.Dial(url)
	if err != nil {
		return fmt.Errorf("dial: %w", err)
	}
	ch, err := conn.Channel()
	if err != nil {
		return fmt.Errorf("channel: %w", err) // nothing works
	}
	if err := ch.Qos(1, 0, false); err != nil {
		// One at a time, or none.
		return err
	}
	s.conn, s.ch = conn, ch
	return nil
}

func (s *service) run(url string) {
	for s.open(url) != nil { // want `\(lostclient\)`
		time.Sleep(time.Second)
	}
}

func inLoop(url string) *amqp.Channel {
	for {
		conn, err := amqp.Dial(url) // want `\(lostclient\)`
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		ch, err := conn.Channel()
		if err == nil {
			return ch
		}
		log.Print(err)
	}
}

func inBranch(url string) *amqp.Channel {
	for {
		if conn, err := amqp.Dial(url); err == nil { // want `\(lostclient\)`
			ch, err := conn.Channel()
			if err == nil {
				return ch
			}
			log.Print(err)
		} else {
			log.Print(err)
		}
		time.Sleep(time.Second)
	}
}

func continues(url string) *amqp.Channel {
	for {
		conn, err := amqp.Dial(url) // want `\(lostclient\)`
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		ch, err := conn.Channel()
		if err != nil {
			continue
		}
		return ch
	}
}

// A client has a name at the hub.
func subscribed(o *mqtt.ClientOptions) mqtt.Client {
	o.SetClientID("thermostat")
	for {
		c := mqtt.NewClient(o)
		if t := c.Connect(); t.Wait() && t.Error() != nil { // want `\((lostclient|sameidentity)\)`
			time.Sleep(time.Second)
			continue
		}
		if t := c.Subscribe("in", 1, nil); t.Wait() && t.Error() == nil {
			return c
		}
	}
}

func sendOne(o *mqtt.ClientOptions, msg string) {
	c := mqtt.NewClient(o)
	c.Connect().Wait()
	c.Publish("out", 0, false, msg).Wait()
}

func sendAll(o *mqtt.ClientOptions, msgs []string) {
	for _, msg := range msgs {
		sendOne(o, msg) // want `\(lostclient\)`
	}
}

// The first one is not used when the second one comes.
func oneAfterTheOther(o *mqtt.ClientOptions) error {
	o.SetClientID("gateway")
	first := mqtt.NewClient(o)
	first.Connect().Wait()
	first.Publish("up", 1, true, "first").Wait()
	second := mqtt.NewClient(o)
	t := second.Connect() // want `\(sameidentity\)`
	t.Wait()
	return t.Error()
}

// A variable of the package that nothing copies.
var current mqtt.Client

func rotate(o *mqtt.ClientOptions) {
	for {
		current = mqtt.NewClient(o)
		current.Connect().Wait() // want `\((lostclient|sameidentity)\)`
		time.Sleep(time.Hour)
		current = nil // and on
	}
}

// -- no fix --

// The field may be looked at by others, who would find it closed.
func (s *service) dial(url string) (err error) {
	if s.conn, err = amqp.Dial(url); err != nil {
		return err
	}
	s.ch, err = s.conn.Channel()
	return err
}

func (s *service) redial(url string) {
	for s.dial(url) != nil { // want `\(lostclient\)`
		time.Sleep(time.Second)
	}
}

func declare(conn *amqp.Connection) error {
	_, err := conn.Channel()
	return err
}

// A function that is given the connection could keep it.
func handed(url string) *amqp.Connection {
	for {
		conn, err := amqp.Dial(url) // want `\(lostclient\)`
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		if declare(conn) == nil {
			return conn
		}
	}
}

// A helper does not close what it was given, and could keep it.
func up(c mqtt.Client) error {
	t := c.Connect()
	t.Wait()
	if t.Error() != nil {
		return t.Error()
	}
	return nil
}

func oneByHelper(o *mqtt.ClientOptions) error {
	o.SetClientID("gateway")
	first := mqtt.NewClient(o)
	if err := up(first); err != nil {
		return err
	}
	first.Publish("up", 1, true, "first").Wait()
	second := mqtt.NewClient(o)
	t := second.Connect() // want `\(sameidentity\)`
	t.Wait()
	return t.Error()
}

// The first one is still used.
func both(o *mqtt.ClientOptions) {
	o.SetClientID("gateway")
	first, second := mqtt.NewClient(o), mqtt.NewClient(o)
	first.Connect().Wait()
	second.Connect().Wait() // want `\(sameidentity\)`
	first.Publish("up", 1, true, "first").Wait()
}

// A label can lead anywhere.
func labelled(url string) *amqp.Channel {
again:
	conn, err := amqp.Dial(url) // want `\(lostclient\)`
	if err != nil {
		time.Sleep(time.Second)
		goto again
	}
	ch, err := conn.Channel()
	if err != nil {
		goto again
	}
	return ch
}
