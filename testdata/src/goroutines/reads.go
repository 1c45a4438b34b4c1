package goroutines

import (
	"encoding/json"
	"io"
	"net/http"
	"sync"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// -- what each request reads before it connects --

func (g *gateway) dial() (mqtt.Client, error) {
	c := mqtt.NewClient(g.cfg.options(g.cfg.id))
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return nil, t.Error()
	}
	return c, nil
}

// Both requests have come to where they connect: each reads its own body.
func badReadFirst(mux *http.ServeMux, g *gateway) {
	mux.HandleFunc("POST /telemetry", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		c, err := g.dial() // want `\(sameidentity\)`
		if err != nil {
			return
		}
		defer c.Disconnect(250)
		c.Publish("readings", 1, false, body).Wait()
	})
}

func goodReadUnderLock(mux *http.ServeMux, g *gateway) {
	mux.HandleFunc("POST /telemetry", func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		g.mu.Lock()
		defer g.mu.Unlock()
		c, err := g.dial()
		if err != nil {
			return
		}
		defer c.Disconnect(250)
		c.Publish("readings", 1, false, body).Wait()
	})
}

type turns struct {
	g     *gateway
	slots chan struct{}
	once  sync.Once
}

func (t *turns) take() { t.slots <- struct{}{} }
func (t *turns) give() { <-t.slots }

func (t *turns) goodTurns(w http.ResponseWriter, r *http.Request) {
	var m struct{ Text string }
	if json.NewDecoder(r.Body).Decode(&m) != nil {
		return
	}
	t.take()
	defer t.give()
	c, err := t.g.dial()
	if err != nil {
		return
	}
	c.Publish("readings", 1, false, m.Text).Wait()
	c.Disconnect(250)
}

func (t *turns) decoded(w http.ResponseWriter, r *http.Request) {
	var m struct{ Text string }
	if json.NewDecoder(r.Body).Decode(&m) != nil {
		http.Error(w, "body", http.StatusBadRequest)
		return
	}
	c, err := t.g.dial()
	if err != nil {
		return
	}
	c.Publish("readings", 1, false, m.Text).Wait()
	c.Disconnect(250)
}

func goodTurnsTaken(t *turns) { http.HandleFunc("POST /turns", t.goodTurns) }

func badDecoded(t *turns) {
	http.HandleFunc("POST /decoded", t.decoded) // want `\(sameidentity\)`
}
