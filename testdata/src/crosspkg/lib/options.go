package lib

import mqtt "github.com/eclipse/paho.mqtt.golang"

// Start makes a client with the options of the caller.
func Start(opts *mqtt.ClientOptions) error {
	return mqtt.NewClient(opts).Connect().Error()
}

// Manual returns options without automatic reconnecting.
func Manual() *mqtt.ClientOptions { return mqtt.NewClientOptions().SetAutoReconnect(false) }

// Auto returns options as the library has them.
func Auto() *mqtt.ClientOptions { return mqtt.NewClientOptions() }
