package callback

import (
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// -- what a handler leaves to a goroutine or a timer, directly or in a helper --

type outpost struct {
	client mqtt.Client
}

func options(lost mqtt.ConnectionLostHandler) *mqtt.ClientOptions {
	o := mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID("outpost")
	o.OnConnectionLost = lost
	return o
}

func (p *outpost) dial(o *mqtt.ClientOptions) {
	p.client = mqtt.NewClient(o)
	p.client.Connect().Wait()
}

func (p *outpost) badByTimer() {
	p.dial(options(func(mqtt.Client, error) {
		time.AfterFunc(time.Second, p.badByTimer) // want `\(callbackconnect\)`
	}))
}

// The handler is a method, and what it starts goes on trying.
func (p *outpost) lost(mqtt.Client, error) { p.recover() } // want `\(callbackconnect\)`

func (p *outpost) recover() {
	go p.retry()
}

func (p *outpost) retry() {
	for {
		time.Sleep(time.Second)
		p.badByHelper()
		if p.client.IsConnected() {
			return
		}
	}
}

func (p *outpost) badByHelper() { p.dial(options(p.lost)) }

// What is started closes the client first.
func (p *outpost) lostClosed(mqtt.Client, error) { go p.renew() }

func (p *outpost) renew() {
	p.client.Disconnect(0)
	p.goodClosed()
}

func (p *outpost) goodClosed() { p.dial(options(p.lostClosed)) }

// It asks first.
func (p *outpost) lostAsked(mqtt.Client, error) { time.AfterFunc(time.Minute, p.ask) }

func (p *outpost) ask() {
	if !p.client.IsConnected() {
		p.client.Disconnect(0)
		p.goodAsked()
	}
}

func (p *outpost) goodAsked() { p.dial(options(p.lostAsked)) }

// Nobody else reconnects it.
func (p *outpost) lostManual(mqtt.Client, error) { time.AfterFunc(time.Minute, p.goodManual) }

func (p *outpost) goodManual() { p.dial(options(p.lostManual).SetAutoReconnect(false)) }

// What it starts sends, no more.
func (p *outpost) lostTold(mqtt.Client, error) { go p.tell() }

func (p *outpost) tell() { p.client.Publish("lost", 0, false, "") }

func (p *outpost) goodTold() { p.dial(options(p.lostTold)) }
