package collections

import (
	"errors"
	"slices"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// A pool in a field, to which a method appends.
type meters struct {
	pool []mqtt.Client
	main mqtt.Client
}

func newMeter() mqtt.Client {
	return mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID("meter"))
}

func (m *meters) start() error {
	c := newMeter()
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	m.pool = append(m.pool, c)
	if t := c.Subscribe("orders", 1, nil); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	return nil
}

func (m *meters) startOther() {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID("other"))
	c.Connect().Wait()
	m.pool = append(m.pool, c)
}

func (m *meters) stop() {
	for _, c := range m.pool {
		c.Disconnect(250)
	}
	m.pool = nil
}

func badTwoOfAPool() {
	var m meters
	m.start()
	m.start() // want `\(sameidentity\)`
}

func badUntilReady(ready func() bool) {
	m := &meters{}
	for m.start() != nil || !ready() { // want `\(sameidentity\)`
	}
}

func (m *meters) badOfTheCaller() {
	m.start()
	m.startOther()
	m.start() // want `\(sameidentity\)`
}

// What is called in between knows nothing of the pool.
func badAfterOthers(probe func() bool) {
	m := &meters{}
	for probe() {
		m.start() // want `\(sameidentity\)`
	}
}

func goodHandedAround(probe func(*meters) bool) {
	m := &meters{}
	for probe(m) {
		m.start()
	}
}

func goodSpareAfterOthers(probe func() bool) {
	for probe() { // it may know of the package's list
		addSpare()
	}
}

// What is closed is another client.
func (m *meters) badResets() {
	for m.start() != nil { // want `\(sameidentity\)`
		if m.main != nil {
			m.main.Disconnect(250)
			m.main = nil
		}
	}
}

func goodStopped() {
	var m meters
	for m.start() != nil {
		m.stop()
	}
}

func goodStoppedLater() {
	m := &meters{}
	m.start()
	m.startOther()
	m.stop()
	m.start()
}

func (m *meters) goodOfTheCaller() {
	for range 3 {
		m.start()
		m.startOther()
		m.stop()
	}
}

func goodClosesLast() {
	m := &meters{}
	m.start()
	m.pool[len(m.pool)-1].Disconnect(250)
	m.start()
}

func goodClosesFirst() {
	m := &meters{}
	m.start()
	m.pool[0].Disconnect(250)
	m.pool = m.pool[1:]
	m.start()
}

// What is left of a list is another list, of another length.
func (m *meters) cut() { m.pool = m.pool[1:] }

func goodCutThenStopped() {
	m := &meters{}
	m.start()
	m.startOther()
	m.cut()
	m.stop()
	m.start()
}

func (m *meters) startIfEmptied() {
	if rest := m.pool[:0]; len(rest) == 0 && len(m.pool) > 0 {
		m.start()
	}
}

func badEmptied() {
	m := &meters{}
	m.start()
	m.startIfEmptied() // want `\(sameidentity\)`
}

func (m *meters) any() mqtt.Client { return m.pool[0] }

func goodClosesAny() {
	m := &meters{}
	m.start()
	m.any().Disconnect(250)
	m.start()
}

func (m *meters) clients() []mqtt.Client { return slices.Clone(m.pool) }

func (m *meters) one(n int) mqtt.Client { return m.pool[n] }

func goodClosesSome(n int) {
	m := &meters{}
	m.start()
	m.one(n).Disconnect(250)
	m.start()
}

func (m *meters) open() (list []mqtt.Client) {
	for _, c := range m.pool {
		if c.IsConnected() {
			list = append(list, c)
		}
	}
	return list
}

func (m *meters) copies() []mqtt.Client { return m.open() }

func goodClosesSelected() {
	m := &meters{}
	m.start()
	for _, c := range m.copies() {
		c.Disconnect(250)
	}
	m.start()
}

func goodClosesCopies() {
	m := &meters{}
	m.start()
	for _, c := range m.clients() {
		c.Disconnect(250)
	}
	m.start()
}

func goodHandedOn(close func([]mqtt.Client)) {
	m := &meters{}
	m.start()
	close(m.pool)
	m.start()
}

func (m *meters) startFirst() error {
	if len(m.pool) > 0 {
		return errors.New("started before")
	}
	return m.start()
}

func goodFirstOnly() {
	m := &meters{}
	m.startFirst()
	m.startFirst()
}

func goodFirstOnlyOutside() {
	m := &meters{}
	m.start()
	if len(m.pool) == 0 {
		m.start()
	}
}

func (m *meters) goodFirstRounds() {
	for range 3 {
		m.startFirst()
	}
}

func (m *meters) startOnce() {
	if m.pool == nil {
		m.start()
	}
}

func goodOnce() {
	m := &meters{}
	m.startOnce()
	m.startOnce()
}

func (m *meters) shrink() {
	var alive []mqtt.Client
	for _, c := range m.pool {
		if c.IsConnected() {
			c.Disconnect(250)
			continue
		}
		alive = append(alive, c)
	}
	m.pool = alive
}

func goodShrunk() {
	m := &meters{}
	m.start()
	m.shrink()
	m.start()
}

func (m *meters) startMany(ids []string) {
	for _, id := range ids {
		c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID(id))
		c.Connect().Wait()
		m.pool = append(m.pool, c)
	}
}

func goodStoppedAfterMany(ids []string) {
	m := &meters{}
	m.start()
	m.startMany(ids)
	m.stop()
	m.start()
}

var spare []mqtt.Client

func addSpare() {
	c := newMeter()
	c.Connect().Wait()
	spare = append(spare, c)
}

func closeSpare() {
	for _, c := range spare {
		c.Disconnect(250)
	}
	spare = spare[:0]
}

func badSpares() {
	addSpare()
	addSpare() // want `\(sameidentity\)`
}

func goodSpares() {
	addSpare()
	closeSpare()
	addSpare()
}

// A pool that a literal appends to.
func badCaptured(n int) (pool []mqtt.Client) {
	add := func() {
		c := newMeter() // want `\(sameidentity\)`
		c.Connect().Wait()
		pool = append(pool, c)
	}
	add()
	add()
	return pool
}

func goodCaptured() {
	var pool []mqtt.Client
	add := func() {
		c := newMeter()
		c.Connect().Wait()
		pool = append(pool, c)
	}
	add()
	for _, c := range pool {
		c.Disconnect(250)
	}
	add()
}
