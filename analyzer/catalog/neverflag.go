package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// tinygoBluetooth describes tinygo.org/x/bluetooth (v0.17.0). Connect to a device that is connected
// already returns the device and no error (gap_linux.go:446-480).
func tinygoBluetooth() protocol.Protocol {
	return protocol.Protocol{
		Name:    "tinygo/bluetooth",
		Client:  "Bluetooth device",
		Package: "tinygo.org/x/bluetooth",
		Types:   []string{"Device"},
		Ops: []protocol.Op{
			{Func: "Adapter.Connect", Event: protocol.Dial, Object: protocol.Result0, Success: protocol.NilError},
			{Func: "Device.Disconnect", Event: protocol.Close},
		},
		Semantics: []protocol.Semantics{{}},
		NeverFlag: true,
		Tier:      3,
	}
}
