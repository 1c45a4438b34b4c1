package lost

import (
	"time"

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

// A channel that is there stays: the helper returns none without its connection.
var one *amqp.Channel

func theChannel(url string) *amqp.Channel {
	if one == nil {
		conn, err := amqp.Dial(url)
		if err != nil {
			return nil
		}
		one = channelOf(conn)
	}
	return one
}

func goodTheChannel(url string) {
	for {
		if ch := theChannel(url); ch != nil {
			_ = ch.Publish("", "q", false, false, amqp.Publishing{})
		}
	}
}

// A publisher opens a channel again as long as its connection stands, and waits for the end of that
// before it dials the next.
type republisher struct {
	conn   *amqp.Connection
	ch     *amqp.Channel
	gone   chan *amqp.Error
	closed chan *amqp.Error
	quit   chan struct{}
}

func (r *republisher) dial(url string) (*amqp.Connection, error) {
	conn, err := amqp.Dial(url)
	if err != nil {
		return nil, err
	}
	r.conn, r.gone = conn, make(chan *amqp.Error, 1)
	r.conn.NotifyClose(r.gone)
	return conn, nil
}

func (r *republisher) open(conn *amqp.Connection) error {
	ch, err := conn.Channel()
	if err != nil {
		return err
	}
	r.ch, r.closed = ch, make(chan *amqp.Error, 1)
	r.ch.NotifyClose(r.closed)
	return nil
}

func (r *republisher) stay(conn *amqp.Connection) (quit bool) {
	for {
		if err := r.open(conn); err != nil {
			select {
			case <-r.quit:
				return true
			case <-r.gone:
				return false
			case <-time.After(time.Second):
			}
			continue
		}
		select {
		case <-r.quit:
			return true
		case <-r.gone:
			return false
		case <-r.closed:
		}
	}
}

func goodStay(r *republisher, url string) {
	for {
		conn, err := r.dial(url)
		if err != nil {
			time.Sleep(time.Second)
			continue
		}
		if r.stay(conn) {
			return
		}
	}
}
