package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// stanConn describes github.com/nats-io/stan.go. Lines are those of v0.10.4. The server checks the
// identity the other way round: while a client id is registered and answers, a second Connect
// (stan.go:386) with it is refused (nats-streaming-server v0.25.6 server/server.go:160). A connection that the library
// has given up runs the lost handler (stan.go:319,630), and is not brought back.
func stanConn() protocol.Protocol {
	return protocol.Protocol{
		Name:    "stan.go",
		Client:  "NATS Streaming connection",
		Package: "github.com/nats-io/stan.go",
		Types:   []string{"Conn"},
		Ops: []protocol.Op{
			{Func: "Connect", Event: protocol.Dial, Success: protocol.NilError, Options: protocol.Arg2},
			{Func: "Conn.Close", Event: protocol.Close},
			{Func: "Conn.Subscribe", Event: protocol.Handler, Setting: "Subscribe", Value: protocol.Arg1, Append: true,
				In: protocol.HandlerState{Auto: protocol.Open, Manual: protocol.Open}},
			{Func: "Conn.QueueSubscribe", Event: protocol.Handler, Setting: "Subscribe", Value: protocol.Arg2, Append: true,
				In: protocol.HandlerState{Auto: protocol.Open, Manual: protocol.Open}},
			{Func: "SetConnectionLostHandler", Event: protocol.Handler, Object: protocol.Result0, Setting: "ConnectionLostCB", Value: protocol.Arg0,
				In: protocol.HandlerState{Auto: protocol.Dead, Manual: protocol.Dead}},
		},
		Identity: []protocol.Source{{Func: "Connect", Operand: protocol.Arg1}},
		Hub:      []protocol.Source{{Func: "Connect", Operand: protocol.Arg0}},
		Semantics: []protocol.Semantics{{
			Eager: eagerFlood(),
			Twin: protocol.Wrong{Severity: protocol.Error,
				Consequence: `it fails with "clientID already registered" for as long as the first connection is there`},
			Lost: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the dropped connection stays registered, and refuses its client id to the next one"},
		}},
		Tier: 3,
	}
}
