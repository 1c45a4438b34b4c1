package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// dittoClient describes github.com/eclipse/ditto-clients-golang. Lines are those of the version of
// 2023-05-04. Connect (client.go:93) makes a new paho client each time, with a random client id and
// automatic reconnect, and does not disconnect the one it had: a leak, but no takeover. A client
// made by NewClientMQTT uses a paho client of the program's, and its Connect only subscribes
// (client.go:94-107); so that constructor is not listed.
func dittoClient() protocol.Protocol {
	return protocol.Protocol{
		Name:    "ditto-clients-golang",
		Client:  "Ditto client",
		Package: "github.com/eclipse/ditto-clients-golang",
		Types:   []string{"Client"},
		Ops: []protocol.Op{
			{Func: "NewClient", Event: protocol.Create, Options: protocol.Arg0},
			{Func: "Client.Connect", Event: protocol.Connect, Success: protocol.NilError},
			{Func: "Client.Disconnect", Event: protocol.Close},
			{Func: "Configuration.WithConnectHandler", Event: protocol.Handler, Setting: "connectHandler", Value: protocol.Arg0, Fluent: true,
				In: protocol.HandlerState{Auto: protocol.Open, Manual: protocol.Open}},
			{Func: "Configuration.WithConnectionLostHandler", Event: protocol.Handler, Setting: "connectionLostHandler", Value: protocol.Arg0, Fluent: true,
				In: protocol.HandlerState{Auto: protocol.Reconnecting, Manual: protocol.Reconnecting}},
		},
		Reconnect: protocol.Reconnect{Default: true},
		Semantics: []protocol.Semantics{{
			Again: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the client makes a second connection and forgets the first, which stays open and reconnects by itself"},
			Lost: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the dropped client stays connected and reconnects by itself"},
			Callback: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the library is reconnecting by itself, so each call adds a connection that is never closed"},
			CallbackNew: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the first client reconnects by itself, so each call adds a connection"},
		}},
		Tier: 2,
	}
}
