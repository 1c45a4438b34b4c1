package collections

import (
	"net/http"
	"sync"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"

	"example.com/cases/collections/dialler"
)

// Clients that another package makes, under keys.

var known sync.Map

func goodMadeElsewhere(id string) {
	for range time.Tick(time.Second) {
		var client mqtt.Client
		value, ok := known.Load(id)
		if !ok {
			next, err := dialler.Dial(id)
			if err != nil {
				return
			}
			known.Store(id, next)
			client = next
		} else {
			client = value.(mqtt.Client)
		}
		dialler.Report(client) // that it is connected does not make it the program's own
	}
}

func badMadeElsewhere(id string) {
	for range time.Tick(time.Second) {
		next, err := dialler.Dial(id) // want `\(sameidentity\)`
		if err != nil {
			return
		}
		known.Store(id, next)
	}
}

// A function that others call repeatedly asks as well.
func goodAskedByRequest(id string) {
	http.HandleFunc("/", func(http.ResponseWriter, *http.Request) {
		value, ok := known.Load(id)
		if !ok {
			next, err := dial(id)
			if err != nil {
				return
			}
			known.Store(id, next)
			return
		}
		dialler.Report(value.(mqtt.Client))
	})
}

func badNotAskedByRequest(id string) {
	http.HandleFunc("/", func(http.ResponseWriter, *http.Request) {
		next, err := dial(id) // want `\(sameidentity\)`
		if err != nil {
			return
		}
		known.Store(id, next)
	})
}
