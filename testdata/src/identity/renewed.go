package identity

import (
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/google/uuid"
)

// -- the next client is connected before the last one is closed --

type tunnel struct {
	id     string
	client mqtt.Client
}

func forID(id string) mqtt.Client {
	return mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID(id))
}

func (t *tunnel) renew() {
	c := forID(t.id)
	c.Connect().Wait()
	if t.client != nil {
		t.client.Disconnect(250)
	}
	t.client = c
}

func badRenew(t *tunnel) {
	for {
		t.renew() // want `beside another of the same identity.*\(sameidentity\)`
		time.Sleep(time.Hour)
	}
}

func badRenewTwice() {
	t := &tunnel{id: "valve-3"}
	t.renew()
	t.renew() // want `\(sameidentity\)`
}

func (t *tunnel) rotate() { t.renew() }

func badRenewFurtherDown(t *tunnel) {
	for range time.Tick(time.Hour) {
		t.rotate() // want `\(sameidentity\)`
	}
}

// Each tunnel has a client of its own.
func goodOthers(ts []*tunnel) {
	for _, t := range ts {
		t.renew()
	}
}

func goodOther(a, b *tunnel) {
	a.renew()
	b.renew()
}

func goodNewName(t *tunnel) {
	for {
		t.id = uuid.NewString()
		t.renew()
		time.Sleep(time.Hour)
	}
}

// What a deferred call closes stays open until then.
func (t *tunnel) renewDeferred() {
	if old := t.client; old != nil {
		defer old.Disconnect(250)
	}
	t.client = forID(t.id)
	t.client.Connect().Wait()
}

func badRenewDeferred(t *tunnel) {
	for {
		t.renewDeferred() // want `\(sameidentity\)`
		time.Sleep(time.Hour)
	}
}

func (t *tunnel) renewClosed() {
	if t.client != nil {
		t.client.Disconnect(250)
	}
	t.client = forID(t.id)
	t.client.Connect().Wait()
}

func goodRenewClosed(t *tunnel) {
	for {
		t.renewClosed()
		time.Sleep(time.Hour)
	}
}

func (t *tunnel) renewFresh() {
	c := forID("valve-" + uuid.NewString())
	c.Connect().Wait()
	if t.client != nil {
		t.client.Disconnect(250)
	}
	t.client = c
}

func goodRenewFresh(t *tunnel) {
	for {
		t.renewFresh()
		time.Sleep(time.Hour)
	}
}

func (t *tunnel) renewAs(id string) {
	c := forID(id)
	c.Connect().Wait()
	if t.client != nil {
		t.client.Disconnect(250)
	}
	t.client, t.id = c, id
}

func goodRenewAs(t *tunnel, ids <-chan string) {
	for id := range ids {
		t.renewAs(id)
	}
}

func badRenewAs(t *tunnel, id string) {
	for {
		t.renewAs(id) // want `\(sameidentity\)`
		time.Sleep(time.Hour)
	}
}

// Only where the last one is down.
func (t *tunnel) renewDown() {
	if t.client != nil && t.client.IsConnected() {
		return
	}
	old := t.client
	t.client = nil
	if old != nil {
		old.Disconnect(0)
	}
	t.client = forID(t.id)
	t.client.Connect().Wait()
}

func goodRenewDown(t *tunnel) {
	for {
		t.renewDown()
		time.Sleep(time.Hour)
	}
}
