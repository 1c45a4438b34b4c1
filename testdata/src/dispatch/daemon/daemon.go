// Package daemon looks from time to time whether its connection is there.
package daemon

import (
	"log"
	"time"

	"example.com/cases/dispatch/driver"
)

func badDaemon(d driver.Driver) {
	conn, err := d.Connect()
	if err != nil {
		return
	}
	for range time.Tick(time.Second) {
		if conn == nil || conn.IsClosed() {
			if conn, err = d.Connect(); err != nil { // want `a NATS connection .*\(lostclient\)`
				log.Print(err)
			}
		}
	}
}

// Where nothing is left behind, there is a connection, or none. That it is closed is taken on trust.
func goodPlain(d *driver.Plain) {
	conn, err := d.Connect()
	if err != nil {
		return
	}
	for range time.Tick(time.Second) {
		if conn == nil || conn.IsClosed() {
			if conn, err = d.Connect(); err != nil {
				log.Print(err)
			}
		}
	}
}

// The same where a goroutine has the variables, too.
func goodShared(d *driver.Plain) {
	conn, err := d.Connect()
	go func() {
		err = conn.Use()
	}()
	for range time.Tick(time.Second) {
		if conn == nil || conn.IsClosed() {
			if conn, err = d.Connect(); err != nil {
				continue
			}
		}
	}
}

func goodEnds(d driver.Driver) error {
	conn, err := d.Connect()
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Use()
}
