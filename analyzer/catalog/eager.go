package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// The judgements on attempts without a pause are the same for all libraries whose connect returns
// as soon as a hub refuses it, and leaves the waiting to the program. Those that wait by themselves
// have none.

// eagerTakeover is that of hubs which close a device's connection for its next one: the device
// that comes back at once meets the connection it has lost, which the hub has not missed yet.
func eagerTakeover() protocol.Wrong {
	return protocol.Wrong{Severity: protocol.Warning,
		Consequence: "attempts follow each other as fast as they fail, and a hub that has not missed the old connection yet closes it for the new one (IoT Hub: 409002, 400027)"}
}

// eagerFlood is that of servers to which every connection is another one.
func eagerFlood() protocol.Wrong {
	return protocol.Wrong{Severity: protocol.Warning,
		Consequence: "attempts follow each other as fast as they fail, from all clients at once when the server comes back"}
}
