package app

import (
	"time"

	amqp "github.com/rabbitmq/amqp091-go"

	"example.com/cases/crosspkg/lib"
)

func badLeaky(url string) *amqp.Channel {
	for {
		ch, err := lib.Leaky(url) // want `\(lostclient\)`
		if err == nil {
			return ch
		}
		time.Sleep(time.Second)
	}
}

func goodTight(url string) *amqp.Channel {
	for {
		ch, err := lib.Tight(url)
		if err == nil {
			return ch
		}
		time.Sleep(time.Second)
	}
}

func badBusDial(b *lib.Bus) {
	for b.Dial() != nil { // want `\(lostclient\)`
		time.Sleep(time.Second)
	}
}

func goodRedial(b *lib.Bus) {
	for b.Redial() != nil {
		time.Sleep(time.Second)
	}
}

func badDown(b *lib.Bus) error {
	if b.Down() {
		return b.Dial() // want `\(lostclient\)`
	}
	return nil
}

func goodDown(b *lib.Bus) error {
	if b.Down() {
		return b.Redial()
	}
	return nil
}
