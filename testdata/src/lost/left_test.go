package lost

import (
	"testing"

	amqp "github.com/rabbitmq/amqp091-go"
)

// What a test leaves open ends with its process.
func TestGoodLeft(t *testing.T) {
	for _, url := range []string{"amqp://a", "amqp://b"} {
		conn, err := amqp.Dial(url)
		if err != nil {
			t.Error(err)
			continue
		}
		if _, err := conn.Channel(); err != nil {
			t.Error(err)
		}
	}
}

// One client connected twice is wrong there too.
func TestBadTwice(t *testing.T) {
	c := mqttClient()
	c.Connect().Wait()
	c.Connect().Wait() // want `\(doubleconnect\)`
}
