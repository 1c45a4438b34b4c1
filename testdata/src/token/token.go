// Package token reads the outcome of a paho connect off its token, in every way there is.
package token

import (
	"context"
	"errors"
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

func goodWaitThenError(c mqtt.Client) {
	t := c.Connect()
	t.Wait()
	if t.Error() != nil {
		c.Connect().Wait()
	}
}

func badWaitThenError(c mqtt.Client) {
	t := c.Connect()
	t.Wait()
	if t.Error() == nil {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

// Wait is always true: its else is never reached.
func goodWaitElse(c mqtt.Client) {
	if t := c.Connect(); t.Wait() {
		log.Print("done: ", t.Error())
	} else {
		c.Connect().Wait()
	}
}

func badWaitThen(c mqtt.Client) {
	if t := c.Connect(); t.Wait() {
		log.Print("done: ", t.Error())
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

// What Error said once it says again.
func goodErrorTwice(c mqtt.Client) {
	t := c.Connect()
	t.Wait()
	if t.Error() != nil {
		log.Print(t.Error())
	}
	if t.Error() != nil {
		c.Connect().Wait()
	}
}

func badErrorTwice(c mqtt.Client) {
	t := c.Connect()
	t.Wait()
	if t.Error() != nil {
		log.Print(t.Error())
		return
	}
	if t.Error() == nil {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

// The second test contradicts the first, so that line is never reached.
func goodErrorContradiction(c mqtt.Client) {
	t := c.Connect()
	t.Wait()
	if t.Error() != nil {
		return
	}
	if t.Error() != nil {
		c.Connect().Wait()
	}
}

func goodErrorInVariable(c mqtt.Client) {
	t := c.Connect()
	t.Wait()
	err := t.Error()
	log.Print("result: ", err)
	if err != nil {
		c.Connect().Wait()
	}
}

func badErrorInVariable(c mqtt.Client) {
	t := c.Connect()
	t.Wait()
	err := t.Error()
	log.Print("result: ", err)
	if err == nil {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func goodTimeoutAndError(c mqtt.Client) {
	t := c.Connect()
	if t.WaitTimeout(10*time.Second) && t.Error() != nil {
		c.Connect().Wait()
	}
}

func badTimeoutAndNoError(c mqtt.Client) {
	t := c.Connect()
	if t.WaitTimeout(10*time.Second) && t.Error() == nil {
		c.Publish("up", 0, false, "")
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

// In time or not: what came in time may have worked.
func badTimeoutIgnored(c mqtt.Client) {
	t := c.Connect()
	t.WaitTimeout(10 * time.Second)
	c.Publish("up", 0, false, "")
	c.Connect().Wait() // want `\(doubleconnect\)`
}

// Waiting in slices is waiting.
func goodTimeoutLoop(c mqtt.Client) error {
	t := c.Connect()
	for !t.WaitTimeout(3 * time.Second) {
		log.Print("still connecting")
	}
	if t.Error() != nil {
		t = c.Connect()
		t.Wait()
	}
	return t.Error()
}

func badTimeoutLoop(c mqtt.Client) error {
	t := c.Connect()
	for !t.WaitTimeout(3 * time.Second) {
		log.Print("still connecting")
	}
	if t.Error() == nil {
		t = c.Connect() // want `\(doubleconnect\)`
		t.Wait()
	}
	return t.Error()
}

func goodDone(c mqtt.Client) {
	t := c.Connect()
	<-t.Done()
	if t.Error() != nil {
		c.Connect().Wait()
	}
}

func badDone(c mqtt.Client) {
	t := c.Connect()
	<-t.Done()
	if t.Error() == nil {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func goodDoneInSelect(ctx context.Context, c mqtt.Client) error {
	for {
		t := c.Connect()
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-t.Done():
			if t.Error() == nil {
				return nil
			}
		}
		time.Sleep(time.Second)
	}
}

func badDoneInSelect(ctx context.Context, c mqtt.Client) error {
	for {
		t := c.Connect() // want `\(doubleconnect\)`
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-t.Done():
			if t.Error() != nil {
				return t.Error()
			}
		}
		time.Sleep(time.Second)
	}
}

func goodDoneOrTimer(c mqtt.Client) error {
	t := c.Connect()
	select {
	case <-t.Done():
		return t.Error()
	case <-time.After(30 * time.Second):
		c.Disconnect(0)
		t = c.Connect()
		t.Wait()
		return t.Error()
	}
}

func badDoneOrTimer(c mqtt.Client) error {
	t := c.Connect()
	select {
	case <-t.Done():
		if t.Error() != nil {
			return t.Error()
		}
	case <-time.After(30 * time.Second):
		return errors.New("timeout")
	}
	t = c.Connect() // want `\(doubleconnect\)`
	t.Wait()
	return t.Error()
}

func goodWaitTokenTimeout(c mqtt.Client) error {
	t := c.Connect()
	if err := mqtt.WaitTokenTimeout(t, 10*time.Second); err != nil {
		return err
	}
	return nil
}

func badWaitTokenTimeout(c mqtt.Client) error {
	t := c.Connect()
	if err := mqtt.WaitTokenTimeout(t, 10*time.Second); err != nil {
		return err
	}
	return mqtt.WaitTokenTimeout(c.Connect(), 10*time.Second) // want `\(doubleconnect\)`
}

// The token of another operation says nothing about the connect.
func badOtherToken(c mqtt.Client) {
	c.Connect().Wait()
	t := c.Publish("up", 0, false, "")
	t.Wait()
	if t.Error() != nil {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func goodOtherToken(c mqtt.Client) {
	conn := c.Connect()
	conn.Wait()
	t := c.Publish("up", 0, false, "")
	t.Wait()
	if t.Error() != nil && conn.Error() != nil {
		c.Connect().Wait()
	}
}

// The token that is tested is that of the last attempt.
func goodTokenReused(c mqtt.Client) error {
	t := c.Connect()
	t.Wait()
	for i := 0; t.Error() != nil && i < 5; i++ {
		time.Sleep(time.Second)
		t = c.Connect()
		t.Wait()
	}
	return t.Error()
}

// The token that is tested is that of the first attempt.
func badTokenKept(c mqtt.Client) error {
	t := c.Connect()
	t.Wait()
	for i := 0; t.Error() != nil && i < 5; i++ {
		time.Sleep(time.Second)
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
	return t.Error()
}

func goodConcreteToken(c mqtt.Client) bool {
	t, ok := c.Connect().(*mqtt.ConnectToken)
	if !ok {
		return false
	}
	t.Wait()
	if t.Error() != nil {
		c.Connect().Wait()
	}
	return t.SessionPresent()
}

func badConcreteToken(c mqtt.Client) bool {
	t, ok := c.Connect().(*mqtt.ConnectToken)
	if !ok {
		return false
	}
	t.Wait()
	if t.Error() == nil {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
	return t.SessionPresent()
}

func wait(t mqtt.Token) error {
	t.Wait()
	return t.Error()
}

func goodTokenHelper(c mqtt.Client) error {
	if err := wait(c.Connect()); err != nil {
		return wait(c.Connect())
	}
	return nil
}

func badTokenHelper(c mqtt.Client) error {
	if err := wait(c.Connect()); err != nil {
		return err
	}
	return wait(c.Connect()) // want `\(doubleconnect\)`
}

func waitFor(t mqtt.Token, d time.Duration) error {
	if !t.WaitTimeout(d) {
		return errors.New("timeout")
	}
	return t.Error()
}

func badTimeoutHelper(c mqtt.Client) error {
	if err := waitFor(c.Connect(), time.Minute); err != nil {
		return err
	}
	return waitFor(c.Connect(), time.Minute) // want `\(doubleconnect\)`
}

func goodTimeoutHelper(c mqtt.Client) error {
	if err := waitFor(c.Connect(), time.Minute); err != nil {
		c.Disconnect(0)
		return waitFor(c.Connect(), time.Minute)
	}
	return nil
}

// Error before the end of the attempt is always nil; the wait comes after.
func goodErrorBeforeWait(c mqtt.Client) error {
	t := c.Connect()
	if t.Error() != nil {
		return t.Error()
	}
	t.Wait()
	return t.Error()
}

func badErrorBeforeWait(c mqtt.Client) {
	for {
		t := c.Connect() // want `\(doubleconnect\)`
		if t.Error() != nil {
			return
		}
		t.Wait()
	}
}

// Waits on, in short turns, for the one attempt.
func goodTurns(c mqtt.Client, stop <-chan struct{}) {
	for {
		t := c.Connect()
		for !t.WaitTimeout(100 * time.Millisecond) {
			select {
			case <-stop:
				return
			default:
			}
		}
		if t.Error() == nil {
			return
		}
		time.Sleep(time.Second)
	}
}
