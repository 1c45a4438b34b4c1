package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// gonzalopMQ describes github.com/gonzalop/mq. Lines are those of v0.9.6.
//
//   - Dial (client.go:370) returns a connected client; there is no way to connect it again.
//   - The client reconnects by itself unless WithAutoReconnect(false) (options.go:225,850).
//   - IsConnected is exact: false while reconnecting (client.go:859).
//   - Disconnect does nothing while the link is down: it returns nil, and the client
//     reconnects later all the same (client.go:899-901).
//   - WithClientID sets the identity (options.go:169); without it the server chooses one.
func gonzalopMQ() protocol.Protocol {
	return protocol.Protocol{
		Name:    "gonzalop/mq",
		Client:  "mq client",
		Package: "github.com/gonzalop/mq",
		Types:   []string{"Client"},
		Ops: []protocol.Op{
			{Func: "Dial", Event: protocol.Dial, Success: protocol.NilError, Options: protocol.Arg1},
			{Func: "DialContext", Event: protocol.Dial, Success: protocol.NilError, Options: protocol.Arg2},
			{Func: "Client.Disconnect", Event: protocol.Close},
			{Func: "Client.IsConnected", Event: protocol.Check, True: protocol.Open, False: protocol.Reconnecting},
			{Func: "Client.Subscribe", Event: protocol.Handler, Setting: "Subscribe", Value: protocol.Arg2, Append: true,
				In: protocol.HandlerState{Auto: protocol.Open}},
			{Func: "WithClientID", Event: protocol.Set, Object: protocol.Result0, Setting: "ClientID", Value: protocol.Arg0},
			{Func: "WithAutoReconnect", Event: protocol.Set, Object: protocol.Result0, Setting: "AutoReconnect", Value: protocol.Arg0},
			// In goroutines (client.go:488,846).
			{Func: "WithOnConnect", Event: protocol.Handler, Object: protocol.Result0, Setting: "OnConnect", Value: protocol.Arg0,
				In: protocol.HandlerState{Auto: protocol.Open, Manual: protocol.Open}},
			{Func: "WithOnConnectionLost", Event: protocol.Handler, Object: protocol.Result0, Setting: "OnConnectionLost", Value: protocol.Arg0,
				In: protocol.HandlerState{Auto: protocol.Reconnecting, Manual: protocol.Dead}},
		},
		Identity: []protocol.Source{
			{Func: "Dial", Operand: protocol.Arg1, Setting: "ClientID"},
			{Func: "DialContext", Operand: protocol.Arg2, Setting: "ClientID"},
		},
		Hub: []protocol.Source{
			{Func: "Dial", Operand: protocol.Arg0},
			{Func: "DialContext", Operand: protocol.Arg1},
		},
		Reconnect: protocol.Reconnect{Default: true, Setting: "AutoReconnect"},
		Semantics: []protocol.Semantics{{
			Twin: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the hub drops the first connection (IoT Hub: 409002, 400027), and with automatic reconnect on the two clients take it from each other for ever"},
			Lost: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the dropped client stays connected and, unless automatic reconnect is off, reconnects by itself, so with the same client id it and the next one take the connection from each other"},
			CallbackNew: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the client is reconnecting by itself, which Disconnect does not stop while the link is down, so with the same client id the two take the connection from each other for ever"},
		}},
		Tier: 2,
	}
}
