package lost

import (
	"context"
	"time"

	"github.com/gopcua/opcua"
	"github.com/gopcua/opcua/monitor"
	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// What an extension of the library is given stays open, and is lost with it.
func badStream(ctx context.Context, url string) jetstream.Stream {
	for {
		conn, err := nats.Connect(url) // want `\(lostclient\)`
		if err == nil {
			if js, err := jetstream.New(conn); err == nil {
				if s, err := js.Stream(ctx, "readings"); err == nil {
					return s
				}
			}
		}
		time.Sleep(time.Minute)
	}
}

func goodStream(ctx context.Context, url string) jetstream.Stream {
	for {
		conn, err := nats.Connect(url)
		if err == nil {
			if js, err := jetstream.New(conn); err == nil {
				if s, err := js.Stream(ctx, "readings"); err == nil {
					return s
				}
			}
			conn.Close()
		}
		time.Sleep(time.Minute)
	}
}

// It holds the connection, by which it can be closed.
func goodStreams(urls []string) (all []jetstream.JetStream) {
	for _, url := range urls {
		if conn, err := nats.Connect(url); err == nil {
			if js, err := jetstream.New(conn); err == nil {
				all = append(all, js)
			} else {
				conn.Close()
			}
		}
	}
	return all
}

// A monitor uses the client that it is given, and never closes it.
func badMonitored(ctx context.Context, endpoint string, values chan *monitor.DataChangeMessage) (*monitor.Subscription, error) {
	for {
		c, err := opcua.NewClient(endpoint)
		if err != nil {
			return nil, err
		}
		if err := c.Connect(ctx); err == nil { // want `\(lostclient\)`
			m, err := monitor.NewNodeMonitor(c)
			if err != nil {
				return nil, err
			}
			if sub, err := m.ChanSubscribe(ctx, nil, values, "ns=2;s=boiler"); err == nil {
				return sub, nil
			}
		}
		time.Sleep(time.Minute)
	}
}

func goodMonitored(ctx context.Context, endpoint string, values chan *monitor.DataChangeMessage) (*monitor.Subscription, error) {
	for {
		c, err := opcua.NewClient(endpoint)
		if err != nil {
			return nil, err
		}
		if err := c.Connect(ctx); err == nil {
			m, err := monitor.NewNodeMonitor(c)
			if err != nil {
				return nil, err
			}
			if sub, err := m.ChanSubscribe(ctx, nil, values, "ns=2;s=boiler"); err == nil {
				return sub, nil
			}
			c.Close(ctx)
		}
		time.Sleep(time.Minute)
	}
}

// A handler that is given the client may close it.
func goodErrorHandler(ctx context.Context, endpoint string, values chan *monitor.DataChangeMessage) (*monitor.Subscription, error) {
	for {
		c, err := opcua.NewClient(endpoint)
		if err != nil {
			return nil, err
		}
		if err := c.Connect(ctx); err == nil {
			m, err := monitor.NewNodeMonitor(c)
			if err != nil {
				return nil, err
			}
			m.SetErrorHandler(func(c *opcua.Client, _ *monitor.Subscription, _ error) { c.Close(ctx) })
			if sub, err := m.ChanSubscribe(ctx, nil, values, "ns=2;s=boiler"); err == nil {
				return sub, nil
			}
		}
		time.Sleep(time.Minute)
	}
}

type plant struct {
	endpoint string
	client   *opcua.Client
	monitor  *monitor.NodeMonitor
	sub      *monitor.Subscription
}

func (p *plant) open(ctx context.Context) error {
	c, err := opcua.NewClient(p.endpoint)
	if err != nil {
		return err
	}
	if err := c.Connect(ctx); err != nil {
		return err
	}
	p.client = c
	return nil
}

func (p *plant) subscribe(ctx context.Context, values chan *monitor.DataChangeMessage) (err error) {
	if p.monitor, err = monitor.NewNodeMonitor(p.client); err != nil {
		return err
	}
	p.sub, err = p.monitor.ChanSubscribe(ctx, nil, values, "ns=2;s=boiler")
	return err
}

func badSetUp(ctx context.Context, p *plant, values chan *monitor.DataChangeMessage) {
	for {
		if p.open(ctx) == nil && p.subscribe(ctx, values) == nil { // want `\(lostclient\)`
			return
		}
		time.Sleep(time.Minute)
	}
}
