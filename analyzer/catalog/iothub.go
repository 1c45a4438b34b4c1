package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// iothub describes the device client of github.com/amenzhinsky/iothub. Lines are those of
// v0.9.0 below iotdevice/; v0.9.1 does the same.
//
//   - Connect after a success fails with "already connected", an error that errors.Is cannot
//     match, also while the link is down and after Close: a client is for one connection
//     (client.go:136-150; Close does not reset ready, client.go:357).
//   - A context that ends during Connect leaves a paho client behind which goes on connecting
//     and reconnecting (transport/mqtt/mqtt.go:171-174, contextToken :535). The client
//     does not know of it, so a retry opens a second connection for the same device, and Close
//     closes only that one.
//   - There is no way to ask whether the client is connected.
//   - ModuleClient embeds Client by value (client_module.go:12), so Client.Connect is the
//     method of both.
func iothub() protocol.Protocol {
	return protocol.Protocol{
		Name:    "iothub/iotdevice",
		Client:  "IoT Hub client",
		Package: "github.com/amenzhinsky/iothub/iotdevice",
		Module:  "github.com/amenzhinsky/iothub",
		Forks:   []string{"/iothub/iotdevice"},
		Types:   []string{"Client", "ModuleClient"},
		Ops: []protocol.Op{
			{Func: "New", Event: protocol.Create, Over: protocol.Arg0},
			{Func: "NewFromConnectionString", Event: protocol.Create, Over: protocol.Arg0},
			{Func: "NewFromX509Cert", Event: protocol.Create, Over: protocol.Arg0},
			{Func: "NewFromX509FromFile", Event: protocol.Create, Over: protocol.Arg0},
			{Func: "NewModule", Event: protocol.Create, Over: protocol.Arg0},
			{Func: "NewModuleFromConnectionString", Event: protocol.Create, Over: protocol.Arg0},
			{Func: "NewModuleFromEnvironment", Event: protocol.Create, Over: protocol.Arg0},
			{Func: "Client.Connect", Event: protocol.Connect, Success: protocol.NilError, Partial: true, Deadline: protocol.Arg0},
			// Returns nil if it is closed already, or was never connected (client.go:357-369).
			{Func: "Client.Close", Event: protocol.Close, Insert: "Close()"},
			// A direct method is called while the link is up (client.go:189).
			{Func: "Client.RegisterMethod", Event: protocol.Handler, Setting: "RegisterMethod", Value: protocol.Arg2,
				Append: true, In: protocol.HandlerState{Auto: protocol.Open, Manual: protocol.Open}},
		},
		// The MQTT client id is the device id, or "device/module" for a module (transport/mqtt/mqtt.go:137,
		// mqtt_module.go:70): a device and its modules are different clients. A module from the
		// environment has no operand that names it, so it is left out here.
		Identity: []protocol.Source{
			{Func: "New", Operand: protocol.Arg1, Setting: "DeviceID"},
			{Func: "NewFromConnectionString", Operand: protocol.Arg1},
			{Func: "NewFromX509Cert", Operand: protocol.Arg1},
			{Func: "NewFromX509FromFile", Operand: protocol.Arg1},
			{Func: "NewModule", Operand: protocol.Arg1, Setting: "SharedAccessKeyCredentials.DeviceID"},
			{Func: "NewModule", Operand: protocol.Arg1, Setting: "ModuleID"},
			{Func: "NewModuleFromConnectionString", Operand: protocol.Arg1},
		},
		// A connection string names the hub as well as the device.
		Hub: []protocol.Source{
			{Func: "NewFromX509Cert", Operand: protocol.Arg2},
			{Func: "NewFromX509FromFile", Operand: protocol.Arg2},
		},
		// paho's default, which the transport leaves alone (transport/mqtt/mqtt.go:133-167).
		Reconnect: protocol.Reconnect{Default: true},
		Semantics: []protocol.Semantics{{
			Again: protocol.Wrong{Severity: protocol.Error,
				Consequence: `it always fails with "already connected", also while the link is down and the library is reconnecting`},
			AfterClose: protocol.Wrong{Severity: protocol.Error,
				Consequence: `a closed client cannot connect again: it fails with "already connected", or, if it had never connected, opens a connection that Close no longer ends`},
			Twin: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the hub drops the first connection (409002, 400027), and since both clients reconnect by themselves they take it from each other for ever"},
			Lost: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the dropped client stays connected and reconnects by itself, so for the same device the hub drops one of the two again and again (409002, 400027)"},
			Timeout: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the first attempt goes on in the background, where Close does not reach it, and takes the connection of the same device again and again (409002, 400027)"},
			Retry: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the first attempt goes on in the background, where Close does not reach it, so the device is soon connected twice and the hub drops one connection after the other (409002, 400027)"},
			Eager:   eagerTakeover(),
			Failure: protocol.Pending,
		}},
		Tier: 1,
	}
}

// iothubTransport describes the interface that a client connects through, for programs that
// drive a transport themselves (iotdevice/transport/transport.go:14-27).
func iothubTransport() protocol.Protocol {
	p := protocol.Protocol{
		Name:    "iothub/transport",
		Client:  "IoT Hub transport",
		Package: "github.com/amenzhinsky/iothub/iotdevice/transport",
		Module:  "github.com/amenzhinsky/iothub",
		Forks:   []string{"/iothub/iotdevice/transport"},
		Types:   []string{"Transport"},
		Ops: []protocol.Op{
			{Func: "Transport.Connect", Event: protocol.Connect, Success: protocol.NilError, Partial: true, Deadline: protocol.Arg0},
			{Func: "Transport.Close", Event: protocol.Close},
		},
		Identity:  []protocol.Source{{Func: "Transport.Connect", Operand: protocol.Arg1, Setting: "DeviceID"}},
		Reconnect: protocol.Reconnect{Default: true},
		Semantics: iothubTransportSemantics(),
		Tier:      1,
	}
	return p
}

// iothubMQTT describes the MQTT transports (iotdevice/transport/mqtt/mqtt.go:68,109,555,
// mqtt_module.go:18,37).
func iothubMQTT() protocol.Protocol {
	return protocol.Protocol{
		Name:    "iothub/transport/mqtt",
		Client:  "IoT Hub MQTT transport",
		Package: "github.com/amenzhinsky/iothub/iotdevice/transport/mqtt",
		Module:  "github.com/amenzhinsky/iothub",
		Forks:   []string{"/iothub/iotdevice/transport/mqtt"},
		Types:   []string{"Transport", "ModuleTransport"},
		Ops: []protocol.Op{
			{Func: "New", Event: protocol.Create},
			{Func: "NewModuleTransport", Event: protocol.Create},
			{Func: "Transport.Connect", Event: protocol.Connect, Success: protocol.NilError, Partial: true, Deadline: protocol.Arg0},
			{Func: "ModuleTransport.Connect", Event: protocol.Connect, Success: protocol.NilError, Partial: true, Deadline: protocol.Arg0},
			{Func: "Transport.Close", Event: protocol.Close},
		},
		Identity: []protocol.Source{
			{Func: "Transport.Connect", Operand: protocol.Arg1, Setting: "DeviceID"},
			{Func: "ModuleTransport.Connect", Operand: protocol.Arg1, Setting: "SharedAccessKeyCredentials.DeviceID"},
			{Func: "ModuleTransport.Connect", Operand: protocol.Arg1, Setting: "ModuleID"},
		},
		Reconnect: protocol.Reconnect{Default: true},
		Semantics: iothubTransportSemantics(),
		Tier:      1,
	}
}

// Close closes a channel once and Connect does not look at it; conn is never set back to nil
// (iotdevice/transport/mqtt/mqtt.go:109-114,555-569).
func iothubTransportSemantics() []protocol.Semantics {
	return []protocol.Semantics{{
		Again: protocol.Wrong{Severity: protocol.Error, Consequence: `it always fails with "already connected"`},
		AfterClose: protocol.Wrong{Severity: protocol.Error,
			Consequence: `a closed transport cannot connect again: it fails with "already connected", or, if it had never connected, opens a connection that Close no longer ends`},
		Twin: protocol.Wrong{Severity: protocol.Error,
			Consequence: "the hub drops the first connection (409002, 400027), and since both reconnect by themselves they take it from each other for ever"},
		Lost: protocol.Wrong{Severity: protocol.Error,
			Consequence: "the dropped transport stays connected and reconnects by itself, so for the same device the hub drops one of the two again and again (409002, 400027)"},
		Timeout: protocol.Wrong{Severity: protocol.Error,
			Consequence: "the first attempt goes on in the background, where Close does not reach it, and takes the connection of the same device again and again (409002, 400027)"},
		Retry: protocol.Wrong{Severity: protocol.Error,
			Consequence: "the first attempt goes on in the background, so the device is soon connected twice and the hub drops one connection after the other (409002, 400027)"},
		Eager:   eagerTakeover(),
		Failure: protocol.Pending,
	}}
}

// iothubHTTP describes the HTTP transport: Connect stores the credentials and opens nothing
// (iotdevice/transport/http/http.go:92).
func iothubHTTP() protocol.Protocol {
	return protocol.Protocol{
		Name:    "iothub/transport/http",
		Client:  "IoT Hub HTTP transport",
		Package: "github.com/amenzhinsky/iothub/iotdevice/transport/http",
		Module:  "github.com/amenzhinsky/iothub",
		Forks:   []string{"/iothub/iotdevice/transport/http"},
		Types:   []string{"Transport"},
		Ops: []protocol.Op{
			{Func: "New", Event: protocol.Create},
			{Func: "Transport.Connect", Event: protocol.Connect, Success: protocol.NilError},
			{Func: "Transport.Close", Event: protocol.Close},
		},
		Semantics: []protocol.Semantics{{}},
		NeverFlag: true,
		Tier:      1,
	}
}
