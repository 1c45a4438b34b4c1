package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// paho describes github.com/eclipse/paho.mqtt.golang, the MQTT 3.1.1 client. Lines are those
// of v1.5.1 unless a version is named.
//
//   - NewClient (client.go:152) copies the options: the same ones may make a second client.
//   - Disconnect (client.go:460) has no result; connecting again afterwards works in every
//     version, although its comment warns (client.go:457).
//   - NewClientOptions turns AutoReconnect on (options.go:143); a ClientOptions literal has it off.
//   - An empty ClientID lets the broker choose one, and then nothing collides.
func paho() protocol.Protocol {
	return protocol.Protocol{
		Name:     "paho.mqtt.golang",
		Client:   "paho client",
		Package:  "github.com/eclipse/paho.mqtt.golang",
		Types:    []string{"Client"},
		Tokens:   []string{"Token", "ConnectToken"},
		Ops:      pahoOps(),
		Identity: []protocol.Source{{Func: "NewClient", Operand: protocol.Arg0, Setting: "ClientID"}},
		Hub:      []protocol.Source{{Func: "NewClient", Operand: protocol.Arg0, Setting: "Servers"}},
		Reconnect: protocol.Reconnect{
			Default: true, Setting: "AutoReconnect", Retry: "ConnectRetry", Options: "NewClientOptions",
		},
		Semantics: pahoSemantics(),
		Tier:      1,
	}
}

func pahoOps() []protocol.Op {
	return []protocol.Op{
		{Func: "NewClient", Event: protocol.Create, Options: protocol.Arg0},
		// Connect has neither context nor error: the token is all (client.go:229).
		{Func: "Client.Connect", Event: protocol.Connect, Success: protocol.TokenOK, Result: protocol.Result0},
		// Waits up to 250 ms for what is under way, as the examples of the library do. A client that
		// is not connected only logs a warning (client.go:466-470).
		{Func: "Client.Disconnect", Event: protocol.Close, Insert: "Disconnect(250)"},
		// True also while the library is bringing the link back by itself (client.go:197-212): the
		// client is still in use then, which is what counts. False proves that nothing is up and
		// that nothing comes back, but not that no first attempt is pending.
		{Func: "Client.IsConnected", Event: protocol.Check, True: protocol.Open, False: protocol.NotOpen},
		// Exact (client.go:215), so false is also the answer during an automatic reconnect.
		{Func: "Client.IsConnectionOpen", Event: protocol.Check, True: protocol.Open, False: protocol.Reconnecting},
		// A message handler runs on the router goroutine while the link is up.
		{Func: "Client.Subscribe", Event: protocol.Handler, Setting: "Subscribe", Value: protocol.Operand{Kind: protocol.Arg, Index: 2},
			Append: true, In: protocol.HandlerState{Auto: protocol.Open}},
		{Func: "Client.SubscribeMultiple", Event: protocol.Handler, Setting: "Subscribe", Value: protocol.Arg1,
			Append: true, In: protocol.HandlerState{Auto: protocol.Open}},
		{Func: "Client.AddRoute", Event: protocol.Handler, Setting: "Subscribe", Value: protocol.Arg1,
			Append: true, In: protocol.HandlerState{Auto: protocol.Open}},

		{Func: "Token.Wait", Event: protocol.Wait},               // always true (token.go:77)
		{Func: "Token.WaitTimeout", Event: protocol.WaitTimeout}, // false: still running, Error is nil (token.go:83)
		{Func: "Token.Error", Event: protocol.Err},
		{Func: "Token.Done", Event: protocol.Done}, // since v1.3.0
		// The error is TimedOut for an attempt still running, else the token's (token.go:217, since v1.5.0).
		{Func: "WaitTokenTimeout", Event: protocol.WaitTimeout, Object: protocol.Arg0, Success: protocol.NilError, Late: "TimedOut"},

		{Func: "ClientOptions.SetClientID", Event: protocol.Set, Setting: "ClientID", Value: protocol.Arg0, Fluent: true},
		{Func: "ClientOptions.AddBroker", Event: protocol.Set, Setting: "Servers", Value: protocol.Arg0, Append: true, Fluent: true},
		{Func: "ClientOptions.SetAutoReconnect", Event: protocol.Set, Setting: "AutoReconnect", Value: protocol.Arg0, Fluent: true},
		{Func: "ClientOptions.SetConnectRetry", Event: protocol.Set, Setting: "ConnectRetry", Value: protocol.Arg0, Fluent: true},

		// In a goroutine of its own after every connect and reconnect (client.go:634).
		{Func: "ClientOptions.SetOnConnectHandler", Event: protocol.Handler, Setting: "OnConnect", Value: protocol.Arg0, Fluent: true,
			In: protocol.HandlerState{Auto: protocol.Open, Manual: protocol.Open}},
		// In a goroutine of its own, after the reconnect has been started (client.go:579-584).
		{Func: "ClientOptions.SetConnectionLostHandler", Event: protocol.Handler, Setting: "OnConnectionLost", Value: protocol.Arg0, Fluent: true,
			In: protocol.HandlerState{Auto: protocol.Reconnecting, Manual: protocol.NotOpen}},
		// Before each attempt of a reconnect (client.go:323), never without automatic reconnect.
		{Func: "ClientOptions.SetReconnectingHandler", Event: protocol.Handler, Setting: "OnReconnecting", Value: protocol.Arg0, Fluent: true,
			In: protocol.HandlerState{Auto: protocol.Reconnecting}},
		// Before each attempt, the first one too.
		{Func: "ClientOptions.SetConnectionAttemptHandler", Event: protocol.Handler, Setting: "OnConnectAttempt", Value: protocol.Arg0, Fluent: true},
		{Func: "ClientOptions.SetDefaultPublishHandler", Event: protocol.Handler, Setting: "DefaultPublishHandler", Value: protocol.Arg0, Fluent: true,
			In: protocol.HandlerState{Auto: protocol.Open}},
	}
}

// The status guard came with v1.4.2 (status.go:145-158, client.go:233-245), the pause between
// the attempts of a reconnect with v1.4.3 (backoff.go, client.go:317). With AutoReconnect off a
// guarded Connect returns an error instead of nil; nothing reaches the hub either way.
// Before v1.4.2 only ConnectRetry guarded (v1.3.5 client.go:248-256).
func pahoSemantics() []protocol.Semantics {
	const lost = "the dropped client stays connected and, unless automatic reconnect is off, reconnects by itself, so with the same client id it and the next one take the connection from each other"
	guarded := protocol.Semantics{
		Again: protocol.Wrong{Severity: protocol.Note,
			Consequence: "it returns at once and connects nothing, with a nil error if automatic reconnect is on, so a nil error does not mean that the link is up"},
		Callback: protocol.Wrong{Severity: protocol.Note,
			Consequence: "it returns at once and connects nothing, because the library is connected or reconnecting already"},
		CallbackNew: protocol.Wrong{Severity: protocol.Error,
			Consequence: "the first client reconnects by itself, so each call adds a client, and with the same client id they take the connection from each other for ever (IoT Hub: 409002, 400027)"},
		Retry: protocol.Wrong{Severity: protocol.Note,
			Consequence: "it fails at once, because the first attempt is still under way"},
		Lost:  protocol.Wrong{Severity: protocol.Warning, Consequence: lost},
		Eager: eagerTakeover(), // unless ConnectRetry is on (client.go:269)
	}
	paused, hot := guarded, guarded
	paused.Since, hot.Since = "v1.4.3", "v1.4.2"
	const takeover = "the hub drops the first connection (IoT Hub: 409002, 400027)"
	paused.Twin = protocol.Wrong{Severity: protocol.Error,
		Consequence: takeover + ", and with automatic reconnect on the two clients take it from each other for ever"}
	hot.Twin = protocol.Wrong{Severity: protocol.Error,
		Consequence: takeover + ", and with automatic reconnect on the two clients take it from each other for ever, with no pause in between"}
	paused.Timeout = protocol.Wrong{Severity: protocol.Error,
		Consequence: "the first attempt goes on, and when it comes up the hub keeps only one of the two connections with that client id (IoT Hub: 409002, 400027)"}
	hot.Timeout = paused.Timeout

	bare := hot
	bare.Since = ""
	bare.Again = protocol.Wrong{Severity: protocol.Error,
		Consequence: "unless ConnectRetry is on, a second CONNECT with the same client id goes out, so " + takeover}
	bare.Callback = protocol.Wrong{Severity: protocol.Error,
		Consequence: "unless ConnectRetry is on, a second CONNECT with the same client id goes out while the library is connected or reconnecting, so " + takeover}
	bare.Retry = protocol.Wrong{Severity: protocol.Error,
		Consequence: "unless ConnectRetry is on, a second CONNECT with the same client id goes out while the first is under way, so the hub keeps only one of them (IoT Hub: 409002, 400027)"}
	return []protocol.Semantics{paused, hot, bare}
}
