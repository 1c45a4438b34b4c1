package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// natsConn describes github.com/nats-io/nats.go. Lines are those of v1.55.0.
//
//   - Every Connect (nats.go:1144) opens another connection. A name is only a label (nats.go:1160), so
//     servers take nothing over: a second connection is a leak.
//   - Reconnecting is on in GetDefaultOptions (nats.go:172); NoReconnect turns it off (nats.go:1285).
//   - With RetryOnFailedConnect a connection that is not up is returned with a nil error (nats.go:1725).
//   - Close may be called on a nil connection (nats.go:6346).
//   - Package jetstream keeps the connection that New is given (jetstream/jetstream.go:490), package micro that of
//     AddService (micro/service.go:342). None of them calls its Close or Drain.
func natsConn() protocol.Protocol {
	return protocol.Protocol{
		Name:    "nats.go",
		Client:  "NATS connection",
		Package: "github.com/nats-io/nats.go",
		Extensions: []string{
			"github.com/nats-io/nats.go/jetstream",
			"github.com/nats-io/nats.go/micro",
		},
		Types: []string{"Conn"},
		Ops:   append(natsConnOps(), natsOptionOps()...),
		Reconnect: protocol.Reconnect{
			Default: true, Setting: "AllowReconnect", Retry: "RetryOnFailedConnect", Options: "GetDefaultOptions",
		},
		Semantics: []protocol.Semantics{{
			Eager: eagerFlood(), // unless RetryOnFailedConnect is on (nats.go:3046)
			Lost: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the dropped connection stays open and, unless that is turned off, reconnects by itself"},
			CallbackNew: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the library is reconnecting by itself, so each call adds a connection"},
		}},
		Tier: 3,
	}
}

func natsConnOps() []protocol.Op {
	return []protocol.Op{
		{Func: "Connect", Event: protocol.Dial, Success: protocol.NilError, Options: protocol.Arg1},
		{Func: "Options.Connect", Event: protocol.Dial, Object: protocol.Result0, Success: protocol.NilError, Options: protocol.OnRecv},
		{Func: "Conn.Close", Event: protocol.Close, Insert: "Close()"},
		// Closes when what is under way has ended, without a further call (nats.go:6501).
		{Func: "Conn.Drain", Event: protocol.Close},
		// True also while draining, false while reconnecting (nats.go:6373,6586).
		{Func: "Conn.IsConnected", Event: protocol.Check, True: protocol.Open, False: protocol.Reconnecting},
		// False says no more than that something may still be under way (nats.go:6359).
		{Func: "Conn.IsClosed", Event: protocol.Check, True: protocol.Dead},
		{Func: "Conn.IsReconnecting", Event: protocol.Check, True: protocol.Reconnecting},
		{Func: "Conn.Status", Event: protocol.Check, Values: map[string]protocol.State{ // nats.go:195-203,6564
			"CONNECTED":    protocol.Open,
			"CLOSED":       protocol.Dead,
			"RECONNECTING": protocol.Reconnecting,
			"DISCONNECTED": protocol.Reconnecting,
		}},
	}
}

func natsOptionOps() []protocol.Op {
	lost := protocol.HandlerState{Auto: protocol.Reconnecting, Manual: protocol.Dead}
	up := protocol.HandlerState{Auto: protocol.Open, Manual: protocol.Open}
	closed := protocol.HandlerState{Auto: protocol.Dead, Manual: protocol.Dead}
	option := func(name string, setting string, in protocol.HandlerState) protocol.Op {
		return protocol.Op{Func: name, Event: protocol.Handler, Object: protocol.Result0, Setting: setting, Value: protocol.Arg0, In: in}
	}
	method := func(name string, setting string, in protocol.HandlerState) protocol.Op {
		return protocol.Op{Func: name, Event: protocol.Handler, Setting: setting, Value: protocol.Arg0, In: in}
	}
	return []protocol.Op{
		{Func: "NoReconnect", Event: protocol.Set, Object: protocol.Result0, Setting: "AllowReconnect", Const: "false"},
		{Func: "RetryOnFailedConnect", Event: protocol.Set, Object: protocol.Result0, Setting: "RetryOnFailedConnect", Value: protocol.Arg0},
		option("DisconnectErrHandler", "DisconnectedErrCB", lost),
		option("DisconnectHandler", "DisconnectedCB", lost),
		option("ReconnectHandler", "ReconnectedCB", up),
		option("ConnectHandler", "ConnectedCB", up),
		option("ClosedHandler", "ClosedCB", closed),
		{Func: "Conn.Subscribe", Event: protocol.Handler, Setting: "Subscribe", Value: protocol.Arg1, Append: true,
			In: protocol.HandlerState{Auto: protocol.Open}},
		{Func: "Conn.QueueSubscribe", Event: protocol.Handler, Setting: "Subscribe", Value: protocol.Arg2, Append: true,
			In: protocol.HandlerState{Auto: protocol.Open}},
		method("Conn.SetDisconnectErrHandler", "DisconnectedErrCB", lost),
		method("Conn.SetDisconnectHandler", "DisconnectedCB", lost),
		method("Conn.SetReconnectHandler", "ReconnectedCB", up),
		method("Conn.SetClosedHandler", "ClosedCB", closed),
	}
}
