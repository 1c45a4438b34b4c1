package goroutines

import (
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// A goroutine that makes another client for itself once the last one is gone: what it has opened before
// takes no place from the one that it holds.

type keeper struct {
	cfg    *config
	client mqtt.Client
}

func (k *keeper) open() error {
	c := mqtt.NewClient(k.cfg.options(k.cfg.id))
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	k.client = c
	return nil
}

func (k *keeper) check() {
	if k.client != nil && k.client.IsConnected() {
		return
	}
	if err := k.open(); err != nil {
		log.Print(err)
	}
}

func (k *keeper) run() {
	for {
		k.check()
		time.Sleep(time.Second)
	}
}

func goodKeeper(cfg *config) {
	k := &keeper{cfg: cfg}
	go k.run()
	select {}
}

func badKeeperAndOwn(cfg *config) {
	k := &keeper{cfg: cfg}
	go k.run()
	c := mqtt.NewClient(cfg.options(cfg.id))
	c.Connect().Wait() // want `\(sameidentity\)`
}

func (k *keeper) hasty() {
	for {
		if k.client == nil || !k.client.IsConnectionOpen() {
			k.client = mqtt.NewClient(k.cfg.options(k.cfg.id))
			k.client.Connect().Wait() // want `\(lostclient\)`
		}
		time.Sleep(time.Second)
	}
}

func badHasty(cfg *config) {
	k := &keeper{cfg: cfg}
	go k.hasty()
	select {}
}
