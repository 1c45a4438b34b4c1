package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// iotOperations describes github.com/Azure/iot-operations-sdks/go/mqtt. Lines are those of
// go/mqtt v0.4.2.
//
//   - Start (connect.go:69) returns before the link is up and starts a client once only: after
//     that, also after Stop, it fails with a ClientStateError (connect.go:70-72).
//   - The client reconnects by itself, but stops for good when its session is taken over
//     (fatal_error.go: reason code 0x8E is fatal).
//   - The client id is the first argument (session_client.go:62), or AIO_MQTT_CLIENT_ID (env.go:92).
func iotOperations() protocol.Protocol {
	return protocol.Protocol{
		Name:    "iot-operations-sdks/go/mqtt",
		Client:  "IoT Operations session client",
		Package: "github.com/Azure/iot-operations-sdks/go/mqtt",
		Types:   []string{"SessionClient"},
		Ops: []protocol.Op{
			{Func: "NewSessionClient", Event: protocol.Create},
			{Func: "NewSessionClientFromEnv", Event: protocol.Create},
			{Func: "SessionClient.Start", Event: protocol.Connect, Success: protocol.Background},
			{Func: "SessionClient.Stop", Event: protocol.Close},
			{Func: "SessionClient.RegisterMessageHandler", Event: protocol.Handler, Setting: "message", Value: protocol.Arg0,
				Append: true, In: protocol.HandlerState{Auto: protocol.Open, Manual: protocol.Open}},
			// In goroutines (connect.go:279-281).
			{Func: "SessionClient.RegisterConnectEventHandler", Event: protocol.Handler, Setting: "connect", Value: protocol.Arg0,
				Append: true, In: protocol.HandlerState{Auto: protocol.Open, Manual: protocol.Open}},
			{Func: "SessionClient.RegisterDisconnectEventHandler", Event: protocol.Handler, Setting: "disconnect", Value: protocol.Arg0,
				Append: true, In: protocol.HandlerState{Auto: protocol.Reconnecting, Manual: protocol.Reconnecting}},
			{Func: "SessionClient.RegisterFatalErrorHandler", Event: protocol.Handler, Setting: "fatal", Value: protocol.Arg0,
				Append: true, In: protocol.HandlerState{Auto: protocol.Dead, Manual: protocol.Dead}},
		},
		Identity:  []protocol.Source{{Func: "NewSessionClient", Operand: protocol.Arg0}},
		Hub:       []protocol.Source{{Func: "NewSessionClient", Operand: protocol.Arg1}},
		Reconnect: protocol.Reconnect{Default: true},
		Semantics: []protocol.Semantics{{
			Again: protocol.Wrong{Severity: protocol.Error,
				Consequence: "it always fails with a ClientStateError, because a client can be started once only"},
			AfterClose: protocol.Wrong{Severity: protocol.Error,
				Consequence: "it always fails with a ClientStateError, because a stopped client cannot be started again"},
			Twin: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the broker takes the session over (MQTT 5: 0x8E), and the first client stops for good"},
			Lost: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the dropped client stays connected, and stops for good when the next one takes its session over (MQTT 5: 0x8E)"},
			CallbackNew: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the first client reconnects by itself, so with the same client id one takes the session from the other (MQTT 5: 0x8E), which then stops for good"},
			Callback: protocol.Wrong{Severity: protocol.Error,
				Consequence: "it always fails with a ClientStateError, because the client is started and reconnects by itself"},
			Retry: protocol.Wrong{Severity: protocol.Error,
				Consequence: "it always fails with a ClientStateError, because a client can be started once only"},
		}},
		Tier: 1,
	}
}
