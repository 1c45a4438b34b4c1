package flags

import mqtt "github.com/eclipse/paho.mqtt.golang"

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
