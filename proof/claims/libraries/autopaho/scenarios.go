package autopaho

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"time"

	"github.com/eclipse/paho.golang/autopaho"
	"github.com/eclipse/paho.golang/paho"

	"github.com/hublint/hublint/proof/claims/await"
	"github.com/hublint/hublint/proof/claims/hub"
)

const (
	device  = "device-1"
	window  = 700 * time.Millisecond // how long to look for what must not happen
	endless = 4                      // so many takeovers are taken for "without end"
)

type rig struct {
	ctx context.Context
	hub *hub.Hub
}

// config is the library's default but for a shorter pause between attempts
// that fail.
func (r rig) config() autopaho.ClientConfig {
	return autopaho.ClientConfig{
		ServerUrls:       []*url.URL{{Scheme: "mqtt", Host: r.hub.Addr()}},
		KeepAlive:        60,
		ReconnectBackoff: autopaho.NewConstantBackoff(50 * time.Millisecond),
		ClientConfig:     paho.ClientConfig{ClientID: device},
	}
}

func (r rig) manager(cfg autopaho.ClientConfig) (*autopaho.ConnectionManager, error) {
	cm, err := autopaho.NewConnection(r.ctx, cfg)
	if err != nil {
		return nil, fmt.Errorf("a manager: %w", err)
	}
	return cm, nil
}

// connected makes a manager and waits for its first session.
func (r rig) connected(cfg autopaho.ClientConfig) (*autopaho.ConnectionManager, error) {
	cm, err := r.manager(cfg)
	if err != nil {
		return nil, err
	}
	if err := cm.AwaitConnection(r.ctx); err != nil {
		return nil, fmt.Errorf("the first connection: %w", err)
	}
	if cfg.ClientID == "" {
		return cm, nil
	}
	return cm, r.hub.AwaitOpen(r.ctx, cfg.ClientID)
}

func (r rig) pingPong() string {
	if err := await.True(r.ctx, "takeovers", func() bool { return r.hub.Takeovers() >= endless }); err != nil {
		return fmt.Sprintf("%d takeovers", r.hub.Takeovers())
	}
	return "they take each other over without end"
}

func (r rig) staysDown() string {
	if r.hub.AwaitGone(r.ctx, device) == nil &&
		await.Absent(r.ctx, window, func() bool { return r.hub.Open(device) > 0 }) {
		return "it stays down"
	}
	return "it does not stay down"
}

func outcome(err error) string {
	if err == nil {
		return "error nil"
	}
	return fmt.Sprintf("error %q", err.Error())
}

func noLink(r rig) (string, error) {
	r.hub.Refuse(true)
	_, err := autopaho.NewConnection(r.ctx, r.config())
	if r.hub.Open(device) > 0 {
		return outcome(err) + "; a session", nil
	}
	return outcome(err) + "; no session", nil
}

func badConfig(r rig) (string, error) {
	cfg := r.config()
	cfg.ServerUrls = nil
	_, err := autopaho.NewConnection(r.ctx, cfg)
	return outcome(err), nil
}

func sameID(r rig) (string, error) {
	if _, err := r.connected(r.config()); err != nil {
		return "", err
	}
	if _, err := r.manager(r.config()); err != nil {
		return "", err
	}
	return r.pingPong(), nil
}

func emptyID(r rig) (string, error) {
	cfg := r.config()
	cfg.ClientID = ""
	for range 2 {
		if _, err := r.connected(cfg); err != nil {
			return "", err
		}
	}
	quiet := await.Absent(r.ctx, window, func() bool { return r.hub.Takeovers() > 0 })
	return fmt.Sprintf("takeovers %t", !quiet), nil
}

// givenUp makes a manager and waits for it in vain; the answer comes later.
func (r rig) givenUp() (*autopaho.ConnectionManager, error, error) {
	release := r.hub.Hold()
	defer release()
	cm, err := r.manager(r.config())
	if err != nil {
		return nil, nil, err
	}
	if err := r.hub.AwaitConnects(r.ctx, 1); err != nil {
		return nil, nil, err
	}
	ctx, cancel := context.WithCancel(r.ctx)
	cancel()
	return cm, cm.AwaitConnection(ctx), nil
}

func awaitTimeout(r rig) (string, error) {
	cm, awaitErr, err := r.givenUp()
	if err != nil {
		return "", err
	}
	if err := cm.AwaitConnection(r.ctx); err != nil {
		return outcome(awaitErr) + "; the attempt is given up", nil
	}
	return outcome(awaitErr) + "; the attempt goes on and succeeds", nil
}

func awaitTimeoutNew(r rig) (string, error) {
	if _, _, err := r.givenUp(); err != nil {
		return "", err
	}
	if _, err := r.manager(r.config()); err != nil {
		return "", err
	}
	return r.pingPong(), nil
}

func awaitTwice(r rig) (string, error) {
	cm, err := r.connected(r.config())
	if err != nil {
		return "", err
	}
	again := cm.AwaitConnection(r.ctx)
	if await.Absent(r.ctx, window, func() bool { return r.hub.Connects() > 1 }) {
		return outcome(again) + "; no further CONNECT", nil
	}
	return outcome(again) + "; a further CONNECT", nil
}

func linkBack(r rig) (string, error) {
	if _, err := r.connected(r.config()); err != nil {
		return "", err
	}
	r.hub.Cut()
	if err := r.hub.AwaitConnects(r.ctx, 2); err != nil {
		return "it stays down", nil
	}
	if err := r.hub.AwaitOpen(r.ctx, device); err != nil {
		return "", err
	}
	if await.Absent(r.ctx, window, func() bool { return r.hub.Connects() > 2 || r.hub.Takeovers() > 0 }) {
		return "one CONNECT brings it back", nil
	}
	return "more than one CONNECT", nil
}

func publishDown(r rig) (string, error) {
	down := make(chan struct{})
	cfg := r.config()
	cfg.OnConnectionDown = func() bool { close(down); return true }
	cm, err := r.connected(cfg)
	if err != nil {
		return "", err
	}
	r.hub.Refuse(true)
	r.hub.Cut()
	if err := await.Closed(r.ctx, "OnConnectionDown", down); err != nil {
		return "", err
	}
	_, err = cm.Publish(r.ctx, &paho.Publish{Topic: "t", Payload: []byte("x")})
	return fmt.Sprintf("ConnectionDownError %t", errors.Is(err, autopaho.ConnectionDownError)), nil
}

func disconnect(r rig) (string, error) {
	cm, err := r.connected(r.config())
	if err != nil {
		return "", err
	}
	closed := cm.Disconnect(r.ctx)
	return fmt.Sprintf("%s; Done closed %t; %s", outcome(closed), await.IsClosed(cm.Done()), r.staysDown()), nil
}

func cancelled(r rig) (string, error) {
	ctx, cancel := context.WithCancel(r.ctx)
	defer cancel()
	cm, err := rig{ctx: ctx, hub: r.hub}.connected(r.config())
	if err != nil {
		return "", err
	}
	cancel()
	done := await.Closed(r.ctx, "Done", cm.Done()) == nil
	return fmt.Sprintf("Done closed %t; %s", done, r.staysDown()), nil
}

func downFalse(r rig) (string, error) {
	cfg := r.config()
	cfg.OnConnectionDown = func() bool { return false }
	cm, err := r.connected(cfg)
	if err != nil {
		return "", err
	}
	r.hub.Cut()
	down := r.staysDown()
	early := await.IsClosed(cm.Done())
	if err := cm.Disconnect(r.ctx); err != nil {
		return "", fmt.Errorf("disconnect: %w", err)
	}
	return fmt.Sprintf("%s; Done closed %t, after Disconnect %t", down, early, await.IsClosed(cm.Done())), nil
}

func newInDown(r rig) (string, error) {
	var once sync.Once
	cfg := r.config()
	cfg.OnConnectionDown = func() bool {
		// A manager that cannot be made shows as takeovers that stay away.
		once.Do(func() { _, _ = autopaho.NewConnection(r.ctx, r.config()) })
		return true
	}
	if _, err := r.connected(cfg); err != nil {
		return "", err
	}
	r.hub.Cut()
	return r.pingPong(), nil
}

func upBlocks(r rig) (string, error) {
	up, goOn := make(chan struct{}, 1), make(chan struct{})
	defer close(goOn)
	cfg := r.config()
	cfg.OnConnectionUp = func(*autopaho.ConnectionManager, *paho.Connack) { up <- struct{}{}; <-goOn }
	if _, err := r.manager(cfg); err != nil {
		return "", err
	}
	if err := await.Closed(r.ctx, "OnConnectionUp", up); err != nil {
		return "", err
	}
	if err := r.hub.AwaitOpen(r.ctx, device); err != nil {
		return "", err
	}
	r.hub.Cut()
	if !await.Absent(r.ctx, window, func() bool { return r.hub.Connects() > 1 }) {
		return "a reconnect before it returns", nil
	}
	goOn <- struct{}{}
	if err := r.hub.AwaitConnects(r.ctx, 2); err != nil {
		return "no reconnect at all", nil
	}
	return "no reconnect until it returns", nil
}

func errorBlocks(r rig) (string, error) {
	failed, goOn := make(chan struct{}, 1), make(chan struct{})
	defer close(goOn)
	cfg := r.config()
	cfg.OnConnectError = func(error) { failed <- struct{}{}; <-goOn }
	r.hub.Refuse(true)
	if _, err := r.manager(cfg); err != nil {
		return "", err
	}
	if err := await.Closed(r.ctx, "OnConnectError", failed); err != nil {
		return "", err
	}
	if !await.Absent(r.ctx, window, func() bool { return r.hub.Dials() > 1 }) {
		return "a further attempt before it returns", nil
	}
	goOn <- struct{}{}
	if err := await.True(r.ctx, "a further attempt", func() bool { return r.hub.Dials() > 1 }); err != nil {
		return "no further attempt at all", nil
	}
	return "no further attempt until it returns", nil
}
