package identity

import (
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// Functional options: functions that set the fields of what the client is made from.

type setup struct {
	broker, id string
	keep       time.Duration
}

type option func(*setup)

func withID(id string) option         { return func(s *setup) { s.id = id } }
func withBroker(url string) option    { return func(s *setup) { s.broker = url } }
func withKeep(d time.Duration) option { return func(s *setup) { s.keep = d } }
func withChecked(ok bool, o option) option {
	return func(s *setup) {
		if ok {
			o(s)
		}
	}
}

func (s *setup) client() mqtt.Client {
	return mqtt.NewClient(mqtt.NewClientOptions().AddBroker(s.broker).SetClientID(s.id).SetKeepAlive(s.keep))
}

func newFrom(opts ...option) mqtt.Client {
	s := &setup{broker: "tcp://hub:1883", keep: time.Minute}
	for _, o := range opts {
		o(s)
	}
	return s.client()
}

func badSameOption() {
	a := newFrom(withID("meter"))
	a.Connect().Wait()
	b := newFrom(withID("meter"))
	b.Connect().Wait() // want `\(sameidentity\)`
}

func badAmongOthers() {
	a := newFrom(withID("meter"), withKeep(time.Second))
	a.Connect().Wait()
	b := newFrom(withBroker("tcp://hub:1883"), withID("meter"))
	b.Connect().Wait() // want `\(sameidentity\)`
}

func badGivenName(id string) {
	a := newFrom(withID(id))
	a.Connect().Wait()
	b := newFrom(withKeep(time.Second), withID(id))
	b.Connect().Wait() // want `\(sameidentity\)`
}

func goodOptions() {
	a := newFrom(withID("meter"))
	a.Connect().Wait()
	b := newFrom(withID("gauge"))
	b.Connect().Wait()
}

func goodOptionOfHub() {
	a := newFrom(withID("meter"))
	a.Connect().Wait()
	b := newFrom(withID("meter"), withBroker("tcp://other:1883"))
	b.Connect().Wait()
}

// The last one counts.
func goodLastOption() {
	a := newFrom(withID("meter"))
	a.Connect().Wait()
	b := newFrom(withID("meter"), withID("gauge"))
	b.Connect().Wait()
}

func goodNoOption() {
	a := newFrom()
	a.Connect().Wait()
	b := newFrom(withKeep(time.Second))
	b.Connect().Wait()
}

func goodMoreOptions(more ...option) {
	a := newFrom(append([]option{withID("meter")}, more...)...)
	a.Connect().Wait()
	b := newFrom(withID("meter"))
	b.Connect().Wait()
}

func goodOptionOfCaller(o option) {
	a := newFrom(withID("meter"), o)
	a.Connect().Wait()
	b := newFrom(withID("meter"))
	b.Connect().Wait()
}

func goodMaybe(ok bool) {
	a := newFrom(withID("meter"), withChecked(ok, withID("gauge")))
	a.Connect().Wait()
	b := newFrom(withID("meter"), withChecked(!ok, withID("gauge")))
	b.Connect().Wait()
}

// -- passed on --

func newMeter(opts ...option) mqtt.Client { return newFrom(opts...) }

func badPassedOn() {
	a := newMeter(withID("meter"))
	a.Connect().Wait()
	b := newMeter(withID("meter"))
	b.Connect().Wait() // want `\(sameidentity\)`
}

func goodPassedOn() {
	a := newMeter(withID("meter"))
	a.Connect().Wait()
	b := newMeter(withID("gauge"))
	b.Connect().Wait()
}

// -- an object that keeps them --

type instrument struct {
	setup
	link mqtt.Client
}

func newInstrument(opts ...option) *instrument {
	i := &instrument{setup: setup{broker: "tcp://hub:1883"}}
	for _, o := range opts {
		o(&i.setup)
	}
	i.link = i.client()
	return i
}

func (i *instrument) connect() { i.link.Connect().Wait() }

func badInstruments() {
	a, b := newInstrument(withID("meter")), newInstrument(withID("meter"))
	a.connect()
	b.connect() // want `\(sameidentity\)`
}

func goodInstruments() {
	a, b := newInstrument(withID("meter")), newInstrument(withID("gauge"))
	a.connect()
	b.connect()
}

// -- setters that say nothing of the identity return the options --

func badChained(keep time.Duration) {
	a := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID("meter").SetKeepAlive(keep))
	a.Connect().Wait()
	b := mqtt.NewClient(mqtt.NewClientOptions().SetClientID("meter").SetCleanSession(true).AddBroker("tcp://hub:1883"))
	b.Connect().Wait() // want `\(sameidentity\)`
}

func goodChained(keep time.Duration) {
	a := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID("meter").SetKeepAlive(keep))
	a.Connect().Wait()
	b := mqtt.NewClient(mqtt.NewClientOptions().SetClientID("gauge").SetKeepAlive(keep).AddBroker("tcp://hub:1883"))
	b.Connect().Wait()
}
