package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// autopaho describes github.com/eclipse/paho.golang/autopaho, the MQTT 5 client that reconnects
// by itself. Lines are those of v0.23.0.
//
//   - NewConnection (auto.go:245) returns before it dials; its error is about the configuration
//     only. From then on the manager connects and reconnects until its context ends or
//     Disconnect is called (auto.go:376), also after a takeover (reason code 0x8E).
//   - AwaitConnection (auto.go:395) fails when its own context ends or the manager stops; the
//     manager goes on in the first case.
//   - The first attempt after a loss comes at once, whatever the backoff (backoff.go:31-35), so
//     two managers with one client id change places with no pause.
//   - An empty ClientID lets the broker choose one.
func autopaho() protocol.Protocol {
	return protocol.Protocol{
		Name:    "paho.golang/autopaho",
		Client:  "autopaho connection manager",
		Package: "github.com/eclipse/paho.golang/autopaho",
		Module:  "github.com/eclipse/paho.golang",
		Types:   []string{"ConnectionManager"},
		Ops: []protocol.Op{
			{Func: "NewConnection", Event: protocol.Dial, Success: protocol.Background,
				Options: protocol.Arg1, Context: protocol.Arg0},
			{Func: "ConnectionManager.Disconnect", Event: protocol.Close},
			{Func: "ConnectionManager.AwaitConnection", Event: protocol.Await, Success: protocol.NilError, Deadline: protocol.Arg0},
			{Func: "ConnectionManager.Done", Event: protocol.Gone},
			// While the link is up (auto.go:509).
			{Func: "ConnectionManager.AddOnPublishReceived", Event: protocol.Handler, Setting: "OnPublishReceived", Value: protocol.Arg0,
				Append: true, In: protocol.HandlerState{Auto: protocol.Open, Manual: protocol.Open}},

			// On the goroutine of the main loop, after every connect and reconnect.
			{Func: "ClientConfig.OnConnectionUp", Event: protocol.Handler, Setting: "OnConnectionUp",
				In: protocol.HandlerState{Auto: protocol.Open, Manual: protocol.Open}},
			// On the main loop, before the reconnect; returning false ends the manager (auto.go:364).
			{Func: "ClientConfig.OnConnectionDown", Event: protocol.Handler, Setting: "OnConnectionDown",
				In: protocol.HandlerState{Auto: protocol.Reconnecting, Manual: protocol.Reconnecting}},
			// In the dial loop, after each failed attempt (net.go:107-112).
			{Func: "ClientConfig.OnConnectError", Event: protocol.Handler, Setting: "OnConnectError",
				In: protocol.HandlerState{Auto: protocol.Reconnecting, Manual: protocol.Reconnecting}},
			// Fields of the embedded paho.ClientConfig, called in goroutines (error.go:49-63).
			{Func: "ClientConfig.OnServerDisconnect", Event: protocol.Handler, Setting: "ClientConfig.OnServerDisconnect",
				In: protocol.HandlerState{Auto: protocol.Reconnecting, Manual: protocol.Reconnecting}},
			{Func: "ClientConfig.OnClientError", Event: protocol.Handler, Setting: "ClientConfig.OnClientError",
				In: protocol.HandlerState{Auto: protocol.Reconnecting, Manual: protocol.Reconnecting}},
		},
		Identity: []protocol.Source{{Func: "NewConnection", Operand: protocol.Arg1, Setting: "ClientConfig.ClientID"}},
		Hub:      []protocol.Source{{Func: "NewConnection", Operand: protocol.Arg1, Setting: "ServerUrls"}},
		// Always on; there is no setting.
		Reconnect: protocol.Reconnect{Default: true},
		Semantics: []protocol.Semantics{{
			Twin: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the hub drops the first connection (IoT Hub: 409002, 400027; MQTT 5: 0x8E), and the two managers take it from each other for ever"},
			Lost: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the dropped manager stays connected and reconnects until its context ends, and with the same client id it and the next one take the connection from each other"},
			CallbackNew: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the manager is reconnecting by itself, so each call adds another one, and with the same client id they take the connection from each other for ever"},
			Timeout: protocol.Wrong{Severity: protocol.Error,
				Consequence: "only the waiting has ended, the first manager goes on connecting, and with the same client id the two take the connection from each other for ever"},
		}},
		Tier: 1,
	}
}
