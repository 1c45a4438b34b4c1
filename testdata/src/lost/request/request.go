// Package request has handlers that another package registers.
package request

import (
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
