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

// A box is in the hands of whoever sorts the shelf: which one is there afterwards is not known.
type box struct{ conn *amqp.Connection }

type shelf struct{ box *box }

func (s *shelf) put(url string) (err error) {
	if s.box.conn != nil {
		s.box.conn.Close()
	}
	s.box.conn, err = amqp.Dial(url)
	return err
}

func (s *shelf) fill(url string, sort func(*shelf)) error {
	sort(s)
	return s.put(url)
}

func (s *shelf) goodInTheBox(url string, sort func(*shelf)) {
	for {
		s.fill(url, sort)
		time.Sleep(time.Second)
	}
}
