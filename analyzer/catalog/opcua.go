package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// opcUA describes github.com/gopcua/opcua. Lines are those of v0.8.0.
//
//   - Connect (client.go:230) fails with "already connected" while the client has a secure
//     channel. It has none during an automatic reconnect (client.go:392), so a Connect then
//     opens a second connection. A failed Connect closes what it opened.
//   - After Close the client connects again, but its monitor runs once only (client.go:176,263), so
//     nothing reconnects it any more.
//   - Reconnecting is on unless AutoReconnect(false) (config.go:38,118).
//   - Package monitor keeps the client that NewNodeMonitor is given (monitor/subscription.go:82), and hands
//     it to the error handler. It does not close or connect it.
//   - Servers take over no connection by identity: a second client is another session.
func opcUA() protocol.Protocol {
	return protocol.Protocol{
		Name:    "opcua",
		Client:  "OPC UA client",
		Package: "github.com/gopcua/opcua",
		Extensions: []string{
			"github.com/gopcua/opcua/monitor",
		},
		Types: []string{"Client"},
		Ops: []protocol.Op{
			{Func: "NewClient", Event: protocol.Create, Options: protocol.Arg1},
			{Func: "Client.Connect", Event: protocol.Connect, Success: protocol.NilError},
			{Func: "Client.Dial", Event: protocol.Connect, Success: protocol.NilError},
			{Func: "Client.Close", Event: protocol.Close},
			// connstate.go:6-17. Disconnected is the state of a link that is down, before
			// reconnecting starts.
			{Func: "Client.State", Event: protocol.Check, Values: map[string]protocol.State{
				"Closed":       protocol.NotOpen,
				"Connected":    protocol.Open,
				"Connecting":   protocol.Pending,
				"Disconnected": protocol.Reconnecting,
				"Reconnecting": protocol.Reconnecting,
			}},
			{Func: "Client.CreateSession", Event: protocol.Child},
			{Func: "AutoReconnect", Event: protocol.Set, Object: protocol.Result0, Setting: "AutoReconnect", Value: protocol.Arg0},
		},
		Reconnect: protocol.Reconnect{Default: true, Setting: "AutoReconnect"},
		Semantics: []protocol.Semantics{{
			Eager: eagerFlood(),
			Again: protocol.Wrong{Severity: protocol.Error,
				Consequence: `it fails with "already connected", or, while the library is reconnecting, opens a second connection beside it`},
			AfterClose: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the client connects, but no longer watches the connection or brings it back"},
			Lost: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the dropped client stays connected and, unless that is turned off, reconnects by itself, and holds a session that the server may have few of"},
		}},
		Tier: 2,
	}
}
