package regress

import (
	"testing"

	"github.com/simonvetter/modbus"
)

// -- 16: with this file the package is analysed twice, as itself and as its test variant --

func client(t *testing.T) *modbus.ModbusClient {
	t.Helper()
	c, err := modbus.NewClient(&modbus.ClientConfiguration{URL: "tcp://127.0.0.1:1502"})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func good16(t *testing.T) {
	c := client(t)
	if err := c.Open(); err != nil {
		t.Fatal(err)
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	if err := c.Open(); err != nil {
		t.Error(err)
	}
}

func bad16(t *testing.T) {
	c := client(t)
	if err := c.Open(); err != nil {
		t.Fatal(err)
	}
	if err := c.SetUnitId(9); err != nil {
		t.Error(err)
	}
	if err := c.Open(); err != nil { // want `\(doubleconnect\)`
		t.Error(err)
	}
}

func TestReopen(t *testing.T) {
	t.Run("good", good16)
	t.Run("bad", bad16)
}
