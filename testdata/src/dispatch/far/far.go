// Package far calls through interfaces of another package, and knows no type behind them.
package far

import (
	"time"

	"example.com/cases/dispatch"
	"example.com/cases/dispatch/endpoint"
)

func badRetries(b dispatch.Bus) {
	for b.Open() != nil { // want `\(lostclient\)`
		time.Sleep(time.Minute)
	}
}

func badMade() {
	b := dispatch.New("amqp", "amqp://localhost")
	for b.Open() != nil { // want `\(lostclient\)`
		time.Sleep(time.Minute)
	}
}

func goodEach(list []dispatch.Bus) {
	for _, b := range list {
		if b.Open() == nil {
			return
		}
	}
}

type hook struct {
	m     *endpoint.Manager
	t     *endpoint.Topics
	names []string
}

func (h *hook) badFirst(text string) bool {
	for _, name := range h.names {
		if h.m.Send(name, text) == nil { // want `an AMQP connection .*\(lostclient\)`
			return true
		}
	}
	return false
}

// Each client is in its element.
func (h *hook) goodTopics(text string) {
	for _, name := range h.names {
		h.t.Publish(name, text)
	}
}
