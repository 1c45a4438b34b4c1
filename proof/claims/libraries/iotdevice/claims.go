// Package iotdevice holds the claims about github.com/amenzhinsky/iothub, the
// Go client of Azure IoT Hub devices. It is a shell around the paho client, so
// its claims are run with whatever version of that the build holds.
package iotdevice

import "github.com/hublint/hublint/proof/claims/claim"

// Library is the module path of the library.
const Library = "github.com/amenzhinsky/iothub"

type row struct {
	id, text, expected string
	try                func(rig) (string, error)
	alone              bool
}

// Claims are the claims about one version, built with one version of paho.
// Where that is racing, all of them run alone.
func Claims(version, paho string, racing bool) []claim.Claim {
	var claims []claim.Claim
	for _, r := range rows() {
		claims = append(claims, claim.Claim{
			ID: r.id, Library: Library, Version: version, With: "paho " + paho,
			Text: r.text, Expected: r.expected,
			Alone: racing || r.alone, Try: rigged(r.try),
		})
	}
	return claims
}

func rows() []row {
	const (
		already  = `error "already connected"`
		pingPong = "they take each other over without end"
		stays    = "a session that stays open"
	)
	return []row{{
		id: "second-connect", text: "Connect on an open client",
		expected: already + "; no further CONNECT", try: secondConnect,
	}, {
		id: "second-connect-http", text: "Connect twice over the HTTP transport",
		expected: "first error nil, second " + already + "; links 0", try: secondHTTP,
	}, {
		id: "down-connect", text: "Connect while the link is down and the library reconnects",
		expected: already, try: downConnect,
	}, {
		id: "auto-reconnect", text: "the link drops",
		expected: stays, try: linkBack,
	}, {
		id: "after-close", text: "Connect after Close",
		expected: already + "; no further CONNECT; second Close error nil", try: afterClose,
	}, {
		id: "close-first", text: "Connect after a Close before the first Connect",
		expected: "Connect error nil, Close after it error nil; " + stays, try: closeFirst, alone: true,
	}, {
		id: "after-denied", text: "Connect again after the hub denied the first",
		expected: "an error, nothing left; then error nil, takeovers 0", try: afterDenied,
	}, {
		id: "timeout", text: "the context of Connect ends while the CONNECT is unanswered",
		expected: "the context's error; " + stays, try: afterExpired, alone: true,
	}, {
		id: "timeout-close", text: "Close after the context of Connect ended",
		expected: "Close error nil; " + stays, try: closeExpired, alone: true,
	}, {
		id: "timeout-retry", text: "Connect on the same client after the context of the first ended",
		expected: "second Connect error nil; " + pingPong, try: retryExpired, alone: true,
	}, {
		id: "same-device", text: "two clients of one device",
		expected: "second client error nil; " + pingPong, try: sameDevice,
	}, {
		id: "device-and-module", text: "a client of a device and one of its module",
		expected: "module error nil; takeovers false", try: deviceAndModule,
	}, {
		id: "shared-transport", text: "two clients on one Transport",
		expected: "second client " + already + "; no further CONNECT", try: sharedTransport,
	}}
}
