package recursion

import (
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
)

// The function that tries again is the function itself: it leaves the connection whose channel failed.
func badDialAgain(url string) *amqp.Channel {
	conn, err := amqp.Dial(url) // want `\(lostclient\)`
	if err != nil {
		time.Sleep(time.Second)
		return badDialAgain(url)
	}
	ch, err := conn.Channel()
	if err != nil {
		return badDialAgain(url)
	}
	return ch
}

func goodDialAgain(url string) *amqp.Channel {
	conn, err := amqp.Dial(url)
	if err != nil {
		time.Sleep(time.Second)
		return goodDialAgain(url)
	}
	ch, err := conn.Channel()
	if err != nil {
		conn.Close()
		return goodDialAgain(url)
	}
	return ch
}

// Each call has a connection of its own, and closes it.
func goodNested(url string, depth int) {
	if depth == 0 {
		return
	}
	conn, err := amqp.Dial(url)
	if err != nil {
		return
	}
	defer conn.Close()
	goodNested(url, depth-1)
}
