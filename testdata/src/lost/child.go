package lost

import (
	amqp "github.com/rabbitmq/amqp091-go"
)

// A helper that opens a channel keeps nothing of the connection: whoever has the channel has it.

func channelOf(conn *amqp.Connection) *amqp.Channel {
	ch, err := conn.Channel()
	if err != nil {
		panic(err)
	}
	return ch
}

func post(url string) error {
	conn, err := amqp.Dial(url)
	if err != nil {
		return err
	}
	return channelOf(conn).Publish("", "q", false, false, amqp.Publishing{})
}

func postAndClose(url string) error {
	conn, err := amqp.Dial(url)
	if err != nil {
		return err
	}
	defer conn.Close()
	return channelOf(conn).Publish("", "q", false, false, amqp.Publishing{})
}

func badPosts(url string, texts []string) {
	for range texts {
		_ = post(url) // want `\(lostclient\)`
	}
}

func goodPosts(url string, texts []string) {
	for range texts {
		_ = postAndClose(url)
	}
}

// The channels are kept, and each is of a connection of its own.
func goodChannels(url string, texts []string) (all []*amqp.Channel) {
	for range texts {
		conn, err := amqp.Dial(url)
		if err != nil {
			break
		}
		all = append(all, channelOf(conn))
	}
	return all
}
