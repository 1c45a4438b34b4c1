package app

import (
	"github.com/simonvetter/modbus"

	"example.com/cases/crosspkg/lib"
)

// A wire is an interface of the program's own.
type wire interface {
	Open() error
	Close() error
}

func newWire() *modbus.ModbusClient {
	c, _ := modbus.NewClient(&modbus.ClientConfiguration{URL: "tcp://meter:502"})
	return c
}

func goodDone() {
	c := newWire()
	for range 3 {
		if lib.Do(c.Open) == nil {
			break
		}
	}
}

func badDone() {
	c := newWire()
	for range 3 {
		if lib.Do(c.Open) != nil { // want `\(doubleconnect\)`
			break
		}
	}
}

func goodLineDone() {
	var c wire = newWire()
	if lib.Do(c.Open) != nil {
		c.Open()
	}
}

func badLineDone() {
	var c wire = newWire()
	if lib.Do(c.Open) == nil {
		c.Open() // want `\(doubleconnect\)`
	}
}

func goodLineClosed() {
	var c wire = newWire()
	lib.Do(c.Open)
	lib.Do(c.Close)
	c.Open()
}

func goodTried() {
	c := newWire()
	if err := lib.Try("meter", func() error { return c.Open() }); err != nil {
		c.Open()
	}
}

func goodWorks() {
	c := newWire()
	for !lib.Works(c.Open) {
	}
}

func badWorks() {
	c := newWire()
	for lib.Works(c.Open) { // want `\(doubleconnect\)`
	}
}

// What is returned is not the outcome.
func badLogged() {
	c := newWire()
	if lib.Log(c.Open) == nil {
		c.Open() // want `\(doubleconnect\)`
	}
}
