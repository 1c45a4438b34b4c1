// Package collections keeps clients in slices, maps, arrays and channels.
package collections

import (
	"log"
	"sync"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

func goodEach(clients []mqtt.Client) {
	for _, c := range clients {
		c.Connect().Wait()
	}
}

func badEach(clients []mqtt.Client) {
	for _, c := range clients {
		c.Connect().Wait()
		c.Publish("up", 0, false, "")
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

// The same one in every round.
func badSame(clients []mqtt.Client) {
	c := clients[0]
	for range clients {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func goodAllThenAll(clients []mqtt.Client) {
	for _, c := range clients {
		c.Connect().Wait()
	}
	for _, c := range clients {
		if !c.IsConnected() {
			c.Connect().Wait()
		}
	}
}

func goodByName(clients map[string]mqtt.Client, a, b string) {
	clients[a].Connect().Wait()
	clients[b].Connect().Wait()
}

func goodEntry(clients map[string]mqtt.Client, name string, o *mqtt.ClientOptions) mqtt.Client {
	if c, ok := clients[name]; ok {
		return c
	}
	c := mqtt.NewClient(o)
	c.Connect().Wait()
	clients[name] = c
	return c
}

// One entry, taken out once.
func badEntry(clients map[string]mqtt.Client, name string) {
	c, ok := clients[name]
	if !ok {
		return
	}
	c.Connect().Wait()
	log.Print("connected ", name)
	c.Connect().Wait() // want `\(doubleconnect\)`
}

func goodFreshPerRound(opts []*mqtt.ClientOptions) []mqtt.Client {
	var out []mqtt.Client
	for _, o := range opts {
		c := mqtt.NewClient(o)
		c.Connect().Wait()
		out = append(out, c)
	}
	return out
}

// One client for all the rounds.
func badOneForAll(opts []*mqtt.ClientOptions) []mqtt.Client {
	var out []mqtt.Client
	c := mqtt.NewClient(mqtt.NewClientOptions())
	for range opts {
		c.Connect().Wait() // want `\(doubleconnect\)`
		out = append(out, c)
	}
	return out
}

func connectAll(clients ...mqtt.Client) {
	for _, c := range clients {
		c.Connect().Wait()
	}
}

func goodVariadic(a, b mqtt.Client) { connectAll(a, b) }

// What a function does to the elements of a slice is not followed.
func goodVariadicThenOne(a, b mqtt.Client) {
	connectAll(a)
	b.Connect().Wait()
}

type fleet struct {
	byID map[string]mqtt.Client
	list []mqtt.Client
	pair [2]mqtt.Client
}

func (f *fleet) goodAdd(id string, c mqtt.Client) {
	f.byID[id] = c
	f.list = append(f.list, c)
	c.Connect().Wait()
}

func (f *fleet) goodSwap() {
	f.pair[0].Connect().Wait()
	f.pair[1].Connect().Wait()
}

func (f *fleet) badPair() {
	f.pair[0].Connect().Wait()
	f.pair[0].Connect().Wait() // want `\(doubleconnect\)`
}

func (f *fleet) goodPairSwapped() {
	f.pair[0].Connect().Wait()
	f.pair[0], f.pair[1] = f.pair[1], f.pair[0]
	f.pair[0].Connect().Wait()
}

func goodSyncMap(m *sync.Map, id string) {
	v, ok := m.Load(id)
	if !ok {
		return
	}
	c := v.(mqtt.Client)
	if !c.IsConnected() {
		c.Connect().Wait()
	}
}

func badSyncMap(m *sync.Map, id string) {
	v, ok := m.Load(id)
	if !ok {
		return
	}
	c := v.(mqtt.Client)
	c.Connect().Wait()
	c.Connect().Wait() // want `\(doubleconnect\)`
}

func goodChannel(in <-chan mqtt.Client) {
	for c := range in {
		c.Connect().Wait()
	}
}

func badChannel(in <-chan mqtt.Client) {
	for c := range in {
		c.Connect().Wait()
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

// Whoever receives it may close it.
func goodSent(out chan<- mqtt.Client, o *mqtt.ClientOptions) {
	c := mqtt.NewClient(o)
	c.Connect().Wait()
	out <- c
	c.Connect().Wait()
}
