package lost

import (
	"context"
	"net/url"
	"time"

	"github.com/eclipse/paho.golang/autopaho"
	"github.com/eclipse/paho.golang/paho"
)

// -- managers that live under the context of the caller --

type managed struct {
	id  string
	hub *url.URL
	cm  *autopaho.ConnectionManager
}

func (s *managed) config() autopaho.ClientConfig {
	return autopaho.ClientConfig{ServerUrls: []*url.URL{s.hub}, ClientConfig: paho.ClientConfig{ClientID: s.id}}
}

// awaited leaves the manager behind when the waiting alone has ended.
func (s *managed) awaited(ctx context.Context) (*autopaho.ConnectionManager, error) {
	cm, err := autopaho.NewConnection(ctx, s.config())
	if err != nil {
		return nil, err
	}
	round, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if err := cm.AwaitConnection(round); err != nil {
		return nil, err
	}
	return cm, nil
}

// Whoever can end the context of the first manager ends that of the next as well.
func (s *managed) badSameContext(ctx context.Context) error {
	for s.cm == nil {
		cm, err := s.awaited(ctx) // want `\(timeoutretry\)`
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			time.Sleep(time.Second)
			continue
		}
		s.cm = cm
	}
	return nil
}

// A context of each round ends its manager.
func (s *managed) goodContextOfRound(ctx context.Context) error {
	for ctx.Err() == nil {
		round, cancel := context.WithCancel(ctx)
		cm, err := s.awaited(round)
		if err == nil {
			s.cm = cm
			return nil
		}
		cancel()
		time.Sleep(time.Second)
	}
	return ctx.Err()
}

// Each context may be another one, and what has ended it is not known.
func (s *managed) goodContexts(contexts <-chan context.Context) {
	for ctx := range contexts {
		if cm, err := s.awaited(ctx); err == nil {
			s.cm = cm
			return
		}
	}
}

func (s *managed) disconnected(ctx context.Context) (*autopaho.ConnectionManager, error) {
	cm, err := autopaho.NewConnection(ctx, s.config())
	if err != nil {
		return nil, err
	}
	round, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if err := cm.AwaitConnection(round); err != nil {
		_ = cm.Disconnect(context.WithoutCancel(ctx))
		return nil, err
	}
	return cm, nil
}

func (s *managed) goodDisconnected(ctx context.Context) error {
	for s.cm == nil {
		cm, err := s.disconnected(ctx)
		if err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			time.Sleep(time.Second)
			continue
		}
		s.cm = cm
	}
	return nil
}

// It is for the caller to say when the manager ends, and what it does then.
func (s *managed) goodOneEach(ctx context.Context) {
	cm, err := autopaho.NewConnection(ctx, s.config())
	if err != nil {
		return
	}
	s.cm = cm
}

func badManagerEachTime(ctx context.Context, cfg autopaho.ClientConfig, period time.Duration) {
	for now := range time.Tick(period) {
		cm, err := autopaho.NewConnection(ctx, cfg) // want `\(lostclient\)`
		if err != nil {
			continue
		}
		if cm.AwaitConnection(ctx) == nil {
			_, _ = cm.Publish(ctx, &paho.Publish{Topic: "x", Payload: []byte(now.String())})
		}
	}
}

func goodManagerEachTime(ctx context.Context, cfg autopaho.ClientConfig, period time.Duration) {
	for now := range time.Tick(period) {
		func() {
			ctx, cancel := context.WithCancel(ctx)
			defer cancel()
			cm, err := autopaho.NewConnection(ctx, cfg)
			if err != nil {
				return
			}
			if cm.AwaitConnection(ctx) == nil {
				_, _ = cm.Publish(ctx, &paho.Publish{Topic: "x", Payload: []byte(now.String())})
			}
		}()
	}
}

type reloaded struct {
	cancel context.CancelFunc
	cm     *autopaho.ConnectionManager
}

func (m *reloaded) reload(ctx context.Context, cfg autopaho.ClientConfig) error {
	if m.cancel != nil {
		m.cancel()
		<-m.cm.Done()
	}
	ctx, cancel := context.WithCancel(ctx)
	cm, err := autopaho.NewConnection(ctx, cfg)
	if err != nil {
		cancel()
		return err
	}
	m.cancel, m.cm = cancel, cm
	return nil
}

// What cancels a context is never nil.
func goodReloaded(ctx context.Context, m *reloaded, cfg autopaho.ClientConfig) {
	for range time.Tick(time.Hour) {
		_ = m.reload(ctx, cfg)
	}
}

func (m *reloaded) badReload(ctx context.Context, cfg autopaho.ClientConfig) error {
	cm, err := autopaho.NewConnection(ctx, cfg)
	if err != nil {
		return err
	}
	m.cm = cm
	return nil
}

func badReloaded(ctx context.Context, m *reloaded, cfg autopaho.ClientConfig) {
	for range time.Tick(time.Hour) {
		_ = m.badReload(ctx, cfg) // want `\((lostclient|sameidentity)\)`
	}
}
