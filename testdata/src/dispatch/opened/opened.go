// Package opened starts inputs of another package, whose types are behind an interface.
package opened

import (
	"log"
	"time"

	"example.com/cases/dispatch/opener"
)

func badStart(kind, url, subject string) {
	for {
		in, err := opener.Open(kind, url) // want `a NATS connection .*\(lostclient\)`
		if err == nil {
			if err = in.Start(subject); err == nil {
				in.Stop()
				return
			}
		}
		log.Println(err)
		time.Sleep(time.Minute)
	}
}

type binding struct{ in opener.Input }

func (b *binding) init(kind, url string) (err error) {
	b.in, err = opener.Open(kind, url)
	return err
}

func (b *binding) start(subject string) error { return b.in.Start(subject) }

func add(kind, url, subject string) (*binding, error) {
	b := &binding{}
	if err := b.init(kind, url); err != nil {
		return nil, err
	}
	if err := b.start(subject); err != nil {
		return nil, err
	}
	return b, nil
}

func badAdd(kind, url, subject string) *binding {
	for {
		if b, err := add(kind, url, subject); err == nil { // want `a NATS connection .*\(lostclient\)`
			return b
		}
		time.Sleep(time.Minute)
	}
}

func goodStops(kind, url, subject string) {
	for {
		in, err := opener.Open(kind, url)
		if err == nil {
			if err = in.Start(subject); err == nil {
				return
			}
			in.Stop()
		}
		log.Println(err)
		time.Sleep(time.Minute)
	}
}

// A stream closes its own connection when it cannot start.
func goodStream(url, subject string) opener.Input {
	for {
		in, err := opener.OpenStream(url)
		if err == nil {
			if err = in.Start(subject); err == nil {
				return in
			}
		}
		log.Println(err)
		time.Sleep(time.Minute)
	}
}
