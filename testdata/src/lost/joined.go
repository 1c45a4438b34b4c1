package lost

import (
	"context"
	"errors"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// A goroutine that its starter waits for does what it does in the starter's stead. One that is given
// up for a timer goes on all the same.

var errLate = errors.New("too late")

type dialled struct {
	conn *amqp.Connection
	err  error
}

func dialWithin(url string, d time.Duration) (*amqp.Connection, error) {
	ch := make(chan dialled, 1)
	go func() {
		conn, err := amqp.Dial(url)
		ch <- dialled{conn, err}
	}()
	select {
	case r := <-ch:
		return r.conn, r.err
	case <-time.After(d):
		return nil, errLate
	}
}

// Nobody receives the connection of an attempt that was given up.
func badDialWithin(url string) *amqp.Connection {
	for {
		conn, err := dialWithin(url, time.Second) // want `\(lostclient\)`
		if err == nil {
			return conn
		}
		time.Sleep(time.Second)
	}
}

func dialOrClose(url string, d time.Duration) (*amqp.Connection, error) {
	ch := make(chan dialled, 1)
	go func() {
		conn, err := amqp.Dial(url)
		ch <- dialled{conn, err}
	}()
	select {
	case r := <-ch:
		return r.conn, r.err
	case <-time.After(d):
		go func() {
			if r := <-ch; r.conn != nil {
				r.conn.Close()
			}
		}()
		return nil, errLate
	}
}

// Another goroutine closes what comes too late.
func goodDialOrClose(url string) *amqp.Connection {
	for {
		conn, err := dialOrClose(url, time.Second)
		if err == nil {
			return conn
		}
		time.Sleep(time.Second)
	}
}

func dialUnder(ctx context.Context, url string) (*amqp.Connection, error) {
	ch := make(chan dialled)
	go func() {
		conn, err := amqp.Dial(url)
		select {
		case ch <- dialled{conn, err}:
		case <-ctx.Done():
			if conn != nil {
				conn.Close()
			}
		}
	}()
	select {
	case r := <-ch:
		return r.conn, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// The goroutine itself sees that nobody waits any more.
func goodDialUnder(url string) *amqp.Connection {
	for {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		conn, err := dialUnder(ctx, url)
		cancel()
		if err == nil {
			return conn
		}
		time.Sleep(time.Second)
	}
}

func dialOffering(url string, d time.Duration) (*amqp.Connection, error) {
	ch := make(chan dialled, 1)
	go func() {
		conn, err := amqp.Dial(url)
		select {
		case ch <- dialled{conn, err}: // there is always room for it
		default:
			if conn != nil {
				conn.Close()
			}
		}
	}()
	select {
	case r := <-ch:
		return r.conn, r.err
	case <-time.After(d):
		return nil, errLate
	}
}

// It looks as if what comes too late were closed.
func badDialOffering(url string) *amqp.Connection {
	for {
		conn, err := dialOffering(url, time.Second) // want `\(lostclient\)`
		if err == nil {
			return conn
		}
		time.Sleep(time.Second)
	}
}

func dialVariables(ctx context.Context, url string) (*amqp.Connection, error) {
	var conn *amqp.Connection
	var err error
	done := make(chan struct{})
	go func() {
		defer close(done)
		conn, err = amqp.Dial(url)
	}()
	select {
	case <-done:
		return conn, err
	case <-ctx.Done(): // which the dial knows nothing of
		return nil, ctx.Err()
	}
}

func badDialVariables(url string) *amqp.Connection {
	for {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		conn, err := dialVariables(ctx, url) // want `\(lostclient\)`
		cancel()
		if err == nil {
			return conn
		}
		time.Sleep(time.Second)
	}
}

func dialTwoWays(url string, d time.Duration) (*amqp.Connection, error) {
	conns, errs := make(chan *amqp.Connection), make(chan error)
	go func() {
		conn, err := amqp.Dial(url)
		if err != nil {
			errs <- err
			return
		}
		conns <- conn
	}()
	select {
	case conn := <-conns:
		return conn, nil
	case err := <-errs: // there is no connection
		return nil, err
	case <-time.After(d):
		return nil, errLate
	}
}

func badDialTwoWays(url string) *amqp.Connection {
	for {
		conn, err := dialTwoWays(url, time.Second) // want `\(lostclient\)`
		if err == nil {
			return conn
		}
		time.Sleep(time.Second)
	}
}

func dialWaiting(url string) (*amqp.Connection, error) {
	conns, errs := make(chan *amqp.Connection, 1), make(chan error, 1)
	go func() {
		conn, err := amqp.Dial(url)
		if err != nil {
			errs <- err
			return
		}
		conns <- conn
	}()
	select {
	case conn := <-conns:
		return conn, nil
	case err := <-errs:
		return nil, err
	}
}

// One of the two answers comes.
func goodDialWaiting(url string) *amqp.Connection {
	for {
		conn, err := dialWaiting(url)
		if err == nil {
			return conn
		}
		time.Sleep(time.Second)
	}
}

// Each round has a goroutine, and the one before has ended.
func badRounds(ctx context.Context, url string) {
	for {
		done := make(chan bool)
		go func() {
			round(url) // want `\(lostclient\)`
			close(done)
		}()
		select {
		case <-done:
		case <-ctx.Done():
			return
		}
		time.Sleep(time.Second)
	}
}

func round(url string) {
	conn, err := amqp.Dial(url)
	if err != nil {
		return
	}
	if _, err := conn.Channel(); err != nil {
		return
	}
	<-conn.NotifyClose(make(chan *amqp.Error))
}

func goodRounds(ctx context.Context, url string) {
	for {
		done := make(chan bool)
		go func() {
			defer close(done)
			conn, err := amqp.Dial(url)
			if err != nil {
				return
			}
			defer conn.Close()
			<-ctx.Done()
		}()
		select {
		case <-done:
		case <-ctx.Done():
			return
		}
	}
}

func badDialInLoop(url string) *amqp.Connection {
	for {
		done := make(chan *amqp.Connection, 1)
		go func() {
			if conn, err := amqp.Dial(url); err == nil { // want `\(lostclient\)`
				done <- conn
			}
		}()
		select {
		case conn := <-done:
			return conn
		case <-time.After(10 * time.Second):
		}
	}
}

// A channel that fails leaves its connection behind.
func badChannelSent(url string, out chan<- *amqp.Channel) {
	for {
		done := make(chan struct{})
		go func() {
			defer close(done)
			conn, err := amqp.Dial(url) // want `\(lostclient\)`
			if err != nil {
				return
			}
			ch, err := conn.Channel()
			if err != nil {
				return
			}
			out <- ch
		}()
		<-done
		time.Sleep(time.Minute)
	}
}

// A literal within sends by another channel than the one that the starter waits for.
func goodHandsOn(url string, out chan *amqp.Connection) {
	for {
		done := make(chan bool)
		go func() {
			defer close(done)
			conn, err := amqp.Dial(url)
			if err != nil {
				return
			}
			func() { out <- conn }()
		}()
		<-done
	}
}

// Nobody waits for workers, which have their connections as long as they run.
func goodEachItsOwn(ctx context.Context, url string) {
	for range 10 {
		go func() {
			if conn, err := amqp.Dial(url); err == nil {
				_, _ = conn.Channel()
				<-ctx.Done()
			}
		}()
	}
}
