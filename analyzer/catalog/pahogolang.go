package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// pahoGolang describes github.com/eclipse/paho.golang/paho, the MQTT 5 client without
// reconnecting. Lines are those of v0.23.0 below paho/.
//
//   - Connect works once for a client, whatever came of it: "connect must only be called once"
//     (client.go:230). Its network connection is dialled by the caller.
//   - Every failure of Connect closes that connection (client.go:241-246,279-323).
//   - Done is closed when the connection is gone (client.go:417).
func pahoGolang() protocol.Protocol {
	return protocol.Protocol{
		Name:    "paho.golang/paho",
		Client:  "paho (MQTT 5) client",
		Package: "github.com/eclipse/paho.golang/paho",
		Module:  "github.com/eclipse/paho.golang",
		Types:   []string{"Client"},
		Ops: []protocol.Op{
			{Func: "NewClient", Event: protocol.Create, Options: protocol.Arg0, Over: protocol.Arg0, Setting: "Conn"},
			{Func: "Client.Connect", Event: protocol.Connect, Success: protocol.NilError, Options: protocol.Arg1},
			{Func: "Client.Disconnect", Event: protocol.Close},
			{Func: "Client.Done", Event: protocol.Gone},
			// In goroutines, when the connection has ended (client.go:601-611).
			{Func: "ClientConfig.OnServerDisconnect", Event: protocol.Handler, Setting: "OnServerDisconnect",
				In: protocol.HandlerState{Manual: protocol.Dead}},
			{Func: "ClientConfig.OnClientError", Event: protocol.Handler, Setting: "OnClientError",
				In: protocol.HandlerState{Manual: protocol.Dead}},
		},
		// The client id of the configuration is overwritten by the packet's (client.go:258).
		Identity: []protocol.Source{{Func: "Client.Connect", Operand: protocol.Arg1, Setting: "ClientID"}},
		Semantics: []protocol.Semantics{{
			Since: "v0.20.0",
			Again: protocol.Wrong{Severity: protocol.Error,
				Consequence: `it always fails with "connect must only be called once"`},
			AfterClose: protocol.Wrong{Severity: protocol.Error,
				Consequence: `a client connects once only: it fails with "connect must only be called once"`},
			Twin: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the hub drops the first connection (IoT Hub: 409002, 400027; MQTT 5: 0x8E)"},
			Lost: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the dropped client stays connected until the next one with its client id takes the connection over"},
			Eager: eagerTakeover(),
			Retry: protocol.Wrong{Severity: protocol.Error,
				Consequence: `it always fails with "connect must only be called once"`},
			// A failed client is as good as closed: it is spent.
			Failure: protocol.Dead,
		}, {
			// Up to v0.12.0 nothing stops a second Connect, and a program may give the client a new
			// net.Conn in between: what then happens is the program's doing.
			Twin: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the hub drops the first connection (IoT Hub: 409002, 400027; MQTT 5: 0x8E)"},
			Lost: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the dropped client stays connected until the next one with its client id takes the connection over"},
			Eager: eagerTakeover(),
		}},
		Tier: 1,
	}
}
