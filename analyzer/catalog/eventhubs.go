package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// azEventHubs describes the Processor of github.com/Azure/azure-sdk-for-go/sdk/messaging/azeventhubs.
// Lines are those of v1.3.2.
//
//   - Run (processor.go:258) blocks, and works once for a processor: a second call fails, while
//     the first is running and after it (processor.go:223-235). It is described as a connect for
//     that reason, though nothing is open once it has returned; so nothing but the second call
//     is judged.
//   - A PartitionClient is not described: it connects at its first ReceiveEvents, and several
//     for one partition are permitted unless OwnerLevel is set (consumer_client.go:119).
func azEventHubs() protocol.Protocol {
	return protocol.Protocol{
		Name:    "azeventhubs",
		Client:  "Event Hubs processor",
		Package: "github.com/Azure/azure-sdk-for-go/sdk/messaging/azeventhubs",
		Types:   []string{"Processor"},
		Ops: []protocol.Op{
			{Func: "NewProcessor", Event: protocol.Create},
			{Func: "Processor.Run", Event: protocol.Connect, Success: protocol.NilError},
		},
		Semantics: []protocol.Semantics{{
			Again: protocol.Wrong{Severity: protocol.Error,
				Consequence: "it always fails, because a processor runs once only"},
			AfterClose: protocol.Wrong{Severity: protocol.Error,
				Consequence: "it always fails, because a processor runs once only"},
			Failure: protocol.Dead,
		}},
		Tier: 2,
	}
}

// eventHubsV3 describes github.com/Azure/azure-event-hubs-go/v3. Lines are those of v3.6.2. Receive
// (hub.go:610) opens a connection for each call, and closes the one it had for the same
// partition, group and epoch (hub.go:620-626); what it returns stays known to the hub, whose Close
// ends it (hub.go:549). So neither a second call nor a dropped handle does harm.
func eventHubsV3() protocol.Protocol {
	return protocol.Protocol{
		Name:    "azure-event-hubs-go",
		Client:  "Event Hubs listener",
		Package: "github.com/Azure/azure-event-hubs-go/v3",
		Types:   []string{"ListenerHandle"},
		Ops: []protocol.Op{
			{Func: "Hub.Receive", Event: protocol.Dial, Object: protocol.Result0, Success: protocol.NilError},
			{Func: "ListenerHandle.Close", Event: protocol.Close},
			{Func: "ListenerHandle.Done", Event: protocol.Gone},
		},
		Semantics: []protocol.Semantics{{}},
		NeverFlag: true,
		Tier:      2,
	}
}
