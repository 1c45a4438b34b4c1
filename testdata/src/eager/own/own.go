// Package own describes a client of its own: what it does while the hub is down, its body says.
package own

import (
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

type link struct{ c mqtt.Client }

//hublint:connect
func (l *link) open() error {
	t := l.c.Connect()
	t.Wait()
	return t.Error()
}

//hublint:connect
func (l *link) openSlowly() error {
	err := l.open()
	if err != nil {
		time.Sleep(time.Second)
	}
	return err
}

func badOpen(l *link) {
	for l.open() != nil { // want `\(eagerreconnect\)`
	}
}

func goodOpenSlowly(l *link) {
	for l.openSlowly() != nil {
	}
}
