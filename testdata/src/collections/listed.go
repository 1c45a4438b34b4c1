package collections

import mqtt "github.com/eclipse/paho.mqtt.golang"

// A loop over a list that is written out is as many statements as the list has elements.
func badListed(a, b mqtt.Client) {
	a.Connect().Wait()
	for _, c := range []mqtt.Client{b, a} {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func goodListed(a, b mqtt.Client) {
	a.Connect().Wait()
	for _, c := range []mqtt.Client{b, a} {
		c.Disconnect(250)
	}
	a.Connect().Wait()
}

func closeAll(clients ...mqtt.Client) {
	for _, c := range clients {
		c.Disconnect(250)
	}
}

func goodAllClosed(o, p *mqtt.ClientOptions) {
	a, b := mqtt.NewClient(o), mqtt.NewClient(p)
	a.Connect().Wait()
	closeAll(b, a)
	a.Connect().Wait()
}

func goodMapClosed(o, p *mqtt.ClientOptions) {
	a, b := mqtt.NewClient(o), mqtt.NewClient(p)
	a.Connect().Wait()
	for _, c := range map[string]mqtt.Client{"a": a, "b": b} {
		c.Disconnect(250)
	}
	a.Connect().Wait()
}

func goodPoolClosed(o *mqtt.ClientOptions) {
	var pool []mqtt.Client
	a := mqtt.NewClient(o)
	a.Connect().Wait()
	pool = append(pool, a)
	for _, c := range pool {
		c.Disconnect(250)
	}
	a.Connect().Wait()
}

func badPool() (pool []mqtt.Client) {
	for range 2 {
		c := mqtt.NewClient(mqtt.NewClientOptions().SetClientID("meter"))
		c.Connect().Wait() // want `\(sameidentity\)`
		pool = append(pool, c)
	}
	return pool
}

// The one that is closed may be a. The other way is not held against the program.
func fnSome(o, p *mqtt.ClientOptions, n int) {
	a, b := mqtt.NewClient(o), mqtt.NewClient(p)
	a.Connect().Wait()
	[]mqtt.Client{a, b}[n].Disconnect(250)
	a.Connect().Wait()
}
