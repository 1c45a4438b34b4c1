package eager

import (
	"container/list"
	"context"
	"log"
	"sync"
	"sync/atomic"
	"time"

	"github.com/amenzhinsky/iothub/iotdevice"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/nats-io/nats.go"
	amqp091 "github.com/rabbitmq/amqp091-go"
)

// probe leaves nothing open.
func probe(url string) error {
	conn, err := amqp091.Dial(url)
	if err != nil {
		return err
	}
	return conn.Close()
}

// -- what is in fields --

type worker struct {
	mu      sync.Mutex
	url     string
	conn    *amqp091.Connection
	running bool
	up      bool
	phase   int
	urls    []string
	byName  map[string]string
	tries   atomic.Int32
	closing atomic.Bool
	retry   *time.Timer
	client  *iotdevice.Client
}

func (w *worker) badUntilThere() {
	for w.conn == nil {
		w.conn, _ = amqp091.Dial(w.url) // want `\(eagerreconnect\)`
	}
}

func (w *worker) badFlagInField() {
	for !w.up {
		if conn, err := amqp091.Dial(w.url); err == nil { // want `\(eagerreconnect\)`
			w.conn, w.up = conn, true
		}
	}
}

// The first failure ends it.
func (w *worker) goodGivesUp() {
	for w.running {
		if err := probe(w.url); err != nil {
			log.Print(err)
			w.running = false
			continue
		}
		time.Sleep(time.Minute)
	}
}

func (w *worker) stop() { w.running = false }

func (w *worker) goodGivesUpInMethod() {
	for w.running {
		if err := probe(w.url); err != nil {
			w.stop()
		}
	}
}

func (w *worker) isRunning() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.running
}

func (w *worker) goodGivesUpSeenByMethod() {
	for w.isRunning() {
		if err := probe(w.url); err != nil {
			w.stop()
		}
	}
}

func (w *worker) badWhileRunning() {
	for w.isRunning() {
		if err := probe(w.url); err == nil { // want `\(eagerreconnect\)`
			return
		}
	}
}

func (w *worker) goodPhases() {
	for {
		switch w.phase {
		case 0:
			if err := probe(w.url); err != nil {
				w.phase = 1
				continue
			}
			return
		case 1:
			time.Sleep(time.Second)
			w.phase = 0
		}
	}
}

func (w *worker) badPhases() {
	const (
		down = iota
		up
	)
	for {
		switch w.phase {
		case down:
			if err := probe(w.url); err == nil { // want `\(eagerreconnect\)`
				w.phase = up
			}
		case up:
			return
		}
	}
}

// -- work that comes to an end --

func (w *worker) goodQueue() {
	for len(w.urls) > 0 {
		url := w.urls[0]
		w.urls = w.urls[1:]
		if err := probe(url); err != nil {
			log.Print(err)
		}
	}
}

func (w *worker) pending() bool { return len(w.urls) > 0 }

func (w *worker) pop() string {
	url := w.urls[0]
	w.urls = w.urls[1:]
	return url
}

func (w *worker) goodQueueInMethods() {
	for w.pending() {
		if err := probe(w.pop()); err != nil {
			log.Print(err)
		}
	}
}

func goodListOfURLs(urls *list.List) {
	for urls.Len() > 0 {
		url := urls.Remove(urls.Front()).(string)
		if err := probe(url); err != nil {
			log.Print(err)
		}
	}
}

func goodListElements(urls *list.List) {
	for e := urls.Front(); e != nil; e = e.Next() {
		if err := probe(e.Value.(string)); err != nil {
			log.Print(err)
		}
	}
}

func (w *worker) goodMap() {
	for name, url := range w.byName {
		if err := probe(url); err != nil {
			log.Print(name, err)
		}
	}
}

func (w *worker) goodMapShrinks() {
	for len(w.byName) > 0 {
		for name, url := range w.byName {
			if err := probe(url); err != nil {
				delete(w.byName, name)
			}
		}
	}
}

func (w *worker) goodAtomicCounter() {
	for {
		if err := probe(w.url); err == nil {
			return
		}
		w.tries.Add(1)
		if w.tries.Load() > 3 {
			return
		}
	}
}

func (w *worker) badUntilClosing() {
	for {
		if err := probe(w.url); err == nil { // want `\(eagerreconnect\)`
			return
		}
		if w.closing.Load() {
			return
		}
	}
}

func goodCapturedCounter(url string) {
	n := 0
	count := func() { n++ }
	for n < 3 {
		if err := probe(url); err == nil {
			return
		}
		count()
	}
}

// The library's goroutine says when it is up, and that is no reason to go on at once.
func badCapturedFlag(c mqtt.Client, o *mqtt.ClientOptions) {
	up := false
	o.SetOnConnectHandler(func(mqtt.Client) { up = true })
	for !up {
		c.Connect().Wait() // want `\(eagerreconnect\)` `\(doubleconnect\)`
	}
}

// -- other things to wait for --

func (w *worker) goodTimer() {
	for {
		if err := probe(w.url); err == nil {
			return
		}
		w.retry.Reset(time.Second)
		<-w.retry.C
	}
}

func goodCondition(c *sync.Cond, url string) {
	for {
		if err := probe(url); err == nil {
			return
		}
		c.L.Lock()
		c.Wait()
		c.L.Unlock()
	}
}

func goodWaitGroup(wg *sync.WaitGroup, url string) {
	for {
		if err := probe(url); err == nil {
			return
		}
		wg.Wait()
	}
}

func goodSends(failures chan<- error, url string) {
	for {
		err := probe(url)
		if err == nil {
			return
		}
		failures <- err
	}
}

type backoff interface{ Next() time.Duration }

func goodBackoffInterface(b backoff, url string) {
	for {
		if _, err := nats.Connect(url); err == nil {
			return
		}
		time.Sleep(b.Next())
	}
}

func goodPacer(pace interface{ Wait(context.Context) error }, url string) {
	for {
		if _, err := nats.Connect(url); err == nil {
			return
		}
		if pace.Wait(context.Background()) != nil {
			return
		}
	}
}

// A lock keeps goroutines apart; it is no pause.
func (w *worker) badLocks() {
	for {
		w.mu.Lock()
		if w.conn != nil {
			w.mu.Unlock()
			return
		}
		w.conn, _ = amqp091.Dial(w.url) // want `\(eagerreconnect\)`
		w.mu.Unlock()
	}
}

// Opening a channel is a request to the broker; this one is reached when the dial has worked.
func badChannelAfterwards(url string) *amqp091.Channel {
	for {
		conn, err := amqp091.Dial(url) // want `\(eagerreconnect\)`
		if err != nil {
			log.Print(err)
			continue
		}
		ch, err := conn.Channel()
		if err == nil {
			return ch
		}
		conn.Close()
		time.Sleep(time.Second)
	}
}

// The dial waits when it fails, and what follows does not: a request has been made by then.
func fnChannelAfterwards(url string) *amqp091.Channel {
	for {
		conn, err := amqp091.Dial(url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		ch, err := conn.Channel()
		if err == nil {
			return ch
		}
		conn.Close()
	}
}

// A helper that is given what it is to try is not followed.
func untilNil(f func() error) {
	for f() != nil {
	}
}

func fnGivenFunction(c *iotdevice.Client) {
	untilNil(func() error { return c.Connect(context.Background()) })
}

// What stands behind an interface of the program's own is not known.
type connector interface{ Connect(context.Context) error }

func fnOwnInterface(c connector) {
	for c.Connect(context.Background()) != nil {
	}
}

// A literal that captures the error, as one that only logs it, changes nothing.
func badCapturedError(url string) (conn *amqp091.Connection) {
	var err error
	report := func() { log.Print(err) }
	for {
		conn, err = amqp091.Dial(url) // want `\(eagerreconnect\)`
		if err == nil {
			return conn
		}
		report()
	}
}

func badErrorOfOthers(url string) *amqp091.Connection {
	var err error
	var conn *amqp091.Connection
	reset := func() { err = nil }
	for {
		conn, err = amqp091.Dial(url) // want `\(eagerreconnect\)`
		if err == nil {
			break
		}
	}
	reset()
	return conn
}

// The literal says that all is well.
func goodErrorOfOthers(url string) (err error) {
	forgive := func() { err = nil }
	for {
		if err = probe(url); err != nil {
			forgive()
		}
		if err == nil {
			return nil
		}
	}
}

func (w *worker) dialForgiving() (err error) {
	defer func() { err = nil }()
	return probe(w.url)
}

func (w *worker) goodForgiving() {
	for w.dialForgiving() != nil {
	}
}
