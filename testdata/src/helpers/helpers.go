// Package helpers connects through functions of its own.
package helpers

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// -- unguarded --

func connect(c mqtt.Client) error {
	t := c.Connect()
	t.Wait()
	return t.Error()
}

func goodCalledOnce(c mqtt.Client) error { return connect(c) }

func badCalledTwice(c mqtt.Client) error {
	if err := connect(c); err != nil {
		return err
	}
	return connect(c) // want `\(doubleconnect\)`
}

func goodCalledAgainAfterFailure(c mqtt.Client) error {
	if err := connect(c); err != nil {
		time.Sleep(time.Second)
		return connect(c)
	}
	return nil
}

func badMixed(c mqtt.Client) error {
	c.Connect().Wait()
	return connect(c) // want `\(doubleconnect\)`
}

func badMixedOtherOrder(c mqtt.Client) error {
	if err := connect(c); err != nil {
		return err
	}
	c.Connect().Wait() // want `\(doubleconnect\)`
	return nil
}

func goodLoopOfHelper(c mqtt.Client) {
	for connect(c) != nil {
		time.Sleep(time.Second)
	}
}

func badLoopOfHelper(c mqtt.Client) {
	for {
		if err := connect(c); err != nil { // want `\(doubleconnect\)`
			log.Print(err)
		}
		time.Sleep(time.Second)
	}
}

// -- several levels --

func bringUp(c mqtt.Client, site string) error {
	if err := connect(c); err != nil {
		return fmt.Errorf("site %s: %w", site, err)
	}
	return nil
}

func start(c mqtt.Client) error {
	log.Print("starting")
	return bringUp(c, "plant")
}

func goodThreeLevels(c mqtt.Client) error {
	if err := start(c); err != nil {
		return start(c)
	}
	c.Publish("up", 0, false, "")
	return nil
}

func badThreeLevels(c mqtt.Client) error {
	if err := start(c); err != nil {
		return err
	}
	c.Publish("up", 0, false, "")
	return bringUp(c, "plant") // want `\(doubleconnect\)`
}

// -- guarded --

func ensure(c mqtt.Client) error {
	if c.IsConnected() {
		return nil
	}
	return connect(c)
}

func goodEnsureTwice(c mqtt.Client) error {
	if err := ensure(c); err != nil {
		return err
	}
	return ensure(c)
}

func goodConnectThenEnsure(c mqtt.Client) error {
	if err := connect(c); err != nil {
		return err
	}
	return ensure(c)
}

// After ensure the client is connected, whoever did it.
func badEnsureThenConnect(c mqtt.Client) error {
	if err := ensure(c); err != nil {
		return err
	}
	return connect(c) // want `\(doubleconnect\)`
}

// -- closing --

func stop(c mqtt.Client) {
	log.Print("stopping")
	c.Disconnect(250)
}

func stopIfUp(c mqtt.Client) {
	if c.IsConnected() {
		c.Disconnect(250)
	}
}

func stopIf(c mqtt.Client, really bool) {
	if really {
		c.Disconnect(250)
	}
}

func goodStopped(c mqtt.Client) error {
	c.Connect().Wait()
	stop(c)
	return connect(c)
}

func goodStoppedIfUp(c mqtt.Client) error {
	c.Connect().Wait()
	stopIfUp(c)
	return connect(c)
}

func goodStoppedReally(c mqtt.Client) error {
	c.Connect().Wait()
	stopIf(c, true)
	return connect(c)
}

func badNotStopped(c mqtt.Client) error {
	c.Connect().Wait()
	stopIf(c, false)
	return connect(c) // want `\(doubleconnect\)`
}

func badPerhapsStopped(c mqtt.Client, really bool) error {
	c.Connect().Wait()
	stopIf(c, really)
	return connect(c) // want `\(doubleconnect\)`
}

func goodPerhapsStopped(c mqtt.Client, really bool) error {
	c.Connect().Wait()
	stopIf(c, really)
	if really {
		return connect(c)
	}
	return nil
}

func restart(c mqtt.Client) error {
	c.Disconnect(250)
	return connect(c)
}

func goodRestart(c mqtt.Client) error {
	if err := connect(c); err != nil {
		return err
	}
	return restart(c)
}

func badRestart(c mqtt.Client) error {
	if err := restart(c); err != nil {
		return err
	}
	return connect(c) // want `\(doubleconnect\)`
}

// -- what the result says --

// tryConnect reports whether the client is connected.
func tryConnect(c mqtt.Client) bool {
	t := c.Connect()
	t.Wait()
	return t.Error() == nil
}

func goodTry(c mqtt.Client) {
	for !tryConnect(c) {
		time.Sleep(time.Second)
	}
}

func badTry(c mqtt.Client) {
	for tryConnect(c) { // want `\(doubleconnect\)`
		time.Sleep(time.Second)
	}
}

// failed reports whether the connect failed: the opposite.
func failed(c mqtt.Client) bool {
	err := connect(c)
	if err != nil {
		log.Print(err)
	}
	return err != nil
}

func goodFailed(c mqtt.Client) {
	if failed(c) {
		c.Connect().Wait()
	}
}

func badFailed(c mqtt.Client) {
	if !failed(c) {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

// Closes again if the subscription fails: an error means that nothing is open.
func connectAndSubscribe(c mqtt.Client, topic string) error {
	if err := connect(c); err != nil {
		return err
	}
	if t := c.Subscribe(topic, 1, nil); t.Wait() && t.Error() != nil {
		c.Disconnect(250)
		return t.Error()
	}
	return nil
}

func goodSubscribed(c mqtt.Client) {
	for connectAndSubscribe(c, "down/#") != nil {
		time.Sleep(time.Second)
	}
}

// Does not: an error may come from an open client.
func connectOrSubscribe(c mqtt.Client, topic string) error {
	if err := connect(c); err != nil {
		return err
	}
	if t := c.Subscribe(topic, 1, nil); t.Wait() && t.Error() != nil {
		return t.Error()
	}
	return nil
}

func badSubscribed(c mqtt.Client) {
	for connectOrSubscribe(c, "down/#") != nil { // want `\(doubleconnect\)`
		time.Sleep(time.Second)
	}
}

type status int

const (
	down status = iota
	up
	refused
)

func outcome(c mqtt.Client) status {
	if c.IsConnected() {
		return up
	}
	if err := connect(c); err != nil {
		if errors.Is(err, context.DeadlineExceeded) {
			return down
		}
		return refused
	}
	return up
}

func goodOutcome(c mqtt.Client) {
	switch outcome(c) {
	case up:
		c.Publish("up", 0, false, "")
	case down:
		c.Connect().Wait()
	}
}

func badOutcome(c mqtt.Client) {
	switch outcome(c) {
	case up:
		c.Connect().Wait() // want `\(doubleconnect\)`
	case down:
		log.Print("down")
	}
}
