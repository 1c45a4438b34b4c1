package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// deviceAddress matches the link addresses by which IoT Hub knows a device or a module. The
// device is the identity: raw AMQP has no client id, and two connections without device links
// do not collide.
const deviceAddress = `^/?devices/([^/]+(?:/modules/[^/]+)?)/messages/`

// goAMQP describes github.com/Azure/go-amqp from v0.18 on, where a connection is a Conn. Lines
// are those of v1.7.0.
//
//   - Dial (conn.go:101) and NewConn (conn.go:116) make a connection each time. They close the
//     network connection on every failure and when their context ends (conn.go:365-403,492).
//   - Close may be called again (conn.go:416); Done came with v1.3.0 (conn.go:429).
//   - A link is known by container id and name, both random unless set (conn.go:263, link.go:89).
//   - v0.18 has no context argument in Dial and NewConn: the operands here fit both.
func goAMQP() protocol.Protocol {
	return protocol.Protocol{
		Name:    "go-amqp",
		Client:  "AMQP connection",
		Package: "github.com/Azure/go-amqp",
		Types:   []string{"Conn"},
		Ops: []protocol.Op{
			{Func: "Dial", Event: protocol.Dial, Success: protocol.NilError},
			{Func: "NewConn", Event: protocol.Dial, Success: protocol.NilError, Over: protocol.Arg1},
			{Func: "Conn.Close", Event: protocol.Close, Insert: "Close()"}, // a second one does nothing
			{Func: "Conn.Done", Event: protocol.Gone},
			{Func: "Conn.NewSession", Event: protocol.Child},
			{Func: "Session.NewReceiver", Event: protocol.Child},
			{Func: "Session.NewSender", Event: protocol.Child},
		},
		Identity: []protocol.Source{
			{Func: "Session.NewReceiver", Operand: protocol.Arg1, Pattern: deviceAddress},
			{Func: "Session.NewSender", Operand: protocol.Arg1, Pattern: deviceAddress},
		},
		Semantics: amqpSemantics(),
		Tier:      1,
	}
}

// goAMQPClient describes the layout of github.com/Azure/go-amqp up to v0.17, where a connection
// is a Client (v0.17.0 client.go:28,41,51,57). New may return a client together with an error
// (client.go:41-48): only a nil error means that it is connected.
func goAMQPClient() protocol.Protocol {
	p := amqpClient()
	p.Name = "go-amqp (Client)"
	p.Package = "github.com/Azure/go-amqp"
	return p
}

// packAMQP describes pack.ag/amqp, which go-amqp was forked from (v0.11.2 client.go:42,91,101,106).
// Dial, too, may return a client together with an error (client.go:86-87).
func packAMQP() protocol.Protocol {
	p := amqpClient()
	p.Name = "pack.ag/amqp"
	p.Package = "pack.ag/amqp"
	return p
}

// The link addresses are options there: LinkSourceAddress and LinkTargetAddress.
func amqpClient() protocol.Protocol {
	return protocol.Protocol{
		Client: "AMQP connection",
		Types:  []string{"Client"},
		Ops: []protocol.Op{
			{Func: "Dial", Event: protocol.Dial, Success: protocol.NilError},
			{Func: "New", Event: protocol.Dial, Success: protocol.NilError, Over: protocol.Arg0},
			{Func: "Client.Close", Event: protocol.Close, Insert: "Close()"},
			{Func: "Client.NewSession", Event: protocol.Child},
			{Func: "Session.NewReceiver", Event: protocol.Child, Options: protocol.Arg0},
			{Func: "Session.NewSender", Event: protocol.Child, Options: protocol.Arg0},
			{Func: "LinkSourceAddress", Event: protocol.Set, Object: protocol.Result0, Setting: "source", Value: protocol.Arg0},
			{Func: "LinkTargetAddress", Event: protocol.Set, Object: protocol.Result0, Setting: "target", Value: protocol.Arg0},
		},
		Identity: []protocol.Source{
			{Func: "Session.NewReceiver", Operand: protocol.Arg0, Setting: "source", Pattern: deviceAddress},
			{Func: "Session.NewSender", Operand: protocol.Arg0, Setting: "target", Pattern: deviceAddress},
		},
		Semantics: amqpSemantics(),
		Tier:      1,
	}
}

func amqpSemantics() []protocol.Semantics {
	return []protocol.Semantics{{
		Eager: eagerTakeover(),
		Twin: protocol.Wrong{Severity: protocol.Error,
			Consequence: "the hub drops the device's first link or connection (IoT Hub: 409002; AMQP: amqp:link:stolen)"},
		Lost: protocol.Wrong{Severity: protocol.Warning,
			Consequence: "the dropped connection stays open, because its goroutines keep it, and a device link on it is dropped when the next one attaches (IoT Hub: 409002)"},
	}}
}
