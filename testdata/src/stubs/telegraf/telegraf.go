// Package telegraf is a double of github.com/influxdata/telegraf: the interfaces of plugins, as
// far as hublint knows them. The real module has hundreds of dependencies.
package telegraf

type Metric any

type Accumulator interface{ AddError(err error) }

type PluginDescriber interface{ SampleConfig() string }

type Input interface {
	PluginDescriber
	Gather(Accumulator) error
}

type ServiceInput interface {
	Input
	Start(Accumulator) error
	Stop()
}

type Output interface {
	PluginDescriber
	Connect() error
	Close() error
	Write(metrics []Metric) error
}
