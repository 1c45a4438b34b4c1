package static

import (
	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/proof/world"
)

// Hub describes the fictional client library to the analyzer.
func Hub() protocol.Protocol {
	return protocol.Protocol{
		Name:    "fictional hub",
		Client:  "hub client",
		Package: world.Hub,
		Types:   []string{"Client"},
		Tokens:  []string{"Token"},
		Ops: []protocol.Op{
			{Func: "New", Event: protocol.Create},
			{Func: "Client.Connect", Event: protocol.Connect, Success: protocol.NilError},
			{Func: "Client.TryConnect", Event: protocol.Connect, Success: protocol.BoolTrue},
			{Func: "Client.ConnectToken", Event: protocol.Connect, Success: protocol.TokenOK},
			{Func: "Client.Close", Event: protocol.Close},
			{Func: "Client.IsConnected", Event: protocol.Check, True: protocol.Open, False: protocol.NotOpen},
			{Func: "Client.Publish", Event: protocol.Use},
			{Func: "Token.Wait", Event: protocol.Wait},
			{Func: "Token.WaitTimeout", Event: protocol.WaitTimeout},
			{Func: "Token.Error", Event: protocol.Err},
			{Func: "Token.Done", Event: protocol.Done},
		},
		Semantics: []protocol.Semantics{{
			Again:   protocol.Wrong{Severity: protocol.Error, Consequence: "the hub closes the first connection"},
			Timeout: protocol.Wrong{Severity: protocol.Error, Consequence: "the first attempt may still succeed"},
			Failure: protocol.NotOpen,
		}},
		Tier: 1,
	}
}
