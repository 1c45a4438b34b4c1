// Package early runs the claims about the paho client again with v1.4.3, the
// last version in which a Disconnect does not stop an attempt to connect. It is
// a module of its own because one build holds one version; the claims
// themselves are those of the module above.
package early

import (
	"github.com/hublint/hublint/proof/claims/claim"
	"github.com/hublint/hublint/proof/claims/libraries/paho"
)

// All are the claims of this module, in the order of the table.
func All() []claim.Claim { return paho.Claims("v1.4.3", paho.Early) }
