package goroutines

import (
	"net/http"
	"sync"
	"sync/atomic"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

// A server calls its handlers for several requests at the same time.

func badEachRequest(mux *http.ServeMux, cfg *config) {
	mux.HandleFunc("/telemetry", func(w http.ResponseWriter, r *http.Request) {
		c := mqtt.NewClient(cfg.options("gateway")) // want `\(sameidentity\)`
		if t := c.Connect(); t.Wait() && t.Error() != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		defer c.Disconnect(250)
		c.Publish("readings", 1, false, r.URL.Path).Wait()
	})
}

type gateway struct {
	cfg    *config
	mu     sync.Mutex
	client mqtt.Client
	up     bool
}

func (g *gateway) send(text string) error {
	c := mqtt.NewClient(g.cfg.options(g.cfg.id))
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	t := c.Publish("readings", 1, false, text)
	t.Wait()
	c.Disconnect(250)
	return t.Error()
}

func (g *gateway) serve(w http.ResponseWriter, r *http.Request) {
	if g.send(r.URL.Path) != nil {
		w.WriteHeader(http.StatusBadGateway)
	}
}

func badMethodOfEach(g *gateway) {
	http.HandleFunc("/telemetry", g.serve) // want `\(sameidentity\)`
}

func badRouted(e *gin.Engine, cfg *config) {
	e.GET("/telemetry", func(c *gin.Context) {
		m := mqtt.NewClient(cfg.options("gateway")) // want `\(sameidentity\)`
		m.Connect().Wait()
		m.Publish("readings", 1, false, "21.5").Wait()
		m.Disconnect(250)
	})
}

func goodByRequest(mux *http.ServeMux, cfg *config) {
	mux.HandleFunc("/telemetry", func(w http.ResponseWriter, r *http.Request) {
		c := mqtt.NewClient(cfg.options(r.FormValue("device")))
		c.Connect().Wait()
		c.Publish("readings", 1, false, "21.5").Wait()
		c.Disconnect(250)
	})
}

func goodUniqueOfEach(mux *http.ServeMux, cfg *config) {
	mux.HandleFunc("/telemetry", func(w http.ResponseWriter, r *http.Request) {
		c := mqtt.NewClient(cfg.options("gateway-" + uuid.NewString()))
		c.Connect().Wait()
		c.Publish("readings", 1, false, "21.5").Wait()
		c.Disconnect(250)
	})
}

// The hub names each.
func goodNameless(mux *http.ServeMux, cfg *config) {
	mux.HandleFunc("/telemetry", func(w http.ResponseWriter, r *http.Request) {
		c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(cfg.broker))
		c.Connect().Wait()
		c.Publish("readings", 1, false, "21.5").Wait()
		c.Disconnect(250)
	})
}

func goodOneRequestAtATime(mux *http.ServeMux, g *gateway) {
	mux.HandleFunc("/telemetry", func(w http.ResponseWriter, r *http.Request) {
		g.mu.Lock()
		defer g.mu.Unlock()
		if g.send(r.URL.Path) != nil {
			w.WriteHeader(http.StatusBadGateway)
		}
	})
}

// Two that come first at the same time are a race, which is another tool's trade.
func goodFirstRequest(mux *http.ServeMux, g *gateway) {
	mux.HandleFunc("/telemetry", func(w http.ResponseWriter, r *http.Request) {
		if g.client == nil {
			g.client = mqtt.NewClient(g.cfg.options("gateway"))
			g.client.Connect().Wait()
		}
		g.client.Publish("readings", 1, false, r.URL.Path).Wait()
	})
}

func goodOneForAll(mux *http.ServeMux, cfg *config) {
	c := mqtt.NewClient(cfg.options("gateway"))
	c.Connect().Wait()
	mux.HandleFunc("/telemetry", func(w http.ResponseWriter, r *http.Request) {
		c.Publish("readings", 1, false, r.URL.Path).Wait()
	})
}

// It has no connection of its own, but for one moment.
func goodBrief(mux *http.ServeMux, cfg *config) {
	mux.HandleFunc("/probe", func(w http.ResponseWriter, r *http.Request) {
		c := mqtt.NewClient(cfg.options("gateway"))
		c.Connect()
		c.Disconnect(0)
	})
}

// -- races --

func goodRenews(mux *http.ServeMux, g *gateway) {
	mux.HandleFunc("/telemetry", func(w http.ResponseWriter, r *http.Request) {
		if !g.client.IsConnected() {
			g.client.Disconnect(0)
			g.client = mqtt.NewClient(g.cfg.options("gateway"))
			g.client.Connect().Wait()
		}
		g.client.Publish("readings", 1, false, r.URL.Path).Wait()
	})
}

func (g *gateway) ready() bool { return g.client != nil && g.client.IsConnected() }

func goodAsksHelper(mux *http.ServeMux, g *gateway) {
	mux.HandleFunc("/telemetry", func(w http.ResponseWriter, r *http.Request) {
		if !g.ready() {
			g.client = mqtt.NewClient(g.cfg.options("gateway"))
			g.client.Connect().Wait()
		}
	})
}

func goodFlagged(mux *http.ServeMux, g *gateway) {
	mux.HandleFunc("/telemetry", func(w http.ResponseWriter, r *http.Request) {
		if !g.up {
			g.client = mqtt.NewClient(g.cfg.options("gateway"))
			g.client.Connect().Wait()
			g.up = true
		}
	})
}

func goodStarted(g *gateway) {
	for range 2 {
		go func() {
			if g.up {
				return
			}
			g.client = mqtt.NewClient(g.cfg.options("gateway"))
			g.client.Connect().Wait()
			g.up = true
			select {}
		}()
	}
}

func goodStartedAsks(g *gateway) {
	for range 2 {
		go func() {
			if !g.ready() {
				g.client = mqtt.NewClient(g.cfg.options("gateway"))
				g.client.Connect().Wait()
				select {}
			}
		}()
	}
}

func (g *gateway) works() {
	g.client = mqtt.NewClient(g.cfg.options("gateway"))
	g.client.Connect().Wait()
	g.up = true
	select {}
}

func goodStarterLooks(g *gateway) {
	go g.works()
	if g.client == nil {
		g.client = mqtt.NewClient(g.cfg.options("gateway"))
		g.client.Connect().Wait()
	}
}

func goodStarterAsks(g *gateway) {
	go g.works()
	if !g.ready() {
		g.client = mqtt.NewClient(g.cfg.options("gateway"))
		g.client.Connect().Wait()
	}
}

func badStarterConnects(g *gateway) {
	go g.works()
	c := mqtt.NewClient(g.cfg.options("gateway"))
	c.Connect().Wait() // want `\(sameidentity\)`
}

// A handler that closes the last client before it opens the next: two that meet are a race.

var current mqtt.Client

func goodReplaced(mux *http.ServeMux, cfg *config) {
	mux.HandleFunc("/reload", func(w http.ResponseWriter, r *http.Request) {
		if current != nil {
			current.Disconnect(250)
		}
		c := mqtt.NewClient(cfg.options("gateway"))
		c.Connect().Wait()
		current = c
	})
}

func goodReplacedField(g *gateway) {
	http.HandleFunc("/reload", func(w http.ResponseWriter, r *http.Request) {
		old := g.client
		c := mqtt.NewClient(g.cfg.options("gateway"))
		if old != nil {
			old.Disconnect(250)
		}
		c.Connect().Wait()
		g.client = c
	})
}

func goodReplacedSwapped(mux *http.ServeMux, cfg *config) {
	var last atomic.Pointer[gateway]
	mux.HandleFunc("/reload", func(w http.ResponseWriter, r *http.Request) {
		if old := last.Swap(nil); old != nil {
			old.client.Disconnect(250)
		}
		c := mqtt.NewClient(cfg.options("gateway"))
		c.Connect().Wait()
		last.Store(&gateway{client: c})
	})
}

func goodReplacedInSlot(mux *http.ServeMux, cfg *config) {
	slot := make(chan mqtt.Client, 1)
	mux.HandleFunc("/reload", func(w http.ResponseWriter, r *http.Request) {
		select {
		case old := <-slot:
			old.Disconnect(250)
		default:
		}
		c := mqtt.NewClient(cfg.options("gateway"))
		c.Connect().Wait()
		slot <- c
	})
}
