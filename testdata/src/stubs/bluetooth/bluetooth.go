// Package bluetooth has the signatures of tinygo.org/x/bluetooth v0.17.0 that the cases use. The
// libraries that it needs on other systems cannot all be had from the module proxy. Nothing here
// does anything.
package bluetooth

// Address is the address of a device.
type Address struct{ _ byte }

// ConnectionParams are the settings of a connection.
type ConnectionParams struct{ _ byte }

// Adapter stands for the radio of this machine.
type Adapter struct{ _ byte }

// DefaultAdapter is the first one.
var DefaultAdapter = &Adapter{}

// Device stands for a connected device.
type Device struct{ Address Address }

// Enable turns the radio on.
func (a *Adapter) Enable() error { return nil }

// Connect connects to a device.
func (a *Adapter) Connect(address Address, params ConnectionParams) (Device, error) {
	return Device{Address: address}, nil
}

// Disconnect ends the connection.
func (d Device) Disconnect() error { return nil }

// Connected asks whether the connection is there.
func (d Device) Connected() (bool, error) { return false, nil }
