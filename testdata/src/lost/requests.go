package lost

import (
	"net/http"
	"sync"

	amqp "github.com/rabbitmq/amqp091-go"
)

// Requests come in any order: each handler finds what the others have left behind.

type pump struct {
	mu   sync.Mutex
	on   bool
	conn *amqp.Connection
}

func (p *pump) start() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.on {
		return nil
	}
	conn, err := amqp.Dial("amqp://hub")
	if err != nil {
		return err
	}
	p.conn, p.on = conn, true
	return nil
}

func (p *pump) pause() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.on = false
	return nil
}

func (p *pump) stop() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.on {
		return nil
	}
	p.on = false
	return p.conn.Close()
}

func served(f func() error) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if f() != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}
}

func badPauses(mux *http.ServeMux) {
	p := &pump{}
	mux.HandleFunc("POST /pause", served(p.pause))
	mux.HandleFunc("POST /resume", served(p.start)) // want `\(lostclient\)`
}

func badPausesStarted(mux *http.ServeMux) error {
	p := &pump{}
	if err := p.start(); err != nil {
		return err
	}
	mux.HandleFunc("POST /resume", func(http.ResponseWriter, *http.Request) { _ = p.start() }) // want `\(lostclient\)`
	mux.HandleFunc("POST /pause", func(http.ResponseWriter, *http.Request) { _ = p.pause() })
	return nil
}

func (p *pump) routes(mux *http.ServeMux) {
	mux.HandleFunc("POST /resume", p.resumed)
	mux.HandleFunc("POST /pause", p.paused) // want `\(lostclient\)`
}

func (p *pump) resumed(http.ResponseWriter, *http.Request) { _ = p.start() }
func (p *pump) paused(http.ResponseWriter, *http.Request)  { _ = p.pause() }

func goodStops(mux *http.ServeMux) {
	p := &pump{}
	mux.HandleFunc("POST /stop", served(p.stop))
	mux.HandleFunc("POST /start", served(p.start))
}

func goodOfTwo(mux *http.ServeMux) {
	p, q := &pump{}, &pump{}
	mux.HandleFunc("POST /pause", served(p.pause))
	mux.HandleFunc("POST /start", served(q.start))
}

// It closes what pause has left open.
func goodClosesBefore(mux *http.ServeMux) {
	p := &pump{}
	mux.HandleFunc("POST /pause", served(p.pause))
	mux.HandleFunc("POST /start", func(http.ResponseWriter, *http.Request) {
		if p.conn != nil {
			_ = p.conn.Close()
		}
		_ = p.start()
	})
}
