// Package request has handlers that another package registers.
package request

import (
	"errors"
	"time"

	"github.com/gin-gonic/gin"
	amqp "github.com/rabbitmq/amqp091-go"
)

// Send opens a connection for one message, and leaves it.
func Send(url string) {
	conn, err := amqp.Dial(url)
	if err != nil {
		return
	}
	if ch, err := conn.Channel(); err == nil {
		ch.Close()
	}
}

// Post leaves a connection behind.
func Post(*gin.Context) { Send("amqp://hub") }

// Health closes what it opens.
func Health(*gin.Context) {
	if conn, err := amqp.Dial("amqp://hub"); err == nil {
		conn.Close()
	}
}

// Until calls f each second until it returns true, or it is too late.
func Until(deadline time.Time, f func() bool) error {
	return until(deadline, func(int) (again bool) { return !f() })
}

func until(deadline time.Time, f func(round int) (again bool)) error {
	for round := 0; time.Now().Before(deadline); round++ {
		if !f(round) {
			return nil
		}
		time.Sleep(time.Second)
	}
	return errors.New("too late")
}
