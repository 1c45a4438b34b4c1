package identity

import (
	"context"
	"fmt"
	"os"

	"github.com/Azure/go-amqp"
	"github.com/eclipse/paho.golang/autopaho"
	"github.com/eclipse/paho.golang/paho"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/google/uuid"
	"github.com/nats-io/stan.go"
)

// -- names that are put together --

func named(id string) mqtt.Client {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID(id))
	c.Connect().Wait()
	return c
}

func badConcatenated(base string) (a, b mqtt.Client) {
	a = named(base + "-pub")
	b = named(base + "-pub") // want `\(sameidentity\)`
	return a, b
}

func goodConcatenated(base string) (a, b mqtt.Client) {
	a = named(base + "-pub")
	b = named(base + "-sub")
	return a, b
}

func badFormatted(base string) (a, b mqtt.Client) {
	a = named(fmt.Sprintf("%s-pub", base))
	b = named(base + "-pub") // want `\(sameidentity\)`
	return a, b
}

func goodFormatted(base string) (a, b mqtt.Client) {
	a = named(fmt.Sprintf("%s-%d", base, 1))
	b = named(fmt.Sprintf("%s-%d", base, 2))
	return a, b
}

func badEnvironment() (a, b mqtt.Client) {
	a = named(os.Getenv("DEVICE"))
	b = named(os.Getenv("DEVICE")) // want `\(sameidentity\)`
	return a, b
}

func goodEnvironment() (a, b mqtt.Client) {
	a = named(os.Getenv("DEVICE"))
	b = named(os.Getenv("GATEWAY"))
	return a, b
}

func goodFresh() (a, b mqtt.Client) {
	a = named("dev-" + uuid.NewString())
	b = named("dev-" + uuid.NewString())
	return a, b
}

func badOneFresh() (a, b mqtt.Client) {
	id := "dev-" + uuid.NewString()
	a = named(id)
	b = named(id) // want `\(sameidentity\)`
	return a, b
}

// -- config structs, packets and arguments --

func badConfig(ctx context.Context, cfg autopaho.ClientConfig) error {
	a, err := autopaho.NewConnection(ctx, cfg)
	if err != nil {
		return err
	}
	defer a.Disconnect(ctx)
	b, err := autopaho.NewConnection(ctx, cfg) // want `\(sameidentity\)`
	if err != nil {
		return err
	}
	return b.Disconnect(ctx)
}

func goodConfig(ctx context.Context, cfg autopaho.ClientConfig) error {
	a, err := autopaho.NewConnection(ctx, cfg)
	if err != nil {
		return err
	}
	defer a.Disconnect(ctx)
	cfg.ClientID = "other"
	b, err := autopaho.NewConnection(ctx, cfg)
	if err != nil {
		return err
	}
	return b.Disconnect(ctx)
}

func badPackets(ctx context.Context, a, b *paho.Client) {
	a.Connect(ctx, &paho.Connect{ClientID: "dev"})
	b.Connect(ctx, &paho.Connect{ClientID: "dev"}) // want `\(sameidentity\)`
}

func goodPackets(ctx context.Context, a, b *paho.Client) {
	a.Connect(ctx, &paho.Connect{ClientID: "dev"})
	b.Connect(ctx, &paho.Connect{ClientID: "other"})
}

func badRegistered(id string) error {
	a, err := stan.Connect("cluster", id)
	if err != nil {
		return err
	}
	defer a.Close()
	b, err := stan.Connect("cluster", id) // want `\(sameidentity\)`
	if err != nil {
		return err
	}
	return b.Close()
}

// -- AMQP: the device that a link is for --

func attach(ctx context.Context, url, address string) (*amqp.Conn, *amqp.Receiver, error) {
	conn, err := amqp.Dial(ctx, url, nil)
	if err != nil {
		return nil, nil, err
	}
	sess, err := conn.NewSession(ctx, nil)
	if err != nil {
		conn.Close()
		return nil, nil, err
	}
	r, err := sess.NewReceiver(ctx, address, nil)
	if err != nil {
		conn.Close()
		return nil, nil, err
	}
	return conn, r, nil
}

func badLinks(ctx context.Context, url, device string) error {
	a, err := amqp.Dial(ctx, url, nil)
	if err != nil {
		return err
	}
	defer a.Close()
	sa, err := a.NewSession(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := sa.NewReceiver(ctx, "/devices/"+device+"/messages/devicebound", nil); err != nil {
		return err
	}
	b, err := amqp.Dial(ctx, url, nil)
	if err != nil {
		return err
	}
	defer b.Close()
	sb, err := b.NewSession(ctx, nil)
	if err != nil {
		return err
	}
	_, err = sb.NewSender(ctx, fmt.Sprintf("/devices/%s/messages/events", device), nil) // want `\(sameidentity\)`
	return err
}

func goodLinks(ctx context.Context, url, device, other string) error {
	a, err := amqp.Dial(ctx, url, nil)
	if err != nil {
		return err
	}
	defer a.Close()
	sa, err := a.NewSession(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := sa.NewReceiver(ctx, "/devices/"+device+"/messages/devicebound", nil); err != nil {
		return err
	}
	b, err := amqp.Dial(ctx, url, nil)
	if err != nil {
		return err
	}
	defer b.Close()
	sb, err := b.NewSession(ctx, nil)
	if err != nil {
		return err
	}
	_, err = sb.NewSender(ctx, fmt.Sprintf("/devices/%s/messages/events", other), nil)
	return err
}

// Both links of a device on one connection.
func goodOneConnection(ctx context.Context, url, device string) error {
	a, err := amqp.Dial(ctx, url, nil)
	if err != nil {
		return err
	}
	defer a.Close()
	sess, err := a.NewSession(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := sess.NewReceiver(ctx, "/devices/"+device+"/messages/devicebound", nil); err != nil {
		return err
	}
	_, err = sess.NewSender(ctx, "/devices/"+device+"/messages/events", nil)
	return err
}

// A queue is not a device.
func goodQueues(ctx context.Context, url string) error {
	a, ra, err := attach(ctx, url, "queue")
	if err != nil {
		return err
	}
	defer a.Close()
	defer ra.Close(ctx)
	b, rb, err := attach(ctx, url, "queue")
	if err != nil {
		return err
	}
	defer b.Close()
	return rb.Close(ctx)
}

func badAttached(ctx context.Context, url string) error {
	a, ra, err := attach(ctx, url, "devices/d1/messages/devicebound")
	if err != nil {
		return err
	}
	defer a.Close()
	defer ra.Close(ctx)
	b, rb, err := attach(ctx, url, "devices/d1/messages/devicebound") // want `\(sameidentity\)`
	if err != nil {
		return err
	}
	defer b.Close()
	return rb.Close(ctx)
}

func device(ctx context.Context, url, id string) (*amqp.Conn, error) {
	conn, _, err := attach(ctx, url, "/devices/"+id+"/messages/devicebound")
	return conn, err
}

func badDevices(ctx context.Context, url string) error {
	a, err := device(ctx, url, "d1")
	if err != nil {
		return err
	}
	defer a.Close()
	b, err := device(ctx, url, "d1") // want `\(sameidentity\)`
	if err != nil {
		return err
	}
	return b.Close()
}

func goodDevices2(ctx context.Context, url string) error {
	a, err := device(ctx, url, "d1")
	if err != nil {
		return err
	}
	defer a.Close()
	b, err := device(ctx, url, "d2")
	if err != nil {
		return err
	}
	return b.Close()
}

func newNamed(id string) mqtt.Client {
	return mqtt.NewClient(mqtt.NewClientOptions().SetClientID(id))
}

// The broker makes up a name for each that has none.
func goodNoNameGiven() {
	a, b := newNamed(""), newNamed("")
	a.Connect().Wait()
	b.Connect().Wait()
}

func badNameGiven() {
	a, b := newNamed("meter"), newNamed("meter")
	a.Connect().Wait()
	b.Connect().Wait() // want `\(sameidentity\)`
}
