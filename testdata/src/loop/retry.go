// Package loop reaches connect again by going round.
package loop

import (
	"context"
	"errors"
	"fmt"
	"log"
	"math/rand"
	"time"

	"github.com/amenzhinsky/iothub/iotdevice"
	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/gopcua/opcua"
	"github.com/simonvetter/modbus"
)

func goodRetryToken(c mqtt.Client) {
	for {
		t := c.Connect()
		if t.Wait() && t.Error() == nil {
			break
		}
		time.Sleep(5 * time.Second)
	}
	c.Publish("up", 0, false, "")
}

// break was forgotten.
func badRetryToken(c mqtt.Client) {
	for {
		t := c.Connect() // want `\(doubleconnect\)`
		if t.Wait() && t.Error() == nil {
			log.Print("connected")
		}
		time.Sleep(5 * time.Second)
	}
}

func goodRetryInverted(c mqtt.Client) {
	for {
		if t := c.Connect(); t.Wait() && t.Error() != nil {
			log.Print(t.Error())
			time.Sleep(5 * time.Second)
			continue
		}
		break
	}
	c.Publish("up", 0, false, "")
}

// Goes round on success and leaves on failure.
func badRetryInverted(c mqtt.Client) {
	for {
		if t := c.Connect(); t.Wait() && t.Error() != nil { // want `\(doubleconnect\)`
			break
		}
		time.Sleep(5 * time.Second)
	}
}

func goodRetryError(ctx context.Context, c *opcua.Client) error {
	var err error
	for i := 0; i < 10; i++ {
		if err = c.Connect(ctx); err == nil {
			return nil
		}
		log.Printf("attempt %d: %v", i, err)
		time.Sleep(time.Duration(i) * time.Second)
	}
	return fmt.Errorf("giving up: %w", err)
}

func badRetryError(ctx context.Context, c *opcua.Client) error {
	var err error
	for i := 0; i < 10; i++ {
		if err = c.Connect(ctx); err != nil { // want `\(doubleconnect\)`
			log.Printf("attempt %d: %v", i, err)
		}
		time.Sleep(time.Duration(i) * time.Second)
	}
	return err
}

func goodRetryCondition(c *modbus.ModbusClient) {
	for err := c.Open(); err != nil; err = c.Open() {
		time.Sleep(time.Second)
	}
}

func badRetryCondition(c *modbus.ModbusClient) {
	for err := c.Open(); err == nil; err = c.Open() { // want `\(doubleconnect\)`
		time.Sleep(time.Second)
	}
}

func goodRetryInCondition(c *modbus.ModbusClient) {
	for c.Open() != nil {
		time.Sleep(time.Second)
	}
	c.ReadCoil(1)
}

func badRetryInCondition(c *modbus.ModbusClient) {
	for c.Open() == nil { // want `\(doubleconnect\)`
		c.ReadCoil(1)
	}
}

func goodRetryBool(c mqtt.Client) {
	ok := false
	for !ok {
		t := c.Connect()
		t.Wait()
		ok = t.Error() == nil
		if !ok {
			time.Sleep(time.Second)
		}
	}
}

func badRetryBool(c mqtt.Client) {
	ok := true
	for ok {
		t := c.Connect() // want `\(doubleconnect\)`
		t.Wait()
		ok = t.Error() == nil
	}
}

// Each attempt makes the answer of the last one.
func goodRetryDelay(c mqtt.Client) {
	delay := time.Second
	for attempt := 1; ; attempt++ {
		t := c.Connect()
		t.Wait()
		if t.Error() == nil {
			log.Printf("connected at attempt %d", attempt)
			return
		}
		time.Sleep(delay + time.Duration(rand.Int63n(int64(time.Second))))
		if delay *= 2; delay > time.Minute {
			delay = time.Minute
		}
	}
}

func badRetryDelay(c mqtt.Client) {
	delay := time.Second
	for attempt := 1; ; attempt++ {
		t := c.Connect() // want `\(doubleconnect\)`
		t.Wait()
		if t.Error() == nil {
			log.Printf("connected at attempt %d", attempt)
			delay = time.Second
		}
		time.Sleep(delay + time.Duration(rand.Int63n(int64(time.Second))))
		if delay *= 2; delay > time.Minute {
			delay = time.Minute
		}
	}
}

func goodRetryTicker(ctx context.Context, c mqtt.Client) error {
	retry := time.NewTicker(10 * time.Second)
	defer retry.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-retry.C:
			if t := c.Connect(); t.Wait() && t.Error() != nil {
				log.Print(t.Error())
				continue
			}
			retry.Stop()
			return nil
		}
	}
}

// Stopping the ticker would have done; without it the next tick connects again.
func badRetryTicker(ctx context.Context, c mqtt.Client) error {
	retry := time.NewTicker(10 * time.Second)
	defer retry.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-retry.C:
			if t := c.Connect(); t.Wait() && t.Error() != nil { // want `\(doubleconnect\)`
				log.Print(t.Error())
				continue
			}
			log.Print("connected")
		}
	}
}

// break leaves the select, not the loop.
func badBreakInSelect(ctx context.Context, c mqtt.Client, tick <-chan time.Time) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick:
			t := c.Connect() // want `\(doubleconnect\)`
			if t.Wait() && t.Error() == nil {
				break
			}
		}
	}
}

func goodBreakOfSelectLoop(ctx context.Context, c mqtt.Client, tick <-chan time.Time) {
wait:
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick:
			t := c.Connect()
			if t.Wait() && t.Error() == nil {
				break wait
			}
		}
	}
	c.Publish("up", 0, false, "")
}

func goodNewHubClientPerAttempt(ctx context.Context, build func() (*iotdevice.Client, error)) error {
	for {
		c, err := build()
		if err != nil {
			return err
		}
		if err = c.Connect(context.Background()); err == nil {
			return c.SendEvent(ctx, nil)
		}
		c.Close()
		time.Sleep(time.Minute)
	}
}

// Closing is right, trying the closed client again is not.
func badClosedHubClientPerAttempt(ctx context.Context, c *iotdevice.Client) error {
	for {
		if err := c.Connect(context.Background()); err == nil { // want `\(reuseclosed\)`
			return c.SendEvent(ctx, nil)
		}
		c.Close()
		time.Sleep(time.Minute)
	}
}

// Retries only what may pass, and gives up on the rest.
func goodRetrySome(ctx context.Context, c *opcua.Client) error {
	for {
		err := c.Connect(ctx)
		switch {
		case err == nil:
			return nil
		case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
			return err
		}
		time.Sleep(time.Second)
	}
}

func badRetrySome(ctx context.Context, c *opcua.Client) error {
	for {
		err := c.Connect(ctx) // want `\(doubleconnect\)`
		switch {
		case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
			return err
		}
		time.Sleep(time.Second)
	}
}
