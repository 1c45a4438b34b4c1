package collections

import (
	"fmt"
	"log"
	"sync"
	"sync/atomic"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// Clients under keys: the program asks for the key before it makes another.

func dial(id string) (mqtt.Client, error) {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID(id))
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return nil, t.Error()
	}
	return c, nil
}

type registry struct{ clients map[string]mqtt.Client }

func (r *registry) get(id string) mqtt.Client {
	if c, ok := r.clients[id]; ok {
		return c
	}
	c, err := dial(id)
	if err != nil {
		return nil
	}
	r.clients[id] = c
	return c
}

func (r *registry) goodTwice(id string) {
	r.get(id)
	r.get(id)
}

type syncRegistry struct{ clients sync.Map }

func (r *syncRegistry) get(id string) mqtt.Client {
	if c, ok := r.clients.Load(id); ok {
		return c.(mqtt.Client)
	}
	c, err := dial(id)
	if err != nil {
		return nil
	}
	r.clients.Store(id, c)
	return c
}

func (r *syncRegistry) goodTwice(id string) {
	r.get(id)
	r.get(id)
}

func goodAsksEachTime(n int, readings <-chan string) {
	var clients sync.Map
	for text := range readings {
		id := fmt.Sprintf("device-%d", n)
		v, ok := clients.Load(id)
		if !ok {
			made, err := dial(id)
			if err != nil {
				return
			}
			clients.Store(id, made)
			v = made
		}
		v.(mqtt.Client).Publish("readings", 1, false, text)
	}
}

// A session is put under its key before it is connected.
type session struct {
	client mqtt.Client
	id     string
}

func (s *session) connect() error {
	c, err := dial(s.id)
	s.client = c
	return err
}

type sessions struct{ byID map[string]*session }

func (s *sessions) open(id string) error {
	if _, ok := s.byID[id]; ok {
		return nil
	}
	one := &session{id: id}
	s.byID[id] = one
	return one.connect()
}

func (s *sessions) goodAsksFirst(id string, again func() bool) {
	for again() {
		if _, ok := s.byID[id]; ok {
			continue
		}
		one := &session{id: id}
		s.byID[id] = one
		one.connect()
	}
}

func badAsksNot(id string, byID map[string]*session) {
	for range 3 {
		one := &session{id: id}
		byID[id] = one
		one.connect() // want `\(sameidentity\)`
	}
}

// That its session is under a key is not known of a client any more once open has returned.
func (s *sessions) fpTwice(id string) {
	s.open(id)
	s.open(id) // want `\(sameidentity\)`
}

func badNotKept(id string) {
	if c, err := dial(id); err == nil {
		c.Publish("up", 0, false, "")
	}
	dial(id) // want `\(sameidentity\)`
}

// A pool holds what its links are given later.
type link struct {
	client mqtt.Client
	id     string
}

type pool struct {
	mu    sync.Mutex
	links []*link
}

func (p *pool) add(l *link) {
	if l != nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.links = append(p.links, l)
	}
}

func (l *link) connect() (err error) {
	l.client, err = dial(l.id)
	return err
}

func (p *pool) goodAddsFirst(ids []string) error {
	for _, id := range ids {
		l := &link{id: id}
		p.add(l)
		if err := l.connect(); err != nil {
			return err
		}
	}
	return nil
}

func badAddsNot(ids []string) error {
	for _, id := range ids {
		l := &link{id: id}
		if err := l.connect(); err != nil { // want `\(lostclient\)`
			return err
		}
		log.Print(l.id)
	}
	return nil
}

func goodAtomic(ids []string, last *atomic.Pointer[link]) error {
	for _, id := range ids {
		l := &link{id: id}
		if err := l.connect(); err != nil {
			return err
		}
		last.Store(l)
	}
	return nil
}
