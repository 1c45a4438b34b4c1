package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// libMQTT describes github.com/goiiot/libmqtt. Lines are those of v0.9.6.
//
//   - Client is an alias of *AsyncClient (client_async.go:28).
//   - ConnectServer (client_conn_options.go:30) starts a connection in a goroutine; its error is about
//     options. One client may be connected to several servers, so a second call is judged only
//     by what another client does: the model does not tell servers apart.
//   - A second call for the same server overwrites the first connection's entry, which then
//     cannot be disconnected (client_async.go:255-276).
//   - WithAutoReconnect turns reconnecting on (client_options.go:193), WithClientID sets the
//     identity (client_options.go:229).
func libMQTT() protocol.Protocol {
	return protocol.Protocol{
		Name:    "libmqtt",
		Client:  "libmqtt client",
		Package: "github.com/goiiot/libmqtt",
		Types:   []string{"AsyncClient"},
		Ops: []protocol.Op{
			{Func: "NewClient", Event: protocol.Create, Options: protocol.Arg0},
			{Func: "AsyncClient.ConnectServer", Event: protocol.Connect, Success: protocol.Background, Options: protocol.Arg1},
			{Func: "AsyncClient.Connect", Event: protocol.Connect, Success: protocol.Background},
			{Func: "AsyncClient.Disconnect", Event: protocol.Close},
			{Func: "AsyncClient.Destroy", Event: protocol.Close},
			{Func: "WithClientID", Event: protocol.Set, Object: protocol.Result0, Setting: "ClientID", Value: protocol.Arg0},
			{Func: "WithAutoReconnect", Event: protocol.Set, Object: protocol.Result0, Setting: "AutoReconnect", Value: protocol.Arg0},
		},
		Identity:  []protocol.Source{{Func: "NewClient", Operand: protocol.Arg0, Setting: "ClientID"}},
		Hub:       []protocol.Source{{Func: "AsyncClient.ConnectServer", Operand: protocol.Arg0}},
		Reconnect: protocol.Reconnect{Setting: "AutoReconnect"},
		Semantics: []protocol.Semantics{{
			Twin: protocol.Wrong{Severity: protocol.Error,
				Consequence: "the hub drops the first connection (IoT Hub: 409002, 400027)"},
			Lost: protocol.Wrong{Severity: protocol.Warning,
				Consequence: "the dropped client stays connected until the next one with its client id takes the connection over"},
		}},
		Tier: 2,
	}
}
