package lib

import mqtt "github.com/eclipse/paho.mqtt.golang"

// A Messenger is made once and shared.
type Messenger struct{ mqtt.Client }

var shared *Messenger

// Shared returns the messenger of the process, connected.
func Shared(o *mqtt.ClientOptions) *Messenger {
	if shared == nil {
		shared = &Messenger{Client: mqtt.NewClient(o)}
	}
	if !shared.Client.IsConnected() {
		shared.Client.Connect().Wait()
	}
	return shared
}

// Open connects m.
func (m *Messenger) Open() error {
	t := m.Client.Connect()
	t.Wait()
	return t.Error()
}
