// Package flags remembers in a variable what became of the connect.
package flags

import (
	"context"
	"log"
	"time"

	"github.com/amenzhinsky/iothub/iotdevice"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/simonvetter/modbus"
)

// -- in a local variable --

func goodBool(c mqtt.Client, lines <-chan string) {
	up := false
	for line := range lines {
		if !up {
			c.Connect().Wait()
			up = true
		}
		c.Publish("line", 0, false, line)
	}
}

// The flag is never set.
func badBool(c mqtt.Client, lines <-chan string) {
	up := false
	for line := range lines {
		if !up {
			c.Connect().Wait() // want `\(doubleconnect\)`
		}
		c.Publish("line", 0, false, line)
	}
}

// The flag is the wrong way round.
func badBoolInverted(c mqtt.Client, lines <-chan string) {
	up := false
	for line := range lines {
		if !up {
			c.Connect().Wait() // want `\(doubleconnect\)`
			up = false
		}
		c.Publish("line", 0, false, line)
	}
}

func goodSetOnSuccess(c mqtt.Client, lines <-chan string) {
	up := false
	for line := range lines {
		if !up {
			if t := c.Connect(); t.Wait() && t.Error() != nil {
				log.Print(t.Error())
				continue
			}
			up = true
		}
		c.Publish("line", 0, false, line)
	}
}

// Set where the connect has failed, not where it has worked.
func badSetOnFailure(c mqtt.Client, lines <-chan string) {
	up := false
	for line := range lines {
		if !up {
			if t := c.Connect(); t.Wait() && t.Error() != nil { // want `\(doubleconnect\)`
				log.Print(t.Error())
				up = true
			}
		}
		c.Publish("line", 0, false, line)
	}
}

func goodClearedWithClose(c mqtt.Client, lines <-chan string) {
	up := false
	for line := range lines {
		if !up {
			c.Connect().Wait()
			up = true
		}
		if t := c.Publish("line", 1, false, line); t.Wait() && t.Error() != nil {
			c.Disconnect(250)
			up = false
		}
	}
}

// A publish that failed is no connection that is closed.
func badClearedWithoutClose(c mqtt.Client, lines <-chan string) {
	up := false
	for line := range lines {
		if !up {
			c.Connect().Wait() // want `\(doubleconnect\)`
			up = true
		}
		if t := c.Publish("line", 1, false, line); t.Wait() && t.Error() != nil {
			up = false
		}
	}
}

func goodFlagIsResult(c *modbus.ModbusClient) {
	ok := c.Open() == nil
	log.Print("open: ", ok)
	if !ok {
		c.Open()
	}
}

func badFlagIsResult(c *modbus.ModbusClient) {
	ok := c.Open() == nil
	log.Print("open: ", ok)
	if ok {
		c.Open() // want `\(doubleconnect\)`
	}
}

func goodNegatedFlag(c *modbus.ModbusClient) {
	bad := c.Open() != nil
	ok := !bad
	if !ok {
		c.Open()
	}
}

func badNegatedFlag(c *modbus.ModbusClient) {
	bad := c.Open() != nil
	ok := !bad
	if ok {
		c.Open() // want `\(doubleconnect\)`
	}
}

type mode int

const (
	offline mode = iota
	connecting
	online
)

func goodEnum(c mqtt.Client, tick <-chan time.Time) {
	state := offline
	for range tick {
		switch state {
		case offline:
			state = connecting
		case connecting:
			if t := c.Connect(); t.Wait() && t.Error() != nil {
				state = offline
				continue
			}
			state = online
		case online:
			c.Publish("tick", 0, false, "")
		}
	}
}

func badEnum(c mqtt.Client, tick <-chan time.Time) {
	state := offline
	for range tick {
		switch state {
		case offline:
			state = connecting
		case connecting:
			if t := c.Connect(); t.Wait() && t.Error() != nil { // want `\(doubleconnect\)`
				state = offline
				continue
			}
			state = online
		case online:
			if t := c.Publish("tick", 1, false, ""); t.Wait() && t.Error() != nil {
				state = offline
			}
		}
	}
}

func goodCounter(c mqtt.Client, lines []string) {
	sessions := 0
	for _, line := range lines {
		if sessions == 0 {
			c.Connect().Wait()
			sessions++
		}
		c.Publish("line", 0, false, line)
	}
}

func badCounter(c mqtt.Client, lines []string) {
	sessions := 0
	for _, line := range lines {
		if sessions < 2 {
			c.Connect().Wait() // want `\(doubleconnect\)`
			sessions++
		}
		c.Publish("line", 0, false, line)
	}
}

// Every hundredth line renews the connection.
func goodModulo(c mqtt.Client, lines []string) {
	c.Connect().Wait()
	for i, line := range lines {
		if i%100 == 99 {
			c.Disconnect(250)
			c.Connect().Wait()
		}
		c.Publish("line", 0, false, line)
	}
}

func badModulo(c mqtt.Client, lines []string) {
	c.Connect().Wait()
	for i, line := range lines {
		if i%100 == 99 {
			c.Connect().Wait() // want `\(doubleconnect\)`
		}
		c.Publish("line", 0, false, line)
	}
}

// -- in a field --

type recorder struct {
	client  mqtt.Client
	up      bool
	state   mode
	pending int
}

func (r *recorder) goodOnce() {
	if r.up {
		return
	}
	r.client.Connect().Wait()
	r.up = true
}

func (r *recorder) goodOnceTwice() {
	r.goodOnce()
	r.goodOnce()
}

func (r *recorder) forget() { r.up = false }

func (r *recorder) close() {
	r.client.Disconnect(250)
	r.up = false
}

func (r *recorder) badForget() {
	r.up = false
	r.goodOnce()
	r.forget()
	r.goodOnce() // want `\(doubleconnect\)`
}

func (r *recorder) goodClose() {
	r.goodOnce()
	r.close()
	r.goodOnce()
}

func (r *recorder) badNeverSet() {
	for range time.Tick(time.Minute) {
		if !r.up {
			r.client.Connect().Wait() // want `\(doubleconnect\)`
		}
		r.client.Publish("tick", 0, false, "")
	}
}

func (r *recorder) goodSet() {
	for range time.Tick(time.Minute) {
		if !r.up {
			r.client.Connect().Wait()
			r.up = true
		}
		r.client.Publish("tick", 0, false, "")
	}
}

func (r *recorder) goodState() error {
	if r.state != offline {
		return nil
	}
	r.state = connecting
	if t := r.client.Connect(); t.Wait() && t.Error() != nil {
		r.state = offline
		return t.Error()
	}
	r.state = online
	return nil
}

func (r *recorder) goodStateTwice() error {
	if err := r.goodState(); err != nil {
		return r.goodState()
	}
	return r.goodState()
}

func (r *recorder) wrongState() error {
	if r.state != offline {
		return nil
	}
	if t := r.client.Connect(); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	r.state = offline
	return nil
}

func (r *recorder) badStateTwice() error {
	r.state = offline
	if err := r.wrongState(); err != nil {
		return err
	}
	return r.wrongState() // want `\(doubleconnect\)`
}

// Flags that have nothing to do with it.
func (r *recorder) badOtherFlag() {
	for range time.Tick(time.Minute) {
		if r.pending == 0 {
			r.client.Connect().Wait() // want `\(doubleconnect\)`
			r.up = true
		}
	}
}

func (r *recorder) goodOtherFlag() {
	for range time.Tick(time.Minute) {
		if r.pending == 0 {
			r.client.Connect().Wait()
			r.up = true
			r.pending = 1
		}
	}
}

// -- one-shot --

func goodClosedFlag(ctx context.Context, c *iotdevice.Client, jobs <-chan func() error) error {
	closed := false
	if err := c.Connect(ctx); err != nil {
		return err
	}
	for job := range jobs {
		if err := job(); err != nil {
			c.Close()
			closed = true
			break
		}
	}
	if !closed {
		return c.Close()
	}
	return nil
}

func badClosedFlag(ctx context.Context, c *iotdevice.Client, jobs <-chan []byte) error {
	closed := false
	if err := c.Connect(ctx); err != nil {
		return err
	}
	for job := range jobs {
		if err := c.SendEvent(ctx, job); err != nil {
			c.Close()
			closed = true
			break
		}
	}
	if closed {
		return c.Connect(ctx) // want `\(reuseclosed\)`
	}
	return c.Close()
}

// The flag is set from the result itself, not by a branch on it.
type keeper struct {
	c  mqtt.Client
	up bool
}

func (k *keeper) ensure() {
	if !k.up {
		t := k.c.Connect()
		t.Wait()
		k.up = t.Error() == nil
	}
}

func (k *keeper) goodEnsures() {
	for {
		k.ensure()
		time.Sleep(time.Minute)
	}
}

func (k *keeper) badForgets() {
	for {
		k.ensure() // want `\(doubleconnect\)`
		k.up = false
		time.Sleep(time.Minute)
	}
}

type deviceKeeper struct {
	c  *iotdevice.Client
	up bool
}

func (k *deviceKeeper) ensure(ctx context.Context) {
	if !k.up {
		k.up = k.c.Connect(ctx) == nil
	}
}

func (k *deviceKeeper) goodEnsures(ctx context.Context) {
	for {
		k.ensure(ctx)
		time.Sleep(time.Minute)
	}
}

func (k *deviceKeeper) badForgets(ctx context.Context) {
	for {
		k.ensure(ctx) // want `\(doubleconnect\)`
		k.up = false
		time.Sleep(time.Minute)
	}
}
