package lost

import (
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	amqp "github.com/rabbitmq/amqp091-go"
)

// A consumer's deliveries end when its connection does: the next one is opened in its place.
func goodConsume(url string) {
	for {
		conn, err := amqp.Dial(url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		ch, err := conn.Channel()
		if err != nil {
			conn.Close()
			continue
		}
		msgs, err := ch.Consume("q", "", true, false, false, false, nil)
		if err != nil {
			conn.Close()
			continue
		}
		for m := range msgs {
			log.Print(m.Body)
		}
		log.Print("again")
	}
}

// Without waiting for anything, each round leaves a connection behind.
func badPublish(url string, rounds int) {
	for range rounds {
		conn, err := amqp.Dial(url) // want `\(lostclient\)`
		if err != nil {
			continue
		}
		if ch, err := conn.Channel(); err == nil {
			ch.Publish("", "q", false, false, amqp.Publishing{})
		}
	}
}

// A ticker tells nothing of the connection.
func badTick(url string, every *time.Ticker) {
	for {
		<-every.C
		conn, err := amqp.Dial(url) // want `\(lostclient\)`
		if err != nil {
			continue
		}
		if ch, err := conn.Channel(); err == nil {
			ch.Publish("", "q", false, false, amqp.Publishing{})
		}
	}
}

// Another goroutine passes the news on.
func (s *service) goodForwarded(again chan bool) {
	for {
		conn, err := amqp.Dial(s.url)
		if err != nil {
			return
		}
		end := conn.NotifyClose(make(chan *amqp.Error))
		go func() {
			<-end
			again <- true
		}()
		<-again
	}
}

func (s *service) goodSignalled(again chan bool) {
	for {
		if err := s.dial(); err != nil {
			return
		}
		go func() {
			for range s.conn.NotifyClose(make(chan *amqp.Error)) {
				again <- true
			}
		}()
		<-again
	}
}

// What a lost handler tells is that the library reconnects.
func badAutoNews() {
	lost := make(chan error)
	opts := mqtt.NewClientOptions().AddBroker("tcp://hub:1883")
	opts.SetConnectionLostHandler(func(_ mqtt.Client, err error) { lost <- err })
	for {
		c := mqtt.NewClient(opts)
		if t := c.Connect(); t.Wait() && t.Error() != nil { // want `\(lostclient\)`
			time.Sleep(time.Second)
			continue
		}
		<-lost
	}
}

func goodAutoNewsClosed() {
	lost := make(chan error)
	opts := mqtt.NewClientOptions().AddBroker("tcp://hub:1883")
	opts.SetConnectionLostHandler(func(c mqtt.Client, err error) {
		c.Disconnect(0)
		lost <- err
	})
	for {
		c := mqtt.NewClient(opts)
		if t := c.Connect(); t.Wait() && t.Error() != nil {
			time.Sleep(time.Second)
			continue
		}
		<-lost
	}
}

func goodManualNews() {
	lost := make(chan error)
	opts := mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetAutoReconnect(false)
	opts.SetConnectionLostHandler(func(_ mqtt.Client, err error) { lost <- err })
	for {
		c := mqtt.NewClient(opts)
		if t := c.Connect(); t.Wait() && t.Error() != nil {
			time.Sleep(time.Second)
			continue
		}
		<-lost
	}
}
