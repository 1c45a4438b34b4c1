package goroutines

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"sync"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// Who starts goroutines that have a client each, and how often.

func listens(cfg config, stop <-chan struct{}) {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(cfg.broker).SetClientID(cfg.id))
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		log.Fatal(t.Error())
	}
	defer c.Disconnect(250)
	<-stop
}

func goodCopied(cfg config, stop <-chan struct{}) {
	for i := range 3 {
		one := cfg
		one.id = fmt.Sprintf("%s-%d", cfg.id, i)
		go listens(one, stop)
	}
}

func badCopied(cfg config, stop <-chan struct{}) {
	for range 3 {
		one := cfg
		one.broker = "tcp://hub"
		go listens(one, stop) // want `\(sameidentity\)`
	}
}

func goodDevices(cfg config, devices []string, stop <-chan struct{}) {
	for _, d := range devices {
		cfg.id = d
		go listens(cfg, stop)
	}
}

var mode = flag.String("mode", "pub", "")

func goodModes(cfg config, stop <-chan struct{}) {
	flag.Parse()
	if *mode == "pub" {
		go listens(cfg, stop)
	}
	if *mode == "sub" {
		go listens(cfg, stop)
	}
	<-stop
}

func goodEitherMode(cfg config, stop <-chan struct{}) {
	switch *mode {
	case "pub":
		go listens(cfg, stop)
	case "sub":
		go listens(cfg, stop)
	}
	<-stop
}

type daemon struct {
	mu     sync.Mutex
	cfg    config
	cancel context.CancelFunc
	done   chan struct{}
	up     bool
}

func (a *daemon) run(ctx context.Context) {
	defer close(a.done)
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(a.cfg.broker).SetClientID(a.cfg.id))
	c.Connect().Wait()
	<-ctx.Done()
	c.Disconnect(250)
}

func (a *daemon) startOnce(ctx context.Context) {
	if a.up {
		return
	}
	a.up = true
	ctx, a.cancel = context.WithCancel(ctx)
	a.done = make(chan struct{})
	go a.run(ctx)
}

func goodStartedTwice(ctx context.Context, a *daemon) {
	a.startOnce(ctx)
	a.startOnce(ctx)
}

func (a *daemon) restart(ctx context.Context) {
	if a.cancel != nil {
		a.cancel()
		<-a.done
	}
	ctx, a.cancel = context.WithCancel(ctx)
	a.done = make(chan struct{})
	go a.run(ctx)
}

func goodHangups(ctx context.Context, a *daemon) {
	hup := make(chan os.Signal, 1)
	signal.Notify(hup)
	for {
		a.restart(ctx)
		<-hup
	}
}

func goodRestartTwice(ctx context.Context, a *daemon) {
	a.restart(ctx)
	a.restart(ctx)
}

func goodByIndex(cfgs []config, stop <-chan struct{}) {
	for i := range cfgs {
		go listens(cfgs[i], stop)
	}
}

func goodTwoOfList(cfgs []config, stop <-chan struct{}) {
	go listens(cfgs[0], stop)
	go listens(cfgs[1], stop)
}

func goodRetried(cfg config, stop <-chan struct{}) {
	failed := make(chan error)
	for {
		go func() {
			listens(cfg, stop)
			failed <- nil
		}()
		if err := <-failed; err != nil {
			time.Sleep(time.Second)
		}
	}
}

func goodNamedByKey(cfgs map[string]config, stop <-chan struct{}) {
	for name, cfg := range cfgs {
		cfg.id = name
		go listens(cfg, stop)
	}
}

func goodNamedByHost(stop <-chan struct{}) {
	go listens(config{broker: "x", id: os.Getenv("A")}, stop)
	go listens(config{broker: "x", id: os.Getenv("B")}, stop)
}

func goodStartedOnce(cfg config, stop <-chan struct{}) {
	started := false
	for i := 0; i < 10; i++ {
		if !started {
			started = true
			go listens(cfg, stop)
		}
		log.Print(i)
	}
}

// -- what is closed after a check is not held for ever --

func goodClosedAfterCheck(broker string) {
	for range 2 {
		go func() {
			c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID("worker"))
			c.Connect().Wait()
			if c.IsConnected() {
				c.Disconnect(250)
			}
		}()
	}
}

func badNotClosedAfterCheck(broker string) {
	for range 2 {
		go func() {
			c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID("worker")) // want `\(sameidentity\)`
			c.Connect().Wait()
			if c.IsConnected() {
				c.Publish("up", 0, false, "")
			}
		}()
	}
}

// That it may end before it makes a client does not close one.
func badHeldUnlessOff(broker string, off bool) {
	for range 2 {
		go func() {
			if off {
				return
			}
			c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID("worker")) // want `\(sameidentity\)`
			c.Connect().Wait()
			for {
				c.Publish("up", 0, false, "")
				time.Sleep(time.Second)
			}
		}()
	}
}
