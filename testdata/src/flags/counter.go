package flags

import (
	"math/rand/v2"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

type meter struct {
	client mqtt.Client
	opened int
	spare  int
}

// A counter is never negative: after the first line it is not zero.
func (m *meter) goodCounted() {
	m.client.Connect().Wait()
	m.opened++
	if m.opened == 0 {
		m.client.Connect().Wait()
	}
}

func (m *meter) badCountedDown() {
	m.client.Connect().Wait()
	m.spare++
	if m.spare == 0 {
		m.client.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func (m *meter) use() { m.spare-- }

func times(n int, f func()) {
	for range n {
		f()
	}
}

// What is true of a field is true of a variable that a literal has captured.
func goodCapturedCounter(o *mqtt.ClientOptions, n int) {
	c := mqtt.NewClient(o)
	opened := 0
	times(n, func() {
		if opened == 0 || !c.IsConnectionOpen() {
			c.Connect().Wait()
			opened++
		}
	})
}

func badCapturedSpare(o *mqtt.ClientOptions, n int) {
	c := mqtt.NewClient(o)
	spare := n
	times(n, func() {
		if spare == 0 || !c.IsConnectionOpen() {
			c.Connect().Wait() // want `\(doubleconnect\)`
			spare++
		}
		spare--
	})
}

func attempts(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; i < n && yield(i); i++ {
		}
	}
}

// Where paths meet, a phase is still the one that it is on each.
func goodPhase(o *mqtt.ClientOptions) {
	c := mqtt.NewClient(o)
	phase := 0
	for range attempts(2) {
		if phase != 1 || !c.IsConnectionOpen() {
			c.Connect().Wait()
			phase = 1
		}
		if rand.IntN(2) == 0 {
			break
		}
	}
}

func badPhase(o *mqtt.ClientOptions) {
	c := mqtt.NewClient(o)
	phase := 0
	for range attempts(2) {
		if phase != 1 || !c.IsConnectionOpen() {
			c.Connect().Wait() // want `\(doubleconnect\)`
			phase = 2
		}
		if rand.IntN(2) == 0 {
			break
		}
	}
}
