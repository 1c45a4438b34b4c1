package lost

import (
	"crypto/tls"
	"net/http"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// -- what a method stores in its receiver is in the receiver, whoever knows that --

type wire struct {
	conn *amqp.Connection
	up   bool
}

func (l *wire) open(url string) error {
	if l.up && l.conn != nil {
		return nil
	}
	conn, err := amqp.Dial(url)
	if err != nil {
		return err
	}
	l.conn, l.up = conn, true
	return nil
}

func goodEachOfMap(lines map[string]*wire) {
	for url, l := range lines {
		_ = l.open(url)
	}
}

func goodEachOfSlice(lines []*wire) {
	for _, l := range lines {
		_ = l.open("amqp://hub")
	}
}

func goodEachElement(lines []wire) {
	for i := range lines {
		_ = lines[i].open("amqp://hub")
	}
}

func goodEachOfFunc(next func() *wire) {
	for l := next(); l != nil; l = next() {
		_ = l.open("amqp://hub")
	}
}

// What is made here and dropped here is lost.
func badEachMade(urls []string) {
	for _, url := range urls {
		l := &wire{}
		_ = l.open(url) // want `the dropped connection stays open.*\(lostclient\)`
	}
}

// -- a function of many ends opens under the same condition on each --

type prober interface {
	Ping() error
	Path() (string, error)
	Get(path string) (int, error)
}

type upkeep struct {
	link   *wire
	cfg    *tls.Config
	prober prober
}

func newWire(url string, cfg *tls.Config) (*wire, error) {
	var conn *amqp.Connection
	var err error
	if cfg != nil {
		conn, err = amqp.DialTLS(url, cfg)
	} else {
		conn, err = amqp.Dial(url)
	}
	if err != nil {
		return nil, err
	}
	ch, err := conn.Channel()
	if err != nil {
		return nil, err // lost, and whoever asks gets nothing for ever
	}
	if err := ch.Confirm(false); err != nil {
		return nil, err
	}
	return &wire{conn: conn}, nil
}

func (w *wire) channel() error {
	ch, err := w.conn.Channel()
	if err != nil {
		return err
	}
	return ch.Confirm(false)
}

func (h *upkeep) check(w http.ResponseWriter, _ *http.Request) {
	var err error
	if h.link == nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	if h.link.conn.IsClosed() {
		h.link, err = newWire("amqp://hub", h.cfg)
		if err != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
	}
	if err := h.link.channel(); err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	if err = h.prober.Ping(); err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	path, err := h.prober.Path()
	if err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	status, err := h.prober.Get(path)
	if err != nil {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	if status != http.StatusOK {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	if time.Now().IsZero() {
		return
	}
	w.WriteHeader(status)
}

func goodManyEnds(p prober) {
	l, err := newWire("amqp://hub", nil)
	if err != nil {
		return
	}
	defer l.conn.Close()
	h := &upkeep{link: l, prober: p}
	http.HandleFunc("/", h.check)
	http.HandleFunc("/health", h.check)
	_ = http.ListenAndServe(":8000", nil)
}

// -- what a thing of this round holds is held by whatever holds that thing --

type wrapped struct {
	*amqp.Connection
	url string
}

type dialer struct{ url string }

func (d *dialer) dial() (*wrapped, error) {
	conn, err := amqp.Dial(d.url)
	if err != nil {
		return nil, err
	}
	return &wrapped{conn, d.url}, nil
}

type cached struct {
	*dialer
	conn *wrapped
}

func (c *cached) dial() (*wrapped, error) {
	if c.conn == nil || c.conn.IsClosed() {
		var err error
		if c.conn, err = c.dialer.dial(); err != nil {
			return nil, err
		}
	}
	return c.conn, nil
}

var shared = &cached{dialer: &dialer{"amqp://hub"}}

func cachedChannel() (*amqp.Channel, error) {
	conn, err := shared.dial()
	if err != nil {
		return nil, err
	}
	return conn.Channel()
}

func goodCached() *amqp.Channel {
	for {
		if ch, err := cachedChannel(); err == nil {
			return ch
		}
		time.Sleep(time.Minute)
	}
}

func plainChannel() (*amqp.Channel, error) {
	conn, err := shared.dialer.dial()
	if err != nil {
		return nil, err
	}
	return conn.Channel()
}

func badNotCached() *amqp.Channel {
	for {
		if ch, err := plainChannel(); err == nil { // want `\(lostclient\)`
			return ch
		}
		time.Sleep(time.Minute)
	}
}
