package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// stompConn describes github.com/go-stomp/stomp/v3. Lines are those of v3.1.5.
//
//   - Every Dial (conn.go:69) and Connect (conn.go:96) makes another connection, which two goroutines keep
//     (conn.go:219-220). There is no identity that a broker would take over, so a second connection is a leak.
//   - There is no reconnect: when a read or write fails, a heartbeat stays out, or the server sends an ERROR, the
//     connection is closed (conn.go:314,386).
//   - Where Send, Subscribe and the like fail, that is as a rule because it has been closed, since servers
//     answer what they refuse with an ERROR (conn.go:386): after such an error it is not taken to be open.
//   - Disconnect and MustDisconnect may be called again (conn.go:479,522).
func stompConn() protocol.Protocol {
	return protocol.Protocol{
		Name:    "stomp",
		Client:  "STOMP connection",
		Package: "github.com/go-stomp/stomp/v3",
		Forks:   []string{"github.com/go-stomp/stomp"},
		Types:   []string{"Conn"},
		Ops: []protocol.Op{
			{Func: "Dial", Event: protocol.Dial, Success: protocol.NilError},
			{Func: "DialWithContext", Event: protocol.Dial, Success: protocol.NilError},
			{Func: "Connect", Event: protocol.Dial, Success: protocol.NilError, Over: protocol.Arg0},
			{Func: "ConnectWithContext", Event: protocol.Dial, Success: protocol.NilError, Over: protocol.Arg1},
			{Func: "Conn.Disconnect", Event: protocol.Close, Insert: "Disconnect()"},
			{Func: "Conn.MustDisconnect", Event: protocol.Close},
			{Func: "Conn.Send", Event: protocol.Check, Success: protocol.NilError, False: protocol.NotOpen},
			{Func: "Conn.Subscribe", Event: protocol.Check, Success: protocol.NilError, False: protocol.NotOpen},
			{Func: "Conn.Ack", Event: protocol.Check, Success: protocol.NilError, False: protocol.NotOpen},
			{Func: "Conn.Nack", Event: protocol.Check, Success: protocol.NilError, False: protocol.NotOpen},
			{Func: "Conn.BeginWithError", Event: protocol.Check, Success: protocol.NilError, False: protocol.NotOpen},
		},
		Semantics: []protocol.Semantics{{
			Eager: eagerFlood(),
			Lost: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the dropped connection stays open, because its goroutines keep it"},
		}},
		Tier: 3,
	}
}
