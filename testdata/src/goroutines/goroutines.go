// Package goroutines connects in several goroutines, whose order is not known.
package goroutines

import (
	"context"
	"log"
	"sync"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/gopcua/opcua"
)

func goodBoth(c mqtt.Client) {
	go c.Connect()
	c.Connect().Wait()
}

func goodLiteral(c mqtt.Client) {
	go func() { c.Connect().Wait() }()
	c.Connect().Wait()
}

func goodConnectThenGo(c mqtt.Client) {
	c.Connect().Wait()
	go func() { c.Publish("up", 0, false, "") }()
}

// The goroutine only publishes, so the client stays open.
func badPublisher(c mqtt.Client) {
	c.Connect().Wait()
	go func() {
		for range time.Tick(time.Second) {
			c.Publish("tick", 0, false, "")
		}
	}()
	c.Connect().Wait() // want `\(doubleconnect\)`
}

// The goroutine may have closed it.
func goodCloser(c mqtt.Client, stop <-chan struct{}) {
	c.Connect().Wait()
	go func() {
		<-stop
		c.Disconnect(250)
	}()
	time.Sleep(time.Minute)
	c.Connect().Wait()
}

func badInside(c mqtt.Client) {
	go func() {
		c.Connect().Wait()
		c.Connect().Wait() // want `\(doubleconnect\)`
	}()
}

func goodInside(c mqtt.Client) {
	go func() {
		c.Connect().Wait()
		c.Disconnect(250)
		c.Connect().Wait()
	}()
}

func badLoopInside(ctx context.Context, c *opcua.Client) {
	go func() {
		for ctx.Err() == nil {
			if err := c.Connect(ctx); err != nil { // want `\(doubleconnect\)`
				log.Print(err)
			}
			time.Sleep(time.Minute)
		}
	}()
}

func goodLoopInside(ctx context.Context, c *opcua.Client) {
	go func() {
		for ctx.Err() == nil {
			if err := c.Connect(ctx); err == nil {
				return
			}
			time.Sleep(time.Minute)
		}
	}()
}

func goodWaitGroup(clients []mqtt.Client) {
	var wg sync.WaitGroup
	for _, c := range clients {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c.Connect().Wait()
		}()
	}
	wg.Wait()
}

func goodTimer(c mqtt.Client) {
	c.Connect().Wait()
	time.AfterFunc(time.Hour, func() { c.Disconnect(250) })
	time.Sleep(2 * time.Hour)
	c.Connect().Wait()
}

type worker struct {
	client mqtt.Client
	quit   chan struct{}
}

func (w *worker) run() {
	for {
		select {
		case <-w.quit:
			w.client.Disconnect(250)
			return
		case <-time.After(time.Second):
			w.client.Publish("tick", 0, false, "")
		}
	}
}

func (w *worker) goodRestart() {
	w.client.Connect().Wait()
	go w.run()
	close(w.quit)
	time.Sleep(time.Second)
	w.client.Connect().Wait()
}

func (w *worker) badRestart() {
	w.client.Connect().Wait()
	w.client.Connect().Wait() // want `\(doubleconnect\)`
	go w.run()
}

func goodHandler(c mqtt.Client) {
	c.Subscribe("renew", 1, func(c mqtt.Client, m mqtt.Message) {
		c.Disconnect(250)
		c.Connect().Wait()
	})
	c.Connect().Wait()
}

// To close a client that nothing has connected leaves it closed.
func goodClosedAside(o *mqtt.ClientOptions) {
	c := mqtt.NewClient(o)
	go c.Disconnect(250)
	if !c.IsConnected() {
		log.Print("not yet")
	}
	c.Connect().Wait()
}

func badClosedAside(o *mqtt.ClientOptions) {
	c := mqtt.NewClient(o)
	go c.Disconnect(250)
	c.Connect().Wait()
	c.Connect().Wait() // want `\(doubleconnect\)`
}

// What is called in between might, for all that is known, have connected a client that others have.
func fpClosedAside(o *mqtt.ClientOptions, ready func() bool) {
	c := mqtt.NewClient(o)
	go c.Disconnect(250)
	if !ready() {
		return
	}
	if !c.IsConnected() {
		log.Print("not yet")
	}
	c.Connect().Wait() // want `\(doubleconnect\)`
}

// The goroutine has counted by then: that Wait tells so is not seen.
func fpCounted(c mqtt.Client) {
	n := 0
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		n++
	}()
	wg.Wait()
	c.Connect().Wait()
	if n == 0 {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

// What goroutines do to a client that they share is not followed: nothing says which of them is first.
func fnBothConnect(c mqtt.Client) {
	go c.Connect()
	c.Connect().Wait()
}

func fnAllConnect(c mqtt.Client) {
	for range 2 {
		go func() { c.Connect().Wait() }()
	}
}
