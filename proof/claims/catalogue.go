// Package claims is the executable catalogue: what hublint holds to be true of
// each client library, run against the library itself.
//
//	go test -run Claims -v        run every claim as a test
//	go run ./cmd/claims           print the table
//
// See package claim for what a claim is. The modules below this one (legacy, early,
// streaming) hold the libraries that cannot share a build with these.
package claims

import (
	"slices"

	"github.com/hublint/hublint/proof/claims/claim"
	"github.com/hublint/hublint/proof/claims/libraries/amqp091"
	"github.com/hublint/hublint/proof/claims/libraries/atwat"
	"github.com/hublint/hublint/proof/claims/libraries/autopaho"
	"github.com/hublint/hublint/proof/claims/libraries/gmq"
	"github.com/hublint/hublint/proof/claims/libraries/goamqp"
	"github.com/hublint/hublint/proof/claims/libraries/iotdevice"
	"github.com/hublint/hublint/proof/claims/libraries/libmqtt"
	"github.com/hublint/hublint/proof/claims/libraries/natiu"
	"github.com/hublint/hublint/proof/claims/libraries/nats"
	"github.com/hublint/hublint/proof/claims/libraries/paho"
	"github.com/hublint/hublint/proof/claims/libraries/pahogolang"
	"github.com/hublint/hublint/proof/claims/libraries/unrun"
)

// All are the claims of this module, in the order of the table.
func All() []claim.Claim {
	return slices.Concat(
		paho.Claims("v1.5.1", paho.Guarded),
		iotdevice.Claims("v0.9.0", "v1.5.1", false),
		autopaho.Claims("v0.23.0"),
		pahogolang.Claims("v0.23.0"),
		atwat.Claims("v0.19.4"),
		natiu.Claims("v0.6.0"),
		gmq.Claims("v0.0.1"),
		libmqtt.Claims("v0.9.6"),
		goamqp.Claims("v1.7.0"),
		amqp091.Claims("v1.16.0"),
		nats.Claims("v1.55.0"),
		unrun.Claims(),
	)
}
