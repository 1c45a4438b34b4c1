package lost

import mqtt "github.com/eclipse/paho.mqtt.golang"

// What is opened two calls down, and is the caller's or is closed and forgotten there.

func (g *gauge) connect() { g.client.Connect().Wait() }

// The method is given the round's gauge by a literal.
func badMethodInLiteral(o *mqtt.ClientOptions) {
	for range 3 {
		g := gauge{client: mqtt.NewClient(o)}
		do(func() { g.connect() }) // want `\(lostclient\)`
	}
}

func goodMethodInLiteral(o *mqtt.ClientOptions) {
	for range 3 {
		g := gauge{client: mqtt.NewClient(o)}
		do(func() { g.connect() })
		g.client.Disconnect(250)
	}
}

// Each gauge is kept.
func goodMethodOfKept(ids []string) (all []*gauge) {
	for _, id := range ids {
		g := &gauge{client: mqtt.NewClient(mqtt.NewClientOptions().SetClientID(id))}
		do(func() { g.connect() })
		all = append(all, g)
	}
	return all
}

// The second client takes the place of the first, and is gone itself when the literal ends.
func badBriefly(o *mqtt.ClientOptions) {
	c := mqtt.NewClient(o)
	c.Connect().Wait()
	do(func() { // want `\(lostclient\)`
		c = mqtt.NewClient(o)
		c.Connect().Wait()
		c.Disconnect(250)
		c = nil
	})
}

func goodBriefly(o *mqtt.ClientOptions) {
	c := mqtt.NewClient(o)
	c.Connect().Wait()
	do(func() {
		c.Disconnect(250)
		c = mqtt.NewClient(o)
		c.Connect().Wait()
		c.Disconnect(250)
		c = nil
	})
}

// A client, or nil where it could not connect.
func openedOrNil(o *mqtt.ClientOptions) mqtt.Client {
	c := mqtt.NewClient(o)
	if connect(c) != nil {
		return nil
	}
	return c
}

func badFilledOrNil(o, p *mqtt.ClientOptions) {
	var c mqtt.Client
	do(func() { c = openedOrNil(o) })
	do(func() { c = openedOrNil(p) }) // want `\(lostclient\)`
	if c != nil {
		c.Disconnect(250)
	}
}

func goodFilledOrNil(o, p *mqtt.ClientOptions) {
	var c mqtt.Client
	do(func() { c = openedOrNil(o) })
	if c == nil {
		do(func() { c = openedOrNil(p) })
	}
	if c != nil {
		c.Disconnect(250)
	}
}

func openAnother() {
	mqtt.NewClient(mqtt.NewClientOptions()).Connect().Wait()
	mqtt.NewClient(mqtt.NewClientOptions().SetClientID("meter")).Connect().Wait()
}

// One report stands for all that is wrong with a call: that the first client is lost, too, is not said.
func fnTwoInOneCall() {
	mqtt.NewClient(mqtt.NewClientOptions().SetClientID("meter")).Connect().Wait()
	for range 2 {
		openAnother() // want `\(sameidentity\)`
	}
}

// What a literal within a literal replaces, while an attempt is under way.
func fnReplacedDeep(o *mqtt.ClientOptions) {
	c := mqtt.NewClient(o)
	c.Connect()
	do(func() {
		do(func() {
			c = mqtt.NewClient(o)
			c.Connect().Wait()
		})
	})
}

type metered struct {
	client mqtt.Client
	up     bool
}

func (m *metered) connect() {
	do(func() {
		if !m.up {
			m.client.Connect().Wait()
		}
	})
}

// The method's literal asks for a field of what is made in each round.
func fnAskedInLiteral(o *mqtt.ClientOptions) {
	for range 3 {
		m := metered{client: mqtt.NewClient(o)}
		m.connect()
	}
}
