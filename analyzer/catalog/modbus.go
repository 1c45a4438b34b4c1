package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// simonvetterModbus describes github.com/simonvetter/modbus. Lines are those of v1.6.3. Open
// (client.go:200) dials each time and overwrites the transport, so the first socket or serial
// line is never closed. After Close (client.go:324) the client may be opened again. There is
// neither a check nor a reconnect, and devices often accept one to four connections only.
func simonvetterModbus() protocol.Protocol {
	const leak = "the first connection is never closed, and devices accept few"
	return protocol.Protocol{
		Name:    "modbus (simonvetter)",
		Client:  "Modbus client",
		Package: "github.com/simonvetter/modbus",
		Types:   []string{"ModbusClient"},
		Ops: []protocol.Op{
			{Func: "NewClient", Event: protocol.Create, Options: protocol.Arg0},
			{Func: "ModbusClient.Open", Event: protocol.Connect, Success: protocol.NilError},
			{Func: "ModbusClient.Close", Event: protocol.Close, Insert: "Close()"}, // of no effect before Open
		},
		Semantics: []protocol.Semantics{{
			Eager: eagerFlood(),
			Again: protocol.Wrong{Severity: protocol.Warning, Consequence: leak},
			Lost:  protocol.Wrong{Severity: protocol.Warning, Consequence: leak},
		}},
		Tier: 2,
	}
}

// goburrowModbus describes github.com/goburrow/modbus (v0.1.0). Connect dials only if there is no
// connection (tcpclient.go:209, serial.go:45), and a request connects by itself.
func goburrowModbus() protocol.Protocol {
	p := idempotentModbus()
	p.Name = "modbus (goburrow)"
	p.Package = "github.com/goburrow/modbus"
	return p
}

// gridxModbus describes github.com/grid-x/modbus, which grew out of it; Connect takes a context in
// newer versions (20251121 tcpclient.go:423-430).
func gridxModbus() protocol.Protocol {
	p := idempotentModbus()
	p.Name = "modbus (grid-x)"
	p.Package = "github.com/grid-x/modbus"
	return p
}

func idempotentModbus() protocol.Protocol {
	return protocol.Protocol{
		Client: "Modbus handler",
		Types:  []string{"TCPClientHandler", "RTUClientHandler", "ASCIIClientHandler"},
		Ops: []protocol.Op{
			{Func: "NewTCPClientHandler", Event: protocol.Create},
			{Func: "NewRTUClientHandler", Event: protocol.Create},
			{Func: "NewASCIIClientHandler", Event: protocol.Create},
			{Func: "TCPClientHandler.Connect", Event: protocol.Connect, Success: protocol.NilError},
			{Func: "TCPClientHandler.Close", Event: protocol.Close},
			{Func: "RTUClientHandler.Connect", Event: protocol.Connect, Success: protocol.NilError},
			{Func: "RTUClientHandler.Close", Event: protocol.Close},
			{Func: "ASCIIClientHandler.Connect", Event: protocol.Connect, Success: protocol.NilError},
			{Func: "ASCIIClientHandler.Close", Event: protocol.Close},
		},
		Semantics: []protocol.Semantics{{}},
		NeverFlag: true,
		Tier:      3,
	}
}
