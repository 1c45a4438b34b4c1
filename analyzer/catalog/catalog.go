// Package catalog lists the built-in clients, one file per library, no logic.
//
// Each fact carries the file and line of the library's source that it was read in.
package catalog

import (
	"cmp"
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
)

// All returns the protocols of all built-in clients, in the order of their names.
func All() []protocol.Protocol {
	all := []protocol.Protocol{
		amqp091(),
		atwatBase(),
		atwatReconnect(),
		autopaho(),
		awsThing(),
		azEventHubs(),
		dittoClient(),
		eventHubsV3(),
		gmq(),
		goAMQP(),
		goAMQPClient(),
		gobotMQTT(),
		goburrowModbus(),
		gonzalopMQ(),
		gridxModbus(),
		iotOperations(),
		iothub(),
		iothubHTTP(),
		iothubMQTT(),
		iothubTransport(),
		libMQTT(),
		natiu(),
		natsConn(),
		opcUA(),
		packAMQP(),
		paho(),
		pahoGolang(),
		signalR(),
		simonvetterModbus(),
		stanConn(),
		stompConn(),
		streadwayAMQP(),
		tinygoBluetooth(),
		tinygoMQTT(),
		vaelenThing(),
	}
	slices.SortFunc(all, func(a, b protocol.Protocol) int { return cmp.Compare(a.Name, b.Name) })
	return all
}
