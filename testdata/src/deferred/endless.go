package deferred

import (
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/rabbitmq/amqp091-go"
)

// What is deferred in a loop that has no end never runs.

func badEndless(url string) {
	for {
		conn, err := amqp091.Dial(url) // want `\(lostclient\)`
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		defer conn.Close()
		if ch, err := conn.Channel(); err == nil {
			ch.Publish("", "q", false, false, amqp091.Publishing{})
		}
		time.Sleep(time.Minute)
	}
}

func badEndlessClosure(o *mqtt.ClientOptions) {
	for {
		c := mqtt.NewClient(o)
		c.Connect().Wait() // want `\(lostclient\)`
		defer func() {
			c.Disconnect(250)
			log.Print("closed")
		}()
		time.Sleep(time.Minute)
	}
}

// It may come to its end, where all of them are closed: they are no more than many.
func goodEndsOnce(urls <-chan string) {
	for url := range urls {
		conn, err := amqp091.Dial(url)
		if err != nil {
			return
		}
		defer conn.Close()
	}
}

func goodEndlessRounds(url string) {
	for {
		func() {
			conn, err := amqp091.Dial(url)
			if err != nil {
				return
			}
			defer conn.Close()
			time.Sleep(time.Minute)
		}()
		time.Sleep(time.Second)
	}
}

// The connection is gone when the next one is made.
func goodEndlessUntilGone(url string) {
	for {
		conn, err := amqp091.Dial(url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		defer conn.Close()
		log.Print(<-conn.NotifyClose(make(chan *amqp091.Error)))
	}
}

func goodOnceForEver(url string) {
	conn, err := amqp091.Dial(url)
	if err != nil {
		return
	}
	defer conn.Close()
	for {
		if _, err := conn.Channel(); err != nil {
			log.Print(err)
		}
		time.Sleep(time.Minute)
	}
}

// A panic runs it.
func goodPanics(url string) {
	for {
		goodUntilPanic(url)
	}
}

func goodUntilPanic(url string) {
	defer func() { log.Print(recover()) }()
	for {
		conn, err := amqp091.Dial(url)
		if err != nil {
			panic(err)
		}
		defer conn.Close()
		mustSend(conn)
		if conn.Close() != nil {
			continue
		}
	}
}

func mustSend(conn *amqp091.Connection) {
	if _, err := conn.Channel(); err != nil {
		panic(err)
	}
}

func twice(yield func(int) bool) {
	_ = yield(0) && yield(1)
}

// What the body of a range over a function defers runs when the function around it ends, and is not followed
// until then.
func fnDeferredInBody(c mqtt.Client) {
	for range twice {
		defer c.Connect()
	}
}
