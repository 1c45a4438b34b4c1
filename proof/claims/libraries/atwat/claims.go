// Package atwat holds the claims about github.com/at-wat/mqtt-go: a plain
// client on a link that the caller dials, and a reconnecting one around it.
package atwat

import (
	"context"

	"github.com/hublint/hublint/proof/claims/claim"
	"github.com/hublint/hublint/proof/claims/hub"
)

// Library is the module path of the library.
const Library = "github.com/at-wat/mqtt-go"

// Claims are the claims about one version.
func Claims(version string) []claim.Claim {
	const (
		pingPong = "they take each other over without end"
		dies     = "the process dies: panic: close of closed channel"
	)
	row := func(id, text, expected string, try func(rig) (string, error)) claim.Claim {
		return claim.Claim{
			ID: id, Library: Library, Version: version, Text: text, Expected: expected, Alone: true,
			Try: hub.With(func(ctx context.Context, h *hub.Hub) (string, error) { return try(rig{ctx, h}) }),
		}
	}
	return []claim.Claim{
		row("base-second-connect", "BaseClient: Connect on an open client", dies, baseSecond),
		row("base-timeout", "BaseClient: the context of Connect ends while the CONNECT is unanswered",
			"the context's error; the link stays open until Close", baseTimeout),
		row("base-after-denied", "BaseClient: the hub denies Connect", "an error; links 0", baseDenied),
		row("base-after-close", "BaseClient: Connect after Disconnect", "an error; connects 1", baseAfterClose),
		row("base-same-id", "BaseClient: a second client of the same client id",
			"the older one's Done is closed; takeovers 1", baseSameID),
		row("base-link-lost", "BaseClient: the link drops", "Done is closed, Err nil false; connects 1", baseLinkLost),
		row("reconnect-second-connect", "ReconnectClient: Connect on an open client", "error nil; "+pingPong, reconnectSecond),
		row("reconnect-second-disconnect", "ReconnectClient: Disconnect after a second Connect", dies, reconnectSecondDisconnect),
		row("reconnect-same-id", "ReconnectClient: two clients of one client id", pingPong, reconnectSameID),
		row("reconnect-link-back", "ReconnectClient: the link drops", "a further CONNECT brings it back", reconnectBack),
		row("reconnect-timeout", "ReconnectClient: the context of the first Connect ends",
			"the context's error; nothing left", reconnectTimeout),
		row("reconnect-timeout-retry", "ReconnectClient: Connect again after the context of the first ended", dies, reconnectTimeoutRetry),
		row("reconnect-disconnect-twice", "ReconnectClient: Disconnect twice", dies, reconnectDisconnectTwice),
		row("reconnect-after-close", "ReconnectClient: Connect after Disconnect", dies, reconnectAfterClose),
	}
}
