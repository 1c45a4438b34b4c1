package lost

import (
	"github.com/cenkalti/backoff/v4"
	amqp "github.com/rabbitmq/amqp091-go"
)

// A retry helper returns what the last attempt has returned.

func badRetried(url string) (*amqp.Connection, error) {
	return backoff.RetryWithData(func() (*amqp.Connection, error) {
		conn, err := amqp.Dial(url) // want `\(lostclient\)`
		if err != nil {
			return nil, err
		}
		if _, err := conn.Channel(); err != nil {
			return nil, err
		}
		return conn, nil
	}, backoff.NewExponentialBackOff())
}

// An error that is permanent ends the attempts.
func goodPermanent(url string) (*amqp.Connection, error) {
	return backoff.RetryWithData(func() (*amqp.Connection, error) {
		conn, err := amqp.Dial(url)
		if err != nil {
			return nil, err
		}
		if _, err := conn.Channel(); err != nil {
			return nil, backoff.Permanent(err)
		}
		return conn, nil
	}, backoff.NewExponentialBackOff())
}

func redial(url string) (*amqp.Connection, error) {
	return backoff.RetryWithData(func() (*amqp.Connection, error) { return amqp.Dial(url) }, backoff.NewExponentialBackOff())
}

func badRedialled(url string) {
	for {
		conn, err := redial(url) // want `\(lostclient\)`
		if err != nil {
			return
		}
		if _, err := conn.Channel(); err != nil {
			continue
		}
		conn.Close()
	}
}

func goodRedialled(url string) {
	for {
		conn, err := redial(url)
		if err != nil {
			return
		}
		_, _ = conn.Channel()
		conn.Close()
	}
}
