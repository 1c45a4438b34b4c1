package branch

import (
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// Nothing comes from a nil channel: a loop turns its timer off while the connection is up.

func goodTimerOff(c mqtt.Client, done <-chan struct{}) {
	retry := time.After(0)
	for {
		select {
		case <-done:
			return
		case <-retry:
			if t := c.Connect(); t.Wait() && t.Error() != nil {
				retry = time.After(time.Second)
				continue
			}
			retry = nil
		}
	}
}

func badTimerOn(c mqtt.Client, done <-chan struct{}) {
	retry := time.After(0)
	for {
		select {
		case <-done:
			return
		case <-retry:
			if t := c.Connect(); t.Wait() && t.Error() != nil { // want `\(doubleconnect\)`
				println(t.Error().Error())
			}
			retry = time.After(time.Second)
		}
	}
}

func goodTimerOn(c mqtt.Client, lost <-chan error) {
	var retry <-chan time.Time
	connect := func() {
		t := c.Connect()
		if t.Wait(); t.Error() != nil {
			retry = time.After(time.Second)
			return
		}
		retry = nil
	}
	connect()
	for {
		select {
		case <-lost:
			c.Disconnect(250)
			retry = time.After(time.Second)
		case <-retry:
			connect()
		}
	}
}

func badTimerOnAnyway(c mqtt.Client, errs <-chan error) {
	var retry <-chan time.Time
	connect := func() {
		t := c.Connect() // want `\(doubleconnect\)`
		if t.Wait(); t.Error() != nil {
			retry = time.After(time.Second)
			return
		}
		retry = nil
	}
	connect()
	for {
		select {
		case <-errs:
			retry = time.After(time.Second)
		case <-retry:
			connect()
		}
	}
}

// Nor does anything go there.
func goodSendOff(c mqtt.Client, up, down chan struct{}) {
	next := up
	for {
		select {
		case next <- struct{}{}:
			if t := c.Connect(); t.Wait() && t.Error() == nil {
				next = nil
			}
		case <-down:
			c.Disconnect(250)
			next = up
		}
	}
}

func badSendOn(c mqtt.Client, up, down chan struct{}) {
	next := up
	for {
		select {
		case next <- struct{}{}:
			if t := c.Connect(); t.Wait() && t.Error() == nil { // want `\(doubleconnect\)`
				next = up
			}
		case <-down:
			c.Disconnect(250)
		}
	}
}

func goodWaitsForEver(c mqtt.Client) {
	var never chan struct{}
	c.Connect().Wait()
	<-never
	c.Connect().Wait()
}

func goodSendsForEver(c mqtt.Client) {
	var never chan struct{}
	c.Connect().Wait()
	never <- struct{}{}
	c.Connect().Wait()
}
