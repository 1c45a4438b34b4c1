package lost

import (
	"log"
	"strconv"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// A goroutine that has the object which holds the connection, and never comes to that, does not keep it.

type tap interface{ turn(d time.Duration) }

type printed string

func (p printed) turn(d time.Duration) { log.Print(string(p), d) }

type sprinkler struct {
	url   string
	tap   tap
	other interface{ Tell(*sprinkler) }

	conn *amqp.Connection
	ch   *amqp.Channel
	done chan struct{}
}

func newSprinkler(url string) *sprinkler { return &sprinkler{url: url, tap: printed("north")} }

func (s *sprinkler) dial() (<-chan amqp.Delivery, error) {
	conn, err := amqp.Dial(s.url)
	if err != nil {
		return nil, err
	}
	ch, err := conn.Channel()
	if err != nil {
		_ = conn.Close()
		return nil, err
	}
	jobs, err := ch.Consume("jobs", "", true, false, false, false, nil)
	if err != nil {
		_ = conn.Close()
		return nil, err
	}
	s.conn, s.ch, s.done = conn, ch, make(chan struct{})
	return jobs, nil
}

func (s *sprinkler) start() error {
	jobs, err := s.dial()
	if err == nil {
		go s.work(jobs, s.done)
	}
	return err
}

func (s *sprinkler) work(jobs <-chan amqp.Delivery, done chan<- struct{}) {
	defer close(done)
	for job := range jobs {
		if n, err := strconv.Atoi(string(job.Body)); err == nil {
			s.tap.turn(time.Duration(n) * time.Second)
		}
	}
}

// It closes the channel, and not the connection.
func (s *sprinkler) pause() {
	_ = s.ch.Close()
	<-s.done
}

func (s *sprinkler) stop() {
	_ = s.conn.Close()
	<-s.done
}

func badSprinklerPaused(url string, tick <-chan time.Time) {
	s := newSprinkler(url)
	for s.start() == nil { // want `\(lostclient\)`
		<-tick
		s.pause()
	}
}

func goodSprinklerStopped(url string, tick <-chan time.Time) {
	s := newSprinkler(url)
	for s.start() == nil {
		<-tick
		s.stop()
	}
}

func (s *sprinkler) startTelling() error {
	jobs, err := s.dial()
	if err == nil {
		go s.tell(jobs)
	}
	return err
}

// Whoever it tells may close the connection.
func (s *sprinkler) tell(jobs <-chan amqp.Delivery) {
	for range jobs {
		s.other.Tell(s)
	}
}

func goodSprinklerTells(url string, tick <-chan time.Time) {
	s := newSprinkler(url)
	for s.startTelling() == nil {
		<-tick
	}
}

func (s *sprinkler) startClosing() error {
	jobs, err := s.dial()
	if err == nil {
		go s.close(jobs)
	}
	return err
}

func (s *sprinkler) close(jobs <-chan amqp.Delivery) {
	for range jobs {
	}
	s.hangUp()
}

func (s *sprinkler) hangUp() { _ = s.conn.Close() }

func goodSprinklerHangsUp(url string, tick <-chan time.Time) {
	s := newSprinkler(url)
	for s.startClosing() == nil {
		<-tick
	}
}
