// Package far has what timers of another package call.
package far

import mqtt "github.com/eclipse/paho.mqtt.golang"

// Shared is the client of the package.
var Shared = mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID("far"))

// Open connects it.
func Open() { Shared.Connect().Wait() }

// Renew connects it if that is needed.
func Renew() {
	if !Shared.IsConnected() {
		Shared.Connect().Wait()
	}
}

// Close disconnects it.
func Close() { Shared.Disconnect(250) }

// Opener returns a function that connects c.
func Opener(c mqtt.Client) func() { return func() { c.Connect().Wait() } }

// A Link is a client with methods.
type Link struct{ Client mqtt.Client }

// Open connects it.
func (l *Link) Open() { l.Client.Connect().Wait() }
