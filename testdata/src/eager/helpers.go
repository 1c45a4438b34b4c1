package eager

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/amenzhinsky/iothub/iotdevice"
	iotmqtt "github.com/amenzhinsky/iothub/iotdevice/transport/mqtt"
	"github.com/eclipse/paho.golang/autopaho"
	"github.com/eclipse/paho.golang/paho"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	amqp091 "github.com/rabbitmq/amqp091-go"
)

// -- helpers that try --

type session struct {
	mu   sync.Mutex
	url  string
	conn *amqp091.Connection
	ch   *amqp091.Channel
	c    mqtt.Client
	opts *mqtt.ClientOptions
	stop atomic.Bool
	n    atomic.Int32
	log  *log.Logger
}

func (s *session) dial() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	conn, err := amqp091.Dial(s.url)
	if err != nil {
		return fmt.Errorf("dial %s: %w", s.url, err)
	}
	s.conn = conn
	return nil
}

func (s *session) badHelper() {
	for {
		if err := s.dial(); err != nil { // want `\(eagerreconnect\)`
			s.log.Printf("%v", err)
			continue
		}
		return
	}
}

func (s *session) goodHelper() {
	for {
		if err := s.dial(); err != nil {
			s.log.Printf("%v", err)
			time.Sleep(time.Second)
			continue
		}
		return
	}
}

func (s *session) dialOrWait() error {
	err := s.dial()
	if err != nil {
		time.Sleep(time.Second)
	}
	return err
}

func (s *session) goodHelperWaits() {
	for s.dialOrWait() != nil {
	}
}

// The textbook case: serve ends when the connection does.
func (s *session) connectAndServe() error {
	if err := s.dial(); err != nil {
		return err
	}
	defer s.conn.Close()
	for err := range s.conn.NotifyClose(make(chan *amqp091.Error)) {
		return err
	}
	return nil
}

func (s *session) badSupervisor() {
	for {
		err := s.connectAndServe() // want `\(eagerreconnect\)`
		log.Print(err)
	}
}

func (s *session) goodSupervisor() {
	for {
		err := s.connectAndServe()
		log.Print(err)
		time.Sleep(time.Second)
	}
}

// What serves waits, whether there is a connection or not.
func (s *session) goodServesWithout(messages <-chan string) {
	for {
		s.connectAndServe()
		for range messages {
		}
	}
}

func (s *session) badUntilStopped() {
	for !s.stop.Load() {
		if s.dial() == nil { // want `\(eagerreconnect\)`
			return
		}
	}
}

func (s *session) goodCountsAtomically() {
	for s.n.Add(1) < 5 {
		if s.dial() == nil {
			return
		}
	}
}

func (s *session) connected() bool { return s.c != nil && s.c.IsConnected() }

// It makes a client when there is none, and connects if that is needed.
func (s *session) ensure() bool {
	if s.connected() {
		return true
	}
	if s.c == nil {
		s.c = mqtt.NewClient(s.opts)
	}
	t := s.c.Connect()
	if !t.WaitTimeout(5 * time.Second) {
		return false
	}
	return t.Error() == nil
}

func (s *session) badEnsure() {
	for !s.ensure() { // want `\(eagerreconnect\)`
	}
}

func (s *session) goodEnsure() {
	for !s.ensure() {
		time.Sleep(time.Second)
	}
}

// It says that all is well when it is not: the loop ends.
func (s *session) swallows() error {
	if err := s.dial(); err != nil {
		log.Print(err)
	}
	return nil
}

func (s *session) goodSwallowed() {
	for s.swallows() != nil {
	}
}

var errTooSoon = errors.New("too soon")

type paced struct {
	session
	last time.Time
}

// The caller may ask as often as it likes.
func (p *paced) dialPaced() error {
	if time.Since(p.last) < time.Minute {
		return errTooSoon
	}
	p.last = time.Now()
	return p.dial()
}

func (p *paced) goodPacedHelper() {
	for p.dialPaced() != nil {
	}
}

type counting struct {
	session
	failures int
}

func (c *counting) dialCounting() error {
	if c.failures > 3 {
		return nil
	}
	if err := c.dial(); err != nil {
		c.failures++
		return err
	}
	return nil
}

func (c *counting) goodCountingHelper() {
	for c.dialCounting() != nil {
	}
}

// Fetching a token takes a request.
func (s *session) dialWithToken() error {
	resp, err := http.Get("https://hub.example.com/token")
	if err != nil {
		return err
	}
	resp.Body.Close()
	return s.dial()
}

func (s *session) goodRequestFirst() {
	for s.dialWithToken() != nil {
	}
}

// Three quick attempts are fine, and without an end they are not.
func (s *session) dialThrice() (err error) {
	for range 3 {
		if err = s.dial(); err == nil {
			return nil
		}
	}
	return err
}

func (s *session) badThriceForEver() {
	for s.dialThrice() != nil { // want `\(eagerreconnect\)`
	}
}

func (s *session) goodThrice() error { return s.dialThrice() }

// A loop in a helper is reported there, and only there.
func (s *session) badInner(ctx context.Context) bool {
	for ctx.Err() == nil {
		if s.dial() == nil { // want `\(eagerreconnect\)`
			return true
		}
	}
	return false
}

func (s *session) goodOuter(ctx context.Context) {
	for !s.badInner(ctx) {
	}
}

// -- literals and goroutines --

func badLiteral(url string) {
	dial := func() (*amqp091.Connection, error) { return amqp091.Dial(url) }
	for {
		if _, err := dial(); err == nil { // want `\(eagerreconnect\)`
			return
		}
	}
}

func badGoroutine(url string) {
	go func() {
		for {
			if _, err := amqp091.Dial(url); err == nil { // want `\(eagerreconnect\)`
				return
			}
		}
	}()
}

func goodDeferredPause(url string) {
	try := func() error {
		defer time.Sleep(time.Second)
		_, err := amqp091.Dial(url)
		return err
	}
	for try() != nil {
	}
}

// A new client for each attempt is no slower.
func badNewClients(cs string) *iotdevice.Client {
	for {
		c, err := iotdevice.NewFromConnectionString(iotmqtt.New(), cs)
		if err != nil {
			log.Fatal(err)
		}
		if err := c.Connect(context.Background()); err == nil { // want `\(eagerreconnect\)`
			return c
		}
		c.Close()
	}
}

// Some clients are given a network connection. That it is refused takes no time, either.
func badDialled(ctx context.Context, addr string, cp *paho.Connect) *paho.Client {
	for {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			log.Print(err)
			continue
		}
		c := paho.NewClient(paho.ClientConfig{Conn: conn})
		if _, err := c.Connect(ctx, cp); err != nil { // want `\(eagerreconnect\)`
			log.Print(err)
			continue
		}
		return c
	}
}

func goodDialled(ctx context.Context, addr string, cp *paho.Connect) *paho.Client {
	for ; ; time.Sleep(time.Second) {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			continue
		}
		c := paho.NewClient(paho.ClientConfig{Conn: conn})
		if _, err := c.Connect(ctx, cp); err == nil {
			return c
		}
	}
}

// The library connects in its own time, and what fails here is the configuration.
func goodBackground(ctx context.Context, cfg autopaho.ClientConfig) *autopaho.ConnectionManager {
	for {
		cm, err := autopaho.NewConnection(ctx, cfg)
		if err == nil {
			return cm
		}
	}
}

func goodAwaits(ctx context.Context, cm *autopaho.ConnectionManager) {
	for cm.AwaitConnection(ctx) != nil {
	}
}

// -- recursion --

func (s *session) badRecursion() {
	if err := s.dial(); err != nil { // want `\(eagerreconnect\)`
		log.Print(err)
		s.badRecursion()
	}
}

func (s *session) goodRecursion() {
	if err := s.dial(); err != nil {
		log.Print(err)
		time.Sleep(time.Second)
		s.goodRecursion()
	}
}

func (s *session) goodRecursionCounts(n int) {
	if s.dial() != nil && n > 0 {
		s.goodRecursionCounts(n - 1)
	}
}

func (s *session) badRecursionTail() error {
	t := s.c.Connect() // want `\(eagerreconnect\)`
	if t.Wait() && t.Error() != nil {
		return s.badRecursionTail()
	}
	return nil
}

func (s *session) badRestarts() {
	if err := s.dial(); err != nil { // want `\(eagerreconnect\)`
		go s.badRestarts()
		return
	}
}

func (s *session) goodRestartsLater() {
	if err := s.dial(); err != nil {
		time.AfterFunc(time.Second, s.goodRestartsLater)
	}
}

func (s *session) badMutual() {
	if err := s.dial(); err != nil { // want `\(eagerreconnect\)`
		s.failed(err)
	}
}

func (s *session) failed(err error) {
	log.Print(err)
	s.badMutual()
}

func (s *session) goodMutual() {
	if err := s.dial(); err != nil {
		s.failedSlowly(err)
	}
}

func (s *session) failedSlowly(err error) {
	log.Print(err)
	time.Sleep(time.Second)
	s.goodMutual()
}

// A tree has an end.
type node struct {
	url  string
	next *node
}

func goodList(n *node) {
	if n == nil {
		return
	}
	if _, err := amqp091.Dial(n.url); err != nil {
		goodList(n.next)
	}
}

// -- handlers --

// It tries until it succeeds, as fast as it can.
func badLostHandler(o *mqtt.ClientOptions) {
	o.SetAutoReconnect(false)
	o.SetConnectionLostHandler(func(c mqtt.Client, _ error) {
		for {
			if t := c.Connect(); t.Wait() && t.Error() == nil { // want `\(eagerreconnect\)`
				return
			}
		}
	})
}

func goodLostHandler(o *mqtt.ClientOptions) {
	o.SetAutoReconnect(false)
	o.SetConnectionLostHandler(func(c mqtt.Client, _ error) {
		for {
			time.Sleep(time.Second)
			if t := c.Connect(); t.Wait() && t.Error() == nil {
				return
			}
		}
	})
}

// One attempt for each connection that was lost: it is not repeated when it fails.
func goodLostHandlerOnce(o *mqtt.ClientOptions) {
	o.SetAutoReconnect(false)
	o.SetConnectionLostHandler(func(c mqtt.Client, _ error) {
		if t := c.Connect(); t.Wait() && t.Error() != nil {
			log.Print(t.Error())
		}
	})
}

func (s *session) reconnect() {
	for s.dial() != nil { // want `\(eagerreconnect\)`
	}
}

func (s *session) badClosed() {
	go func() {
		<-s.conn.NotifyClose(make(chan *amqp091.Error))
		s.reconnect()
	}()
}
