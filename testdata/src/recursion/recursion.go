// Package recursion connects in functions that call themselves.
package recursion

import (
	"context"
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/gopcua/opcua"
)

func goodUntilUp(ctx context.Context, c *opcua.Client) error {
	if err := c.Connect(ctx); err != nil {
		time.Sleep(time.Second)
		return goodUntilUp(ctx, c)
	}
	return nil
}

func badUntilDown(ctx context.Context, c *opcua.Client) error {
	if err := c.Connect(ctx); err != nil { // want `\(doubleconnect\)`
		return err
	}
	time.Sleep(time.Second)
	return badUntilDown(ctx, c)
}

func goodCounted(c mqtt.Client, n int) bool {
	if n == 0 {
		return false
	}
	if t := c.Connect(); t.Wait() && t.Error() == nil {
		return true
	}
	return goodCounted(c, n-1)
}

func badCounted(c mqtt.Client, n int) {
	if n == 0 {
		return
	}
	c.Connect().Wait() // want `\(doubleconnect\)`
	badCounted(c, n-1)
}

func goodClosedFirst(c mqtt.Client, n int) {
	if n == 0 {
		return
	}
	c.Disconnect(250)
	c.Connect().Wait()
	goodClosedFirst(c, n-1)
}

type bridge struct {
	client mqtt.Client
	opts   *mqtt.ClientOptions
}

func (b *bridge) connect() {
	if b.client != nil {
		b.client.Disconnect(250)
	}
	b.client = mqtt.NewClient(b.opts)
	if t := b.client.Connect(); t.Wait() && t.Error() != nil {
		log.Print(t.Error())
		time.Sleep(time.Second)
		b.connect()
	}
}

func (b *bridge) goodReconnect() {
	b.connect()
	b.connect()
}

func ping(c mqtt.Client, n int) {
	if n > 0 {
		c.Connect().Wait()
		pong(c, n-1)
	}
}

func pong(c mqtt.Client, n int) {
	if n > 0 {
		c.Disconnect(250)
		ping(c, n-1)
	}
}

func goodPingPong(c mqtt.Client) { ping(c, 10) }

func badPing(c mqtt.Client) {
	c.Connect().Wait()
	ping(c, 10) // want `\(doubleconnect\)`
}

// A board that is made with its pins, and pins that are made with their board: whichever is judged
// first waits for the other.
type board struct{ pins map[int]*pin }

type pin struct{ events mqtt.Client }

var theBoard *board

func getBoard() *board {
	if theBoard != nil {
		return theBoard
	}
	theBoard = &board{pins: map[int]*pin{}}
	for _, p := range theBoard.pins {
		p.init()
	}
	return theBoard
}

func (p *pin) init() {
	if len(getBoard().pins) == 0 {
		p.events = getClient()
	}
}

var theClient mqtt.Client

func getClient() mqtt.Client {
	if theClient == nil {
		theClient = mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883"))
	}
	if !theClient.IsConnected() {
		theClient.Connect().Wait()
	}
	return theClient
}

func badAfterPin(p *pin) {
	p.init()
	c := getClient()
	c.Connect() // want `\(doubleconnect\)`
}

func goodAfterPin(p *pin) {
	p.init()
	if c := getClient(); !c.IsConnected() {
		c.Connect()
	}
}
