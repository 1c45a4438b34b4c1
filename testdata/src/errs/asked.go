package errs

import (
	"errors"
	"fmt"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// Errors that tell an attempt which goes on from one that has failed.

var errAskedPending = errors.New("pending")
var errAskedRefused = errors.New("refused")

func askedSentinel(c mqtt.Client) error {
	t := c.Connect()
	if !t.WaitTimeout(time.Second) {
		return errAskedPending
	}
	if t.Error() != nil {
		return errAskedRefused
	}
	return nil
}

func goodAskedSentinel(c mqtt.Client) error {
	for {
		err := askedSentinel(c)
		if err == nil {
			return nil
		}
		if errors.Is(err, errAskedPending) {
			c.Disconnect(0)
		}
		time.Sleep(time.Second)
	}
}

func badAskedOther(c mqtt.Client) error {
	for {
		err := askedSentinel(c) // want `\(timeoutretry\)`
		if err == nil {
			return nil
		}
		if errors.Is(err, errAskedRefused) {
			c.Disconnect(0)
		}
		time.Sleep(time.Second)
	}
}

func askedWrapped(c mqtt.Client) error {
	t := c.Connect()
	if !t.WaitTimeout(time.Second) {
		return fmt.Errorf("after %v: %w", time.Second, errAskedPending)
	}
	if t.Error() != nil {
		return fmt.Errorf("connect: %w", t.Error())
	}
	return nil
}

func goodAskedWrapped(c mqtt.Client) error {
	for {
		err := askedWrapped(c)
		if err == nil {
			return nil
		}
		if errors.Is(err, errAskedPending) {
			c.Disconnect(0)
		}
		time.Sleep(time.Second)
	}
}

func goodAskedLibrary(c mqtt.Client) error {
	for {
		err := mqtt.WaitTokenTimeout(c.Connect(), time.Second)
		if err == nil {
			return nil
		}
		if err == mqtt.TimedOut {
			c.Disconnect(0)
		}
		time.Sleep(time.Second)
	}
}

func badAskedLibraryNot(c mqtt.Client) error {
	for {
		err := mqtt.WaitTokenTimeout(c.Connect(), time.Second) // want `\(timeoutretry\)`
		if err == nil {
			return nil
		}
		if !errors.Is(err, mqtt.TimedOut) {
			c.Disconnect(0)
		}
		time.Sleep(time.Second)
	}
}

type askedErr struct {
	err     error
	pending bool
}

func (e *askedErr) Error() string { return e.err.Error() }

func askedTyped(c mqtt.Client) error {
	t := c.Connect()
	if !t.WaitTimeout(time.Second) {
		return fmt.Errorf("late: %w", &askedErr{errors.New("timeout"), true})
	}
	if t.Error() != nil {
		return &askedErr{err: t.Error()}
	}
	return nil
}

func goodAskedType(c mqtt.Client) error {
	for {
		err := askedTyped(c)
		if err == nil {
			return nil
		}
		var ce *askedErr
		if errors.As(err, &ce) && ce.pending {
			c.Disconnect(0)
		}
		time.Sleep(time.Second)
	}
}

func badAskedTypeNot(c mqtt.Client) error {
	for {
		err := askedTyped(c) // want `\(timeoutretry\)`
		if err == nil {
			return nil
		}
		var ce *askedErr
		if errors.As(err, &ce) && !ce.pending {
			c.Disconnect(0)
		}
		time.Sleep(time.Second)
	}
}

type askedLate struct{ after time.Duration }

func (l askedLate) Error() string { return l.after.String() }

func askedValued(c mqtt.Client) error {
	t := c.Connect()
	if !t.WaitTimeout(time.Second) {
		return askedLate{time.Second}
	}
	return t.Error()
}

func goodAskedValue(c mqtt.Client) error {
	for {
		err := askedValued(c)
		if err == nil {
			return nil
		}
		var l askedLate
		if errors.As(err, &l) {
			c.Disconnect(0)
		}
		time.Sleep(time.Second)
	}
}
