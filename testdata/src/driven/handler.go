package driven

import (
	"errors"
	"net/http"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// Another package gives these to a server, which calls them for each request.

var errNoAck = errors.New("not acknowledged")

type relay struct{ broker, id string }

func (r *relay) connect() (mqtt.Client, error) {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(r.broker).SetClientID(r.id))
	t := c.Connect()
	t.Wait()
	return c, t.Error()
}

// BadRelay leaves the client open where the hub does not answer.
type BadRelay struct{ relay }

func (b *BadRelay) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if b.send(r.URL.Path) != nil { // want `when the HTTP server calls ServeHTTP again: .*lostclient`
		w.WriteHeader(http.StatusBadGateway)
	}
}

func (b *BadRelay) send(text string) error {
	c, err := b.connect()
	if err != nil {
		return err
	}
	if t := c.Publish("commands", 2, false, text); !t.WaitTimeout(3 * time.Second) {
		return errNoAck
	}
	c.Disconnect(250)
	return nil
}

// GoodRelay closes it in any case.
type GoodRelay struct{ relay }

func (g *GoodRelay) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if g.send(r.URL.Path) != nil {
		w.WriteHeader(http.StatusBadGateway)
	}
}

func (g *GoodRelay) send(text string) error {
	c, err := g.connect()
	if err != nil {
		return err
	}
	defer c.Disconnect(250)
	if t := c.Publish("commands", 2, false, text); !t.WaitTimeout(3 * time.Second) {
		return errNoAck
	}
	return nil
}

// GoodKeeps has one client for all requests.
type GoodKeeps struct {
	relay
	client mqtt.Client
}

func (g *GoodKeeps) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if g.client == nil {
		c, err := g.connect()
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		g.client = c
	}
	g.client.Publish("commands", 2, false, r.URL.Path)
}

// goodUnserved is for this package alone, which calls it once.
type goodUnserved struct{ relay }

func (g goodUnserved) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if _, err := g.connect(); err != nil {
		w.WriteHeader(http.StatusBadGateway)
	}
}

func goodCallsItOnce(w http.ResponseWriter, r *http.Request) {
	goodUnserved{}.ServeHTTP(w, r)
}
