package catalog

import "github.com/hublint/hublint/analyzer/protocol"

// Contracts returns the interfaces whose owners call methods again. Each names the lines that say
// so, in the documentation if that does, else in the owner's code.
func Contracts() []protocol.Contract {
	var all []protocol.Contract
	all = append(all, telegrafContracts()...)
	for _, path := range []string{"github.com/redpanda-data/benthos/v4", "github.com/benthosdev/benthos/v4", "github.com/Jeffail/benthos/v3"} {
		all = append(all, benthosContracts(path+"/public/service")...)
	}
	return append(all, serverContracts()...)
}

// telegrafContracts describes plugins of github.com/influxdata/telegraf. Lines are those of v1.30.0.
//
//   - Connect is called again 15 seconds after it has failed (agent/agent.go:813,823), and since there
//     is startup_error_behavior before each Write, for as long as it fails (v1.31.0 models/running_output.go:251).
//     That it is called once, as its comment says (output.go:6), is so where it works.
//   - Write takes a batch of metrics at each flush (output.go:13), Gather is called at each interval (input.go:7).
//   - Start is called before the first Gather (agent/agent.go:358), and again only after some errors.
func telegrafContracts() []protocol.Contract {
	const path, owner = "github.com/influxdata/telegraf", "telegraf's agent"
	return []protocol.Contract{
		{Interface: path + ".Output", Owner: owner, Start: "Connect", Retry: true, Steps: []string{"Write"}},
		{Interface: path + ".Input", Owner: owner, Steps: []string{"Gather"}},
		{Interface: path + ".ServiceInput", Owner: owner, Start: "Start", Steps: []string{"Gather"}},
	}
}

// benthosContracts describes components of Redpanda Connect, formerly Benthos: Connect is called
// until it returns nil, and again after ErrNotConnected. Lines are those of
// github.com/redpanda-data/benthos/v4 v4.78.0 public/service, whose comments say so in the older modules, too.
func benthosContracts(path string) []protocol.Contract {
	component := func(name, step string) protocol.Contract {
		return protocol.Contract{Interface: path + "." + name, Owner: "benthos", Start: "Connect", Retry: true,
			Steps: []string{step}, Restart: []string{"ErrNotConnected"}}
	}
	return []protocol.Contract{
		component("Input", "Read"),             // input.go:30,52
		component("BatchInput", "ReadBatch"),   // input.go:69,92
		component("Output", "Write"),           // output.go:26,41
		component("BatchOutput", "WriteBatch"), // output.go:59,70
	}
}

// serverContracts describes what is called for each request, scrape or tick.
func serverContracts() []protocol.Contract {
	return []protocol.Contract{
		// A server calls it for each request (go1.26 net/http/server.go:64).
		{Interface: "net/http.Handler", Owner: "the HTTP server", Steps: []string{"ServeHTTP"}},
		// The registry calls it when it collects metrics (v1.22.0 prometheus/collector.go:50).
		{Interface: "github.com/prometheus/client_golang/prometheus.Collector", Owner: "the Prometheus registry", Steps: []string{"Collect"}},
		// Each entry is run whenever its time has come (v3.0.1 cron.go:273, v1.2.0 cron.go:199).
		{Interface: "github.com/robfig/cron/v3.Job", Owner: "cron", Steps: []string{"Run"}},
		{Interface: "github.com/robfig/cron.Job", Owner: "cron", Steps: []string{"Run"}},
	}
}
