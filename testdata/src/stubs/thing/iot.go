// Package iot has the signatures of github.com/vaelen/iot (commit 4859fc7) that the cases use.
// The library cannot be had from the module proxy. Nothing here does anything.
package iot

import "context"

// ID names a device.
type ID struct {
	ProjectID string
	Location  string
	Registry  string
	DeviceID  string
}

// Credentials are what a device proves its identity with.
type Credentials struct{ _ byte }

// ConfigHandler is called for each configuration.
type ConfigHandler func(thing Thing, config []byte)

// ThingOptions are the settings of New.
type ThingOptions struct {
	ID            *ID
	Credentials   *Credentials
	ConfigHandler ConfigHandler
}

// Thing stands for a device.
type Thing interface {
	PublishState(ctx context.Context, message []byte) error
	PublishEvent(ctx context.Context, message []byte, event ...string) error
	Connect(ctx context.Context, servers ...string) error
	IsConnected() bool
	Disconnect(ctx context.Context)
}

type thing struct{}

func (thing) PublishState(context.Context, []byte) error            { return nil }
func (thing) PublishEvent(context.Context, []byte, ...string) error { return nil }
func (thing) Connect(context.Context, ...string) error              { return nil }
func (thing) IsConnected() bool                                     { return false }
func (thing) Disconnect(context.Context)                            {}

// DefaultOptions returns the settings for a device.
func DefaultOptions(id *ID, credentials *Credentials) *ThingOptions {
	return &ThingOptions{ID: id, Credentials: credentials}
}

// New makes a thing, not connected.
func New(options *ThingOptions) Thing { return thing{} }
