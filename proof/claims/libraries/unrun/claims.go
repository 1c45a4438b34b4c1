// Package unrun holds the claims that are not run: the library cannot be had
// as a module, or what it would take to ask it is out of reach of a test. They
// are in the table so that nobody takes them for proven.
package unrun

import "github.com/hublint/hublint/proof/claims/claim"

// Claims are the claims that were only read, with the lines they were read in.
func Claims() []claim.Claim {
	const (
		mq       = "github.com/gonzalop/mq"
		session  = "github.com/Azure/iot-operations-sdks/go/mqtt"
		oldAMQP  = "github.com/Azure/go-amqp"
		iothub   = "github.com/amenzhinsky/iothub"
		stomp    = "github.com/go-stomp/stomp/v3"
		pingPong = "they take each other over without end"
	)
	read := func(library, version, id, text, expected, source string) claim.Claim {
		return claim.Claim{ID: id, Library: library, Version: version, Text: text, Expected: expected, Source: source}
	}
	return []claim.Claim{
		read(mq, "v0.9.6", "same-id", "two clients of one client id, defaults (AutoReconnect on)", pingPong, "options.go:850, client.go:370"),
		read(mq, "v0.9.6", "disconnect-down", "Disconnect while the link is down",
			"error nil, and the library reconnects all the same", "client.go:899-901"),
		read(mq, "v0.9.6", "state-down", "state while the link is down", "IsConnected false", "client.go:859"),
		read(session, "v0.4.2", "second-start", "Start on a started client, also after Stop", "ClientStateError", "connect.go:70-72"),
		read(session, "v0.4.2", "taken-over", "another client takes the session over", "a fatal error; it does not reconnect", "fatal_error.go"),
		read(stomp, "v3.1.5", "second-dial", "Dial while another connection is open", "both stay open; there is no identity", "conn.go:73-92"),
		read(stomp, "v3.1.5", "dropped", "a connection that nothing holds any more", "two goroutines keep it", "conn.go:240-241"),
		read(stomp, "v3.1.5", "refused", "the server refuses what was sent", "an ERROR; the connection is closed, and not opened again", "conn.go:374-388"),
		read(oldAMQP, "v0.17.0", "dial-fails", "New fails in the handshake", "a non-nil Client beside the error", "client.go:41-48"),
		read(iothub, "v0.9.0", "environment", "NewModuleFromEnvironment twice", "one identity: that of the process", "iotdevice/client_module.go:38"),
	}
}
