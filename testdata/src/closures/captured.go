package closures

import mqtt "github.com/eclipse/paho.mqtt.golang"

func attempts(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			if !yield(i) {
				return
			}
		}
	}
}

// What a literal calls is in a variable that it has captured.
func badMethodValue(c mqtt.Client) {
	c.Connect().Wait()
	connect := c.Connect
	for range attempts(2) {
		connect().Wait() // want `\(doubleconnect\)`
	}
}

func badLiteral(c mqtt.Client) {
	connect := func() { c.Connect().Wait() } // want `\(doubleconnect\)`
	connect()
	do(func() { connect() })
}

func goodMethodValue(c mqtt.Client) {
	c.Connect().Wait()
	disconnect := c.Disconnect
	do(func() { disconnect(250) })
	c.Connect().Wait()
}

// A struct that is stored whole is not looked into for what its fields hold.
func fnFieldOfCaptured(c mqtt.Client) {
	c.Connect().Wait()
	hooks := struct{ connect func() mqtt.Token }{c.Connect}
	do(func() { hooks.connect().Wait() })
}

// Nor is a map.
func fnMapOfCaptured(c mqtt.Client) {
	hooks := map[string]func() mqtt.Token{"connect": c.Connect}
	for range attempts(2) {
		hooks["connect"]().Wait()
	}
}
