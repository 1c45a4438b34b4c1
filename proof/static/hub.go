package static

import (
	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/proof/world"
)

// Protocols describe the fictional client library to the analyzer.
func Protocols() []protocol.Protocol { return []protocol.Protocol{hub(), session()} }

func hub() protocol.Protocol {
	return protocol.Protocol{
		Name:    "fictional hub",
		Client:  "hub client",
		Package: world.Hub,
		Types:   []string{"Client"},
		Tokens:  []string{"Token"},
		Ops: append(append([]protocol.Op{
			{Func: "New", Event: protocol.Create, Options: protocol.Arg0},
			{Func: "NewClient", Event: protocol.Create, Options: protocol.Arg0},
		}, methods("Client")...), options()...),
		Identity: []protocol.Source{
			{Func: "New", Operand: protocol.Arg0, Setting: "ID"},
			{Func: "NewClient", Operand: protocol.Arg0, Setting: "ID"},
		},
		Hub: []protocol.Source{
			{Func: "New", Operand: protocol.Arg0, Setting: "Broker"},
			{Func: "NewClient", Operand: protocol.Arg0, Setting: "Broker"},
		},
		Reconnect: protocol.Reconnect{Default: true, Setting: "AutoReconnect", Options: "NewOptions"},
		Semantics: []protocol.Semantics{semantics()},
		Tier:      1,
	}
}

// session is the client for one connection.
func session() protocol.Protocol {
	sem := semantics()
	sem.AfterClose = wrong("a closed session cannot be opened again")
	return protocol.Protocol{
		Name:    "fictional session",
		Client:  "hub session",
		Package: world.Hub,
		Types:   []string{"Session"},
		Tokens:  []string{"Token"},
		Ops: append([]protocol.Op{
			{Func: "NewSession", Event: protocol.Create},
			{Func: "Dial", Event: protocol.Dial, Success: protocol.NilError},
			{Func: "Session.Channel", Event: protocol.Child},
		}, methods("Session")...),
		Identity: []protocol.Source{
			{Func: "NewSession", Operand: protocol.Arg0},
			{Func: "Dial", Operand: protocol.Arg0},
		},
		Semantics: []protocol.Semantics{sem},
		Tier:      1,
	}
}

// methods are what both kinds of client have.
func methods(of string) []protocol.Op {
	return []protocol.Op{
		{Func: of + ".Connect", Event: protocol.Connect, Success: protocol.NilError},
		{Func: of + ".TryConnect", Event: protocol.Connect, Success: protocol.BoolTrue},
		{Func: of + ".ConnectToken", Event: protocol.Connect, Success: protocol.TokenOK},
		{Func: of + ".Close", Event: protocol.Close},
		{Func: of + ".IsConnected", Event: protocol.Check, True: protocol.Open, False: protocol.NotOpen},
		{Func: of + ".Publish", Event: protocol.Use},
		{Func: "Token.Wait", Event: protocol.Wait},
		{Func: "Token.WaitTimeout", Event: protocol.WaitTimeout},
		{Func: "Token.Error", Event: protocol.Err},
		{Func: "Token.Done", Event: protocol.Done},
	}
}

func options() []protocol.Op {
	set := func(name string) protocol.Op {
		return protocol.Op{Func: "Options.Set" + name, Event: protocol.Set, Setting: name, Value: protocol.Arg0, Fluent: true}
	}
	handler := func(name string, in protocol.HandlerState) protocol.Op {
		op := set(name)
		op.Event, op.In = protocol.Handler, in
		return op
	}
	return []protocol.Op{
		set("ID"), set("Broker"), set("AutoReconnect"),
		handler("OnLost", protocol.HandlerState{Auto: protocol.Reconnecting, Manual: protocol.NotOpen}),
		handler("OnConnect", protocol.HandlerState{Auto: protocol.Open, Manual: protocol.Open}),
	}
}

func semantics() protocol.Semantics {
	return protocol.Semantics{
		Again:       wrong("the hub closes the first connection"),
		Twin:        wrong("the hub closes the connection of the first client"),
		Lost:        wrong("the first connection stays open"),
		Callback:    wrong("the library is connecting already"),
		CallbackNew: wrong("the library is connecting the first client already"),
		Timeout:     wrong("the first attempt may still succeed"),
		Retry:       wrong("the first attempt may still succeed"),
		Failure:     protocol.NotOpen,
	}
}

func wrong(consequence string) protocol.Wrong {
	return protocol.Wrong{Severity: protocol.Error, Consequence: consequence}
}
