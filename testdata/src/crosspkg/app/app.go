// Package app uses the wrappers of two other packages.
package app

import (
	"context"
	"log"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"

	"example.com/cases/crosspkg/deep"
	"example.com/cases/crosspkg/lib"
)

func goodConnectOnce(c mqtt.Client) error { return lib.Connect(c) }

func badConnectTwice(c mqtt.Client) error {
	if err := lib.Connect(c); err != nil {
		return err
	}
	return lib.Connect(c) // want `\(doubleconnect\)`
}

func goodConnectFailed(c mqtt.Client) error {
	if err := lib.Connect(c); err != nil {
		return lib.Connect(c)
	}
	return nil
}

func goodEnsureTwice(c mqtt.Client) error {
	if err := lib.Ensure(c); err != nil {
		return err
	}
	return lib.Ensure(c)
}

func badEnsureThenConnect(c mqtt.Client) error {
	if err := lib.Ensure(c); err != nil {
		return err
	}
	return lib.Connect(c) // want `\(doubleconnect\)`
}

func goodClosed(c mqtt.Client) error {
	if err := lib.Connect(c); err != nil {
		return err
	}
	lib.Close(c)
	return lib.Connect(c)
}

func goodRestart(c mqtt.Client) error {
	if err := lib.Connect(c); err != nil {
		return err
	}
	return lib.Restart(c)
}

func badRestart(c mqtt.Client) error {
	if err := lib.Restart(c); err != nil {
		return err
	}
	return deep.Up(c) // want `\(doubleconnect\)`
}

func goodRetry(c mqtt.Client) error {
	if err := lib.Retry(c, 5); err != nil {
		time.Sleep(time.Minute)
		return lib.Retry(c, 50)
	}
	return nil
}

func badRetry(c mqtt.Client) error {
	if err := lib.Retry(c, 5); err != nil {
		return err
	}
	return lib.Retry(c, 50) // want `\(doubleconnect\)`
}

func goodDial(broker string) error {
	c, err := lib.Dial(broker, "lift")
	if err != nil {
		return err
	}
	return lib.Ensure(c)
}

func badDial(broker string) error {
	c, err := lib.Dial(broker, "lift")
	if err != nil {
		return err
	}
	return lib.Connect(c) // want `\(doubleconnect\)`
}

func goodNew(broker string) error {
	return lib.Connect(lib.New(broker, "lift"))
}

func badNew(broker string) error {
	c := lib.New(broker, "lift")
	if err := lib.Connect(c); err != nil {
		return err
	}
	c.Connect().Wait() // want `\(doubleconnect\)`
	return nil
}

func goodUp(c mqtt.Client) {
	lib.Connect(c)
	time.Sleep(time.Minute)
	if !lib.Up(c) {
		lib.Connect(c)
	}
}

func badUp(c mqtt.Client) {
	lib.Connect(c)
	time.Sleep(time.Minute)
	if lib.Up(c) {
		lib.Connect(c) // want `\(doubleconnect\)`
	}
}

// -- wrappers --

func goodLink(o *mqtt.ClientOptions) error {
	l := lib.NewLink(o)
	if err := l.Start(); err != nil {
		return err
	}
	defer l.Stop()
	return nil
}

func badLink(o *mqtt.ClientOptions) error {
	l := lib.NewLink(o)
	if err := l.Start(); err != nil {
		return err
	}
	defer l.Stop()
	return l.Start() // want `\(doubleconnect\)`
}

func goodLinkStopped(l *lib.Link) error {
	if err := l.Start(); err != nil {
		return err
	}
	l.Stop()
	return l.Start()
}

// The field is the client that Start connects.
func badLinkField(l *lib.Link) error {
	if err := l.Start(); err != nil {
		return err
	}
	return lib.Connect(l.Client) // want `\(doubleconnect\)`
}

func goodLinkField(l *lib.Link) error {
	if err := l.Start(); err != nil {
		return err
	}
	l.Client.Disconnect(250)
	return lib.Connect(l.Client)
}

func goodLinkLoop(l *lib.Link) {
	for l.Start() != nil {
		time.Sleep(time.Second)
	}
}

func badLinkLoop(l *lib.Link, renew <-chan time.Time) {
	for range renew {
		if err := l.Start(); err != nil { // want `\(doubleconnect\)`
			log.Print(err)
		}
	}
}

func goodSession(o *mqtt.ClientOptions) error {
	s := lib.NewSession(o)
	if err := s.Start(); err != nil {
		return err
	}
	return s.Start()
}

func badSession(o *mqtt.ClientOptions) error {
	s := lib.NewSession(o)
	if err := s.Start(); err != nil {
		return err
	}
	return s.Force() // want `\(doubleconnect\)`
}

func goodSessionStopped(s *lib.Session) error {
	if err := s.Force(); err != nil {
		return err
	}
	s.Stop()
	return s.Force()
}

func badSessionForced(s *lib.Session) error {
	if err := s.Force(); err != nil {
		return err
	}
	return s.Force() // want `\(doubleconnect\)`
}

func goodDevice(ctx context.Context, d *lib.Device) error {
	if err := d.Open(ctx); err != nil {
		return err
	}
	return d.Close()
}

func badDevice(ctx context.Context, d *lib.Device) error {
	if err := d.Open(ctx); err != nil {
		return err
	}
	if err := d.Close(); err != nil {
		return err
	}
	return d.Open(ctx) // want `\(reuseclosed\)`
}

// -- two levels down --

func goodGateway(ctx context.Context, g *deep.Gateway) error {
	if err := g.Run(ctx); err != nil {
		return err
	}
	g.Shutdown()
	return nil
}

func badGateway(ctx context.Context, g *deep.Gateway) error {
	if err := g.Run(ctx); err != nil {
		return err
	}
	return g.Link.Start() // want `\(doubleconnect\)`
}

// The link may be started again, the device may not.
func badGatewayAgain(ctx context.Context, g *deep.Gateway) error {
	if err := g.Run(ctx); err != nil {
		return err
	}
	g.Shutdown()
	return g.Run(ctx) // want `\(reuseclosed\)`
}

func goodReady(c mqtt.Client) error {
	if err := deep.Up(c); err != nil {
		return err
	}
	return deep.Ready(c)
}

func badReady(c mqtt.Client) error {
	if err := deep.Ready(c); err != nil {
		return err
	}
	return deep.Up(c) // want `\(doubleconnect\)`
}

// The helper of the other package connects, whatever the state.
func badLostHandler() mqtt.Client {
	o := mqtt.NewClientOptions().AddBroker("tcp://hub:1883")
	o.SetConnectionLostHandler(func(c mqtt.Client, err error) {
		time.Sleep(time.Second)
		if lib.Connect(c) != nil { // want `\(callbackconnect\)`
			log.Print(err)
		}
	})
	return mqtt.NewClient(o)
}
