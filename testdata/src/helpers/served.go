package helpers

import (
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	amqp "github.com/rabbitmq/amqp091-go"

	"example.com/cases/helpers/plain"
	"example.com/cases/helpers/serve"
)

// A function of another package may call what it is given, and open or close a connection besides.

func badListen(url string) {
	for {
		err := serve.Listen(url, "commands", func(b []byte) { log.Printf("%s", b) }) // want `an AMQP connection .*\(lostclient\)`
		if err == nil {
			return
		}
		time.Sleep(time.Second)
	}
}

func goodListenOnce(url string) {
	for {
		err := serve.ListenOnce(url, "commands", func(b []byte) { log.Printf("%s", b) })
		if err == nil {
			return
		}
		time.Sleep(time.Second)
	}
}

// Which of the two comes first is not told.
func goodRenewed(c mqtt.Client) error {
	if err := connected(c); err != nil {
		return err
	}
	return serve.Renew(c, func() error { return connected(c) })
}

func fnFinished(c mqtt.Client) error {
	if err := connected(c); err != nil {
		return err
	}
	return serve.Finish(c, func() error { return connected(c) }) // no want: the order of the call and the close is not told
}

func goodFinished(c mqtt.Client) error {
	if err := serve.Finish(c, func() error { return connected(c) }); err != nil {
		return err
	}
	return connected(c)
}

// What the function does to its own client is seen beside that of the callee.
func badUsed(c mqtt.Client, url string) error {
	err := serve.Use(url, func(*amqp.Connection) error { return connected(c) })
	if err != nil {
		return err
	}
	return connected(c) // want `\(doubleconnect\)`
}

func goodUsed(c mqtt.Client, url string) error {
	for {
		err := serve.Use(url, func(conn *amqp.Connection) error {
			_, err := conn.Channel()
			return err
		})
		if err == nil {
			return connected(c)
		}
		time.Sleep(time.Second)
	}
}

func opened(url string) (*amqp.Connection, error) {
	conn, err := amqp.Dial(url)
	if err != nil {
		return nil, err
	}
	if _, err := conn.Channel(); err != nil {
		return nil, err
	}
	return conn, nil
}

func badValue(url string) (*amqp.Connection, error) {
	return plain.Value(5, func() (*amqp.Connection, error) { return opened(url) }) // want `\(lostclient\)`
}

func badRetrier(url string, r *plain.Retrier[*amqp.Connection]) (*amqp.Connection, error) {
	return r.Run(func() (*amqp.Connection, error) { return opened(url) }) // want `\(lostclient\)`
}

func goodValue(url string) error {
	for {
		conn, err := plain.Value(5, func() (*amqp.Connection, error) { return amqp.Dial(url) })
		if err != nil {
			return err
		}
		if _, err := conn.Channel(); err == nil {
			return nil
		}
		conn.Close()
	}
}

func badValueLost(url string) error {
	for {
		conn, err := plain.Value(5, func() (*amqp.Connection, error) { return amqp.Dial(url) }) // want `\(lostclient\)`
		if err != nil {
			return err
		}
		if _, err := conn.Channel(); err == nil {
			return nil
		}
	}
}
