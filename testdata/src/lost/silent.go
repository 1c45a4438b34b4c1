package lost

import (
	"errors"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// Known wrong answers: these lose a client on each round, and nothing is said.

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
