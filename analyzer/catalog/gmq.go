package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// gmq describes github.com/yosssi/gmq/mqtt/client. Lines are those of v0.0.1 below mqtt/client/.
//
//   - Connect (client.go:59) returns once the CONNECT is written; the answer is awaited in a
//     goroutine (client.go:123-125), and a refusal goes to the error handler.
//   - On a client with a connection it fails with ErrAlreadyConnected (client.go:67).
//   - Disconnect (client.go:172) makes the client free for another Connect. Terminate ends the
//     client's goroutine and closes nothing.
//   - After an error the client disconnects itself, once the error handler has returned
//     (client.go:887-914).
//   - Without CleanSession the first ClientID is used again, whatever is passed (client.go:89-95).
func gmq() protocol.Protocol {
	return protocol.Protocol{
		Name:    "gmq",
		Client:  "gmq client",
		Package: "github.com/yosssi/gmq/mqtt/client",
		Module:  "github.com/yosssi/gmq",
		Types:   []string{"Client"},
		Ops: []protocol.Op{
			{Func: "New", Event: protocol.Create, Options: protocol.Arg0},
			{Func: "Client.Connect", Event: protocol.Connect, Success: protocol.NilError, Options: protocol.Arg0},
			{Func: "Client.Disconnect", Event: protocol.Close},
			{Func: "Options.ErrorHandler", Event: protocol.Handler, Setting: "ErrorHandler"},
		},
		Identity: []protocol.Source{{Func: "Client.Connect", Operand: protocol.Arg0, Setting: "ClientID"}},
		Hub:      []protocol.Source{{Func: "Client.Connect", Operand: protocol.Arg0, Setting: "Address"}},
		Semantics: []protocol.Semantics{{
			Eager: eagerTakeover(),
			Again: protocol.Wrong{Severity: protocol.Error, Consequence: "it always fails with ErrAlreadyConnected"},
			Twin: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the hub drops the first connection (IoT Hub: 409002, 400027)"},
			Lost: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the dropped client stays connected until the next one with its client id takes the connection over"},
		}},
		Tier: 2,
	}
}
