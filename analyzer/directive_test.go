package analyzer_test

import (
	"slices"
	"testing"
)

// Comments silence what the analyzer finds, and it says which of them do not.
func TestDirectives(t *testing.T) {
	p := load(t, hubLibrary+`
-- example.com/app/app.go --
package app

import "example.com/hub"

func reported(c *hub.Client) {
	c.Connect()
	c.Connect()
}

func silenced(c *hub.Client) {
	c.Connect()
	//lint:ignore hublint/doubleconnect the test bench takes any number of connections
	c.Connect()
}

func silencedInCaller(c *hub.Client) {
	c.Connect()
	connect(c) //lint:ignore hublint the same
}

func connect(c *hub.Client) { c.Connect() }

func useless(c *hub.Client) {
	//lint:ignore hublint/doubleconnect there is nothing
	c.Connect()
}

func notOurs(c *hub.Client) {
	//lint:ignore SA1000 of another tool
	c.Connect()
}
-- example.com/bench/bench.go --
package bench

import "example.com/hub"

//lint:file-ignore hublint/doubleconnect the test bench takes any number of connections

func silenced(c *hub.Client) {
	c.Connect()
	c.Connect()
}
`)
	want := []string{"reported: doubleconnect", "useless: directive"}
	if got := p.findings(p.analyse(t, hubConfig)); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
