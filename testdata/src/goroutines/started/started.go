// Package started starts functions of another package.
package started

import (
	"context"

	"golang.org/x/sync/errgroup"

	"example.com/cases/goroutines/roles"
)

func badTwo(ctx context.Context, s roles.Settings) {
	go roles.Report(ctx, s)
	go roles.Report(ctx, s) // want `\(sameidentity\)`
}

func badTwoRoles(ctx context.Context, s roles.Settings) {
	k := &roles.Commander{Settings: s}
	go roles.Report(ctx, s)
	go k.Run(ctx) // want `\(sameidentity\)`
}

func badGroup(ctx context.Context, s roles.Settings) error {
	k := &roles.Commander{Settings: s}
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return roles.Report(ctx, s) })
	g.Go(func() error { return k.Run(ctx) }) // want `\(sameidentity\)`
	return g.Wait()
}

type runner interface{ Run(context.Context) error }

func badList(ctx context.Context, s roles.Settings) error {
	g, ctx := errgroup.WithContext(ctx)
	for _, job := range []runner{&roles.Commander{Settings: s}, &roles.Commander{Settings: s, Name: "spare"}} {
		g.Go(func() error { return job.Run(ctx) }) // want `\(sameidentity\)`
	}
	return g.Wait()
}

func goodTwoDevices(ctx context.Context, s, other roles.Settings) {
	go roles.Report(ctx, s)
	go roles.Report(ctx, other)
}

func goodOwnName(ctx context.Context, s roles.Settings) error {
	g, ctx := errgroup.WithContext(ctx)
	for _, job := range []runner{&roles.Commander{Settings: s}, &roles.Logger{Settings: s}} {
		g.Go(func() error { return job.Run(ctx) })
	}
	return g.Wait()
}

// It does not stay for anything to come beside it.
func goodProbes(ctx context.Context, s roles.Settings) {
	go roles.Probe(s)
	go roles.Report(ctx, s)
}

// One after the other.
func goodInTurn(ctx context.Context, s roles.Settings) error {
	done := make(chan error)
	go func() { done <- roles.Report(ctx, s) }()
	if err := <-done; err != nil {
		return err
	}
	return roles.Report(ctx, s)
}

func goodOneAtATime(ctx context.Context, s roles.Settings) error {
	for ctx.Err() == nil {
		if err := roles.Report(ctx, s); err != nil {
			return err
		}
	}
	return nil
}
