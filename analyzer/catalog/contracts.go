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
	all = append(all, edgexContracts()...)
	all = append(all, requestContracts()...)
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

// edgexContracts describes device services of EdgeX: a driver handles each command, once it was
// initialized (github.com/edgexfoundry/device-sdk-go v4.0.0 pkg/interfaces/protocoldriver.go:24,30; v3 likewise).
func edgexContracts() []protocol.Contract {
	var all []protocol.Contract
	for _, path := range []string{"/v4/pkg/interfaces", "/v3/pkg/interfaces", "/v2/pkg/models"} {
		all = append(all, protocol.Contract{Interface: "github.com/edgexfoundry/device-sdk-go" + path + ".ProtocolDriver", Owner: "EdgeX",
			Start: "Initialize", Steps: []string{"HandleReadCommands", "HandleWriteCommands"}})
	}
	return all
}

// requestContracts describes components that are asked for one thing after the other.
func requestContracts() []protocol.Contract {
	const dapr, grafana = "github.com/dapr/components-contrib", "github.com/grafana/grafana-plugin-sdk-go/backend"
	return []protocol.Contract{
		// A message bus is given each message, and subscribed to each topic (v1.14.0 pubsub/pubsub.go:30).
		{Interface: dapr + "/pubsub.PubSub", Owner: "dapr", Start: "Init", Steps: []string{"Publish", "Subscribe"}},
		// Invoke is called for each request (v1.14.0 bindings/output_binding.go:29).
		{Interface: dapr + "/bindings.OutputBinding", Owner: "dapr", Start: "Init", Steps: []string{"Invoke"}},
		// Each query and each check of a data source is a call (v0.277.0 backend/data_adapter.go:30, backend/diagnostics.go:17).
		{Interface: grafana + ".QueryDataHandler", Owner: "Grafana", Steps: []string{"QueryData"}},
		{Interface: grafana + ".CheckHealthHandler", Owner: "Grafana", Steps: []string{"CheckHealth"}},
		// A handler is given each task of a queue (v0.26.0 server.go:622).
		{Interface: "github.com/hibiken/asynq.Handler", Owner: "asynq", Steps: []string{"ProcessTask"}},
		// A controller reconciles for each event of its objects, and again after an error (v0.16.0 pkg/reconcile/reconcile.go:93).
		{Interface: "sigs.k8s.io/controller-runtime/pkg/reconcile.Reconciler", Owner: "the controller", Steps: []string{"Reconcile"}},
		// A hook is fired by each entry of a log (v1.9.3 hooks.go:3).
		{Interface: "github.com/sirupsen/logrus.Hook", Owner: "logrus", Steps: []string{"Fire"}},
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
