package closures

import mqtt "github.com/eclipse/paho.mqtt.golang"

// -- a helper that is given a literal which gives it another function --

func do(f func()) { f() }

func goodNestedHelper(o *mqtt.ClientOptions) {
	c := mqtt.NewClient(o)
	c.Connect().Wait()
	do(func() {
		do(func() { c.Disconnect(250) })
		c.Connect().Wait()
	})
}

type closer struct{ c mqtt.Client }

func (l *closer) close() { l.c.Disconnect(250) }

func goodNestedMethod(o *mqtt.ClientOptions) {
	l := &closer{mqtt.NewClient(o)}
	l.c.Connect().Wait()
	do(func() {
		do(l.close)
		l.c.Connect().Wait()
	})
}

func badNestedHelper(o *mqtt.ClientOptions) {
	c := mqtt.NewClient(o)
	c.Connect().Wait()
	do(func() {
		do(func() {})
		c.Connect().Wait() // want `\(doubleconnect\)`
	})
}

// Each is a mistake of its own, although both happen in one call.
func badTwoInLiteral(c mqtt.Client) {
	do(func() {
		for range 2 {
			c.Connect().Wait() // want `\(doubleconnect\)`
		}
		c.Connect().Wait() // want `\(doubleconnect\)`
	})
}

func goodBetween(c mqtt.Client) {
	do(func() {
		for range 2 {
			c.Connect().Wait()
			c.Disconnect(250)
		}
		c.Connect().Wait()
	})
}
