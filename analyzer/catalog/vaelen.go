package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// vaelenThing describes github.com/vaelen/iot. Lines are those of commit 4859fc7.
//
//   - Connect (thing.go:33) returns nil at once if the thing is connected or reconnecting. Else it
//     makes a new paho client with a client id from ThingOptions.ID (thing.go:101).
//   - A context that ends during Connect abandons that client's attempt (paho/paho.go:103), and a
//     second Connect makes another.
func vaelenThing() protocol.Protocol {
	return protocol.Protocol{
		Name:    "vaelen/iot",
		Client:  "IoT thing",
		Package: "github.com/vaelen/iot",
		Types:   []string{"Thing"},
		Ops: []protocol.Op{
			{Func: "New", Event: protocol.Create, Options: protocol.Arg0},
			{Func: "Thing.Connect", Event: protocol.Connect, Success: protocol.NilError, Partial: true, Deadline: protocol.Arg0},
			{Func: "Thing.Disconnect", Event: protocol.Close},
			{Func: "Thing.IsConnected", Event: protocol.Check, True: protocol.Open, False: protocol.NotOpen},
		},
		Identity:  []protocol.Source{{Func: "New", Operand: protocol.Arg0, Setting: "ID"}},
		Hub:       []protocol.Source{{Func: "Thing.Connect", Operand: protocol.Arg1}},
		Reconnect: protocol.Reconnect{Default: true},
		Semantics: []protocol.Semantics{{
			Twin: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the broker drops the first connection, and since both things reconnect by themselves they take it from each other for ever"},
			Lost: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the dropped thing stays connected and reconnects by itself, and with the same id it and the next one take the connection from each other"},
			Timeout: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the first attempt goes on, and with the same id the two clients take the connection from each other for ever"},
			Retry: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the first attempt goes on beside the second with the same client id, so the two take the connection from each other for ever"},
			Failure: protocol.Pending,
		}},
		Tier: 2,
	}
}
