// Package fields keeps the client in structs and globals.
package fields

import (
	"context"
	"log"
	"time"

	"github.com/amenzhinsky/iothub/iotdevice"
	iotmqtt "github.com/amenzhinsky/iothub/iotdevice/transport/mqtt"
	mqtt "github.com/eclipse/paho.mqtt.golang"
)

type station struct {
	client mqtt.Client
	backup mqtt.Client
	opts   *mqtt.ClientOptions
	name   string
}

// What the caller has done with the field is not known here.
func (s *station) goodConnect() error {
	t := s.client.Connect()
	t.Wait()
	return t.Error()
}

func (s *station) badConnect() error {
	t := s.client.Connect()
	t.Wait()
	if t.Error() != nil {
		return t.Error()
	}
	s.client.Publish(s.name, 1, true, "online")
	t = s.client.Connect() // want `\(doubleconnect\)`
	t.Wait()
	return t.Error()
}

func (s *station) start() error {
	log.Print("starting ", s.name)
	t := s.client.Connect()
	t.Wait()
	return t.Error()
}

func (s *station) stop() { s.client.Disconnect(250) }

func (s *station) goodCycle() error {
	if err := s.start(); err != nil {
		return err
	}
	s.stop()
	return s.start()
}

func (s *station) badCycle() error {
	if err := s.start(); err != nil {
		return err
	}
	return s.start() // want `\(doubleconnect\)`
}

func (s *station) goodBoth() {
	s.client.Connect().Wait()
	s.backup.Connect().Wait()
}

func (s *station) badBoth() {
	s.client.Connect().Wait()
	s.backup.Connect().Wait()
	s.client.Connect().Wait() // want `\(doubleconnect\)`
}

// The backup is stopped, the client is started.
func (s *station) badWrongStop() {
	s.client.Connect().Wait()
	s.backup.Disconnect(250)
	s.client.Connect().Wait() // want `\(doubleconnect\)`
}

func (s *station) goodRightStop() {
	s.client.Connect().Wait()
	s.client.Disconnect(250)
	s.client.Connect().Wait()
}

func (s *station) goodReplaced() {
	s.client.Connect().Wait()
	s.client.Disconnect(250)
	s.client = mqtt.NewClient(s.opts)
	s.client.Connect().Wait()
}

// A copy of the field is the same client.
func (s *station) badAlias() {
	c := s.client
	c.Connect().Wait()
	s.client.Connect().Wait() // want `\(doubleconnect\)`
}

func (s *station) goodAlias() {
	c := s.client
	c.Connect().Wait()
	s.client.Disconnect(250)
	c.Connect().Wait()
}

func (s *station) badStored(c mqtt.Client) {
	s.client = c
	s.client.Connect().Wait()
	c.Connect().Wait() // want `\(doubleconnect\)`
}

// The field has moved on to another client.
func (s *station) goodStoredThenReplaced(c, d mqtt.Client) {
	s.client = c
	s.client.Connect().Wait()
	s.client = d
	s.client.Connect().Wait()
}

func badLiteral(o *mqtt.ClientOptions) *station {
	s := &station{client: mqtt.NewClient(o), opts: o, name: "roof"}
	s.client.Connect().Wait()
	s.start() // want `\(doubleconnect\)`
	return s
}

func goodLiteral(o *mqtt.ClientOptions) (*station, error) {
	s := &station{client: mqtt.NewClient(o), opts: o, name: "roof"}
	return s, s.start()
}

// A copy of the struct holds the same client.
func badStructCopy(s station) {
	t := s
	s.client.Connect().Wait()
	t.client.Connect().Wait() // want `\(doubleconnect\)`
}

func goodStructCopy(s station, c mqtt.Client) {
	t := s
	t.client = c
	s.client.Connect().Wait()
	t.client.Connect().Wait()
}

func badPointerCopy(s *station) {
	t := s
	s.client.Connect().Wait()
	t.client.Connect().Wait() // want `\(doubleconnect\)`
}

// Two parameters may be two stations.
func goodTwoStations(s, t *station) {
	s.client.Connect().Wait()
	t.client.Connect().Wait()
}

type plant struct {
	inner struct{ gate station }
	hall  *station
}

func (p *plant) badNested() {
	p.inner.gate.client.Connect().Wait()
	p.hall.client.Connect().Wait()
	p.inner.gate.client.Connect().Wait() // want `\(doubleconnect\)`
}

func (p *plant) goodNested() {
	p.inner.gate.client.Connect().Wait()
	p.hall.client.Connect().Wait()
	p.inner.gate.stop()
	p.inner.gate.client.Connect().Wait()
}

func (p *plant) badThroughPointer() {
	h := p.hall
	h.client.Connect().Wait()
	p.hall.start() // want `\(doubleconnect\)`
}

func (p *plant) goodThroughPointer(next *station) {
	p.hall.client.Connect().Wait()
	p.hall = next
	p.hall.start()
}

func badPointerToInterface(c *mqtt.Client) {
	(*c).Connect().Wait()
	(*c).Connect().Wait() // want `\(doubleconnect\)`
}

func goodPointerToInterface(c *mqtt.Client, o *mqtt.ClientOptions) {
	(*c).Connect().Wait()
	(*c).Disconnect(250)
	*c = mqtt.NewClient(o)
	(*c).Connect().Wait()
}

// -- globals --

var hub mqtt.Client

var spare = mqtt.NewClient(mqtt.NewClientOptions())

func badGlobal() {
	hub.Connect().Wait()
	hub.Publish("up", 0, false, "")
	hub.Connect().Wait() // want `\(doubleconnect\)`
}

func goodGlobal() {
	hub.Connect().Wait()
	hub.Disconnect(250)
	hub.Connect().Wait()
}

func goodGlobals() {
	hub.Connect().Wait()
	spare.Connect().Wait()
}

func setUp(o *mqtt.ClientOptions) {
	hub = mqtt.NewClient(o)
	hub.Connect().Wait()
}

func badSetUp(o *mqtt.ClientOptions) {
	setUp(o)
	hub.Connect().Wait() // want `\(doubleconnect\)`
}

func tearDown() {
	if hub != nil {
		hub.Disconnect(250)
		hub = nil
	}
}

func goodTearDown(o *mqtt.ClientOptions) {
	setUp(o)
	tearDown()
	setUp(o)
}

// -- other libraries --

type sensor struct {
	dev *iotdevice.Client
	cs  string
}

func (s *sensor) badReopen(ctx context.Context) error {
	if err := s.dev.Close(); err != nil {
		return err
	}
	return s.dev.Connect(ctx) // want `\(reuseclosed\)`
}

func (s *sensor) goodReopen(ctx context.Context) error {
	if err := s.dev.Close(); err != nil {
		return err
	}
	dev, err := iotdevice.NewFromConnectionString(iotmqtt.New(), s.cs)
	if err != nil {
		return err
	}
	s.dev = dev
	return s.dev.Connect(ctx)
}

func (s *sensor) badHeartbeat(ctx context.Context) {
	for range time.Tick(time.Minute) {
		if err := s.dev.Connect(ctx); err != nil { // want `\(doubleconnect\)`
			log.Print(err)
		}
		if err := s.dev.SendEvent(ctx, nil); err != nil {
			log.Print(err)
		}
	}
}

func (s *sensor) goodHeartbeat(ctx context.Context) error {
	if err := s.dev.Connect(ctx); err != nil {
		return err
	}
	for range time.Tick(time.Minute) {
		if err := s.dev.SendEvent(ctx, nil); err != nil {
			log.Print(err)
		}
	}
	return nil
}
