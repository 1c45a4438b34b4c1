package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// gobotMQTT describes gobot.io/x/gobot/v2/platforms/mqtt. Lines are those of v2.6.0. Connect
// (mqtt_adaptor.go:113) makes a new paho client each time, with the client id of NewAdaptor, and
// does not disconnect the one it had. Reconnecting is off unless SetAutoReconnect(true) (:42,76).
func gobotMQTT() protocol.Protocol {
	const takeover = "the adaptor makes a second client with the same client id and forgets the first, so the hub drops the first connection (IoT Hub: 409002, 400027)"
	return protocol.Protocol{
		Name:    "gobot/mqtt",
		Client:  "gobot MQTT adaptor",
		Package: "gobot.io/x/gobot/v2/platforms/mqtt",
		Module:  "gobot.io/x/gobot/v2",
		Forks:   []string{"gobot.io/x/gobot/platforms/mqtt"},
		Types:   []string{"Adaptor"},
		Ops: []protocol.Op{
			{Func: "NewAdaptor", Event: protocol.Create},
			{Func: "NewAdaptorWithAuth", Event: protocol.Create},
			{Func: "Adaptor.SetAutoReconnect", Event: protocol.Set, Setting: "AutoReconnect", Value: protocol.Arg0},
			{Func: "Adaptor.Connect", Event: protocol.Connect, Success: protocol.NilError},
			{Func: "Adaptor.Disconnect", Event: protocol.Close},
			{Func: "Adaptor.Finalize", Event: protocol.Close},
			{Func: "Adaptor.On", Event: protocol.Handler, Setting: "On", Value: protocol.Arg1,
				Append: true, In: protocol.HandlerState{Auto: protocol.Open}},
		},
		Identity: []protocol.Source{
			{Func: "NewAdaptor", Operand: protocol.Arg1},
			{Func: "NewAdaptorWithAuth", Operand: protocol.Arg1},
		},
		Hub: []protocol.Source{
			{Func: "NewAdaptor", Operand: protocol.Arg0},
			{Func: "NewAdaptorWithAuth", Operand: protocol.Arg0},
		},
		Reconnect: protocol.Reconnect{Setting: "AutoReconnect"},
		Semantics: []protocol.Semantics{{
			Eager: eagerTakeover(),
			Again: protocol.Wrong{Severity: protocol.Error, Consequence: takeover},
			Twin: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the hub drops the first connection (IoT Hub: 409002, 400027)"},
			Lost: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the dropped adaptor stays connected until the next one with its client id takes the connection over"},
		}},
		Tier: 2,
	}
}
