package lost

import (
	"context"
	"log"
	"reflect"
	"runtime"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	amqp "github.com/rabbitmq/amqp091-go"
)

// A context carries a client to whoever asks it for the key.

type carriedKey struct{}

func carriedClient(ctx context.Context) mqtt.Client {
	c, _ := ctx.Value(carriedKey{}).(mqtt.Client)
	return c
}

func carriedServe(ctx context.Context) { defer carriedClient(ctx).Disconnect(250) }

func goodCarried(ctx context.Context, o *mqtt.ClientOptions) {
	for range 3 {
		c := mqtt.NewClient(o)
		if t := c.Connect(); t.Wait() && t.Error() != nil {
			continue
		}
		carriedServe(context.WithValue(ctx, carriedKey{}, c))
	}
}

func badCarriesAnother(ctx context.Context, o *mqtt.ClientOptions, id string) {
	for range 3 {
		c := mqtt.NewClient(o)
		if t := c.Connect(); t.Wait() && t.Error() != nil { // want `\(lostclient\)`
			continue
		}
		carriedServe(context.WithValue(ctx, carriedKey{}, id))
	}
}

func goodCarriedAgain(ctx context.Context, c mqtt.Client) {
	c.Connect().Wait()
	carriedClient(context.WithValue(ctx, carriedKey{}, c)).Disconnect(250)
	c.Connect().Wait()
}

func badCarriedAgain(ctx context.Context, c mqtt.Client) {
	c.Connect().Wait()
	carriedClient(context.WithValue(ctx, carriedKey{}, c)).Publish("readings", 1, false, "21.5")
	c.Connect().Wait() // want `\(doubleconnect\)`
}

// Who holds the reflection of a client calls its methods unseen.
func goodReflected(url string) {
	for range 3 {
		conn, err := amqp.Dial(url)
		if err != nil {
			continue
		}
		reflect.ValueOf(conn).MethodByName("Close").Call(nil)
	}
}

func badTypeOnly(url string) {
	for range 3 {
		conn, err := amqp.Dial(url) // want `\(lostclient\)`
		if err != nil {
			continue
		}
		log.Print(reflect.TypeOf(conn))
	}
}

// The collector closes it some day.
func goodFinalized(url string) {
	for range 3 {
		conn, err := amqp.Dial(url)
		if err != nil {
			continue
		}
		runtime.SetFinalizer(conn, (*amqp.Connection).Close)
	}
}

type carriedHandle struct{ conn *amqp.Connection }

func goodCleanup(url string) {
	for range 3 {
		conn, err := amqp.Dial(url)
		if err != nil {
			continue
		}
		h := &carriedHandle{conn}
		runtime.AddCleanup(h, func(c *amqp.Connection) { c.Close() }, conn)
	}
}
