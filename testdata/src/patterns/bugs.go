package patterns

import (
	"context"
	"errors"
	"log"
	"net/http"
	"strconv"
	"time"

	"github.com/amenzhinsky/iothub/iotdevice"
	iotmqtt "github.com/amenzhinsky/iothub/iotdevice/transport/mqtt"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/nats-io/nats.go"
	amqp "github.com/rabbitmq/amqp091-go"
)

// The bugs of the field, by the numbers that the S cases of this package go by: P01 to P24. What
// is not found is named fn, with the reason.

type store struct {
	url     string
	ready   bool
	opts    *mqtt.ClientOptions
	conn    *amqp.Connection
	ch      *amqp.Channel
	client  mqtt.Client
	nc      *nats.Conn
	loaded  time.Time
	clients map[string]mqtt.Client
}

// -- P01: dial works, a later step fails, the error is returned with the connection open --

func (s *store) connectP01() error {
	conn, err := amqp.Dial(s.url)
	if err != nil {
		return err
	}
	ch, err := conn.Channel()
	if err != nil {
		return err
	}
	s.conn, s.ch = conn, ch
	return nil
}

func (s *store) badP01() {
	for s.connectP01() != nil { // want `\(lostclient\)`
		time.Sleep(5 * time.Second)
	}
}

func (s *store) connectClosing() error {
	conn, err := amqp.Dial(s.url)
	if err != nil {
		return err
	}
	ch, err := conn.Channel()
	if err != nil {
		conn.Close()
		return err
	}
	s.conn, s.ch = conn, ch
	return nil
}

func (s *store) goodP01() {
	for s.connectClosing() != nil {
		time.Sleep(5 * time.Second)
	}
}

// -- P02: an attempt that timed out goes on, and a second client is made --

var errLate = errors.New("timeout")

func dialP02(o *mqtt.ClientOptions) (mqtt.Client, error) {
	c := mqtt.NewClient(o)
	t := c.Connect()
	if !t.WaitTimeout(5 * time.Second) {
		return nil, errLate
	}
	return c, t.Error()
}

func badP02(o *mqtt.ClientOptions) (c mqtt.Client, err error) {
	for range 3 {
		if c, err = dialP02(o); err == nil { // want `\(timeoutretry\)`
			return c, nil
		}
	}
	return nil, err
}

func badP02Orphan(cs string) *iotdevice.Client {
	for {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		c, err := iotdevice.NewFromConnectionString(iotmqtt.New(), cs)
		if err != nil {
			cancel()
			return nil
		}
		err = c.Connect(ctx) // want `\(timeoutretry\)`
		cancel()
		if err == nil {
			return c
		}
		time.Sleep(time.Second)
	}
}

func goodP02(o *mqtt.ClientOptions) (c mqtt.Client, err error) {
	for range 3 {
		c = mqtt.NewClient(o)
		t := c.Connect()
		if t.WaitTimeout(5*time.Second) && t.Error() == nil {
			return c, nil
		}
		c.Disconnect(0)
	}
	return nil, errLate
}

// -- P03: the handle is set to nil, and nil means "not connected" --

func (s *store) badP03() error {
	for {
		if s.client == nil {
			c := mqtt.NewClient(s.opts)
			t := c.Connect() // want `\((lostclient|sameidentity)\)`
			t.Wait()
			if t.Error() != nil {
				return t.Error()
			}
			s.client = c
		}
		t := s.client.Publish("up", 1, false, "x")
		if t.Wait(); t.Error() != nil {
			s.client = nil
		}
	}
}

func (s *store) goodP03() error {
	for {
		if s.client == nil {
			c := mqtt.NewClient(s.opts)
			t := c.Connect()
			t.Wait()
			if t.Error() != nil {
				return t.Error()
			}
			s.client = c
		}
		t := s.client.Publish("up", 1, false, "x")
		if t.Wait(); t.Error() != nil {
			s.client.Disconnect(250)
			s.client = nil
		}
	}
}

func (s *store) badP03Map(ids []string) {
	for _, id := range ids {
		c := mqtt.NewClient(s.opts)
		c.Connect().Wait() // want `\(sameidentity\)`
		s.clients[id] = c
		delete(s.clients, id)
	}
}

// -- P04: something failed, and a new connection is dialled over the live one --

func (s *store) badP04() error {
	if s.conn.IsClosed() || s.ch.IsClosed() {
		var err error
		s.conn, err = amqp.Dial(s.url) // want `\(lostclient\)`
		return err
	}
	return nil
}

func (s *store) goodP04() error {
	if s.conn.IsClosed() {
		var err error
		s.conn, err = amqp.Dial(s.url)
		return err
	}
	if s.ch.IsClosed() {
		var err error
		s.ch, err = s.conn.Channel()
		return err
	}
	return nil
}

func (s *store) badP04Publish() error {
	conn, err := amqp.Dial(s.url)
	if err != nil {
		return err
	}
	ch, err := conn.Channel()
	if err != nil {
		conn.Close()
		return err
	}
	for ch.Publish("", "q", false, false, amqp.Publishing{}) != nil {
		if conn, err = amqp.Dial(s.url); err != nil { // want `\(lostclient\)`
			return err
		}
		if ch, err = conn.Channel(); err != nil {
			return err
		}
	}
	return conn.Close()
}

// -- P05: connect in the lost handler, while the library reconnects --

func badP05(broker string) mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker(broker)
	o.SetConnectionLostHandler(func(c mqtt.Client, _ error) {
		c.Connect() // want `\(callbackconnect\)`
	})
	return mqtt.NewClient(o)
}

func (s *store) handleP05(c mqtt.Client, _ error) {
	c.Connect() // want `\(callbackconnect\)`
}

func (s *store) badP05Method(broker string) mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker(broker)
	o.OnConnectionLost = s.handleP05
	return mqtt.NewClient(o)
}

func goodP05(broker string) mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker(broker)
	o.SetConnectionLostHandler(func(_ mqtt.Client, err error) { log.Print(err) })
	return mqtt.NewClient(o)
}

// -- P06: new credentials, a new client, and the old one stays --

func (s *store) badP06(updated time.Time) error {
	if !s.client.IsConnectionOpen() {
		return errors.New("down")
	}
	if s.loaded.Before(updated) {
		s.client = mqtt.NewClient(s.opts)
		s.loaded = time.Now()
		t := s.client.Connect() // want `\((lostclient|sameidentity)\)`
		t.Wait()
		return t.Error()
	}
	return nil
}

func (s *store) goodP06(updated time.Time) error {
	if s.loaded.Before(updated) {
		s.client.Disconnect(250)
		s.client = mqtt.NewClient(s.opts)
		s.loaded = time.Now()
		t := s.client.Connect()
		t.Wait()
		return t.Error()
	}
	return nil
}

// -- P07: the new client is up before the old one is down --

func badP07(o *mqtt.ClientOptions) mqtt.Client {
	old := mqtt.NewClient(o)
	old.Connect().Wait()
	defer old.Disconnect(250)
	c := mqtt.NewClient(o)
	c.Connect().Wait() // want `\(sameidentity\)`
	return c
}

func goodP07(o *mqtt.ClientOptions) mqtt.Client {
	old := mqtt.NewClient(o)
	old.Connect().Wait()
	old.Disconnect(250)
	c := mqtt.NewClient(o)
	c.Connect().Wait()
	return c
}

// That the deferred close means an open client is a guess, and so is that the options are those
// it was made with.
func (s *store) fnP07Field() error {
	defer s.client.Disconnect(250)
	s.client = mqtt.NewClient(s.opts)
	t := s.client.Connect()
	t.Wait()
	return t.Error()
}

// -- P08: opened on every tick, never closed --

func badP08(every *time.Ticker, cs string) error {
	for range every.C {
		c, err := iotdevice.NewFromConnectionString(iotmqtt.New(), cs)
		if err != nil {
			return err
		}
		if err := c.Connect(context.Background()); err != nil { // want `\((lostclient|sameidentity)\)`
			return err
		}
		if err := c.SendEvent(context.Background(), nil); err != nil {
			log.Print(err)
		}
	}
	return nil
}

func sendP08(cs string) error {
	c, err := iotdevice.NewFromConnectionString(iotmqtt.New(), cs)
	if err != nil {
		return err
	}
	defer c.Close()
	if err := c.Connect(context.Background()); err != nil {
		return err
	}
	return c.SendEvent(context.Background(), nil)
}

func goodP08(every *time.Ticker, cs string) {
	for range every.C {
		if err := sendP08(cs); err != nil {
			log.Print(err)
		}
	}
}

// -- P09: a client for each request --

func badP09(mux *http.ServeMux, o *mqtt.ClientOptions) {
	mux.HandleFunc("/telemetry", func(w http.ResponseWriter, r *http.Request) {
		c := mqtt.NewClient(o) // want `\(lostclient\)`
		c.Connect().Wait()
		c.Publish("up", 0, false, r.URL.Path).Wait()
	})
}

// Two requests at the same time have two.
func badP09AtOnce(mux *http.ServeMux, o *mqtt.ClientOptions) {
	mux.HandleFunc("/telemetry", func(w http.ResponseWriter, r *http.Request) {
		c := mqtt.NewClient(o) // want `\(sameidentity\)`
		c.Connect().Wait()
		defer c.Disconnect(0)
		c.Publish("up", 0, false, r.URL.Path).Wait()
	})
}

// -- P10: a flag that a handler sets late --

func (s *store) badP10(broker string) {
	o := mqtt.NewClientOptions().AddBroker(broker)
	o.SetOnConnectHandler(func(mqtt.Client) { s.ready = true })
	s.client = mqtt.NewClient(o)
	s.client.Connect().Wait()
	if !s.ready {
		s.client.Connect() // want `\(doubleconnect\)`
	}
}

// -- P11: a check and a connect that several goroutines reach --

// Races are another tool's trade.
func fnP11(c mqtt.Client, in <-chan string) {
	for range in {
		go func() {
			if !c.IsConnected() {
				c.Connect().Wait()
			}
		}()
	}
}

// -- P12: not connected is not closed --

func (s *store) badP12() error {
	var err error
	if s.nc, err = nats.Connect(s.url); err != nil {
		return err
	}
	for {
		if s.nc.IsConnected() {
			time.Sleep(time.Second)
			continue
		}
		if s.nc, err = nats.Connect(s.url); err != nil { // want `\(lostclient\)`
			return err
		}
	}
}

func (s *store) goodP12() error {
	var err error
	if s.nc, err = nats.Connect(s.url); err != nil {
		return err
	}
	for {
		if !s.nc.IsClosed() {
			time.Sleep(time.Second)
			continue
		}
		if s.nc, err = nats.Connect(s.url); err != nil {
			return err
		}
	}
}

// -- P13: the variable is overwritten by a second open --

func badP13(url, target string) (*amqp.Channel, error) {
	conn, err := amqp.Dial(url)
	if err != nil {
		return nil, err
	}
	conn, err = amqp.Dial(target) // want `\(lostclient\)`
	if err != nil {
		return nil, err
	}
	return conn.Channel()
}

// -- P14: no return after a successful reconnect --

func badP14(c mqtt.Client, o *mqtt.ClientOptions) error {
	if c == nil {
		c = mqtt.NewClient(o)
	}
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	t := c.Connect() // want `\(doubleconnect\)`
	t.Wait()
	return t.Error()
}

func badP14Twin(o *mqtt.ClientOptions) error {
	c := mqtt.NewClient(o)
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		log.Print(t.Error())
	}
	c = mqtt.NewClient(o)
	t := c.Connect() // want `\((lostclient|sameidentity)\)`
	t.Wait()
	return t.Error()
}

// -- P15: an open handle is returned together with an error, and dropped --

func openP15(url string) (*amqp.Connection, *amqp.Channel, error) {
	conn, err := amqp.Dial(url)
	if err != nil {
		return nil, nil, err
	}
	ch, err := conn.Channel()
	return conn, ch, err
}

func useP15(url string) error {
	conn, ch, err := openP15(url)
	if err != nil {
		return err
	}
	defer conn.Close()
	return ch.Publish("", "q", false, false, amqp.Publishing{})
}

func badP15(url string) {
	for useP15(url) != nil { // want `\(lostclient\)`
		time.Sleep(time.Second)
	}
}

func useEither(url string) error {
	conn, ch, err := openP15(url)
	if conn != nil {
		defer conn.Close()
	}
	if err != nil {
		return err
	}
	return ch.Publish("", "q", false, false, amqp.Publishing{})
}

func goodP15(url string) {
	for useEither(url) != nil {
		time.Sleep(time.Second)
	}
}

// -- P16: Stop closes the channel only, Start opens another connection --

func (s *store) start() (err error) {
	if s.conn, err = amqp.Dial(s.url); err != nil {
		return err
	}
	s.ch, err = s.conn.Channel()
	return err
}

func (s *store) stopChannel() { s.ch.Close() }

func (s *store) stop() {
	s.ch.Close()
	s.conn.Close()
}

func (s *store) badP16() error {
	if err := s.start(); err != nil {
		return err
	}
	s.stopChannel()
	return s.start() // want `\(lostclient\)`
}

func (s *store) goodP16() error {
	if err := s.start(); err != nil {
		return err
	}
	s.stop()
	return s.start()
}

// -- P18: an identity that only looks unique --

func badP18() {
	id := "publisher-" + strconv.Itoa(int(time.Millisecond))
	a := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID(id))
	a.Connect().Wait()
	b := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID(id))
	b.Connect().Wait() // want `\(sameidentity\)`
}

func goodP18() {
	a := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID("publisher-" + strconv.Itoa(1)))
	a.Connect().Wait()
	b := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID("publisher-" + strconv.Itoa(2)))
	b.Connect().Wait()
}

// -- P19: two jobs with one identity --

// Whether the two overlap is a question of time.
func fnP19(a, b *time.Ticker, o *mqtt.ClientOptions) {
	job := func() {
		c := mqtt.NewClient(o)
		c.Connect().Wait()
		c.Disconnect(250)
	}
	go func() {
		for range a.C {
			job()
		}
	}()
	for range b.C {
		job()
	}
}

// -- P20: a wait that timed out is "try again" on the same client --

func badP20(c mqtt.Client) {
	for {
		t := c.Connect() // want `\(timeoutretry\)`
		if t.WaitTimeout(time.Second) && t.Error() == nil {
			break
		}
		time.Sleep(10 * time.Second)
	}
}

// -- P22: a close that nobody waits for --

// When a goroutine runs is not known.
func fnP22(c mqtt.Client) {
	c.Connect().Wait()
	go c.Disconnect(0)
	c.Connect()
}

// -- P23: a deferred close in a loop --

func badP23(o *mqtt.ClientOptions, n int) {
	for range n {
		c := mqtt.NewClient(o)
		c.Connect().Wait() // want `\((sameidentity|lostclient)\)`
		defer c.Disconnect(250)
	}
}

func goodP23(options []*mqtt.ClientOptions) {
	for _, o := range options {
		c := mqtt.NewClient(o)
		c.Connect().Wait()
		defer c.Disconnect(250)
	}
}

// -- P24: a handle that is not nil is not an open one --

func (s *store) goodP24() error {
	if s.client != nil {
		s.client = mqtt.NewClient(s.opts)
	}
	t := s.client.Connect()
	t.Wait()
	return t.Error()
}
