// Package eager has connects that are tried again after they failed: at once, or with a pause.
package eager

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"os"
	"strings"
	"time"

	"github.com/Azure/go-amqp"
	"github.com/amenzhinsky/iothub/iotdevice"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/gopcua/opcua"
	"github.com/nats-io/nats.go"
	amqp091 "github.com/rabbitmq/amqp091-go"
)

// -- loops --

func badToken(c mqtt.Client) {
	for {
		if t := c.Connect(); t.Wait() && t.Error() == nil { // want `\(eagerreconnect\)`
			return
		}
	}
}

func goodToken(c mqtt.Client) {
	for {
		if t := c.Connect(); t.Wait() && t.Error() == nil {
			return
		}
		time.Sleep(time.Second)
	}
}

func badContinue(url string) *amqp091.Connection {
	for {
		conn, err := amqp091.Dial(url) // want `\(eagerreconnect\)`
		if err != nil {
			log.Printf("dial: %v", err)
			continue
		}
		return conn
	}
}

func goodContinue(url string) *amqp091.Connection {
	for {
		conn, err := amqp091.Dial(url)
		if err != nil {
			log.Printf("dial: %v", err)
			time.Sleep(5 * time.Second)
			continue
		}
		return conn
	}
}

// The pause is on the way of success only.
func badPauseAfterSuccess(ctx context.Context, c *iotdevice.Client, readings <-chan string) {
	for {
		if err := c.Connect(ctx); err != nil { // want `\(eagerreconnect\)` `\(doubleconnect\)`
			log.Print(err)
			continue
		}
		for r := range readings {
			if c.SendEvent(ctx, []byte(r)) != nil {
				break
			}
		}
		time.Sleep(time.Minute)
	}
}

func badCondition(ctx context.Context, c *opcua.Client) {
	for c.Connect(ctx) != nil { // want `\(eagerreconnect\)`
	}
}

func badPost(ctx context.Context, c *opcua.Client) {
	for err := c.Connect(ctx); err != nil; err = c.Connect(ctx) { // want `\(eagerreconnect\)`
		log.Print(err)
	}
}

func badFlag(url string) {
	connected := false
	for !connected {
		nc, err := nats.Connect(url) // want `\(eagerreconnect\)`
		if err == nil {
			connected = true
			defer nc.Close()
		}
	}
}

func goodFlag(url string) {
	connected := false
	for !connected {
		nc, err := nats.Connect(url)
		if err == nil {
			connected = true
			defer nc.Close()
		} else {
			time.Sleep(time.Second)
		}
	}
}

type state int

const (
	disconnected state = iota
	connected
)

func badStateVariable(ctx context.Context, addr string) (conn *amqp.Conn) {
	s := disconnected
	for s != connected {
		c, err := amqp.Dial(ctx, addr, nil) // want `\(eagerreconnect\)`
		switch {
		case err == nil:
			s, conn = connected, c
		case errors.Is(err, context.Canceled):
			return nil
		}
	}
	return conn
}

func badGoto(c mqtt.Client) {
again:
	if t := c.Connect(); t.Wait() && t.Error() != nil { // want `\(eagerreconnect\)`
		goto again
	}
}

// It can be stopped, but until then it does not pause.
func badStopped(ctx context.Context, url string) (*amqp091.Connection, error) {
	for {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		default:
		}
		conn, err := amqp091.Dial(url) // want `\(eagerreconnect\)`
		if err == nil {
			return conn, nil
		}
	}
}

func badContextError(ctx context.Context, c *iotdevice.Client) {
	for ctx.Err() == nil {
		if err := c.Connect(ctx); err == nil { // want `\(eagerreconnect\)`
			return
		}
	}
}

func goodSelectWaits(ctx context.Context, url string) (*amqp091.Connection, error) {
	for {
		conn, err := amqp091.Dial(url)
		if err == nil {
			return conn, nil
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(time.Second):
		}
	}
}

func badSleepsNothing(url string) {
	for {
		if _, err := nats.Connect(url); err == nil { // want `\(eagerreconnect\)`
			return
		}
		time.Sleep(0)
	}
}

func goodTicker(url string) {
	t := time.NewTicker(time.Second)
	defer t.Stop()
	for range t.C {
		if _, err := nats.Connect(url); err == nil {
			return
		}
	}
}

func goodTimer(url string) {
	t := time.NewTimer(0)
	for {
		<-t.C
		if _, err := nats.Connect(url); err == nil {
			return
		}
		t.Reset(time.Second)
	}
}

// The ticker is polled: what connects is what was received.
func goodTickerPolled(url string, t *time.Ticker) {
	for {
		select {
		case <-t.C:
			if _, err := nats.Connect(url); err == nil {
				return
			}
		default:
		}
	}
}

// -- tokens and timeouts --

// A refused connect does not take the ten seconds.
func badWaitTimeout(c mqtt.Client) {
	for {
		if t := c.Connect(); t.WaitTimeout(10*time.Second) && t.Error() == nil { // want `\(timeoutretry\)` `\(eagerreconnect\)`
			return
		}
	}
}

func badDone(c mqtt.Client) {
	for {
		t := c.Connect() // want `\(eagerreconnect\)`
		<-t.Done()
		if t.Error() == nil {
			return
		}
	}
}

func badDoneOrStop(ctx context.Context, c mqtt.Client) {
	for {
		t := c.Connect() // want `\(eagerreconnect\)`
		select {
		case <-t.Done():
		case <-ctx.Done():
			return
		}
		if t.Error() == nil {
			return
		}
	}
}

// It goes round only when the ten seconds are over.
func goodAfterTimeout(c mqtt.Client) error {
	for {
		t := c.Connect()
		if !t.WaitTimeout(10 * time.Second) {
			c.Disconnect(250)
			continue
		}
		return t.Error()
	}
}

func wait(t mqtt.Token) error {
	t.Wait()
	return t.Error()
}

func badTokenHelper(c mqtt.Client) {
	for {
		if err := wait(c.Connect()); err == nil { // want `\(eagerreconnect\)`
			return
		}
	}
}

// Nobody looks at the outcome, but at the client.
func badUntilConnected(c mqtt.Client) {
	for !c.IsConnected() {
		c.Connect().Wait() // want `\(eagerreconnect\)`
	}
}

// While it is connected it sleeps; while it is not, it does not.
func badWatchdog(c mqtt.Client) {
	for {
		if c.IsConnected() {
			time.Sleep(time.Second)
			continue
		}
		c.Connect().Wait() // want `\(eagerreconnect\)`
	}
}

func goodWatchdog(c mqtt.Client) {
	for {
		if !c.IsConnected() {
			c.Connect().Wait()
		}
		time.Sleep(time.Second)
	}
}

func badDisconnects(c mqtt.Client) {
	for {
		t := c.Connect() // want `\(eagerreconnect\)`
		if t.Wait() && t.Error() == nil {
			return
		}
		c.Disconnect(250)
	}
}

// -- how often, and for how long --

func goodFew(url string) (conn *amqp091.Connection, err error) {
	for range 3 {
		if conn, err = amqp091.Dial(url); err == nil {
			return conn, nil
		}
	}
	return nil, err
}

func goodBound(url string, retries int) (conn *amqp091.Connection, err error) {
	for i := 0; i < retries; i++ {
		if conn, err = amqp091.Dial(url); err == nil {
			return conn, nil
		}
	}
	return nil, err
}

func goodCounts(c mqtt.Client) error {
	failures := 0
	for {
		t := c.Connect()
		if t.Wait() && t.Error() == nil {
			return nil
		}
		failures++
		if failures > 5 {
			return t.Error()
		}
	}
}

func goodFewThenPause(c mqtt.Client) {
	for failures := 0; ; failures++ {
		if t := c.Connect(); t.Wait() && t.Error() == nil {
			return
		}
		if failures > 3 {
			time.Sleep(time.Minute)
		}
	}
}

// The first attempt comes at once, the others do not.
func goodFirstAtOnce(c mqtt.Client) {
	for first := true; ; first = false {
		if !first {
			time.Sleep(time.Minute)
		}
		if t := c.Connect(); t.Wait() && t.Error() == nil {
			return
		}
	}
}

func goodServers(urls []string) *amqp091.Connection {
	for _, url := range urls {
		if conn, err := amqp091.Dial(url); err == nil {
			return conn
		}
	}
	return nil
}

func badServersForEver(urls []string) *amqp091.Connection {
	for {
		for _, url := range urls {
			if conn, err := amqp091.Dial(url); err == nil { // want `\(eagerreconnect\)`
				return conn
			}
		}
	}
}

func goodServersForEver(urls []string) *amqp091.Connection {
	for {
		for _, url := range urls {
			if conn, err := amqp091.Dial(url); err == nil {
				return conn
			}
		}
		time.Sleep(time.Second)
	}
}

func badFewForEver(url string) *amqp091.Connection {
	for {
		for range 3 {
			if conn, err := amqp091.Dial(url); err == nil { // want `\(eagerreconnect\)`
				return conn
			}
		}
		log.Print("again")
	}
}

// The counter of the inner loop ends the outer one.
func goodInnerCounterEnds(url string) (*amqp091.Connection, error) {
	for {
		for i := 0; ; i++ {
			conn, err := amqp091.Dial(url)
			if err == nil {
				return conn, nil
			}
			if i == 3 {
				return nil, err
			}
		}
	}
}

type limited struct {
	failures, most int
	last           time.Time
	closed         bool
	c              mqtt.Client
}

func (l *limited) goodCounterInField() {
	for l.failures < l.most {
		if t := l.c.Connect(); t.Wait() && t.Error() == nil {
			return
		}
		l.failures++
	}
}

func (l *limited) goodClock() {
	for {
		if time.Since(l.last) < time.Second {
			continue
		}
		l.last = time.Now()
		if t := l.c.Connect(); t.Wait() && t.Error() == nil {
			return
		}
	}
}

func (l *limited) enough() bool {
	l.failures++
	return l.failures > l.most
}

func (l *limited) goodCounterInMethod() {
	for !l.enough() {
		if t := l.c.Connect(); t.Wait() && t.Error() == nil {
			return
		}
	}
}

func (l *limited) badClosed() {
	for !l.closed {
		if t := l.c.Connect(); t.Wait() && t.Error() == nil { // want `\(eagerreconnect\)`
			return
		}
	}
}

// It hammers for a minute, but a loop that looks at the clock may pace itself by it.
func fnDeadline(c mqtt.Client) {
	for start := time.Now(); time.Since(start) < time.Minute; {
		if t := c.Connect(); t.Wait() && t.Error() == nil {
			return
		}
	}
}

// One of two ways has a pause: the other may be for the first few failures.
func fnOneWayPauses(url string) *amqp091.Connection {
	for {
		conn, err := amqp091.Dial(url)
		if err == nil {
			return conn
		}
		if !strings.Contains(err.Error(), "refused") {
			time.Sleep(time.Second)
		}
	}
}

// -- what may wait --

func goodWaitsForWork(c mqtt.Client, work <-chan string) {
	for range work {
		if !c.IsConnected() {
			c.Connect().Wait()
		}
	}
}

func goodWaitsForInput(c mqtt.Client) {
	for {
		if t := c.Connect(); t.Wait() && t.Error() == nil {
			return
		}
		fmt.Print("again? ")
		fmt.Scanln()
	}
}

func goodUnknownFunction(c mqtt.Client, backoff func()) {
	for {
		if t := c.Connect(); t.Wait() && t.Error() == nil {
			return
		}
		backoff()
	}
}

func goodNetwork(c mqtt.Client, conn net.Conn) {
	for {
		if _, err := conn.Read(make([]byte, 1)); err != nil {
			os.Exit(1)
		}
		if t := c.Connect(); t.Wait() && t.Error() == nil {
			return
		}
	}
}

func goodGivesUp(url string) *amqp091.Connection {
	for {
		conn, err := amqp091.Dial(url)
		if err != nil {
			log.Fatal(err)
		}
		conn.Close()
	}
}

// -- what does not --

type logger interface {
	Errorf(format string, args ...any)
}

func badInterfaceLogger(url string, l logger) *amqp091.Connection {
	for {
		conn, err := amqp091.Dial(url) // want `\(eagerreconnect\)`
		if err == nil {
			return conn
		}
		l.Errorf("dial: %v", err)
	}
}

func badFormats(url string) (*amqp091.Connection, error) {
	for {
		conn, err := amqp091.Dial(url) // want `\(eagerreconnect\)`
		if err == nil {
			return conn, nil
		}
		err = fmt.Errorf("dial: %w", err)
		if strings.Contains(err.Error(), "username or password") {
			return nil, err
		}
	}
}

// It goes round for as long as it succeeds.
func goodWhileItWorks(url string) {
	for ok := true; ok; {
		conn, err := amqp091.Dial(url)
		if ok = err == nil; ok {
			conn.Close()
		}
	}
}
