package goroutines

import (
	"context"
	"fmt"
	"log"
	"sync"
	"sync/atomic"
	"time"

	"github.com/eclipse/paho.golang/autopaho"
	"github.com/eclipse/paho.golang/paho"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"
)

// Goroutines that have a client of their own each: nothing orders them, so that while one waits the
// next one connects.

type config struct{ broker, id string }

func (c *config) options(id string) *mqtt.ClientOptions {
	return mqtt.NewClientOptions().AddBroker(c.broker).SetClientID(id)
}

func publishes(cfg *config) {
	c := mqtt.NewClient(cfg.options(cfg.id))
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		log.Print(t.Error())
		return
	}
	defer c.Disconnect(250)
	for range time.Tick(time.Second) {
		if t := c.Publish("readings", 1, false, "21.5"); t.Wait() && t.Error() != nil {
			return
		}
	}
}

func badTwoStarted(cfg *config) {
	go publishes(cfg)
	go publishes(cfg) // want `\(sameidentity\)`
}

func badStartedInLoop(cfg *config, n int) {
	for range n {
		go publishes(cfg) // want `\(sameidentity\)`
	}
}

func badStartedAndOwn(cfg *config) {
	go publishes(cfg)
	c := mqtt.NewClient(cfg.options(cfg.id))
	c.Connect().Wait() // want `\(sameidentity\)`
}

func goodOfEach(cfgs []*config) {
	for _, cfg := range cfgs {
		go publishes(cfg)
	}
}

// Whoever has waited does not know that the first is there still.
func goodOneAfterTheOther(cfg *config) {
	var wg sync.WaitGroup
	for range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			publishes(cfg)
		}()
		wg.Wait()
	}
}

func goodWaitsBetween(cfg *config, tick <-chan time.Time) {
	for range tick {
		go publishes(cfg)
	}
}

func goodRenamed(cfg *config) {
	go publishes(&config{cfg.broker, "first"})
	go publishes(&config{cfg.broker, "second"})
}

// -- literals --

func badConstant(n int, broker string, stop <-chan struct{}) {
	for i := 0; i < n; i++ {
		go func() {
			c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID("worker")) // want `\(sameidentity\)`
			c.Connect().Wait()
			<-stop
			c.Disconnect(250)
		}()
	}
}

func goodCounted(n int, broker string, stop <-chan struct{}) {
	for i := 0; i < n; i++ {
		go func() {
			c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID(fmt.Sprintf("worker-%d", i)))
			c.Connect().Wait()
			<-stop
			c.Disconnect(250)
		}()
	}
}

func goodUnique(n int, broker string, stop <-chan struct{}) {
	for range n {
		go func() {
			c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID("worker-" + uuid.NewString()))
			c.Connect().Wait()
			<-stop
			c.Disconnect(250)
		}()
	}
}

func goodBrokers(brokers []string, stop <-chan struct{}) {
	for _, broker := range brokers {
		go func() {
			c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID("worker"))
			c.Connect().Wait()
			<-stop
			c.Disconnect(250)
		}()
	}
}

// One at a time.
func goodLocked(n int, cfg *config, mu *sync.Mutex) {
	for range n {
		go func() {
			mu.Lock()
			defer mu.Unlock()
			c := mqtt.NewClient(cfg.options("worker"))
			c.Connect().Wait()
			time.Sleep(time.Second)
			c.Disconnect(250)
		}()
	}
}

func goodSemaphore(n int, cfg *config) {
	free := make(chan struct{}, 1)
	for range n {
		free <- struct{}{}
		go func() {
			defer func() { <-free }()
			c := mqtt.NewClient(cfg.options("worker"))
			c.Connect().Wait()
			time.Sleep(time.Second)
			c.Disconnect(250)
		}()
	}
}

// -- groups --

func badGroup(ctx context.Context, cfg *config, n int) error {
	g, ctx := errgroup.WithContext(ctx)
	for range n {
		g.Go(func() error {
			c := mqtt.NewClient(cfg.options("worker")) // want `\(sameidentity\)`
			if t := c.Connect(); t.Wait() && t.Error() != nil {
				return t.Error()
			}
			defer c.Disconnect(250)
			<-ctx.Done()
			return nil
		})
	}
	return g.Wait()
}

func goodGroup(ctx context.Context, cfg *config, n int) error {
	g, ctx := errgroup.WithContext(ctx)
	for i := range n {
		g.Go(func() error {
			c := mqtt.NewClient(cfg.options(fmt.Sprint("worker", i)))
			if t := c.Connect(); t.Wait() && t.Error() != nil {
				return t.Error()
			}
			defer c.Disconnect(250)
			<-ctx.Done()
			return nil
		})
	}
	return g.Wait()
}

func badWaitGroup(cfg *config, n int) {
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() { publishes(cfg) }) // want `\(sameidentity\)`
	}
	wg.Wait()
}

// -- methods --

type gauge struct {
	cfg    config
	client mqtt.Client
}

func (g *gauge) run() {
	g.client = mqtt.NewClient(g.cfg.options(g.cfg.id))
	g.client.Connect().Wait()
	for {
		g.client.Publish("readings", 0, false, "21.5").Wait()
		time.Sleep(time.Second)
	}
}

func (g *gauge) start() { go g.run() }

func badGauge(g *gauge) {
	g.start()
	g.start() // want `\(sameidentity\)`
}

func goodGauges(gauges []*gauge) {
	for _, g := range gauges {
		g.start()
	}
}

// What the first has stored, the second sees, or not.
func (g *gauge) runOnce() {
	if g.client != nil {
		return
	}
	g.run()
}

func goodGuarded(g *gauge) {
	go g.runOnce()
	go g.runOnce()
}

func (g *gauge) close() { g.client.Disconnect(250) }

func goodClosed(g *gauge) {
	g.start()
	time.Sleep(time.Minute)
	g.close()
	g.start()
}

// One that does not wait may be over before the next one begins.
func sends(cfg *config) {
	c := mqtt.NewClient(cfg.options(cfg.id))
	c.Connect().Wait()
	c.Publish("up", 0, false, "").Wait()
	c.Disconnect(250)
}

func goodShort(cfg *config) {
	go sends(cfg)
	go sends(cfg)
}

// -- what the starter says meanwhile --

func ends(cfg *config, stop <-chan struct{}) {
	c := mqtt.NewClient(cfg.options(cfg.id))
	c.Connect().Wait()
	<-stop
	c.Disconnect(250)
}

func goodStopped(cfg *config) {
	stop := make(chan struct{})
	go ends(cfg, stop)
	close(stop)
	go ends(cfg, make(chan struct{}))
}

func badNotStopped(cfg *config) {
	go ends(cfg, make(chan struct{}))
	go ends(cfg, make(chan struct{})) // want `\(sameidentity\)`
}

type tasks struct {
	cfg    *config
	cancel context.CancelFunc
}

func (t *tasks) run(ctx context.Context) {
	cm, err := autopaho.NewConnection(ctx, autopaho.ClientConfig{ClientConfig: paho.ClientConfig{ClientID: t.cfg.id}})
	if err != nil {
		return
	}
	<-cm.Done()
}

func (t *tasks) goodRestart(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	go t.run(ctx)
	t.cancel()
	t.cancel = cancel
	go t.run(ctx)
}

func badTwice(ctx context.Context, t *tasks) {
	go t.run(ctx)
	go t.run(ctx) // want `\(sameidentity\)`
}

// -- which of them opens --

func goodEither(cfg *config, primary bool) {
	if primary {
		go publishes(cfg)
	} else {
		go ends(cfg, nil)
	}
}

func goodFirst(cfg *config, n int) {
	for i := range n {
		if i == 0 {
			go publishes(cfg)
		}
	}
}

func goodChanged(cfg *config, n int) {
	for i := range n {
		cfg.id = fmt.Sprint("worker-", i)
		go publishes(cfg)
	}
}

func goodOnce(cfg *config, once *sync.Once) {
	for range 3 {
		go once.Do(func() { publishes(cfg) })
	}
}

func (g *gauge) numbers(n *atomic.Int32) {
	c := mqtt.NewClient(g.cfg.options(fmt.Sprint("worker-", n.Add(1))))
	c.Connect().Wait()
	select {}
}

func goodNumbered(g *gauge, n *atomic.Int32) {
	go g.numbers(n)
	go g.numbers(n)
}

// -- workers that a pool starts --

type station struct {
	cfg  *config
	name string
}

func newStation(cfg *config, name string) *station { return &station{cfg, name} }

func (s *station) serve() {
	c := mqtt.NewClient(s.cfg.options(s.name))
	c.Connect().Wait()
	select {}
}

func (s *station) begin() { go s.serve() }

func badStations(cfg *config) {
	for range 3 {
		newStation(cfg, "station").begin() // want `\(sameidentity\)`
	}
}

func goodStations(cfg *config, names []string) {
	for _, name := range names {
		newStation(cfg, name).begin()
	}
}
