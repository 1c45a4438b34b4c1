package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// tinygoMQTT describes tinygo.org/x/drivers/net/mqtt, which looks like paho and is not. Lines are
// those of v0.24.0; the package is gone from v0.37.0.
//
//   - Connect (net/mqtt/mqtt.go:71) waits for the answer itself; its token is complete. On a
//     connected client it returns success and does nothing (mqtt.go:72-74).
//   - Disconnect may be followed by another Connect (mqtt.go:153,284-288). There is no automatic reconnect.
//   - IsConnected and IsConnectionOpen are the same flag (mqtt.go:60-68).
func tinygoMQTT() protocol.Protocol {
	return protocol.Protocol{
		Name:    "tinygo/net/mqtt",
		Client:  "TinyGo MQTT client",
		Package: "tinygo.org/x/drivers/net/mqtt",
		Module:  "tinygo.org/x/drivers",
		Types:   []string{"Client"},
		Tokens:  []string{"Token"},
		Ops: []protocol.Op{
			{Func: "NewClient", Event: protocol.Create, Options: protocol.Arg0},
			{Func: "Client.Connect", Event: protocol.Connect, Success: protocol.TokenOK, Result: protocol.Result0},
			{Func: "Client.Disconnect", Event: protocol.Close},
			{Func: "Client.IsConnected", Event: protocol.Check, True: protocol.Open, False: protocol.NotOpen},
			{Func: "Client.IsConnectionOpen", Event: protocol.Check, True: protocol.Open, False: protocol.NotOpen},
			{Func: "Token.Wait", Event: protocol.Wait},
			{Func: "Token.WaitTimeout", Event: protocol.WaitTimeout}, // always true (token.go:13)
			{Func: "Token.Error", Event: protocol.Err},
			{Func: "ClientOptions.SetClientID", Event: protocol.Set, Setting: "ClientID", Value: protocol.Arg0, Fluent: true},
			{Func: "ClientOptions.AddBroker", Event: protocol.Set, Setting: "Servers", Value: protocol.Arg0, Fluent: true},
		},
		Identity: []protocol.Source{{Func: "NewClient", Operand: protocol.Arg0, Setting: "ClientID"}},
		Hub:      []protocol.Source{{Func: "NewClient", Operand: protocol.Arg0, Setting: "Servers"}},
		Semantics: []protocol.Semantics{{
			Eager: eagerTakeover(),
			Twin: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the hub drops the first connection (IoT Hub: 409002, 400027)"},
			Lost: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the dropped client stays connected until the next one with its client id takes the connection over"},
		}},
		Tier: 2,
	}
}
