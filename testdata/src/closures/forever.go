package closures

import (
	"log"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// A helper that calls what it is given for ever never comes back to its caller.

func forever(f func() error) {
	for {
		if err := f(); err != nil {
			log.Print(err)
		}
		time.Sleep(time.Second)
	}
}

func leakySession() error {
	conn, err := amqp.Dial("amqp://broker")
	if err != nil {
		return err
	}
	ch, err := conn.Channel()
	if err != nil {
		return err
	}
	defer conn.Close()
	return <-ch.NotifyClose(make(chan *amqp.Error))
}

func tidySession() error {
	conn, err := amqp.Dial("amqp://broker")
	if err != nil {
		return err
	}
	defer conn.Close()
	ch, err := conn.Channel()
	if err != nil {
		return err
	}
	return <-ch.NotifyClose(make(chan *amqp.Error))
}

func badForever() {
	forever(leakySession) // want `an AMQP connection .*\(lostclient\)`
}

func goodForever() {
	forever(tidySession)
}

// The same where the function is a field of what the helper is given.

type supervisor struct {
	Run   func() error
	Pause time.Duration
}

func (s *supervisor) serve() {
	for {
		if err := s.Run(); err != nil {
			log.Print(err)
		}
		time.Sleep(s.Pause)
	}
}

func serveAll(s *supervisor) {
	s.Pause = time.Second
	s.serve()
}

func badSupervised() {
	s := &supervisor{Run: leakySession}
	s.serve() // want `an AMQP connection .*\(lostclient\)`
}

func goodSupervised() {
	s := &supervisor{Run: tidySession}
	s.serve()
}

func badSupervisedDeeper() {
	serveAll(&supervisor{Run: leakySession}) // want `an AMQP connection .*\(lostclient\)`
}

func goodSupervisedLater() {
	s := &supervisor{Run: leakySession}
	s.Run = tidySession
	s.serve()
}

func fnSupervisedGoroutine(urls []string) {
	for _, url := range urls {
		s := supervisor{Run: func() error {
			conn, err := amqp.Dial(url)
			if err != nil {
				return err
			}
			_, err = conn.Channel()
			return err
		}}
		go s.serve() // no want: fn, what a goroutine is given is not known to it
	}
}

// It is not known which function a supervisor has that comes from elsewhere.
func fnSupervisedElsewhere(s *supervisor) { s.serve() }
