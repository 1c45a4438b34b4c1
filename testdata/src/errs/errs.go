// Package errs carries the outcome of a connect through errors of all sorts.
package errs

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/gopcua/opcua"
	pkgerrors "github.com/pkg/errors"
	"github.com/simonvetter/modbus"
)

var errRefused = errors.New("refused")

func goodReassigned(c *modbus.ModbusClient) error {
	err := c.SetUnitId(3)
	if err != nil {
		return err
	}
	err = c.Open()
	if err != nil {
		err = c.Open()
	}
	return err
}

func badReassigned(c *modbus.ModbusClient) error {
	err := c.SetUnitId(3)
	if err != nil {
		return err
	}
	err = c.Open()
	if err == nil {
		err = c.Open() // want `\(doubleconnect\)`
	}
	return err
}

// err is that of the read by then.
func badOverwritten(c *modbus.ModbusClient) error {
	err := c.Open()
	if err != nil {
		return err
	}
	_, err = c.ReadRegister(4, modbus.INPUT_REGISTER)
	if err != nil {
		err = c.Open() // want `\(doubleconnect\)`
	}
	return err
}

func goodOverwritten(c *modbus.ModbusClient) error {
	err := c.Open()
	if err != nil {
		return err
	}
	_, err = c.ReadRegister(4, modbus.INPUT_REGISTER)
	if err != nil {
		c.Close()
		err = c.Open()
	}
	return err
}

// The outer err is never assigned: it is nil, and the loop goes round.
func badShadowed(ctx context.Context, c *opcua.Client) {
	var err error
	for err == nil {
		if err := c.Connect(ctx); err != nil { // want `\(doubleconnect\)`
			log.Print(err)
		}
		time.Sleep(time.Second)
	}
}

func goodShadowed(ctx context.Context, c *opcua.Client) {
	for {
		if err := c.Connect(ctx); err != nil {
			log.Print(err)
			time.Sleep(time.Second)
			continue
		}
		return
	}
}

func wrapped(c *modbus.ModbusClient) error {
	if err := c.Open(); err != nil {
		return fmt.Errorf("open %v: %w", c, err)
	}
	return nil
}

func goodWrapped(c *modbus.ModbusClient) error {
	if err := wrapped(c); err != nil {
		return wrapped(c)
	}
	return nil
}

func badWrapped(c *modbus.ModbusClient) error {
	if err := wrapped(c); err != nil {
		return err
	}
	return wrapped(c) // want `\(doubleconnect\)`
}

// Wrap of a nil error is nil.
func pkgWrapped(c *modbus.ModbusClient) error {
	return pkgerrors.Wrap(c.Open(), "open")
}

func goodPkgWrapped(c *modbus.ModbusClient) error {
	if err := pkgWrapped(c); err != nil {
		return pkgWrapped(c)
	}
	return nil
}

func badPkgWrapped(c *modbus.ModbusClient) error {
	if err := pkgWrapped(c); err != nil {
		return err
	}
	return pkgWrapped(c) // want `\(doubleconnect\)`
}

func goodPkgStack(c *modbus.ModbusClient) error {
	err := pkgerrors.WithStack(pkgerrors.Wrapf(c.Open(), "unit %d", 3))
	if err != nil {
		return pkgerrors.WithMessage(c.Open(), "second")
	}
	return nil
}

func badPkgStack(c *modbus.ModbusClient) error {
	err := pkgerrors.WithStack(pkgerrors.Wrapf(c.Open(), "unit %d", 3))
	if err == nil {
		return pkgerrors.WithMessage(c.Open(), "second") // want `\(doubleconnect\)`
	}
	return err
}

func named(c *modbus.ModbusClient) (err error) {
	err = c.Open()
	if err != nil {
		err = fmt.Errorf("%w: %v", errRefused, err)
	}
	return
}

func goodNamed(c *modbus.ModbusClient) error {
	if err := named(c); errors.Is(err, errRefused) {
		return named(c)
	}
	return nil
}

func badNamed(c *modbus.ModbusClient) error {
	if err := named(c); !errors.Is(err, errRefused) {
		return named(c) // want `\(doubleconnect\)`
	}
	return nil
}

func goodIs(ctx context.Context, c *opcua.Client) error {
	err := c.Connect(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return c.Connect(ctx)
	}
	return err
}

func badIsNot(ctx context.Context, c *opcua.Client) error {
	err := c.Connect(ctx)
	if errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return c.Connect(ctx) // want `\(doubleconnect\)`
}

type refusal struct{ code byte }

func (r *refusal) Error() string { return fmt.Sprint("refused: ", r.code) }

func goodAs(ctx context.Context, c *opcua.Client) error {
	err := c.Connect(ctx)
	var r *refusal
	if errors.As(err, &r) && r.code != 5 {
		return c.Connect(ctx)
	}
	return err
}

func badAs(ctx context.Context, c *opcua.Client) error {
	err := c.Connect(ctx)
	var r *refusal
	if errors.As(err, &r) {
		return err
	}
	return c.Connect(ctx) // want `\(doubleconnect\)`
}

func goodSentinel(ctx context.Context, c *opcua.Client) error {
	switch err := c.Connect(ctx); err {
	case nil:
		return nil
	case context.Canceled:
		return err
	default:
		return c.Connect(ctx)
	}
}

func badSentinel(ctx context.Context, c *opcua.Client) error {
	if err := c.Connect(ctx); err != context.Canceled {
		return c.Connect(ctx) // want `\(doubleconnect\)`
	}
	return nil
}

// One of the two may have failed, so the first may be open.
func badJoin(ctx context.Context, c *opcua.Client, d *modbus.ModbusClient) error {
	err := errors.Join(c.Connect(ctx), d.Open())
	if err != nil {
		return c.Connect(ctx) // want `\(doubleconnect\)`
	}
	return nil
}

func goodJoin(ctx context.Context, c *opcua.Client, d *modbus.ModbusClient) error {
	first := c.Connect(ctx)
	err := errors.Join(first, d.Open())
	if err != nil && first != nil {
		return c.Connect(ctx)
	}
	return err
}

// Both are nil, so both are open.
func badJoinNil(ctx context.Context, c *opcua.Client, d *modbus.ModbusClient) error {
	if err := errors.Join(c.Connect(ctx), d.Open()); err != nil {
		return err
	}
	return d.Open() // want `\(doubleconnect\)`
}

func goodJoinOne(ctx context.Context, c *opcua.Client) error {
	var all error
	for range 3 {
		err := c.Connect(ctx)
		if err == nil {
			return nil
		}
		all = errors.Join(all, err)
	}
	return all
}

func badJoinOne(ctx context.Context, c *opcua.Client) error {
	var all error
	for range 3 {
		all = errors.Join(all, c.Connect(ctx)) // want `\(doubleconnect\)`
	}
	return all
}
