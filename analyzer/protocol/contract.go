package protocol

import (
	"errors"
	"fmt"
	"go/token"
	"slices"
	"strings"
)

// A Contract says in which order the owner of an interface calls the methods of a type that
// implements it: what a plugin cannot show, since the loop is in the framework. Only what the
// owner promises, or does, belongs here: a call that is never made again must not be in Steps.
// There is no way to say that an object is closed. Nothing that matters comes after that.
type Contract struct {
	// Interface is the import path and the name of the interface. Example: github.com/influxdata/telegraf.Output
	Interface string `json:"interface"`
	// Owner is what a message calls the code that calls. Example: telegraf's agent
	Owner string `json:"owner"`
	// Start is the method that is called first, if there is one.
	Start string `json:"start,omitempty"`
	// Retry says that Start is called again after it has returned an error, until it returns nil.
	Retry bool `json:"retry,omitempty"`
	// Steps are the methods that are called any number of times, in any order, once Start has worked.
	Steps []string `json:"steps,omitempty"`
	// Restart are the errors, variables of the interface's package, after which Start is called
	// again: a step has returned one of them.
	Restart []string `json:"restart,omitempty"`
}

// Package returns the import path of the interface.
func (c *Contract) Package() string {
	return c.Interface[:max(strings.LastIndexByte(c.Interface, '.'), 0)]
}

// Type returns the name of the interface in its package.
func (c *Contract) Type() string { return c.Interface[strings.LastIndexByte(c.Interface, '.')+1:] }

// Methods returns the methods that are called, the first one first.
func (c *Contract) Methods() []string {
	if c.Start == "" {
		return c.Steps
	}
	return append([]string{c.Start}, c.Steps...)
}

// String says what is called. Example: Connect until it returns nil, then Read; Connect again after ErrNotConnected
func (c *Contract) String() string {
	text := strings.Join(c.Steps, ", ")
	if c.Start != "" {
		first := c.Start
		if c.Retry {
			first += " until it returns nil"
		}
		text = strings.TrimSuffix(first+", then "+text, ", then ")
	}
	if len(c.Restart) > 0 {
		text += "; " + c.Start + " again after " + strings.Join(c.Restart, " or ")
	}
	return text
}

// Validate reports every mistake in c.
func (c *Contract) Validate() error {
	var errs []error
	bad := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf("contract %s: "+format, append([]any{c.Interface}, args...)...))
	}
	if c.Package() == "" || strings.HasSuffix(c.Package(), "/") || !token.IsIdentifier(c.Type()) {
		bad("interface is not an import path and a name, as in example.com/fleet.Plugin")
	}
	if c.Owner == "" {
		bad("owner is missing")
	}
	for i, name := range c.Methods() {
		switch {
		case !token.IsIdentifier(name):
			bad("%q is not the name of a method", name)
		case slices.Index(c.Methods(), name) < i:
			bad("method %s is there twice", name)
		}
	}
	for _, name := range c.Restart {
		if !token.IsIdentifier(name) {
			bad("restart: %q is not the name of a variable of package %s", name, c.Package())
		}
	}
	switch {
	case c.Retry && c.Start == "":
		bad("retry without a start")
	case len(c.Restart) > 0 && (c.Start == "" || len(c.Steps) == 0):
		bad("restart without a start and steps")
	case !c.Retry && len(c.Steps) == 0:
		bad("nothing is called again")
	}
	return errors.Join(errs...)
}
