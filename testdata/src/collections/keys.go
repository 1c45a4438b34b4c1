package collections

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// A client is put under a key that is not constant, and nothing asks for the key before the next one
// of its identity is made.

func connected(id string) mqtt.Client {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID(id))
	c.Connect().Wait()
	return c
}

type hosts struct {
	mu      sync.Mutex
	clients map[string]mqtt.Client
	known   map[string]bool
	ids     []string
	shared  sync.Map
}

func (h *hosts) badEachMinute(id string) {
	for range time.Tick(time.Minute) {
		c := connected(id) // want `\(sameidentity\)`
		h.mu.Lock()
		h.clients[id] = c
		h.mu.Unlock()
	}
}

func (h *hosts) add(id string) { h.clients[id] = connected(id) }

func (h *hosts) badAddsAgain(id string) {
	for {
		h.add(id) // want `\(sameidentity\)`
		time.Sleep(time.Minute)
	}
}

type host struct{ id string }

func (h *hosts) badTwice(x *host) {
	h.add(x.id)
	h.add(x.id) // want `\(sameidentity\)`
}

// Forgotten is not closed.
func (h *hosts) badDeletes(id string) {
	for range time.Tick(time.Minute) {
		delete(h.clients, id)
		h.clients[id] = connected(id) // want `\(sameidentity\)`
	}
}

func (h *hosts) badNewMap(id string) {
	for range time.Tick(time.Minute) {
		h.clients = map[string]mqtt.Client{}
		h.add(id) // want `\(sameidentity\)`
	}
}

func (h *hosts) goodOfEach(list []*host) {
	for _, x := range list {
		h.add(x.id)
	}
}

func (h *hosts) goodCloses(id string) {
	for range time.Tick(time.Minute) {
		if old, ok := h.clients[id]; ok {
			old.Disconnect(250)
		}
		h.clients[id] = connected(id)
	}
}

func (h *hosts) goodAsks(id string) {
	for range time.Tick(time.Minute) {
		if _, ok := h.clients[id]; !ok {
			h.add(id)
		}
	}
}

func (h *hosts) has(id string) bool { return h.clients[id] != nil }

func (h *hosts) goodAsksElsewhere(id string) {
	for range time.Tick(time.Minute) {
		if !h.has(id) {
			h.add(id)
		}
	}
}

func (h *hosts) goodOtherMap(id string) {
	for range time.Tick(time.Minute) {
		if h.known[id] {
			continue
		}
		h.add(id)
		h.known[id] = true
	}
}

func (h *hosts) goodListed(id string) {
	for range time.Tick(time.Minute) {
		if !slices.Contains(h.ids, id) {
			h.add(id)
			h.ids = append(h.ids, id)
		}
	}
}

func (h *hosts) goodSearched(id string) {
rounds:
	for range time.Tick(time.Minute) {
		for _, known := range h.ids {
			if known == id {
				continue rounds
			}
		}
		h.add(id)
		h.ids = append(h.ids, id)
	}
}

func (h *hosts) closeAll() {
	for _, c := range h.clients {
		c.Disconnect(250)
	}
}

func (h *hosts) goodClosesAll(id string) {
	for range time.Tick(time.Minute) {
		h.closeAll()
		h.add(id)
	}
}

func (h *hosts) goodIfNone(id string) {
	for range time.Tick(time.Minute) {
		if len(h.clients) == 0 {
			h.add(id)
		}
	}
}

func (h *hosts) goodHandedAround(id string, check func(*hosts)) {
	for range time.Tick(time.Minute) {
		check(h)
		h.add(id)
	}
}

// -- sync.Map --

func (h *hosts) badStores(id string) {
	for range time.Tick(time.Minute) {
		h.shared.Store(id, connected(id)) // want `\(sameidentity\)`
	}
}

// The next one is connected while the last is open.
func (h *hosts) badSwaps(id string) {
	for range time.Tick(time.Minute) {
		if old, ok := h.shared.Swap(id, connected(id)); ok { // want `\(sameidentity\)`
			old.(mqtt.Client).Disconnect(250)
		}
	}
}

func (h *hosts) goodTakesOut(id string) {
	for range time.Tick(time.Minute) {
		if old, ok := h.shared.LoadAndDelete(id); ok {
			old.(mqtt.Client).Disconnect(250)
		}
		h.shared.Store(id, connected(id))
	}
}

func (h *hosts) goodLoads(id string) {
	for range time.Tick(time.Minute) {
		if _, ok := h.shared.Load(id); !ok {
			h.shared.Store(id, connected(id))
		}
	}
}

// -- pointers and values of sync/atomic are variables --

type current struct {
	link   atomic.Pointer[held]
	client atomic.Value
}

type held struct{ client mqtt.Client }

func (x *current) badStored(id string) {
	for range time.Tick(time.Minute) {
		x.link.Store(&held{connected(id)}) // want `\(sameidentity\)`
	}
}

func (x *current) badValue(id string) {
	for range time.Tick(time.Minute) {
		x.client.Store(connected(id)) // want `\(sameidentity\)`
	}
}

// What it swaps out is lost.
func (x *current) badSwapped(id string) {
	for range time.Tick(time.Minute) {
		x.link.Swap(nil)
		x.link.Store(&held{connected(id)}) // want `\(sameidentity\)`
	}
}

func (x *current) goodClosesLoaded(id string) {
	for range time.Tick(time.Minute) {
		if h := x.link.Load(); h != nil {
			h.client.Disconnect(250)
		}
		x.link.Store(&held{connected(id)})
	}
}

func (x *current) goodClosesSwapped(id string) {
	for range time.Tick(time.Minute) {
		if h := x.link.Swap(nil); h != nil {
			h.client.Disconnect(250)
		}
		x.link.Store(&held{connected(id)})
	}
}

func (x *current) goodClosesValue(id string) {
	for range time.Tick(time.Minute) {
		if c, ok := x.client.Load().(mqtt.Client); ok {
			c.Disconnect(250)
		}
		x.client.Store(connected(id))
	}
}

func (x *current) goodOnce(id string) {
	for range time.Tick(time.Minute) {
		if x.link.Load() == nil {
			x.link.Store(&held{connected(id)})
		}
	}
}

// It fails if there is one.
func (x *current) goodExchanged(id string) {
	for range time.Tick(time.Minute) {
		h := &held{}
		if x.link.CompareAndSwap(nil, h) {
			h.client = connected(id)
		}
	}
}
