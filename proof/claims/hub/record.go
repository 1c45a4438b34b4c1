package hub

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"github.com/mochi-mqtt/server/v2"
	"github.com/mochi-mqtt/server/v2/packets"

	"github.com/hublint/hublint/proof/claims/await"
)

// parting is how long a session whose link is gone may take to end.
const parting = 2 * time.Second

// record is the broker hook that keeps the hub's books.
type record struct {
	mqtt.HookBase
	broker *mqtt.Server
	deny   atomic.Bool

	mu        sync.Mutex
	seen      map[byte]int // packets from clients, by type
	open      map[*mqtt.Client]string
	told      map[*mqtt.Client]bool // that its session is taken over
	cut       map[*mqtt.Client]bool // its link was cut: it ends, and is not taken over
	takeovers int
}

func newRecord(broker *mqtt.Server) *record {
	return &record{
		broker: broker,
		seen:   make(map[byte]int),
		open:   make(map[*mqtt.Client]string),
		told:   make(map[*mqtt.Client]bool),
		cut:    make(map[*mqtt.Client]bool),
	}
}

// ID names the hook to the broker.
func (r *record) ID() string { return "claims" }

// Provides tells the broker which of the methods below to call.
func (r *record) Provides(event byte) bool {
	switch event {
	case mqtt.OnConnectAuthenticate, mqtt.OnACLCheck, mqtt.OnSessionEstablish, mqtt.OnSessionEstablished,
		mqtt.OnPacketEncode, mqtt.OnDisconnect:
		return true
	}
	return false
}

// OnConnectAuthenticate accepts everybody unless the hub is told to deny.
func (r *record) OnConnectAuthenticate(*mqtt.Client, packets.Packet) bool { return !r.deny.Load() }

// OnACLCheck allows every topic.
func (r *record) OnACLCheck(*mqtt.Client, string, bool) bool { return true }

// OnSessionEstablish lets an older session of the same client id end first if
// its link is gone already. The broker would otherwise tell the new client that
// its session is still there, and delete it with the old one a moment later.
func (r *record) OnSessionEstablish(cl *mqtt.Client, _ packets.Packet) {
	ctx, cancel := context.WithTimeout(context.Background(), parting)
	defer cancel()
	// At worst it has not ended in time; the broker then does what it does.
	_ = await.True(ctx, "the older session to end", func() bool {
		older, found := r.broker.Clients.Get(cl.ID)
		return !found || older.IsTakenOver() || !older.Closed() && !r.isCut(older)
	})
}

// OnSessionEstablished books a session that has been acknowledged, and ends
// older ones of its client id. The broker has done so already, unless the older
// session was ending just then: it then forgets the newer one, and would leave
// a third beside it.
func (r *record) OnSessionEstablished(cl *mqtt.Client, _ packets.Packet) {
	r.mu.Lock()
	var older []*mqtt.Client
	for other, id := range r.open {
		if id == cl.ID {
			older = append(older, other)
		}
	}
	r.open[cl] = cl.ID
	r.mu.Unlock()
	for _, other := range older {
		// The error is the reason given.
		_ = r.broker.DisconnectClient(other, packets.ErrSessionTakenOver)
	}
}

// OnPacketEncode books who is about to be told that its session is taken over:
// such a client may hang up before the broker does, and hide the reason.
func (r *record) OnPacketEncode(cl *mqtt.Client, pk packets.Packet) packets.Packet {
	if pk.FixedHeader.Type == packets.Disconnect && pk.ReasonCode == packets.ErrSessionTakenOver.Code {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.told[cl] = true
	}
	return pk
}

// OnDisconnect books the end of a session and why it ended.
func (r *record) OnDisconnect(cl *mqtt.Client, _ error, _ bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.open, cl)
	kicked := r.told[cl] || errors.Is(cl.StopCause(), packets.ErrSessionTakenOver)
	if kicked && !r.cut[cl] {
		r.takeovers++
	}
	delete(r.told, cl)
}

// cutAll books that the links of all sessions are about to be cut.
func (r *record) cutAll() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for cl := range r.open {
		r.cut[cl] = true
	}
}

func (r *record) isCut(cl *mqtt.Client) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.cut[cl]
}

func (r *record) packet(kind byte) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen[kind]++
}

func (r *record) packets(kind byte) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.seen[kind]
}

func (r *record) tookOver() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.takeovers
}

func (r *record) openAs(id string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := 0
	for _, open := range r.open {
		if open == id {
			n++
		}
	}
	return n
}
