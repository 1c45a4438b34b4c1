// Package line has a client that describes itself.
package line

// A Line is one connection.
type Line struct{ up bool }

// Open connects.
//
//hublint:connect
func (l *Line) Open() error { l.up = true; return nil }

// Shut disconnects.
//
//hublint:close
func (l *Line) Shut() { l.up = false }
