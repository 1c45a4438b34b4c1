package lost

import (
	"log"

	amqp "github.com/rabbitmq/amqp091-go"
)

// A loop that loses connections is told of once, whoever calls it, and whatever it depends on.

func postOnce(url string) error {
	conn, err := amqp.Dial(url)
	if err != nil {
		return err
	}
	ch, err := conn.Channel()
	if err != nil {
		return err
	}
	defer conn.Close()
	return ch.Tx()
}

func badPostsAll(urls []string, before func(string)) {
	for _, url := range urls {
		if before != nil {
			before(url)
		}
		if err := postOnce(url); err != nil { // want `opened by postOnce on line 29.*\(lostclient\)`
			log.Print(err)
		}
	}
}

func callsWithNothing(urls []string) { badPostsAll(urls, nil) }

func callsWithLog(urls []string) { badPostsAll(urls, func(url string) { log.Print(url) }) }

func postsIf(url string, before func(string)) error {
	if before != nil {
		before(url)
	}
	return postOnce(url)
}

// Here the loop is in the caller, and nothing else tells of it.
func badPostsOutside(urls []string) {
	for _, url := range urls {
		if err := postsIf(url, func(url string) { log.Print(url) }); err != nil { // want `\(lostclient\)`
			log.Print(err)
		}
	}
}
