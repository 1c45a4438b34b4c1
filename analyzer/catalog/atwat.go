package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// atwatBase describes BaseClient of github.com/at-wat/mqtt-go. Lines are those of v0.19.4.
//
//   - A BaseClient comes from a dialer with its network connection up; Connect (connect.go:107)
//     sends the CONNECT on it. Connect has no guard: a second one makes the broker end the
//     connection, and then the client panics, closing a channel twice (connect.go:131).
//   - A context that ends during Connect leaves the network connection open (connect.go:155):
//     only Close ends it.
//   - Done is closed when the connection is gone (conn.go:54).
func atwatBase() protocol.Protocol {
	return protocol.Protocol{
		Name:    "mqtt-go (BaseClient)",
		Client:  "mqtt-go client",
		Package: "github.com/at-wat/mqtt-go",
		Types:   []string{"BaseClient"},
		Ops: []protocol.Op{
			{Func: "DialContext", Event: protocol.Create},
			{Func: "URLDialer.DialContext", Event: protocol.Create, Object: protocol.Result0},
			{Func: "BaseClient.Connect", Event: protocol.Connect, Success: protocol.NilError, Result: protocol.Result1,
				Partial: true, Deadline: protocol.Arg0},
			{Func: "BaseClient.Disconnect", Event: protocol.Close},
			{Func: "BaseClient.Close", Event: protocol.Close},
			{Func: "BaseClient.Done", Event: protocol.Gone},
		},
		Identity: []protocol.Source{{Func: "BaseClient.Connect", Operand: protocol.Arg1}},
		Semantics: []protocol.Semantics{{
			Eager: eagerTakeover(),
			Again: protocol.Wrong{Severity: protocol.Error,
				Consequence: "a second CONNECT goes out on the same connection, so the hub ends it and the client panics"},
			AfterClose: protocol.Wrong{Severity: protocol.Error,
				Consequence: "it fails, because the network connection of the client is closed for good"},
			Twin: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the hub drops the first connection (IoT Hub: 409002, 400027)"},
			Lost: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the dropped client stays connected until the next one with its client id takes the connection over"},
			Timeout: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the first client's network connection is still open, and with the same client id the hub keeps only one of the two (IoT Hub: 409002, 400027)"},
			Retry: protocol.Wrong{Severity: protocol.Error,
				Consequence: "a second CONNECT goes out on the same connection, so the hub ends it and the client panics"},
			Failure: protocol.Pending,
		}},
		Tier: 2,
	}
}

// atwatReconnect describes ReconnectClient of github.com/at-wat/mqtt-go. Lines are those of
// v0.19.4.
//
//   - Connect (reconnclient.go:63) starts the loop that connects and reconnects, and waits for the
//     first success. It has no guard: a second one starts a second loop with the same id.
//   - A context that ends before the first success ends the loop as well (reconnclient.go:97), but
//     a client whose loop has ended cannot run another: it would close a channel twice
//     (reconnclient.go:83).
//   - ReconnectClient has its methods from the interface Client (mqtt.go:40), where they are named.
func atwatReconnect() protocol.Protocol {
	return protocol.Protocol{
		Name:    "mqtt-go (ReconnectClient)",
		Client:  "mqtt-go reconnecting client",
		Package: "github.com/at-wat/mqtt-go",
		Types:   []string{"ReconnectClient", "Client"},
		Ops: []protocol.Op{
			{Func: "NewReconnectClient", Event: protocol.Create},
			{Func: "Client.Connect", Event: protocol.Connect, Success: protocol.NilError, Result: protocol.Result1},
			{Func: "Client.Disconnect", Event: protocol.Close},
		},
		Identity: []protocol.Source{{Func: "Client.Connect", Operand: protocol.Arg1}},
		// The dialer knows the broker.
		Hub:       []protocol.Source{{Func: "NewReconnectClient", Operand: protocol.Arg0}},
		Reconnect: protocol.Reconnect{Default: true},
		Semantics: []protocol.Semantics{{
			Again: protocol.Wrong{Severity: protocol.Error,
				Consequence: "a second reconnect loop starts with the same client id, so the hub drops one connection after the other (IoT Hub: 409002, 400027)"},
			AfterClose: protocol.Wrong{Severity: protocol.Error,
				Consequence: "a client whose loop has ended panics when a second one ends"},
			Twin: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the hub drops the first connection (IoT Hub: 409002, 400027), and the two clients take it from each other for ever"},
			Lost: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the dropped client stays connected and reconnects by itself, and with the same client id it and the next one take the connection from each other"},
			Failure: protocol.Dead,
		}},
		Tier: 2,
	}
}
