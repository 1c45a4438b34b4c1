package lost

import (
	"errors"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	amqp "github.com/rabbitmq/amqp091-go"
)

// Known wrong answers: these lose a client on each round, and nothing is said.

// The dial is a goroutine's, which is not followed: it goes on when nobody waits for it any more.
func fnDialInGoroutine(url string) *amqp.Connection {
	for {
		done := make(chan *amqp.Connection, 1)
		go func() {
			if conn, err := amqp.Dial(url); err == nil {
				done <- conn
			}
		}()
		select {
		case conn := <-done:
			return conn
		case <-time.After(10 * time.Second):
		}
	}
}

// A goroutine for each round is not the same call again, as a function is that a library is given.
func fnGoroutineEachRound(url string, out chan<- *amqp.Channel) {
	for {
		done := make(chan struct{})
		go func() {
			defer close(done)
			conn, err := amqp.Dial(url)
			if err != nil {
				return
			}
			ch, err := conn.Channel()
			if err != nil {
				return
			}
			out <- ch
		}()
		<-done
		time.Sleep(time.Minute)
	}
}

type station struct {
	opts   *mqtt.ClientOptions
	client mqtt.Client
}

// A timer calls when it likes, so what it finds in the field may be anything.
func (s *station) fnTimer() error {
	s.client = mqtt.NewClient(s.opts)
	if t := s.client.Connect(); !t.WaitTimeout(30 * time.Second) {
		time.AfterFunc(time.Minute, func() { _ = s.fnTimer() })
		return errors.New("timed out")
	}
	return nil
}
