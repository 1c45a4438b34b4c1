package eager

import (
	"log"
	"time"

	"github.com/hashicorp/go-multierror"
	amqp "github.com/rabbitmq/amqp091-go"
)

// Errors that are put together take no time.

func shift(url string, serve func(*amqp.Connection) error) error {
	var all *multierror.Error
	conn, err := amqp.Dial(url)
	if err != nil {
		return multierror.Append(all, err)
	}
	all = multierror.Append(all, serve(conn))
	return multierror.Append(all, conn.Close()).ErrorOrNil()
}

func badSessions(url string, serve func(*amqp.Connection) error) {
	for {
		if err := shift(url, serve); err != nil { // want `\(eagerreconnect\)`
			log.Print(multierror.Prefix(err, "shift"))
		}
	}
}

func goodSessions(url string, serve func(*amqp.Connection) error) {
	for {
		if err := shift(url, serve); err != nil {
			log.Print(multierror.Prefix(err, "shift"))
			time.Sleep(time.Second)
		}
	}
}

// Whoever waits for a group may wait for long.
func goodGroups(url string, g *multierror.Group, serve func(*amqp.Connection) error) {
	for {
		if err := shift(url, serve); err != nil {
			log.Print(err, g.Wait())
		}
	}
}
