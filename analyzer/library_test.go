package analyzer_test

import (
	"slices"
	"testing"

	"github.com/hublint/hublint/analyzer"
	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/packages"
)

// A gateway is a client of the user's own, made of another library's.
const gateway = hubLibrary + `
-- example.com/gateway/gateway.go --
package gateway

import "example.com/hub"

type Gateway struct{ hub *hub.Client }

func New() *Gateway { return &Gateway{hub.New("gateway")} }

func (g *Gateway) Open() error { return g.hub.Connect() }

func (g *Gateway) Close() { g.hub.Close() }

// The client within is connected twice.
func (g *Gateway) reopen() {
	g.Open()
	g.Open()
}

// So is one that it was given.
func probe(c *hub.Client) {
	c.Connect()
	c.Connect()
}

func Use(c *hub.Client) {
	c.Connect()
}
-- example.com/app/app.go --
package app

import "example.com/gateway"

func twice() {
	g := gateway.New()
	g.Open()
	g.Open()
}
`

var gatewayConfig = analyzer.Config{Protocols: append(slices.Clone(hubConfig.Protocols), protocol.Protocol{
	Name: "gateway", Client: "gateway", Package: "example.com/gateway", Types: []string{"Gateway"},
	Ops: []protocol.Op{
		{Func: "New", Event: protocol.Create},
		{Func: "Gateway.Open", Event: protocol.Connect, Success: protocol.NilError},
		{Func: "Gateway.Close", Event: protocol.Close},
	},
	Semantics: []protocol.Semantics{{Again: protocol.Wrong{Severity: protocol.Error, Consequence: "the hub closes the first connection"}}},
})}

// A library that is the user's own is analysed for the clients that it uses, one that is not is left out.
func TestOwnLibrary(t *testing.T) {
	for _, tt := range []struct {
		version string
		want    []string
	}{
		{"", []string{"probe: doubleconnect", "reopen: doubleconnect", "twice: doubleconnect"}},
		{"v1.0.0", []string{"twice: doubleconnect"}},
	} {
		p := load(t, gateway)
		p.index["example.com/gateway"].Module = &packages.Module{Path: "example.com/gateway", Version: tt.version}
		if got := p.findings(p.analyse(t, gatewayConfig)); !slices.Equal(got, tt.want) {
			t.Errorf("version %q: %v, want %v", tt.version, got, tt.want)
		}
	}
}
