// Package limited starts goroutines one at a time.
package limited

import (
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"golang.org/x/sync/errgroup"
)

func goodOneAtATime(broker string, n int) error {
	var g errgroup.Group
	g.SetLimit(1)
	for range n {
		g.Go(func() error {
			c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(broker).SetClientID("worker"))
			if t := c.Connect(); t.Wait() && t.Error() != nil {
				return t.Error()
			}
			time.Sleep(time.Second)
			c.Disconnect(250)
			return nil
		})
	}
	return g.Wait()
}
