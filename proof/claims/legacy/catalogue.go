// Package legacy runs the claims about the paho client again with v1.4.1, the
// last version whose Connect does not look whether the client is connected.
// It is a module of its own because one build holds one version; the claims
// themselves are those of the module above.
package legacy

import (
	"slices"

	"github.com/hublint/hublint/proof/claims/claim"
	"github.com/hublint/hublint/proof/claims/libraries/iotdevice"
	"github.com/hublint/hublint/proof/claims/libraries/paho"
)

// All are the claims of this module, in the order of the table.
func All() []claim.Claim {
	return slices.Concat(
		paho.Claims("v1.4.1", paho.Racing),
		iotdevice.Claims("v0.9.0", "v1.4.1", true),
	)
}
