package lost

import (
	"time"

	amqp "github.com/rabbitmq/amqp091-go"
	"k8s.io/apimachinery/pkg/util/wait"
)

// A poll goes on while its condition says neither true nor an error.

func badPoll(url string) error {
	return wait.PollImmediate(time.Second, time.Minute, func() (bool, error) {
		conn, err := amqp.Dial(url) // want `\(lostclient\)`
		if err != nil {
			return false, nil
		}
		if _, err := conn.Channel(); err != nil {
			return false, nil
		}
		return true, conn.Close()
	})
}

func goodPoll(url string) error {
	return wait.PollImmediate(time.Second, time.Minute, func() (bool, error) {
		conn, err := amqp.Dial(url)
		if err != nil {
			return false, nil
		}
		if _, err := conn.Channel(); err != nil {
			return false, err
		}
		return true, conn.Close()
	})
}

func goodPolled(url string) (conn *amqp.Connection, err error) {
	err = wait.PollImmediate(time.Second, time.Minute, func() (bool, error) {
		conn, err = amqp.Dial(url)
		return err == nil, nil
	})
	return conn, err
}

func badUntil(url string, stop chan struct{}) {
	wait.Until(func() { _ = post(url) }, time.Second, stop) // want `\(lostclient\)`
}
