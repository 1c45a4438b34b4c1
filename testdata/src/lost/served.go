package lost

import (
	"log"
	"net/http"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	amqp "github.com/rabbitmq/amqp091-go"
)

// -- what a server or a library calls for each request, or each message, runs again --

func badPerRequest(mux *http.ServeMux, url string) {
	mux.HandleFunc("/health", func(w http.ResponseWriter, _ *http.Request) {
		conn, err := amqp.Dial(url) // want `\(lostclient\)`
		if err != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		if ch, err := conn.Channel(); err == nil {
			ch.Close()
		}
	})
}

func goodPerRequest(mux *http.ServeMux, url string) {
	mux.HandleFunc("/health", func(w http.ResponseWriter, _ *http.Request) {
		conn, err := amqp.Dial(url)
		if err != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		defer conn.Close()
		if ch, err := conn.Channel(); err == nil {
			ch.Close()
		}
	})
}

type probe struct{ url string }

func (p *probe) bad(w http.ResponseWriter, _ *http.Request) {
	conn, err := amqp.Dial(p.url)
	if err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	if _, err := conn.Channel(); err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
}

func badMethod(p *probe) {
	http.HandleFunc("/probe", p.bad) // want `\(lostclient\)`
}

// The first request opens it, the others use it.
type lazy struct {
	url  string
	conn *amqp.Connection
}

func (l *lazy) serve(http.ResponseWriter, *http.Request) {
	if l.conn == nil {
		conn, err := amqp.Dial(l.url)
		if err != nil {
			return
		}
		l.conn = conn
	}
	ch, err := l.conn.Channel()
	if err != nil {
		return
	}
	ch.Close()
}

func goodLazy(l *lazy) {
	http.Handle("/lazy", http.HandlerFunc(l.serve))
}

// It is called once.
func goodOnce(url string) {
	go func() {
		conn, err := amqp.Dial(url)
		if err != nil {
			return
		}
		if ch, err := conn.Channel(); err == nil {
			ch.Close()
		}
	}()
}

func badPerMessage(c mqtt.Client, url string) {
	c.Subscribe("in", 1, func(_ mqtt.Client, m mqtt.Message) {
		conn, err := amqp.Dial(url) // want `\(lostclient\)`
		if err != nil {
			log.Print(err)
			return
		}
		if ch, err := conn.Channel(); err == nil {
			ch.Publish("", "q", false, false, amqp.Publishing{Body: m.Payload()})
		}
	})
}

func goodPerMessage(c mqtt.Client, url string) {
	c.Subscribe("in", 1, func(_ mqtt.Client, m mqtt.Message) {
		conn, err := amqp.Dial(url)
		if err != nil {
			log.Print(err)
			return
		}
		defer conn.Close()
		if ch, err := conn.Channel(); err == nil {
			ch.Publish("", "q", false, false, amqp.Publishing{Body: m.Payload()})
		}
	})
}
