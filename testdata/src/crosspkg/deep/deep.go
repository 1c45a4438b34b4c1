// Package deep adds a level above package lib.
package deep

import (
	"context"
	"fmt"
	"log"

	mqtt "github.com/eclipse/paho.mqtt.golang"

	"example.com/cases/crosspkg/lib"
)

// Up connects c.
func Up(c mqtt.Client) error {
	if err := lib.Connect(c); err != nil {
		return fmt.Errorf("up: %w", err)
	}
	return nil
}

// Ready connects c if it is not connected.
func Ready(c mqtt.Client) error { return lib.Ensure(c) }

// A Gateway owns a link and a device.
type Gateway struct {
	Link   *lib.Link
	device *lib.Device
}

// New returns a gateway that is not running.
func New(l *lib.Link, d *lib.Device) *Gateway { return &Gateway{Link: l, device: d} }

// Run starts both.
func (g *Gateway) Run(ctx context.Context) error {
	if err := g.Link.Start(); err != nil {
		return err
	}
	if err := g.device.Open(ctx); err != nil {
		g.Link.Stop()
		return err
	}
	return nil
}

// Shutdown stops both.
func (g *Gateway) Shutdown() {
	g.Link.Stop()
	if err := g.device.Close(); err != nil {
		log.Print(err)
	}
}

// The link is up when Open fails, and is started once more.
func (g *Gateway) badRun(ctx context.Context) error {
	if err := g.Link.Start(); err != nil {
		return err
	}
	if err := g.device.Open(ctx); err != nil {
		return g.Link.Start() // want `\(doubleconnect\)`
	}
	return nil
}

func (g *Gateway) goodRun(ctx context.Context) error {
	if err := g.Link.Start(); err != nil {
		return err
	}
	if err := g.device.Open(ctx); err != nil {
		g.Link.Stop()
		return g.Link.Start()
	}
	return nil
}
