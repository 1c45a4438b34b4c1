package app

import (
	"example.com/cases/crosspkg/lib"
	mqtt "github.com/eclipse/paho.mqtt.golang"
)

func badShared(o *mqtt.ClientOptions) error {
	m := lib.Shared(o)
	return m.Open() // want `\(doubleconnect\)`
}

func goodShared(o *mqtt.ClientOptions) {
	m := lib.Shared(o)
	m.Client.Publish("up", 0, false, "1")
}

// The singleton holds its client from one round to the next.
func goodDefault(topics []string) {
	for _, topic := range topics {
		lib.Default().Watch(topic)
	}
}

type line struct{ topics []string }

func (l *line) start() {
	for _, topic := range l.topics {
		if topic != "" {
			lib.Default().Watch(topic)
		}
	}
}

func goodLines(lines []*line) {
	for _, l := range lines {
		l.start()
	}
}
