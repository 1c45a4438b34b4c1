package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// natiu describes github.com/soypat/natiu-mqtt. Lines are those of v0.5.1.
//
//   - Connect (client.go:104) sends the CONNECT on a network connection of the caller's. On a
//     client that is connected it fails, but only after it has put the new connection in place
//     of the old one (client.go:89-99).
//   - Disconnect closes that network connection (client.go:130), and the client may then be
//     connected again. With a nil argument it panics.
//   - A context that ends during Connect leaves the network connection open; it is the
//     caller's to close, so a failure counts as not open here.
func natiu() protocol.Protocol {
	return protocol.Protocol{
		Name:    "natiu-mqtt",
		Client:  "natiu client",
		Package: "github.com/soypat/natiu-mqtt",
		Types:   []string{"Client"},
		Ops: []protocol.Op{
			{Func: "NewClient", Event: protocol.Create},
			{Func: "Client.Connect", Event: protocol.Connect, Success: protocol.NilError, Options: protocol.Arg2, Over: protocol.Arg1},
			{Func: "Client.StartConnect", Event: protocol.Connect, Success: protocol.Background, Options: protocol.Arg1, Over: protocol.Arg0},
			{Func: "Client.Disconnect", Event: protocol.Close},
			{Func: "Client.IsConnected", Event: protocol.Check, True: protocol.Open, False: protocol.NotOpen},
			{Func: "VariablesConnect.SetDefaultMQTT", Event: protocol.Set, Setting: "ClientID", Value: protocol.Arg0},
		},
		Identity: []protocol.Source{
			{Func: "Client.Connect", Operand: protocol.Arg2, Setting: "ClientID"},
			{Func: "Client.StartConnect", Operand: protocol.Arg1, Setting: "ClientID"},
		},
		Semantics: []protocol.Semantics{{
			Eager: eagerTakeover(),
			Again: protocol.Wrong{Severity: protocol.Error,
				Consequence: "it fails, but has already put the new network connection in place of the old one, which stays open at the hub while the client writes where no session is"},
			Twin: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the hub drops the first connection (IoT Hub: 409002, 400027)"},
			Lost: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the dropped client stays connected until the next one with its client id takes the connection over"},
		}},
		Tier: 2,
	}
}
