package lost

import (
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	amqp "github.com/rabbitmq/amqp091-go"
)

// -- what was handed out before it holds a client --

type worker struct{ conn *amqp.Connection }

func (w *worker) run() {
	for w.conn != nil && !w.conn.IsClosed() {
		time.Sleep(time.Second)
	}
}

func goodStartedFirst(urls []string) {
	for _, url := range urls {
		w := &worker{}
		go w.run()
		conn, err := amqp.Dial(url)
		if err != nil {
			continue
		}
		w.conn = conn
	}
}

// The handler has the variable, and so the client that is stored there later.
func goodHandler(brokers []string) {
	for _, b := range brokers {
		var c mqtt.Client
		o := mqtt.NewClientOptions().AddBroker(b)
		o.SetOnConnectHandler(func(mqtt.Client) { c.Publish("up", 0, false, "1") })
		c = mqtt.NewClient(o)
		c.Connect().Wait()
	}
}

func goodRegistered(urls []string, register func(*worker)) {
	for _, url := range urls {
		w := &worker{}
		register(w)
		conn, err := amqp.Dial(url)
		if err != nil {
			continue
		}
		w.conn = conn
	}
}

func goodSent(urls []string, out chan<- *worker) {
	for _, url := range urls {
		w := &worker{}
		out <- w
		conn, err := amqp.Dial(url)
		if err != nil {
			continue
		}
		w.conn = conn
	}
}

func badHeldHere(urls []string) {
	for _, url := range urls {
		w := &worker{}
		conn, err := amqp.Dial(url) // want `\(lostclient\)`
		if err != nil {
			continue
		}
		w.conn = conn
	}
}
