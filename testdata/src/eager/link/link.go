// Package link has what other packages repeat.
package link

import (
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

type Link struct {
	Client   mqtt.Client
	failures int
	last     time.Time
}

// Open tries once.
func (l *Link) Open() error {
	t := l.Client.Connect()
	t.Wait()
	return t.Error()
}

// OpenSlowly waits before it gives up.
func (l *Link) OpenSlowly() error {
	err := l.Open()
	if err != nil {
		time.Sleep(time.Second)
	}
	return err
}

// OpenSometimes gives up after a while, without saying so.
func (l *Link) OpenSometimes() error {
	if l.failures++; l.failures > 10 {
		return nil
	}
	return l.Open()
}

// Run serves until the link is lost.
func (l *Link) Run() {
	if l.Open() != nil {
		return
	}
	for l.Client.IsConnected() {
		time.Sleep(time.Second)
	}
}

// Name takes no time.
func (l *Link) Name() string { return "link" }

// Pause does.
func (l *Link) Pause() { time.Sleep(time.Second) }

func Try(l *Link) bool { return l.Open() == nil }
