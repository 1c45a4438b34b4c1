// Package hub is an MQTT hub for claims: a real broker in this process, which
// lets a new connection take over the session of an older one with the same
// client id, behind a proxy that can make the link fail.
//
// What the hub counts is what the broker and the wire say, never what a client
// library believes.
package hub

import (
	"context"
	"fmt"
	"io"
	"log/slog"

	"github.com/mochi-mqtt/server/v2"
	"github.com/mochi-mqtt/server/v2/listeners"

	"github.com/hublint/hublint/proof/claims/await"
	"github.com/hublint/hublint/proof/claims/claim"
	"github.com/hublint/hublint/proof/claims/proxy"
)

// A Hub is a broker and the proxy in front of it.
type Hub struct {
	*proxy.Proxy
	broker *mqtt.Server
	record *record
}

// Start starts a hub on a port of its own.
func Start() (*Hub, error) {
	broker := mqtt.New(&mqtt.Options{Logger: slog.New(slog.DiscardHandler)})
	h := &Hub{broker: broker, record: newRecord(broker)}
	if err := h.broker.AddHook(h.record, nil); err != nil {
		return nil, fmt.Errorf("hub: %w", err)
	}
	tcp := listeners.NewTCP(listeners.Config{ID: "claims", Address: "127.0.0.1:0"})
	if err := h.broker.AddListener(tcp); err != nil {
		return nil, fmt.Errorf("hub: %w", err)
	}
	if err := h.broker.Serve(); err != nil {
		return nil, fmt.Errorf("hub: %w", err)
	}
	front, err := proxy.New(tcp.Address(), func() io.Writer { return &frames{count: h.record.packet} })
	if err != nil {
		h.broker.Close()
		return nil, fmt.Errorf("hub: %w", err)
	}
	h.Proxy = front
	return h, nil
}

// Close ends every link and the broker.
func (h *Hub) Close() {
	h.Proxy.Close()
	h.broker.Close()
}

// URL is where clients connect, for instance "tcp://127.0.0.1:1883".
func (h *Hub) URL(scheme string) string { return scheme + "://" + h.Addr() }

// Cut ends every link as a broken network would. The sessions on them end of
// that: a client that comes back at once does not find its old one.
func (h *Hub) Cut() {
	h.record.cutAll()
	h.Proxy.Cut()
}

// Deny makes the hub answer CONNECT with a refusal, or stop doing so.
func (h *Hub) Deny(deny bool) { h.record.deny.Store(deny) }

// Connects counts the CONNECT packets that clients have put on the wire.
func (h *Hub) Connects() int { return h.record.packets(connect) }

// Takeovers counts the sessions that ended because a newer connection of the
// same client id took them over.
func (h *Hub) Takeovers() int { return h.record.tookOver() }

// Open counts the sessions that are open now under this client id.
func (h *Hub) Open(id string) int { return h.record.openAs(id) }

// AwaitOpen waits until the client id has a session.
func (h *Hub) AwaitOpen(ctx context.Context, id string) error {
	return await.True(ctx, "a session of "+id, func() bool { return h.Open(id) > 0 })
}

// AwaitGone waits until the client id has no session.
func (h *Hub) AwaitGone(ctx context.Context, id string) error {
	return await.True(ctx, "the end of the session of "+id, func() bool { return h.Open(id) == 0 })
}

// AwaitConnects waits until n CONNECT packets have been seen.
func (h *Hub) AwaitConnects(ctx context.Context, n int) error {
	return await.True(ctx, fmt.Sprintf("%d CONNECTs", n), func() bool { return h.Connects() >= n })
}

// With makes a claim's Try out of a function that needs a hub.
func With(try func(context.Context, *Hub) (string, error)) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		h, err := Start()
		if err != nil {
			return "", err
		}
		seen, err := try(ctx, h)
		if !claim.InChild() { // a process that ends anyway need not wait for the broker
			h.Close()
		}
		return seen, err
	}
}
