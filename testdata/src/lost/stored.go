package lost

import (
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// A helper puts what holds a connection where others find it.

type stored struct{ conn *amqp.Connection }

type store struct {
	byName map[string]*stored
	out    chan *stored
	list   []*stored
	stops  map[string]func()
	undo   []func()
}

var storedList []*stored

func (t *store) put(name string, s *stored)   { t.byName[name] = s }
func (t *store) send(s *stored)               { t.out <- s }
func (t *store) add(s *stored)                { t.list = append(t.list, s) }
func (t *store) onStop(name string, f func()) { t.stops[name] = f }
func (t *store) onUndo(f func())              { t.undo = append(t.undo, f) }
func storeGlobal(s *stored)                   { storedList = append(storedList, s) }
func storeNowhere(*stored)                    {}

func newStored() *stored {
	conn, err := amqp.Dial("amqp://hub")
	if err != nil {
		return nil
	}
	return &stored{conn}
}

func goodPut(t *store, name string) {
	for range time.Tick(time.Second) {
		if s := newStored(); s != nil {
			t.put(name, s)
		}
	}
}

func goodStoredSent(t *store) {
	for range time.Tick(time.Second) {
		if s := newStored(); s != nil {
			t.send(s)
		}
	}
}

func goodAdded(t *store) {
	for range time.Tick(time.Second) {
		if s := newStored(); s != nil {
			t.add(s)
		}
	}
}

func goodOnStop(t *store, name string) {
	for range time.Tick(time.Second) {
		if s := newStored(); s != nil {
			t.onStop(name, func() { s.conn.Close() })
		}
	}
}

func goodOnUndo(t *store) {
	for range time.Tick(time.Second) {
		if s := newStored(); s != nil {
			t.onUndo(func() { s.conn.Close() })
		}
	}
}

func goodGlobal() {
	for range time.Tick(time.Second) {
		if s := newStored(); s != nil {
			storeGlobal(s)
		}
	}
}

func badNowhere() {
	for range time.Tick(time.Second) {
		if s := newStored(); s != nil { // want `\(lostclient\)`
			storeNowhere(s)
		}
	}
}

func (t *store) stop(name string) {
	if f := t.stops[name]; f != nil {
		f()
		delete(t.stops, name)
	}
}

func (t *store) replace() error {
	t.stop("one")
	c, err := keptClient()
	if err != nil {
		return err
	}
	t.onStop("one", func() { c.Disconnect(250) })
	return nil
}

func goodStopped(t *store) {
	for range 3 {
		_ = t.replace()
	}
}

func (t *store) another() error {
	c, err := keptClient()
	if err != nil {
		return err
	}
	t.onStop("one", func() { c.Disconnect(250) })
	return nil
}

func badAnother(t *store) {
	for range 3 {
		_ = t.another() // want `\(sameidentity\)`
	}
}
