// Package paho holds the claims about github.com/eclipse/paho.mqtt.golang.
//
// Version v1.4.2 gave the client a status of its own, and with it other answers
// to a second Connect; v1.5.0 mended what happens to a Disconnect in the middle
// of an attempt. The claims are therefore written once, against the part of the
// API that all versions share, and have an expected answer for each generation.
package paho

import "github.com/hublint/hublint/proof/claims/claim"

// Library is the module path of the library.
const Library = "github.com/eclipse/paho.mqtt.golang"

// A Generation is a range of versions that answer alike.
type Generation int

const (
	// Racing clients (v1.4.1 and older) do not look whether they are connected.
	Racing Generation = iota
	// Early clients (v1.4.2, v1.4.3) have a status that Connect obeys, but a
	// Disconnect does not stop an attempt that is under way.
	Early
	// Guarded clients (v1.5.0 and newer) have it, and it does.
	Guarded
)

// A row is a claim with the answers of the generations. An empty guarded answer
// is that of the racing ones, an empty early answer that of the guarded ones.
type row struct {
	id, text               string
	racing, early, guarded string
	differs                string // what early clients do otherwise than noted
	unsettled              bool   // older clients answer now this, now that: they are not asked
	alone                  bool   // it leaves clients behind
	try                    func(rig) (string, error)
}

func (r row) expected(g Generation) string {
	answer := r.racing
	if g != Racing && r.guarded != "" {
		answer = r.guarded
	}
	if g == Early && r.early != "" {
		answer = r.early
	}
	return answer
}

// Claims are the claims about one version.
func Claims(version string, g Generation) []claim.Claim {
	var claims []claim.Claim
	for _, rows := range [][]row{secondRows(), stateRows(), handlerRows(), failureRows(), identityRows(), closeRows()} {
		for _, r := range rows {
			if g != Guarded && r.unsettled {
				continue
			}
			differs := ""
			if g == Early {
				differs = r.differs
			}
			claims = append(claims, claim.Claim{
				ID: r.id, Library: Library, Version: version,
				Text: r.text, Expected: r.expected(g), Differs: differs,
				Alone: r.alone || g != Guarded, Try: rigged(r.try),
			})
		}
	}
	return claims
}
