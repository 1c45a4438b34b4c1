package iotdevice

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/amenzhinsky/iothub/common"
	iot "github.com/amenzhinsky/iothub/iotdevice"
	"github.com/amenzhinsky/iothub/iotdevice/transport"
	iotmqtt "github.com/amenzhinsky/iothub/iotdevice/transport/mqtt"
	"github.com/amenzhinsky/iothub/logger"
	mqtt "github.com/eclipse/paho.mqtt.golang"

	"github.com/hublint/hublint/proof/claims/await"
	"github.com/hublint/hublint/proof/claims/hub"
)

const (
	device  = "device-1"
	module  = "module-1"
	window  = 700 * time.Millisecond // how long to look for what must not happen
	endless = 4                      // so many takeovers are taken for "without end"
)

// A rig is a hub and the clients that are closed when the claim ends.
type rig struct {
	ctx     context.Context
	hub     *hub.Hub
	closers *[]interface{ Close() error }
}

func rigged(scenario func(rig) (string, error)) func(context.Context) (string, error) {
	return hub.With(func(ctx context.Context, h *hub.Hub) (string, error) {
		r := rig{ctx: ctx, hub: h, closers: new([]interface{ Close() error })}
		seen, err := scenario(r)
		for _, c := range *r.closers {
			if closeErr := c.Close(); closeErr != nil && err == nil {
				err = fmt.Errorf("closing: %w", closeErr)
			}
		}
		return seen, err
	})
}

// broker leads the library to the hub: it knows only TLS on port 8883.
func (r rig) broker(o *mqtt.ClientOptions) {
	o.Servers = nil
	o.AddBroker(r.hub.URL("tcp"))
}

func (r rig) transport() *iotmqtt.Transport {
	return iotmqtt.New(iotmqtt.WithClientOptionsConfig(r.broker))
}

// client makes a client of the device; nothing is connected by that.
func (r rig) client(tr transport.Transport) (*iot.Client, error) {
	c, err := iot.NewFromConnectionString(tr,
		"HostName=hub.example;DeviceId="+device+";SharedAccessKey=c2VjcmV0",
		iot.WithLogger(logger.New(logger.LevelOff, nil)))
	if err != nil {
		return nil, fmt.Errorf("a client: %w", err)
	}
	*r.closers = append(*r.closers, c)
	return c, nil
}

// module makes a client of a module of the device.
func (r rig) module() (*iot.ModuleClient, error) {
	creds := &iot.ModuleSharedAccessKeyCredentials{
		SharedAccessKeyCredentials: iot.SharedAccessKeyCredentials{
			DeviceID:        device,
			SharedAccessKey: common.SharedAccessKey{HostName: "hub.example", SharedAccessKey: "c2VjcmV0"},
		},
		ModuleID: module,
	}
	tr := iotmqtt.NewModuleTransport(iotmqtt.WithClientOptionsConfig(r.broker))
	c, err := iot.NewModule(tr, creds, iot.WithLogger(logger.New(logger.LevelOff, nil)))
	if err != nil {
		return nil, fmt.Errorf("a module client: %w", err)
	}
	*r.closers = append(*r.closers, c)
	return c, nil
}

// connected makes a client and connects it.
func (r rig) connected() (*iot.Client, error) {
	c, err := r.client(r.transport())
	if err != nil {
		return nil, err
	}
	if err := c.Connect(r.ctx); err != nil {
		return nil, fmt.Errorf("the first connect: %w", err)
	}
	return c, r.hub.AwaitOpen(r.ctx, device)
}

// expired makes a client whose Connect ends with its context while the CONNECT
// is on the wire, unanswered. The answer comes through afterwards.
func (r rig) expired() (*iot.Client, error) {
	c, err := r.client(r.transport())
	if err != nil {
		return nil, err
	}
	release := r.hub.Hold()
	defer release()
	ctx, cancel := context.WithCancel(r.ctx)
	defer cancel()
	connected := make(chan error, 1)
	go func() { connected <- c.Connect(ctx) }()
	if err := r.hub.AwaitConnects(r.ctx, 1); err != nil {
		return nil, err
	}
	cancel()
	if err := <-connected; !errors.Is(err, context.Canceled) {
		return nil, fmt.Errorf("connect, its context cancelled: %w", err)
	}
	return c, nil
}

// staysOpen says whether the device keeps its session.
func (r rig) staysOpen() string {
	if err := r.hub.AwaitOpen(r.ctx, device); err != nil {
		return "no session"
	}
	if await.Absent(r.ctx, 2*window, func() bool { return r.hub.Open(device) == 0 }) {
		return "a session that stays open"
	}
	return "a session that ends"
}

func (r rig) pingPong() string {
	if err := await.True(r.ctx, "takeovers", func() bool { return r.hub.Takeovers() >= endless }); err != nil {
		return fmt.Sprintf("%d takeovers", r.hub.Takeovers())
	}
	return "they take each other over without end"
}

// further says whether more than n CONNECTs reach the wire.
func (r rig) further(n int) string {
	if await.Absent(r.ctx, window, func() bool { return r.hub.Connects() > n }) {
		return "no further CONNECT"
	}
	return "a further CONNECT"
}

func outcome(err error) string {
	if err == nil {
		return "error nil"
	}
	return fmt.Sprintf("error %q", err.Error())
}
