package callback

import (
	"context"
	"log"

	"github.com/eclipse/paho.golang/autopaho"
	"github.com/eclipse/paho.golang/paho"
	"github.com/nats-io/nats.go"
)

// -- libraries that dial when they make the client, and lists of options --

func badDown(ctx context.Context, cfg autopaho.ClientConfig) error {
	cfg.OnConnectionDown = func() bool {
		autopaho.NewConnection(ctx, cfg) // want `in the handler of another.*\(callbackconnect\)`
		return true
	}
	cm, err := autopaho.NewConnection(ctx, cfg)
	if err != nil {
		return err
	}
	return cm.AwaitConnection(ctx)
}

// The old manager ends first.
func goodDown(ctx context.Context, cfg autopaho.ClientConfig) error {
	var cm *autopaho.ConnectionManager
	cfg.OnConnectionDown = func() bool {
		cm.Disconnect(ctx)
		autopaho.NewConnection(ctx, cfg)
		return true
	}
	var err error
	cm, err = autopaho.NewConnection(ctx, cfg)
	if err != nil {
		return err
	}
	return cm.AwaitConnection(ctx)
}

type uplink struct {
	cm  *autopaho.ConnectionManager
	cfg autopaho.ClientConfig
}

func (l *uplink) open(ctx context.Context) (*autopaho.ConnectionManager, error) {
	l.cfg.ClientConfig.OnServerDisconnect = func(*paho.Disconnect) {
		l.reopen(ctx) // want `in the handler of another.*\(callbackconnect\)`
	}
	return autopaho.NewConnection(ctx, l.cfg)
}

func (l *uplink) reopen(ctx context.Context) {
	if cm, err := autopaho.NewConnection(ctx, l.cfg); err == nil {
		l.cm = cm
	}
}

// The handler ends a manager that it knows by a field: maybe this one.
func (l *uplink) openCareful(ctx context.Context) (*autopaho.ConnectionManager, error) {
	l.cfg.ClientConfig.OnServerDisconnect = func(*paho.Disconnect) {
		l.cm.Disconnect(ctx)
		l.reopen(ctx)
	}
	return autopaho.NewConnection(ctx, l.cfg)
}

func redial(_ *nats.Conn, err error) {
	log.Print(err)
	nats.Connect("nats://hub") // want `in the handler of another.*\(callbackconnect\)`
}

func badOption() (*nats.Conn, error) {
	return nats.Connect("nats://hub", nats.DisconnectErrHandler(redial), nats.Name("device"))
}

func redialQuiet(*nats.Conn, error) { nats.Connect("nats://hub") }

func goodOption() (*nats.Conn, error) {
	return nats.Connect("nats://hub", nats.DisconnectErrHandler(redialQuiet), nats.NoReconnect())
}

// Once it is closed nothing reconnects it.
func goodClosed() (*nats.Conn, error) {
	return nats.Connect("nats://hub", nats.ClosedHandler(func(*nats.Conn) { nats.Connect("nats://hub") }))
}

// What the caller's options set is not known.
func goodUnknownOption(last nats.Option) (*nats.Conn, error) {
	return nats.Connect("nats://hub", nats.DisconnectErrHandler(redialQuiet), last)
}

func badFields() (*nats.Conn, error) {
	opts := nats.GetDefaultOptions()
	opts.DisconnectedErrCB = func(*nats.Conn, error) {
		nats.Connect("nats://hub") // want `in the handler of another.*\(callbackconnect\)`
	}
	return opts.Connect()
}
