package paho

import (
	"context"
	"fmt"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"

	"github.com/hublint/hublint/proof/claims/await"
	"github.com/hublint/hublint/proof/claims/claim"
	"github.com/hublint/hublint/proof/claims/hub"
)

const (
	device  = "device-1"             // the client id the claims share
	window  = 700 * time.Millisecond // how long to look for what must not happen
	endless = 4                      // so many takeovers are taken for "without end"
	quiet   = 250                    // milliseconds Disconnect may take
)

// A rig is a hub and the clients of one claim.
type rig struct {
	ctx     context.Context
	hub     *hub.Hub
	clients *[]mqtt.Client
}

// rigged makes a Try out of a scenario; the clients are disconnected after it.
func rigged(scenario func(rig) (string, error)) func(context.Context) (string, error) {
	return hub.With(func(ctx context.Context, h *hub.Hub) (string, error) {
		r := rig{ctx: ctx, hub: h, clients: new([]mqtt.Client)}
		seen, err := scenario(r)
		if !claim.InChild() { // where a client is racing, Disconnect may panic
			for _, c := range *r.clients {
				c.Disconnect(0)
			}
		}
		return seen, err
	})
}

// options are the library's defaults but for the address, the client id and
// MQTT 3.1.1 alone: without that, a refused CONNECT is sent again as MQTT 3.1.
func (r rig) options() *mqtt.ClientOptions {
	return mqtt.NewClientOptions().
		AddBroker(r.hub.URL("tcp")).
		SetClientID(device).
		SetProtocolVersion(4).
		SetConnectRetryInterval(50 * time.Millisecond)
}

// client makes a client that is disconnected when the claim ends. Handlers may
// not call it at the same time as the scenario.
func (r rig) client(o *mqtt.ClientOptions) mqtt.Client {
	c := mqtt.NewClient(o)
	*r.clients = append(*r.clients, c)
	return c
}

// wait waits for the token and returns its error; stuck is set if the token
// did not complete.
func (r rig) wait(t mqtt.Token) (tokenErr, stuck error) {
	if err := await.Closed(r.ctx, "the token", t.Done()); err != nil {
		return nil, err
	}
	return t.Error(), nil
}

// connect connects a client that has to succeed.
func (r rig) connect(c mqtt.Client) error {
	tokenErr, stuck := r.wait(c.Connect())
	if stuck != nil {
		return stuck
	}
	if tokenErr != nil {
		return fmt.Errorf("the first connect: %w", tokenErr)
	}
	return r.hub.AwaitOpen(r.ctx, device)
}

// connected makes a client with these options and connects it.
func (r rig) connected(o *mqtt.ClientOptions) (mqtt.Client, error) {
	c := r.client(o)
	return c, r.connect(c)
}

// extra says whether more than needed CONNECTs reach the wire, and whether a
// session is taken over.
func (r rig) extra(needed int) string {
	if await.Absent(r.ctx, window, func() bool { return r.hub.Connects() > needed || r.hub.Takeovers() > 0 }) {
		return "no further CONNECT"
	}
	if await.Absent(r.ctx, 10*window, func() bool { return r.hub.Takeovers() > 0 }) {
		return "a further CONNECT, no takeover"
	}
	return "a further CONNECT, which takes the session over"
}

// pingPong says whether the sessions go on taking each other over.
func (r rig) pingPong() string {
	err := await.True(r.ctx, "takeovers", func() bool { return r.hub.Takeovers() >= endless })
	if err == nil {
		return "they take each other over without end"
	}
	return fmt.Sprintf("%d takeovers", r.hub.Takeovers())
}

func state(c mqtt.Client) string {
	return fmt.Sprintf("IsConnected %t, IsConnectionOpen %t", c.IsConnected(), c.IsConnectionOpen())
}

// outcome words a token's error.
func outcome(err error) string {
	if err == nil {
		return "token error nil"
	}
	return fmt.Sprintf("token error %q", err.Error())
}
