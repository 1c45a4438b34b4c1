// Package autopaho holds the claims about autopaho, the reconnecting MQTT 5
// client of github.com/eclipse/paho.golang. It has no connect method: every
// NewConnection is a new client that goes on for ever.
package autopaho

import (
	"context"

	"github.com/hublint/hublint/proof/claims/claim"
	"github.com/hublint/hublint/proof/claims/hub"
)

// Library is the module path of the library.
const Library = "github.com/eclipse/paho.golang"

// Claims are the claims about one version.
func Claims(version string) []claim.Claim {
	const pingPong = "they take each other over without end"
	row := func(id, text, expected string, try func(rig) (string, error)) claim.Claim {
		return claim.Claim{
			ID: "autopaho-" + id, Library: Library, Version: version, Text: "autopaho: " + text,
			Expected: expected, Try: rigged(try),
		}
	}
	return []claim.Claim{
		row("no-link", "NewConnection while the hub cannot be reached", "error nil; no session", noLink),
		row("bad-config", "NewConnection without a server", `error "no server urls provided"`, badConfig),
		row("same-id", "two managers of one client id", pingPong, sameID),
		row("empty-id", "two managers of the empty client id", "takeovers false", emptyID),
		row("await-timeout", "AwaitConnection's context ends while CONNECT is unanswered",
			`error "context canceled"; the attempt goes on and succeeds`, awaitTimeout),
		row("await-timeout-new", "NewConnection again after AwaitConnection's context ended", pingPong, awaitTimeoutNew),
		row("await-twice", "AwaitConnection on a manager that is connected", "error nil; no further CONNECT", awaitTwice),
		row("link-back", "the link drops", "one CONNECT brings it back", linkBack),
		row("publish-down", "Publish while the link is down", "ConnectionDownError true", publishDown),
		row("disconnect", "Disconnect", "error nil; Done closed true; it stays down", disconnect),
		row("cancel", "the context given to NewConnection ends", "Done closed true; it stays down", cancelled),
		row("down-false", "OnConnectionDown returns false", "it stays down; Done closed false, after Disconnect true", downFalse),
		row("new-in-down", "NewConnection inside OnConnectionDown", pingPong, newInDown),
		row("up-blocks", "OnConnectionUp does not return and the link drops", "no reconnect until it returns", upBlocks),
		row("error-blocks", "OnConnectError does not return", "no further attempt until it returns", errorBlocks),
	}
}

func rigged(scenario func(rig) (string, error)) func(context.Context) (string, error) {
	return hub.With(func(ctx context.Context, h *hub.Hub) (string, error) {
		ctx, cancel := context.WithCancel(ctx) // ends every manager
		defer cancel()
		return scenario(rig{ctx: ctx, hub: h})
	})
}
