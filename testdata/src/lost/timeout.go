package lost

import (
	"context"
	"errors"
	"time"

	"github.com/eclipse/paho.golang/autopaho"
	mqtt "github.com/eclipse/paho.mqtt.golang"
)

var errTimeout = errors.New("timeout")

// -- an attempt that only timed out is dropped, and the next client tries beside it --

func dropping(o *mqtt.ClientOptions) (mqtt.Client, error) {
	c := mqtt.NewClient(o)
	t := c.Connect()
	if !t.WaitTimeout(5 * time.Second) {
		return nil, errTimeout
	}
	return c, t.Error()
}

func badDropped(o *mqtt.ClientOptions) mqtt.Client {
	for {
		c, err := dropping(o) // want `\(timeoutretry\)`
		if err == nil {
			return c
		}
		time.Sleep(time.Second)
	}
}

func ending(o *mqtt.ClientOptions) (mqtt.Client, error) {
	c := mqtt.NewClient(o)
	t := c.Connect()
	if !t.WaitTimeout(5 * time.Second) {
		c.Disconnect(0)
		return nil, errTimeout
	}
	return c, t.Error()
}

func goodEnded(o *mqtt.ClientOptions) mqtt.Client {
	for {
		c, err := ending(o)
		if err == nil {
			return c
		}
		time.Sleep(time.Second)
	}
}

func waiting(o *mqtt.ClientOptions) (mqtt.Client, error) {
	c := mqtt.NewClient(o)
	t := c.Connect()
	t.Wait()
	return c, t.Error()
}

func goodWaited(o *mqtt.ClientOptions) mqtt.Client {
	for {
		c, err := waiting(o)
		if err == nil {
			return c
		}
		time.Sleep(time.Second)
	}
}

// The attempt has an owner.
func goodKept(options []*mqtt.ClientOptions) (all []mqtt.Client) {
	for _, o := range options {
		c := mqtt.NewClient(o)
		all = append(all, c)
		if t := c.Connect(); !t.WaitTimeout(time.Second) {
			continue
		}
		time.Sleep(time.Second)
	}
	return all
}

func badRound(o *mqtt.ClientOptions) mqtt.Client {
	for {
		c := mqtt.NewClient(o)
		if t := c.Connect(); t.WaitTimeout(time.Second) && t.Error() == nil { // want `in place of one whose attempt only timed out.*\(timeoutretry\)` `\(eagerreconnect\)`
			return c
		}
	}
}

// A timeout falls into the branch that keeps the client.
func goodKeepsOnTimeout(o *mqtt.ClientOptions) mqtt.Client {
	for {
		c := mqtt.NewClient(o)
		if t := c.Connect(); t.WaitTimeout(time.Second) && t.Error() != nil {
			time.Sleep(time.Second)
			continue
		}
		return c
	}
}

// -- managers --

func badManagers(cfg autopaho.ClientConfig) *autopaho.ConnectionManager {
	for {
		cm, err := autopaho.NewConnection(context.Background(), cfg) // want `\(timeoutretry\)`
		if err != nil {
			return nil
		}
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		err = cm.AwaitConnection(ctx)
		cancel()
		if err == nil {
			return cm
		}
	}
}

// The context of the attempt is that of the manager: both end together.
func goodOneContext(parent context.Context, cfg autopaho.ClientConfig) *autopaho.ConnectionManager {
	for {
		ctx, cancel := context.WithTimeout(parent, time.Second)
		cm, err := autopaho.NewConnection(ctx, cfg)
		if err != nil {
			cancel()
			return nil
		}
		if err := cm.AwaitConnection(ctx); err == nil {
			return cm
		}
		cancel()
	}
}

func goodAwaitsForEver(ctx context.Context, cfg autopaho.ClientConfig) (*autopaho.ConnectionManager, error) {
	for {
		cm, err := autopaho.NewConnection(ctx, cfg)
		if err != nil {
			return nil, err
		}
		if err := cm.AwaitConnection(ctx); err == nil {
			return cm, nil
		}
	}
}

func mqttClient() mqtt.Client { return mqtt.NewClient(mqtt.NewClientOptions()) }

// Reconnect gives up at last, and leaves the last attempt behind as well: that the one before it is
// lost is worse.
type feeder struct {
	conn mqtt.Client
	opts *mqtt.ClientOptions
}

func (f *feeder) connect() error {
	f.conn = mqtt.NewClient(f.opts)
	t := f.conn.Connect()
	if !t.WaitTimeout(time.Second) {
		return context.DeadlineExceeded
	}
	return t.Error()
}

func (f *feeder) Reconnect(tries int) (err error) {
	for n := 0; ; n++ {
		if err = f.connect(); err == nil || n >= tries { // want `\(timeoutretry\)`
			return err
		}
		time.Sleep(time.Minute)
	}
}

// Its own handler does not end it.
type relay struct {
	conn mqtt.Client
	ups  int
}

func newRelay() (*relay, error) {
	r := &relay{}
	o := mqtt.NewClientOptions().AddBroker("tcp://hub:1883")
	o.OnConnect = func(mqtt.Client) { r.ups++ }
	r.conn = mqtt.NewClient(o)
	t := r.conn.Connect()
	if !t.WaitTimeout(time.Second) {
		return nil, context.DeadlineExceeded
	}
	return r, t.Error()
}

func badRelay() *relay {
	for {
		r, err := newRelay() // want `\(timeoutretry\)`
		if err == nil {
			return r
		}
		time.Sleep(time.Minute)
	}
}

// A client of its own for each message: one whose attempt timed out is dropped, and comes up later.

func sendDial(id string) (mqtt.Client, error) {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID(id))
	t := c.Connect()
	if !t.WaitTimeout(time.Second) {
		return nil, context.DeadlineExceeded
	}
	return c, t.Error()
}

func send(id string) error {
	c, err := sendDial(id)
	if err != nil {
		return err
	}
	defer c.Disconnect(250)
	t := c.Publish("state", 1, false, "up")
	t.Wait()
	return t.Error()
}

func badSend() {
	for send("one") != nil { // want `\(timeoutretry\)`
		time.Sleep(time.Second)
	}
}

func sendOrGiveUp(id string) (mqtt.Client, error) {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID(id))
	t := c.Connect()
	if !t.WaitTimeout(time.Second) {
		c.Disconnect(0)
		return nil, context.DeadlineExceeded
	}
	if t.Error() != nil {
		return nil, t.Error()
	}
	return c, nil
}

func sendOnce(id string) error {
	c, err := sendOrGiveUp(id)
	if err != nil {
		return err
	}
	defer c.Disconnect(250)
	t := c.Publish("state", 1, false, "up")
	t.Wait()
	return t.Error()
}

func goodSend() {
	for sendOnce("one") != nil {
		time.Sleep(time.Second)
	}
}
