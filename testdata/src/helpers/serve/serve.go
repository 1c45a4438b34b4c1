// Package serve has functions that open connections, and are given others to call.
package serve

import (
	mqtt "github.com/eclipse/paho.mqtt.golang"
	amqp "github.com/rabbitmq/amqp091-go"
)

// Listen gives handle each message. Where it fails it leaves the connection behind.
func Listen(url, queue string, handle func([]byte)) error {
	conn, err := amqp.Dial(url)
	if err != nil {
		return err
	}
	ch, err := conn.Channel()
	if err != nil {
		return err
	}
	deliveries, err := ch.Consume(queue, "", true, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range deliveries {
		handle(d.Body)
	}
	return conn.Close()
}

// ListenOnce is Listen, and leaves nothing behind.
func ListenOnce(url, queue string, handle func([]byte)) error {
	conn, err := amqp.Dial(url)
	if err != nil {
		return err
	}
	defer conn.Close()
	ch, err := conn.Channel()
	if err != nil {
		return err
	}
	deliveries, err := ch.Consume(queue, "", true, false, false, false, nil)
	if err != nil {
		return err
	}
	for d := range deliveries {
		handle(d.Body)
	}
	return nil
}

// Renew closes c before it calls f.
func Renew(c mqtt.Client, f func() error) error {
	c.Disconnect(250)
	return f()
}

// Finish calls f before it closes c.
func Finish(c mqtt.Client, f func() error) error {
	err := f()
	c.Disconnect(250)
	return err
}

// Use opens a connection that only f has.
func Use(url string, f func(*amqp.Connection) error) error {
	conn, err := amqp.Dial(url)
	if err != nil {
		return err
	}
	defer conn.Close()
	return f(conn)
}
