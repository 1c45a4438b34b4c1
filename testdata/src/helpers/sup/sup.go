// Package sup cannot reach a client either: its supervisors call what their fields hold.
package sup

import (
	"context"
	"log"
	"time"
)

// A Service is a function with a name.
type Service func(ctx context.Context) error

// A Supervisor starts its service again whenever that ends.
type Supervisor struct {
	Name  string
	Run   func(ctx context.Context) error
	Pause time.Duration
}

// Serve blocks until ctx ends.
func (s Supervisor) Serve(ctx context.Context) error {
	for ctx.Err() == nil {
		if err := s.safely(ctx); err != nil {
			log.Printf("%s: %v", s.Name, err)
		}
		time.Sleep(s.Pause)
	}
	return ctx.Err()
}

func (s Supervisor) safely(ctx context.Context) (err error) {
	defer func() {
		if r := recover(); r != nil {
			log.Printf("%s: panic: %v", s.Name, r)
		}
	}()
	return s.Run(ctx)
}

// A Starter starts its service until that has worked.
type Starter struct{ start Service }

// NewStarter returns a starter of s.
func NewStarter(s Service) *Starter { return &Starter{s} }

// Start blocks until then.
func (s *Starter) Start(ctx context.Context) {
	for s.start(ctx) != nil {
		time.Sleep(time.Second)
	}
}

// Once runs a supervisor's service once.
func Once(ctx context.Context, s *Supervisor) error { return s.Run(ctx) }

// Forever runs s again and again.
func Forever(ctx context.Context, s Service) {
	for {
		if err := s(ctx); err != nil {
			log.Print(err)
		}
		time.Sleep(time.Second)
	}
}
