package methods

import (
	"context"

	"github.com/amenzhinsky/iothub/iotdevice"
	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// A method that comes from an embedded client happens to that client, by whatever way it is called.
type station struct {
	mqtt.Client
	name string
}

type van struct{ *station }

// A dialer is an interface of the program's own.
type dialer interface {
	Connect() mqtt.Token
	Disconnect(quiesce uint)
	IsConnected() bool
}

func newStation(o *mqtt.ClientOptions) station { return station{Client: mqtt.NewClient(o)} }

func badPromoted(o *mqtt.ClientOptions) {
	var d dialer = newStation(o)
	d.Connect().Wait()
	d.Connect().Wait() // want `\(doubleconnect\)`
}

func badPromotedPointer(o *mqtt.ClientOptions) {
	s := newStation(o)
	var d dialer = &s
	s.Connect().Wait()
	d.Connect().Wait() // want `\(doubleconnect\)`
}

func badPromotedTwice(o *mqtt.ClientOptions) {
	s := newStation(o)
	var d dialer = van{&s}
	d.Connect().Wait()
	s.Connect().Wait() // want `\(doubleconnect\)`
}

func dialIt(d dialer) { d.Connect().Wait() }

func hangUp(d dialer) { d.Disconnect(250) }

func badPromotedHelper(o *mqtt.ClientOptions) {
	s := newStation(o)
	dialIt(s)
	dialIt(van{&s}) // want `\(doubleconnect\)`
}

func goodPromotedHelper(o *mqtt.ClientOptions) {
	s := newStation(o)
	dialIt(s)
	hangUp(&s)
	dialIt(s)
}

func goodPromotedAsks(o *mqtt.ClientOptions) {
	var d dialer = newStation(o)
	d.Connect().Wait()
	if !d.IsConnected() {
		d.Connect().Wait()
	}
}

func goodTwoStations(o, p *mqtt.ClientOptions) {
	dialIt(newStation(o))
	dialIt(newStation(p))
}

// A guarded has a Connect of its own.
type guarded struct{ station }

func (g guarded) Connect() mqtt.Token {
	if g.IsConnected() {
		return &mqtt.DummyToken{}
	}
	return g.station.Connect()
}

func goodOverridden(o *mqtt.ClientOptions) {
	var d dialer = guarded{newStation(o)}
	d.Connect().Wait()
	d.Connect().Wait()
}

func badBehindOverridden(o *mqtt.ClientOptions) {
	g := guarded{newStation(o)}
	dialIt(g)
	dialIt(g.station) // want `\(doubleconnect\)`
}

// Method values and expressions.
func badPromotedValue(o *mqtt.ClientOptions) {
	var d dialer = newStation(o)
	open := d.Connect
	open().Wait()
	open().Wait() // want `\(doubleconnect\)`
}

func goodPromotedValue(o *mqtt.ClientOptions) {
	var d dialer = newStation(o)
	open, shut := d.Connect, d.Disconnect
	open().Wait()
	shut(250)
	open().Wait()
}

func badPromotedExpression(o *mqtt.ClientOptions) {
	s := newStation(o)
	station.Connect(s).Wait()
	(*station).Connect(&s).Wait() // want `\(doubleconnect\)`
}

func goodPromotedExpression(o *mqtt.ClientOptions) {
	s := newStation(o)
	open := dialer.Connect
	open(s).Wait()
	dialer.Disconnect(s, 250)
	open(s).Wait()
}

func badSmallerExpression(o *mqtt.ClientOptions) {
	s := newStation(o)
	dialer.Connect(s).Wait()
	dialer.Connect(s).Wait() // want `\(doubleconnect\)`
}

// A client of the library, by a smaller interface.
func badValueOfInterface(o *mqtt.ClientOptions) {
	var d dialer = mqtt.NewClient(o)
	open := d.Connect
	open().Wait()
	d.Connect().Wait() // want `\(doubleconnect\)`
}

func goodValueOfInterface(o *mqtt.ClientOptions) {
	var d dialer = mqtt.NewClient(o)
	shut := d.Disconnect
	d.Connect().Wait()
	shut(250)
	d.Connect().Wait()
}

// A client that cannot be connected again once it was closed.
type closer interface {
	Connect(ctx context.Context) error
	Close() error
}

func badClosedByValue(ctx context.Context, c *iotdevice.Client) {
	var k closer = c
	stop := k.Close
	stop()
	k.Connect(ctx) // want `\(reuseclosed\)`
}
