package lost

import (
	"errors"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

var errDown = errors.New("down")

func run(f func() error) error { return f() }

func attempts(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; i < n && yield(i); i++ {
		}
	}
}

func connect(c mqtt.Client) error {
	t := c.Connect()
	t.Wait()
	return t.Error()
}

// A literal that fills a variable of the function around it, and empties it if it fails.
func badFilledTwice(o *mqtt.ClientOptions) {
	var c mqtt.Client
	fill := func() {
		c = mqtt.NewClient(o) // want `\(lostclient\)`
		if connect(c) != nil {
			c = nil
		}
	}
	fill()
	fill()
}

func badOpenedByLiteral(o *mqtt.ClientOptions) error {
	c := mqtt.NewClient(o)
	if err := connect(c); err != nil {
		return err
	}
	c = mqtt.NewClient(o)
	return run(func() error { return connect(c) }) // want `\(lostclient\)`
}

// A branch that needs the first one does not keep it on the other.
func badOtherBranch(o *mqtt.ClientOptions, enough bool) {
	c := mqtt.NewClient(o)
	c.Connect().Wait()
	if enough {
		c.Disconnect(250)
		return
	}
	c = mqtt.NewClient(o)
	if connect(c) == nil { // want `\(lostclient\)`
		if c.IsConnectionOpen() {
			c.Publish("up", 0, false, "")
		}
		c.Disconnect(250)
	}
}

type gauge struct {
	client mqtt.Client
	opened int
}

func (g *gauge) open() error {
	return connect(g.client)
}

func badObjectOfTheRound(o *mqtt.ClientOptions) {
	for range 2 {
		g := &gauge{client: mqtt.NewClient(o)}
		if g.open() != nil { // want `\(lostclient\)`
			return
		}
	}
}

func badCountedObject(o *mqtt.ClientOptions) error {
	for range 2 {
		g := &gauge{client: mqtt.NewClient(o)}
		if t := g.client.Connect(); t.Wait() && t.Error() == nil { // want `\(lostclient\)`
			g.opened++
		} else {
			return errDown
		}
	}
	return nil
}

// All that are opened are closed at the end, by the variables of their rounds.
func goodDeferredByLiteral(ids []string) {
	for _, id := range ids {
		var c mqtt.Client
		c = mqtt.NewClient(mqtt.NewClientOptions().SetClientID(id))
		c.Connect().Wait()
		defer func() {
			if c != nil {
				c.Disconnect(250)
			}
		}()
	}
}

func goodDeferredInBody() {
	for range attempts(2) {
		var c mqtt.Client
		defer func() {
			if c != nil {
				c.Disconnect(250)
			}
		}()
		c = mqtt.NewClient(mqtt.NewClientOptions())
		c.Connect().Wait()
	}
}

// Its own handler has it, and may close it.
func goodHeldByHandler() {
	for range 2 {
		var c mqtt.Client
		o := &mqtt.ClientOptions{OnConnectionLost: func(mqtt.Client, error) {
			c.Disconnect(250)
		}}
		c = mqtt.NewClient(o)
		c.Connect().Wait()
	}
}

func do(f func()) { f() }

// The first of the two that the literal makes is closed before the second takes its place.
func goodOneAfterTheOther(o *mqtt.ClientOptions) {
	var c mqtt.Client
	do(func() {
		c = mqtt.NewClient(o)
		c.Connect().Wait()
		c.Disconnect(250)
		c = mqtt.NewClient(o)
		if t := c.Connect(); !t.WaitTimeout(time.Second) {
			c = nil
		}
	})
	if c != nil {
		c.Disconnect(250)
	}
}

// first still holds the client. Nothing uses it again, so that nothing can close the connection; a
// variable that is not used may be meant to be.
func fpStillHeld(o, p *mqtt.ClientOptions) {
	first := mqtt.NewClient(o)
	current := first
	func() { current.Connect().Wait() }()
	current = mqtt.NewClient(p)
	current.Connect().Wait() // want `\(lostclient\)`
}
