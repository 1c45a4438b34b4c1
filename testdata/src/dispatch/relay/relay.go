// Package relay reads from any of many sources, one of which leaves its connection behind.
package relay

import (
	"log"

	"example.com/cases/dispatch/source"
	"example.com/cases/helpers/plain"
)

func badRelay(url string) {
	for _, s := range source.Sources(url) {
		go func(s source.Source) {
			err := (&plain.Policy{Steps: 10}).Do(func() error {
				return s.Listen(func(b []byte) { log.Printf("%s", b) }) // want `a NATS connection .*\(lostclient\)`
			})
			if err != nil {
				log.Print(err)
			}
		}(s)
	}
}

func goodOne(url string) error {
	var s source.Source = &source.Tidy{URL: url}
	return (&plain.Policy{Steps: 10}).Do(func() error {
		return s.Listen(func(b []byte) { log.Printf("%s", b) })
	})
}
