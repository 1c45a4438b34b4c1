package lost

import (
	"log"
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// The end of a channel is not the end of its connection: it has errors of its own. The end of its messages
// may be that of the connection.

func opened(url string) (*amqp.Connection, *amqp.Channel, <-chan amqp.Delivery, error) {
	conn, err := amqp.Dial(url)
	if err != nil {
		return nil, nil, nil, err
	}
	ch, err := conn.Channel()
	if err != nil {
		_ = conn.Close()
		return nil, nil, nil, err
	}
	messages, err := ch.Consume("q", "", true, false, false, false, nil)
	if err != nil {
		_ = conn.Close()
		return nil, nil, nil, err
	}
	return conn, ch, messages, nil
}

func untilChannelEnds(url string) error {
	_, ch, messages, err := opened(url)
	if err != nil {
		return err
	}
	end := ch.NotifyClose(make(chan *amqp.Error, 1))
	for {
		select {
		case m := <-messages:
			log.Print(m.Body)
		case err := <-end:
			return err
		}
	}
}

func badUntilChannelEnds(url string) {
	for {
		log.Print(untilChannelEnds(url)) // want `\(lostclient\)`
		time.Sleep(time.Second)
	}
}

func untilEitherEnds(url string) error {
	conn, ch, messages, err := opened(url)
	if err != nil {
		return err
	}
	gone, end := conn.NotifyClose(make(chan *amqp.Error, 1)), make(chan *amqp.Error, 1)
	ch.NotifyClose(end)
	for {
		select {
		case m := <-messages:
			log.Print(m.Body)
		case err := <-gone:
			return err
		case err := <-end:
			_ = conn.Close()
			return err
		}
	}
}

func goodUntilEitherEnds(url string) {
	for {
		log.Print(untilEitherEnds(url))
		time.Sleep(time.Second)
	}
}

func untilMessagesEnd(url string) error {
	_, _, messages, err := opened(url)
	if err != nil {
		return err
	}
	for {
		select {
		case m, ok := <-messages:
			if !ok {
				return nil
			}
			log.Print(m.Body)
		case <-time.After(time.Minute):
			log.Print("nothing")
		}
	}
}

func goodUntilMessagesEnd(url string) {
	for {
		log.Print(untilMessagesEnd(url))
		time.Sleep(time.Second)
	}
}

func untilIdle(url string) error {
	_, _, messages, err := opened(url)
	if err != nil {
		return err
	}
	for {
		select {
		case m, ok := <-messages:
			if !ok {
				return nil
			}
			log.Print(m.Body)
		case <-time.After(time.Minute):
			return nil
		}
	}
}

func badUntilIdle(url string) {
	for {
		log.Print(untilIdle(url)) // want `\(lostclient\)`
		time.Sleep(time.Second)
	}
}

// What is received may be no message: the program asks in its own way.
func untilEmpty(url string) error {
	_, _, messages, err := opened(url)
	if err != nil {
		return err
	}
	for {
		if m := <-messages; m.Acknowledger == nil {
			return nil
		}
	}
}

func goodUntilEmpty(url string) {
	for {
		log.Print(untilEmpty(url))
		time.Sleep(time.Second)
	}
}
