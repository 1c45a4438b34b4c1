package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// signalR describes the client of github.com/philippseith/signalr. Lines are those of v0.8.0.
//
//   - Start (client.go:168) has neither result nor guard: a second one starts a second loop.
//   - Stop (client.go:226) ends the client's context, as the end of NewClient's context does, and
//     with it every later Start.
//   - The client reconnects only with WithConnector (clientoptions.go:28).
//   - A server permits several connections of one user.
func signalR() protocol.Protocol {
	return protocol.Protocol{
		Name:    "signalr",
		Client:  "SignalR client",
		Package: "github.com/philippseith/signalr",
		Types:   []string{"Client"},
		Ops: []protocol.Op{
			{Func: "NewClient", Event: protocol.Create, Options: protocol.Arg1, Context: protocol.Arg0},
			{Func: "Client.Start", Event: protocol.Connect, Success: protocol.Background},
			{Func: "Client.Stop", Event: protocol.Close},
			// client.go:41-44. A client is Connecting during the first attempt and while it reconnects.
			{Func: "Client.State", Event: protocol.Check, Values: map[string]protocol.State{
				"ClientCreated":   protocol.NotOpen,
				"ClientConnected": protocol.Open,
				"ClientClosed":    protocol.NotOpen,
			}},
			{Func: "WithConnector", Event: protocol.Set, Object: protocol.Result0, Setting: "Connector", Value: protocol.Arg0},
		},
		Reconnect: protocol.Reconnect{Setting: "Connector"},
		Semantics: []protocol.Semantics{{
			Again: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "a second connection loop starts beside the first and shakes hands on the same connection again"},
			AfterClose: protocol.Wrong{Severity: protocol.Error,
				Consequence: "it connects nothing, because the context of a stopped client has ended"},
			Lost: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the dropped client stays connected until its context ends"},
			Retry: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "a second connection loop starts beside the first, which is still connecting"},
		}},
		Tier: 2,
	}
}
