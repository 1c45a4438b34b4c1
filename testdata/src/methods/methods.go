// Package methods connects through methods of all kinds.
package methods

import (
	"context"
	"log"
	"time"

	"github.com/amenzhinsky/iothub/iotdevice"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/simonvetter/modbus"
)

// -- method values and expressions --

func goodMethodValue(c mqtt.Client) {
	connect := c.Connect
	connect().Wait()
}

func badMethodValue(c mqtt.Client) {
	connect := c.Connect
	connect().Wait()
	connect().Wait() // want `\(doubleconnect\)`
}

func goodMethodExpression(c *modbus.ModbusClient) error {
	open, shut := (*modbus.ModbusClient).Open, (*modbus.ModbusClient).Close
	if err := open(c); err != nil {
		return err
	}
	shut(c)
	return open(c)
}

func badMethodExpression(c *modbus.ModbusClient) error {
	open := (*modbus.ModbusClient).Open
	if err := open(c); err != nil {
		return err
	}
	return open(c) // want `\(doubleconnect\)`
}

func badInterfaceExpression(c mqtt.Client) {
	mqtt.Client.Connect(c).Wait()
	mqtt.Client.Connect(c).Wait() // want `\(doubleconnect\)`
}

func goodInterfaceExpression(c mqtt.Client) {
	mqtt.Client.Connect(c).Wait()
	mqtt.Client.Disconnect(c, 250)
	mqtt.Client.Connect(c).Wait()
}

func retry(f func() error) {
	for f() != nil {
		time.Sleep(time.Second)
	}
}

func goodMethodValuePassed(c *modbus.ModbusClient) { retry(c.Open) }

func badMethodValuePassed(c *modbus.ModbusClient) {
	retry(c.Open)
	retry(c.Open) // want `\(doubleconnect\)`
}

func goodMethodValueDeferred(c *modbus.ModbusClient) error {
	shut := c.Close
	defer shut()
	return c.Open()
}

// -- a wrapper --

type uplink struct {
	client mqtt.Client
	topic  string
}

func newUplink(o *mqtt.ClientOptions) *uplink {
	return &uplink{client: mqtt.NewClient(o), topic: "up"}
}

func (u *uplink) Start() error {
	t := u.client.Connect()
	t.Wait()
	return t.Error()
}

func (u *uplink) Stop() { u.client.Disconnect(250) }

func (u *uplink) Client() mqtt.Client { return u.client }

func (u *uplink) Send(v any) error {
	t := u.client.Publish(u.topic, 1, false, v)
	t.Wait()
	return t.Error()
}

func goodStartStop(o *mqtt.ClientOptions) error {
	u := newUplink(o)
	if err := u.Start(); err != nil {
		return err
	}
	u.Stop()
	return u.Start()
}

func badStartStart(o *mqtt.ClientOptions) error {
	u := newUplink(o)
	if err := u.Start(); err != nil {
		return err
	}
	return u.Start() // want `\(doubleconnect\)`
}

func badStartWhenSendFails(u *uplink) error {
	if err := u.Start(); err != nil {
		return err
	}
	if err := u.Send("hello"); err != nil {
		return u.Start() // want `\(doubleconnect\)`
	}
	return nil
}

func goodStartWhenSendFails(u *uplink) error {
	if err := u.Start(); err != nil {
		return err
	}
	if err := u.Send("hello"); err != nil {
		u.Stop()
		return u.Start()
	}
	return nil
}

func badGetter(u *uplink) error {
	if err := u.Start(); err != nil {
		return err
	}
	t := u.Client().Connect() // want `\(doubleconnect\)`
	t.Wait()
	return t.Error()
}

func goodGetter(u *uplink) error {
	if err := u.Start(); err != nil {
		return err
	}
	u.Client().Disconnect(250)
	return u.Start()
}

func goodTwoUplinks(o, p *mqtt.ClientOptions) error {
	a, b := newUplink(o), newUplink(p)
	if err := a.Start(); err != nil {
		return err
	}
	return b.Start()
}

func badTwoUplinks(o, p *mqtt.ClientOptions) error {
	a, b := newUplink(o), newUplink(p)
	if err := a.Start(); err != nil {
		return err
	}
	if err := b.Start(); err != nil {
		return a.Start() // want `\(doubleconnect\)`
	}
	return nil
}

// -- embedding --

type gateway struct {
	mqtt.Client
	name string
}

func (g *gateway) announce() { g.Publish(g.name, 1, true, "online") }

func badEmbeddedInterface(g *gateway) {
	g.Connect().Wait()
	g.announce()
	g.Connect().Wait() // want `\(doubleconnect\)`
}

func goodEmbeddedInterface(g *gateway) {
	g.Connect().Wait()
	g.announce()
	g.Disconnect(250)
	g.Connect().Wait()
}

// The promoted method is the field's.
func badPromotedAndField(g *gateway) {
	g.Connect().Wait()
	g.Client.Connect().Wait() // want `\(doubleconnect\)`
}

type dualGateway struct {
	gateway
	spare *gateway
}

func badEmbeddedTwice(d *dualGateway) {
	d.Connect().Wait()
	d.gateway.Client.Connect().Wait() // want `\(doubleconnect\)`
}

func goodEmbeddedTwice(d *dualGateway) {
	d.Connect().Wait()
	d.spare.Connect().Wait()
}

type rig struct {
	*modbus.ModbusClient
	unit uint8
}

func badEmbeddedPointer(r rig) error {
	if err := r.Open(); err != nil {
		return err
	}
	if err := r.SetUnitId(r.unit); err != nil {
		return r.Open() // want `\(doubleconnect\)`
	}
	return nil
}

func goodEmbeddedPointer(r rig) error {
	if err := r.Open(); err != nil {
		return err
	}
	if err := r.SetUnitId(r.unit); err != nil {
		r.Close()
		return r.Open()
	}
	return nil
}

// The client lies inside the struct, not behind a pointer.
type embedded struct {
	iotdevice.Client
	name string
}

func badEmbeddedValue(ctx context.Context, e *embedded) error {
	if err := e.Connect(ctx); err != nil {
		return err
	}
	log.Print(e.name)
	return e.Client.Connect(ctx) // want `\(doubleconnect\)`
}

func goodEmbeddedValue(ctx context.Context, e *embedded) error {
	if err := e.Connect(ctx); err != nil {
		return err
	}
	log.Print(e.name)
	return e.Close()
}

func badModule(ctx context.Context, m *iotdevice.ModuleClient) error {
	if err := m.Connect(ctx); err != nil {
		return err
	}
	if err := m.Close(); err != nil {
		return err
	}
	return m.Client.Connect(ctx) // want `\(reuseclosed\)`
}

// An own Connect hides the promoted one, and asks first.
type careful struct{ mqtt.Client }

func (c careful) Connect() mqtt.Token {
	if c.Client.IsConnected() {
		return &mqtt.DummyToken{}
	}
	return c.Client.Connect()
}

func goodHidden(o *mqtt.ClientOptions) {
	c := careful{mqtt.NewClient(o)}
	c.Connect().Wait()
	c.Connect().Wait()
}

func badHidden(o *mqtt.ClientOptions) {
	c := careful{mqtt.NewClient(o)}
	c.Connect().Wait()
	c.Client.Connect().Wait() // want `\(doubleconnect\)`
}

// -- narrowed interfaces --

type connecter interface {
	Connect() mqtt.Token
	Disconnect(quiesce uint)
}

type device struct{ conn connecter }

func (d *device) badNarrowed() {
	d.conn.Connect().Wait()
	d.conn.Connect().Wait() // want `\(doubleconnect\)`
}

func (d *device) goodNarrowed() {
	d.conn.Connect().Wait()
	d.conn.Disconnect(250)
	d.conn.Connect().Wait()
}

func badNarrowedLocal(o *mqtt.ClientOptions) {
	var c connecter = mqtt.NewClient(o)
	c.Connect().Wait()
	c.Connect().Wait() // want `\(doubleconnect\)`
}

func goodNarrowedLocal(o *mqtt.ClientOptions) {
	var c connecter = mqtt.NewClient(o)
	c.Connect().Wait()
	c.Disconnect(250)
	c.Connect().Wait()
}

func goodWidened(v connecter) {
	v.Connect().Wait()
	if c, ok := v.(mqtt.Client); ok && !c.IsConnected() {
		c.Connect().Wait()
	}
}

func badWidened(v connecter) {
	v.Connect().Wait()
	if c, ok := v.(mqtt.Client); ok && c.IsConnected() {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

// Something else with a method of the same name.
type line struct{ open bool }

func (l *line) Connect() error { l.open = true; return nil }

func goodSameName(l *line) error {
	if err := l.Connect(); err != nil {
		return err
	}
	return l.Connect()
}

// -- starters --

type starter interface {
	Start() error
	Stop()
}

// Only one type of this package implements the interface, and no other package can.
func badSoleStarter(s starter) error {
	if err := s.Start(); err != nil {
		return err
	}
	return s.Start() // want `\(doubleconnect\)`
}

func badStarter(o *mqtt.ClientOptions) error {
	var s starter = newUplink(o)
	if err := s.Start(); err != nil {
		return err
	}
	return s.Start() // want `\(doubleconnect\)`
}

func goodStarterStopped(o *mqtt.ClientOptions) error {
	var s starter = newUplink(o)
	if err := s.Start(); err != nil {
		return err
	}
	s.Stop()
	return s.Start()
}
