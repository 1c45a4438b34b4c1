package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// amqp091 describes github.com/rabbitmq/amqp091-go, the AMQP 0.9.1 client. Lines are those of
// v1.16.0.
//
//   - Every Dial opens another connection (connection.go:278-428). There is no identity that a
//     broker would take over, so a second connection is a leak.
//   - A connection does not reconnect unless Config.Recovery is set (connection.go:143,402).
//   - The channel of NotifyClose delivers when the connection has ended (connection.go:528); the
//     end of a Channel does not end the connection.
func amqp091() protocol.Protocol {
	p := rabbit()
	p.Name = "amqp091-go"
	p.Package = "github.com/rabbitmq/amqp091-go"
	p.Ops = append(p.Ops,
		protocol.Op{Func: "DialTLS_ExternalAuth", Event: protocol.Dial, Success: protocol.NilError},
		protocol.Op{Func: "Connection.CloseDeadline", Event: protocol.Close},
	)
	p.Reconnect = protocol.Reconnect{Setting: "Recovery"}
	return p
}

// streadwayAMQP describes github.com/streadway/amqp, which amqp091-go was forked from (v1.1.0
// connection.go:140-354).
func streadwayAMQP() protocol.Protocol {
	p := rabbit()
	p.Name = "streadway/amqp"
	p.Package = "github.com/streadway/amqp"
	return p
}

func rabbit() protocol.Protocol {
	return protocol.Protocol{
		Client: "AMQP connection",
		Types:  []string{"Connection"},
		Ops: []protocol.Op{
			{Func: "Dial", Event: protocol.Dial, Success: protocol.NilError},
			{Func: "DialTLS", Event: protocol.Dial, Success: protocol.NilError},
			{Func: "DialConfig", Event: protocol.Dial, Success: protocol.NilError, Options: protocol.Arg1},
			{Func: "Open", Event: protocol.Dial, Success: protocol.NilError, Options: protocol.Arg1, Over: protocol.Arg0},
			// Returns ErrClosed if it is closed.
			{Func: "Connection.Close", Event: protocol.Close, Insert: "Close()"},
			// Exact (connection.go:731).
			{Func: "Connection.IsClosed", Event: protocol.Check, True: protocol.NotOpen, False: protocol.Open},
			{Func: "Connection.NotifyClose", Event: protocol.Gone},
			{Func: "Connection.Channel", Event: protocol.Child},
		},
		Semantics: []protocol.Semantics{{
			Eager: eagerFlood(),
			Lost: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the dropped connection stays open, because its heartbeat goroutine keeps it, and counts against the broker's limit"},
		}},
		Tier: 3,
	}
}
