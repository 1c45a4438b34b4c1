package patterns

import (
	"context"
	"errors"
	"fmt"
	"log"
	"sync"
	"time"

	"github.com/eclipse/paho.golang/autopaho"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/google/uuid"
	"github.com/nats-io/nats.go"
	amqp "github.com/rabbitmq/amqp091-go"
)

// -- S02: a new client for each attempt, after one that failed --

func goodS02(o *mqtt.ClientOptions) mqtt.Client {
	for {
		c := mqtt.NewClient(o)
		if t := c.Connect(); t.Wait() && t.Error() != nil {
			time.Sleep(time.Second)
			continue
		}
		return c
	}
}

func badS02(o *mqtt.ClientOptions) mqtt.Client {
	for {
		c := mqtt.NewClient(o)
		if t := c.Connect(); t.Wait() && t.Error() != nil { // want `\((lostclient|sameidentity)\)`
			time.Sleep(time.Second)
			continue
		}
		if t := c.Subscribe("in", 1, nil); t.Wait() && t.Error() != nil {
			continue
		}
		return c
	}
}

// -- S07: a new client in the lost handler, with automatic reconnect off --

func (s *store) initS07(broker string) {
	o := mqtt.NewClientOptions().AddBroker(broker)
	o.SetAutoReconnect(false)
	o.SetConnectionLostHandler(func(mqtt.Client, error) { go s.initS07(broker) })
	s.client = mqtt.NewClient(o)
	s.client.Connect().Wait()
}

func goodS07(s *store, broker string) { s.initS07(broker) }

func (s *store) badS07(broker string) {
	o := mqtt.NewClientOptions().AddBroker(broker)
	o.SetConnectionLostHandler(func(mqtt.Client, error) {
		mqtt.NewClient(o).Connect() // want `\(callbackconnect\)`
	})
	s.client = mqtt.NewClient(o)
	s.client.Connect().Wait()
}

// -- S08: waits for the connection's own end --

func (s *store) goodS08(done <-chan struct{}) {
	for {
		conn, err := amqp.Dial(s.url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		s.conn = conn
		select {
		case <-conn.NotifyClose(make(chan *amqp.Error, 1)):
		case <-done:
			conn.Close()
			return
		}
	}
}

// The channel may end while the connection goes on.
func (s *store) badS08() {
	for {
		conn, err := amqp.Dial(s.url) // want `\(lostclient\)`
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		ch, err := conn.Channel()
		if err != nil {
			continue
		}
		s.ch = ch
		<-conn.NotifyClose(make(chan *amqp.Error, 1))
	}
}

// -- S09: a generation, and a reset before the next open --

type epoch struct {
	mu   sync.Mutex
	gen  int
	url  string
	conn *amqp.Connection
}

func (e *epoch) reset() {
	if e.conn != nil {
		e.conn.Close()
		e.conn = nil
	}
}

func (e *epoch) reconnect(seen int) (err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if seen != e.gen {
		return nil
	}
	e.reset()
	if e.conn, err = amqp.Dial(e.url); err != nil {
		return err
	}
	e.gen++
	return nil
}

func (e *epoch) goodS09(broken <-chan int) {
	for gen := range broken {
		if err := e.reconnect(gen); err != nil {
			log.Print(err)
		}
	}
}

// -- S10: a pool hands out what it has, and makes another while that reconnects --

type pooled struct {
	nc    *nats.Conn
	users int
}

func goodS10(cache map[string]*pooled, url string) (*pooled, error) {
	if p, ok := cache[url]; ok && p.nc.IsConnected() {
		p.users++
		return p, nil
	}
	nc, err := nats.Connect(url)
	if err != nil {
		return nil, err
	}
	p := &pooled{nc: nc, users: 1}
	cache[url] = p
	return p, nil
}

// -- S11: several clients, each with an identity of its own --

func openS11(id string) (mqtt.Client, error) {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID(id))
	t := c.Connect()
	t.Wait()
	return c, t.Error()
}

func goodS11(n int) (all []mqtt.Client, err error) {
	for len(all) < n {
		c, err := openS11(uuid.NewString())
		if err != nil {
			return all, err
		}
		all = append(all, c)
	}
	return all, nil
}

func badS11(n int) (all []mqtt.Client, err error) {
	for len(all) < n {
		c, err := openS11("gateway") // want `\(sameidentity\)`
		if err != nil {
			return all, err
		}
		all = append(all, c)
	}
	return all, nil
}

// -- S12: by name, if there is none yet --

func (s *store) goodS12(id string) (mqtt.Client, error) {
	if c, ok := s.clients[id]; ok {
		return c, nil
	}
	c, err := openS11(id)
	if err != nil {
		return nil, err
	}
	s.clients[id] = c
	return c, nil
}

func (s *store) goodS12All(ids []string) {
	for _, id := range ids {
		if _, err := s.goodS12(id); err != nil {
			log.Print(err)
		}
	}
}

// -- S13: another device each time, and closed each time --

func goodS13(ids []string) {
	for _, id := range ids {
		c, err := openS11(id)
		if err != nil {
			continue
		}
		c.Publish("up", 0, false, "1").Wait()
		c.Disconnect(250)
	}
}

// -- S16: the last handler is the one that runs --

func goodS16(broker string) mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker(broker)
	o.OnConnectionLost = func(c mqtt.Client, _ error) { c.Connect() }
	o.SetConnectionLostHandler(func(mqtt.Client, error) { log.Print("lost") })
	return mqtt.NewClient(o)
}

func badS16(broker string) mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker(broker)
	o.SetConnectionLostHandler(func(mqtt.Client, error) { log.Print("lost") })
	o.OnConnectionLost = func(c mqtt.Client, _ error) { c.Connect() } // want `\(callbackconnect\)`
	return mqtt.NewClient(o)
}

// -- S17: what ends the waiting ends the manager --

func goodS17(ctx context.Context, cfg autopaho.ClientConfig) (*autopaho.ConnectionManager, error) {
	for range 3 {
		cm, err := autopaho.NewConnection(ctx, cfg)
		if err != nil {
			return nil, err
		}
		if err := cm.AwaitConnection(ctx); err == nil {
			return cm, nil
		}
	}
	return nil, errors.New("no connection")
}

func badS17(cfg autopaho.ClientConfig) (*autopaho.ConnectionManager, error) {
	for range 3 {
		cm, err := autopaho.NewConnection(context.Background(), cfg) // want `\(timeoutretry\)`
		if err != nil {
			return nil, err
		}
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		err = cm.AwaitConnection(ctx)
		cancel()
		if err == nil {
			return cm, nil
		}
	}
	return nil, errors.New("no connection")
}

// -- S27: a connection of its own for a probe --

func probeS27(url string) error {
	conn, err := amqp.Dial(url)
	if err != nil {
		return err
	}
	defer conn.Close()
	ch, err := conn.Channel()
	if err != nil {
		return err
	}
	return ch.Close()
}

func goodS27(every *time.Ticker, url string) {
	for range every.C {
		if err := probeS27(url); err != nil {
			log.Print(err)
		}
	}
}

// -- S29: the error says that the connection is gone --

func (s *store) goodS29() error {
	for {
		if s.conn == nil {
			var err error
			if s.conn, err = amqp.Dial(s.url); err != nil {
				return err
			}
		}
		ch, err := s.conn.Channel()
		if errors.Is(err, amqp.ErrClosed) {
			s.conn = nil
			continue
		}
		if err != nil {
			s.conn.Close()
			s.conn = nil
			continue
		}
		s.ch = ch
		return nil
	}
}

func (s *store) badS29() error {
	for {
		if s.conn == nil {
			var err error
			if s.conn, err = amqp.Dial(s.url); err != nil { // want `\(lostclient\)`
				return err
			}
		}
		ch, err := s.conn.Channel()
		if err != nil {
			s.conn = nil
			continue
		}
		s.ch = ch
		return nil
	}
}

// -- S31: two roles, two identities --

func goodS31(base string) {
	pub := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID(base + "-pub"))
	pub.Connect().Wait()
	sub := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID(base + "-sub"))
	sub.Connect().Wait()
}

func badS31(base string) {
	pub := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID(base))
	pub.Connect().Wait()
	sub := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID(base))
	sub.Connect().Wait() // want `\(sameidentity\)`
}

func goodS31Numbered(n int) (all []mqtt.Client) {
	for i := range n {
		c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID(fmt.Sprintf("node-%d", i)))
		c.Connect().Wait()
		all = append(all, c)
	}
	return all
}
