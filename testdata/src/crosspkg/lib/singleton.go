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

// Watch subscribes to topic.
func (m *Messenger) Watch(topic string) {
	m.Client.Subscribe(topic, 0, func(mqtt.Client, mqtt.Message) {})
}

// A Hub is a singleton that makes its client late.
type Hub struct{ client mqtt.Client }

var hub *Hub

// Default returns the hub of the process.
func Default() *Hub {
	if hub == nil {
		hub = &Hub{}
	}
	if hub.client == nil || !hub.client.IsConnected() {
		hub.connect()
	}
	return hub
}

func (h *Hub) connect() error {
	if h.client == nil {
		h.client = mqtt.NewClient(mqtt.NewClientOptions())
	}
	t := h.client.Connect()
	t.Wait()
	return t.Error()
}

// Watch subscribes to topic.
func (h *Hub) Watch(topic string) {
	h.client.Subscribe(topic, 0, func(mqtt.Client, mqtt.Message) {})
}
