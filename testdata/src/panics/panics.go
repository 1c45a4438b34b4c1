// Package panics ends paths by panicking, exiting and failing for good.
package panics

import (
	"context"
	"errors"
	"fmt"
	"log"
	"os"
	"runtime"
	"testing"

	"github.com/amenzhinsky/iothub/iotdevice"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/simonvetter/modbus"
)

func connect(c mqtt.Client) error {
	t := c.Connect()
	t.Wait()
	return t.Error()
}

func goodPanic(c mqtt.Client) {
	if err := connect(c); err == nil {
		panic("should not have worked")
	}
	connect(c)
}

func badPanic(c mqtt.Client) {
	if err := connect(c); err != nil {
		panic(err)
	}
	connect(c) // want `\(doubleconnect\)`
}

func goodFatal(c mqtt.Client) {
	if connect(c) == nil {
		log.Fatal("already there")
	}
	connect(c)
}

func badFatal(c mqtt.Client) {
	if err := connect(c); err != nil {
		log.Fatalf("connect: %v", err)
	}
	connect(c) // want `\(doubleconnect\)`
}

// Printing does not end anything.
func badPrint(c mqtt.Client) {
	if connect(c) == nil {
		log.Print("already there")
	}
	connect(c) // want `\(doubleconnect\)`
}

func goodExit(c mqtt.Client) {
	if err := connect(c); err == nil {
		os.Exit(0)
	}
	connect(c)
}

func goodGoexit(c mqtt.Client) {
	if err := connect(c); err == nil {
		runtime.Goexit()
	}
	connect(c)
}

func die(format string, args ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", args...)
	os.Exit(2)
}

func dieLoudly(args ...any) {
	defer os.Stderr.Sync()
	die("%v", args)
}

func goodOwnExit(c mqtt.Client) {
	if err := connect(c); err == nil {
		die("already there")
	}
	connect(c)
}

func goodOwnExitTwoLevels(c mqtt.Client) {
	if err := connect(c); err == nil {
		dieLoudly("already there")
	}
	connect(c)
}

// Ends only in one of its arms.
func mayDie(code int) {
	if code != 0 {
		os.Exit(code)
	}
}

func badOwnExit(c mqtt.Client, code int) {
	if err := connect(c); err == nil {
		mayDie(code)
	}
	connect(c) // want `\(doubleconnect\)`
}

type logger interface {
	Infof(format string, args ...any)
	Fatalf(format string, args ...any)
}

func goodLoggerFatal(c mqtt.Client, l logger) {
	if err := connect(c); err == nil {
		l.Fatalf("already there")
	}
	connect(c)
}

func badLoggerInfo(c mqtt.Client, l logger) {
	if err := connect(c); err == nil {
		l.Infof("already there")
	}
	connect(c) // want `\(doubleconnect\)`
}

type agent struct {
	client mqtt.Client
	logger *log.Logger
}

func (a *agent) goodFatal() {
	if err := connect(a.client); err == nil {
		a.logger.Fatal("already there")
	}
	connect(a.client)
}

func (a *agent) badPrintf() {
	if err := connect(a.client); err == nil {
		a.logger.Printf("already there")
	}
	connect(a.client) // want `\(doubleconnect\)`
}

func goodTestFatal(t *testing.T, c mqtt.Client) {
	if err := connect(c); err == nil {
		t.Fatal("must not connect")
	}
	connect(c)
}

func badTestError(t *testing.T, c mqtt.Client) {
	if err := connect(c); err == nil {
		t.Error("must not connect")
	}
	connect(c) // want `\(doubleconnect\)`
}

func goodTestingFatal(tb testing.TB, c mqtt.Client) {
	if err := connect(c); err == nil {
		tb.Fatalf("must not connect")
	}
	connect(c)
}

// -- recover --

// protect turns a panic of f into an error.
func protect(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	f()
	return nil
}

func goodProtected(c mqtt.Client) error {
	return protect(func() { c.Connect().Wait() })
}

func badProtected(c mqtt.Client) error {
	if err := protect(func() { c.Connect().Wait() }); err != nil {
		return err
	}
	return connect(c) // want `\(doubleconnect\)`
}

func mustConnect(c mqtt.Client) {
	if err := connect(c); err != nil {
		panic(err)
	}
}

// tryMust recovers from what mustConnect throws.
func tryMust(c mqtt.Client) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.New("not connected")
		}
	}()
	mustConnect(c)
	return nil
}

func goodRecovered(c mqtt.Client) {
	if tryMust(c) != nil {
		connect(c)
	}
}

func badRecovered(c mqtt.Client) {
	if tryMust(c) == nil {
		connect(c) // want `\(doubleconnect\)`
	}
}

func badMust(c mqtt.Client) {
	mustConnect(c)
	mustConnect(c) // want `\(doubleconnect\)`
}

func goodMust(c mqtt.Client) {
	mustConnect(c)
	c.Disconnect(250)
	mustConnect(c)
}

// The panic skips the close.
func skip(c *modbus.ModbusClient) {
	defer func() { recover() }()
	if c.Open() != nil {
		return
	}
	if _, err := c.ReadCoil(1); err != nil {
		panic(err)
	}
	c.Close()
}

func badSkip(c *modbus.ModbusClient) {
	skip(c)
	c.Open() // want `\(doubleconnect\)`
}

// The close is deferred: a panic runs it too.
func noSkip(c *modbus.ModbusClient) {
	defer func() { recover() }()
	if c.Open() != nil {
		return
	}
	defer c.Close()
	if _, err := c.ReadCoil(1); err != nil {
		panic(err)
	}
}

func goodSkip(c *modbus.ModbusClient) {
	noSkip(c)
	c.Open()
}

func badPanicAfterClose(ctx context.Context, c *iotdevice.Client) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = c.Connect(ctx) // want `\(reuseclosed\)`
		}
	}()
	if err := c.Close(); err != nil {
		panic(err)
	}
	return nil
}

func goodPanicAfterClose(ctx context.Context, c *iotdevice.Client) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("close: %v", r)
		}
	}()
	if err := c.Close(); err != nil {
		panic(err)
	}
	return nil
}
