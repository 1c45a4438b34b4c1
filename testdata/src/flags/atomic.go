package flags

import (
	"sync/atomic"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// Flags and numbers of package sync/atomic are variables.

type atomicDevice struct {
	running atomic.Bool
	state   int32
	client  mqtt.Client
}

func (d *atomicDevice) start() {
	if !d.running.CompareAndSwap(false, true) {
		return
	}
	if t := d.client.Connect(); t.Wait() && t.Error() != nil {
		d.running.Store(false)
	}
}

func (d *atomicDevice) stop() {
	if d.running.CompareAndSwap(true, false) {
		d.client.Disconnect(250)
	}
}

func goodAtomicGuard(d *atomicDevice) {
	for {
		d.start()
		time.Sleep(time.Second)
	}
}

func goodAtomicStop(d *atomicDevice) {
	d.start()
	d.stop()
	d.start()
}

func (d *atomicDevice) forget() {
	if d.running.CompareAndSwap(true, false) {
		d.state = 0
	}
}

func badAtomicForgotten(c mqtt.Client) {
	d := &atomicDevice{client: c}
	d.start()
	d.forget()
	d.start() // want `\(doubleconnect\)`
}

func (d *atomicDevice) up() {
	if atomic.LoadInt32(&d.state) == 1 {
		return
	}
	if t := d.client.Connect(); t.Wait() && t.Error() != nil {
		return
	}
	atomic.StoreInt32(&d.state, 1)
}

func goodAtomicState(d *atomicDevice) {
	for range 3 {
		d.up()
	}
}

func badAtomicReset(d *atomicDevice) {
	d.up()
	atomic.AddInt32(&d.state, -1)
	d.up() // want `\(doubleconnect\)`
}

func goodAtomicSwap(d *atomicDevice) {
	for range 3 {
		if !d.running.Swap(true) {
			t := d.client.Connect()
			t.Wait()
		}
	}
}
