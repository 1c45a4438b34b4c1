package goroutines

import (
	"context"
	"net/http"
	"sync"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
	"golang.org/x/sync/errgroup"
)

// A watcher tells by a context that the connection is gone.
func goodToldByContext(ctx context.Context, url string) {
	for {
		conn, err := amqp.Dial(url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		up, cancel := context.WithCancel(ctx)
		go func() {
			<-conn.NotifyClose(make(chan *amqp.Error, 1))
			cancel()
		}()
		if _, err := conn.Channel(); err != nil {
			conn.Close()
			continue
		}
		serveUntil(up)
		time.Sleep(time.Second)
	}
}

func serveUntil(ctx context.Context) { <-ctx.Done() }

// The same, and the context is asked.
func goodAsksContext(ctx context.Context, url string) {
	for {
		conn, err := amqp.Dial(url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		up, cancel := context.WithCancel(ctx)
		go func() {
			<-conn.NotifyClose(make(chan *amqp.Error, 1))
			cancel()
		}()
		if _, err := conn.Channel(); err != nil {
			conn.Close()
			continue
		}
		for up.Err() == nil {
			time.Sleep(time.Second)
		}
	}
}

// A watcher tells nobody.
func badTellsNobody(ctx context.Context, url string) {
	for ctx.Err() == nil {
		conn, err := amqp.Dial(url) // want `an AMQP connection .*\(lostclient\)`
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		go func() {
			<-conn.NotifyClose(make(chan *amqp.Error, 1))
		}()
		if _, err := conn.Channel(); err != nil {
			time.Sleep(time.Second)
			continue
		}
		<-ctx.Done()
		conn.Close()
	}
}

// A watcher tells, and the loop goes round before it has waited.
func badDoesNotWait(ctx context.Context, url string) {
	for {
		conn, err := amqp.Dial(url) // want `an AMQP connection .*\(lostclient\)`
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		up, cancel := context.WithCancel(ctx)
		go func() {
			<-conn.NotifyClose(make(chan *amqp.Error, 1))
			cancel()
		}()
		if _, err := conn.Channel(); err != nil {
			time.Sleep(time.Second)
			continue
		}
		serveUntil(up)
		time.Sleep(time.Second)
	}
}

func goodToldByGroup(url string) {
	for {
		conn, err := amqp.Dial(url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		var wg sync.WaitGroup
		wg.Add(1)
		go func() {
			defer wg.Done()
			<-conn.NotifyClose(make(chan *amqp.Error, 1))
		}()
		if ch, err := conn.Channel(); err == nil {
			ch.Qos(1, 0, false)
		}
		wg.Wait()
		time.Sleep(time.Second)
	}
}

func goodToldByErrgroup(url string) {
	for {
		conn, err := amqp.Dial(url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		var g errgroup.Group
		g.Go(func() error {
			return <-conn.NotifyClose(make(chan *amqp.Error, 1))
		})
		if ch, err := conn.Channel(); err == nil {
			ch.Qos(1, 0, false)
		}
		g.Wait()
		time.Sleep(time.Second)
	}
}

// A watcher ends a call that nothing is known of.
func goodEndsServer(url string) {
	for {
		conn, err := amqp.Dial(url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		srv := &http.Server{}
		go func() {
			<-conn.NotifyClose(make(chan *amqp.Error, 1))
			srv.Shutdown(context.Background())
		}()
		if ch, err := conn.Channel(); err == nil {
			ch.Qos(1, 0, false)
		}
		srv.ListenAndServe()
		time.Sleep(time.Second)
	}
}

// A bell rings when the connection is gone.
type bell struct {
	url  string
	mu   sync.Mutex
	cond *sync.Cond
	up   bool
	conn *amqp.Connection
}

func (b *bell) goodCond() {
	for {
		for b.rung() != nil {
			time.Sleep(time.Second)
		}
		b.mu.Lock()
		b.cond.Wait()
		b.mu.Unlock()
	}
}

func (b *bell) rung() error {
	conn, err := amqp.Dial(b.url)
	if err != nil {
		return err
	}
	b.conn = conn
	go func() {
		<-b.conn.NotifyClose(make(chan *amqp.Error, 1))
		b.mu.Lock()
		b.cond.Broadcast()
		b.mu.Unlock()
	}()
	return nil
}

// A variable tells it, which the watcher sets.
func (b *bell) goodFlag() {
	for range time.Tick(time.Second) {
		if !b.isUp() {
			b.flagged()
		}
	}
}

func (b *bell) flagged() error {
	conn, err := amqp.Dial(b.url)
	if err != nil {
		return err
	}
	b.conn = conn
	b.set(true)
	go func() {
		<-conn.NotifyClose(make(chan *amqp.Error, 1))
		b.set(false)
	}()
	return nil
}

func (b *bell) set(up bool) {
	b.mu.Lock()
	b.up = up
	b.mu.Unlock()
}

func (b *bell) isUp() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.up
}
