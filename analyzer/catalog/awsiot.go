package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// awsThing describes github.com/kuzemkon/aws-iot-device-sdk-go/device. Lines are those of commit
// 1a36b3a. NewThing (device/thing.go:43) connects, through a paho client whose client id is the
// thing's name (:72) and which reconnects by itself; Disconnect (:88) ends it.
func awsThing() protocol.Protocol {
	return protocol.Protocol{
		Name:    "aws-iot-device-sdk-go",
		Client:  "AWS IoT thing",
		Package: "github.com/kuzemkon/aws-iot-device-sdk-go/device",
		Module:  "github.com/kuzemkon/aws-iot-device-sdk-go",
		Forks:   []string{"/aws-iot-device-sdk-go/device"},
		Types:   []string{"Thing"},
		Ops: []protocol.Op{
			{Func: "NewThing", Event: protocol.Dial, Success: protocol.NilError},
			{Func: "Thing.Disconnect", Event: protocol.Close},
		},
		Identity:  []protocol.Source{{Func: "NewThing", Operand: protocol.Arg2}},
		Hub:       []protocol.Source{{Func: "NewThing", Operand: protocol.Arg1}},
		Reconnect: protocol.Reconnect{Default: true},
		Semantics: []protocol.Semantics{{
			Twin: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the broker drops the first connection, and since both things reconnect by themselves they take it from each other for ever"},
			Lost: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the dropped thing stays connected and reconnects by itself, and with the same name it and the next one take the connection from each other"},
		}},
		Tier: 2,
	}
}
