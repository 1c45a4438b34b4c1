package straight

import (
	"context"
	"log"
	"net"

	"github.com/Azure/go-amqp"
	"github.com/amenzhinsky/iothub/iotdevice"
	iotmqtt "github.com/amenzhinsky/iothub/iotdevice/transport/mqtt"
	atwat "github.com/at-wat/mqtt-go"
	"github.com/eclipse/paho.golang/paho"
	goburrow "github.com/goburrow/modbus"
	"github.com/gopcua/opcua"
	"github.com/nats-io/nats.go"
	amqp091 "github.com/rabbitmq/amqp091-go"
	"github.com/simonvetter/modbus"
)

func goodHubOnce(ctx context.Context, cs string) error {
	c, err := iotdevice.NewFromConnectionString(iotmqtt.New(), cs)
	if err != nil {
		return err
	}
	if err := c.Connect(ctx); err != nil {
		return err
	}
	if err := c.SendEvent(ctx, []byte("boot")); err != nil {
		c.Close()
		return err
	}
	return c.Close()
}

func badHubTwice(ctx context.Context, cs string) error {
	c, err := iotdevice.NewFromConnectionString(iotmqtt.New(), cs)
	if err != nil {
		return err
	}
	if err := c.Connect(ctx); err != nil {
		return err
	}
	if err := c.SendEvent(ctx, []byte("boot")); err != nil {
		return c.Connect(ctx) // want `\(doubleconnect\)`
	}
	return c.Close()
}

// A closed client of this library never connects again.
func badHubAfterClose(ctx context.Context, cs string) error {
	c, err := iotdevice.NewFromConnectionString(iotmqtt.New(), cs)
	if err != nil {
		return err
	}
	if err := c.Connect(ctx); err != nil {
		return err
	}
	if err := c.Close(); err != nil {
		return err
	}
	return c.Connect(ctx) // want `\(reuseclosed\)`
}

func goodHubNewAfterClose(ctx context.Context, cs string) error {
	c, err := iotdevice.NewFromConnectionString(iotmqtt.New(), cs)
	if err != nil {
		return err
	}
	if err := c.Connect(ctx); err != nil {
		return err
	}
	if err := c.Close(); err != nil {
		return err
	}
	c, err = iotdevice.NewFromConnectionString(iotmqtt.New(), cs)
	if err != nil {
		return err
	}
	return c.Connect(ctx)
}

// A client that was closed without ever having connected cannot be closed any more once it has.
func badHubCloseFirst(ctx context.Context, c *iotdevice.Client) error {
	c.Close()
	return c.Connect(ctx) // want `\(reuseclosed\)`
}

func goodHubCloseLast(ctx context.Context, c *iotdevice.Client) error {
	if err := c.Connect(ctx); err != nil {
		return err
	}
	return c.Close()
}

func badModuleTwice(ctx context.Context, c *iotdevice.ModuleClient) {
	if err := c.Connect(ctx); err != nil {
		log.Print(err)
	}
	if err := c.Connect(ctx); err != nil { // want `\(doubleconnect\)`
		log.Print(err)
	}
}

func goodPLCOnce(ctx context.Context, endpoint string) error {
	c, err := opcua.NewClient(endpoint)
	if err != nil {
		return err
	}
	if err := c.Connect(ctx); err != nil {
		return err
	}
	return c.Close(ctx)
}

func badPLCTwice(ctx context.Context, endpoint string) error {
	c, err := opcua.NewClient(endpoint)
	if err != nil {
		return err
	}
	if err := c.Connect(ctx); err != nil {
		return err
	}
	return c.Connect(ctx) // want `\(doubleconnect\)`
}

// Dial is the lower half of Connect.
func badPLCDialThenConnect(ctx context.Context, c *opcua.Client) error {
	if err := c.Dial(ctx); err != nil {
		return err
	}
	return c.Connect(ctx) // want `\(doubleconnect\)`
}

// The client connects again, but watches the connection no longer.
func badPLCAfterClose(ctx context.Context, c *opcua.Client) error {
	if err := c.Connect(ctx); err != nil {
		return err
	}
	if err := c.Close(ctx); err != nil {
		return err
	}
	return c.Connect(ctx) // want `\(reuseclosed\)`
}

func goodRegisterReopened() error {
	c, err := modbus.NewClient(&modbus.ClientConfiguration{URL: "tcp://10.0.0.7:502"})
	if err != nil {
		return err
	}
	if err := c.Open(); err != nil {
		return err
	}
	if err := c.Close(); err != nil {
		return err
	}
	return c.Open()
}

func badRegisterReopened() error {
	c, err := modbus.NewClient(&modbus.ClientConfiguration{URL: "tcp://10.0.0.7:502"})
	if err != nil {
		return err
	}
	if err := c.Open(); err != nil {
		return err
	}
	if _, err := c.ReadRegister(100, modbus.HOLDING_REGISTER); err != nil {
		return c.Open() // want `\(doubleconnect\)`
	}
	return c.Close()
}

// goburrow's handler dials only if it has no connection.
func goodIdempotent() error {
	h := goburrow.NewTCPClientHandler("10.0.0.8:502")
	if err := h.Connect(); err != nil {
		return err
	}
	if err := h.Connect(); err != nil {
		return err
	}
	return h.Close()
}

func badFiveTwice(ctx context.Context, conn net.Conn) error {
	c := paho.NewClient(paho.ClientConfig{Conn: conn})
	cp := &paho.Connect{ClientID: "kiln", KeepAlive: 30, CleanStart: true}
	if _, err := c.Connect(ctx, cp); err != nil {
		return err
	}
	_, err := c.Connect(ctx, cp) // want `\(doubleconnect\)`
	return err
}

func badFiveAfterDisconnect(ctx context.Context, conn net.Conn) error {
	c := paho.NewClient(paho.ClientConfig{Conn: conn})
	cp := &paho.Connect{ClientID: "kiln", KeepAlive: 30, CleanStart: true}
	if _, err := c.Connect(ctx, cp); err != nil {
		return err
	}
	if err := c.Disconnect(&paho.Disconnect{ReasonCode: 0}); err != nil {
		return err
	}
	_, err := c.Connect(ctx, cp) // want `\(reuseclosed\)`
	return err
}

// This client connects once, whatever came of it.
func badFiveAfterFailure(ctx context.Context, conn net.Conn) error {
	c := paho.NewClient(paho.ClientConfig{Conn: conn})
	cp := &paho.Connect{ClientID: "kiln", KeepAlive: 30, CleanStart: true}
	if _, err := c.Connect(ctx, cp); err != nil {
		_, err = c.Connect(ctx, cp) // want `\(reuseclosed\)`
		return err
	}
	return nil
}

func goodFiveNewAfterFailure(ctx context.Context, dial func() net.Conn) error {
	c := paho.NewClient(paho.ClientConfig{Conn: dial()})
	cp := &paho.Connect{ClientID: "kiln", KeepAlive: 30, CleanStart: true}
	if _, err := c.Connect(ctx, cp); err != nil {
		c = paho.NewClient(paho.ClientConfig{Conn: dial()})
		_, err = c.Connect(ctx, cp)
		return err
	}
	return nil
}

func badLoopTwice(ctx context.Context) error {
	c, err := atwat.NewReconnectClient(&atwat.URLDialer{URL: "mqtts://hub.example.net"})
	if err != nil {
		return err
	}
	if _, err := c.Connect(ctx, "crane"); err != nil {
		return err
	}
	_, err = c.Connect(ctx, "crane") // want `\(doubleconnect\)`
	return err
}

func goodLoopOnce(ctx context.Context) error {
	c, err := atwat.NewReconnectClient(&atwat.URLDialer{URL: "mqtts://hub.example.net"})
	if err != nil {
		return err
	}
	if _, err := c.Connect(ctx, "crane"); err != nil {
		return err
	}
	return c.Disconnect(ctx)
}

func badBaseTwice(ctx context.Context) error {
	c, err := atwat.DialContext(ctx, "mqtt://10.0.0.2")
	if err != nil {
		return err
	}
	if _, err := c.Connect(ctx, "crane", atwat.WithKeepAlive(30)); err != nil {
		return err
	}
	_, err = c.Connect(ctx, "crane", atwat.WithKeepAlive(60)) // want `\(doubleconnect\)`
	return err
}

// Each dial makes a connection of its own; none of these libraries takes one over from another.
func goodTwoDials(ctx context.Context, url string) error {
	in, err := amqp091.Dial(url)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := amqp091.Dial(url)
	if err != nil {
		return err
	}
	defer out.Close()
	a, err := amqp.Dial(ctx, url, nil)
	if err != nil {
		return err
	}
	defer a.Close()
	b, err := amqp.Dial(ctx, url, nil)
	if err != nil {
		return err
	}
	defer b.Close()
	nc, err := nats.Connect(url)
	if err != nil {
		return err
	}
	defer nc.Close()
	other, err := nats.Connect(url)
	if err != nil {
		return err
	}
	defer other.Close()
	return nil
}

// The check of a helper says that its client may be open. No caller gives it one that is.
func fpRenews(ctx context.Context, c *opcua.Client) error {
	if c.State() == opcua.Connected {
		c.Close(ctx)
	}
	return c.Connect(ctx) // want `\(reuseclosed\)`
}

func renewed(ctx context.Context, url string) error {
	c, err := opcua.NewClient(url)
	if err != nil {
		return err
	}
	return fpRenews(ctx, c)
}
