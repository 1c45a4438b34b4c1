package loop

import (
	"iter"
	"log"
	"slices"
	"time"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

func goodForRange(c mqtt.Client, lines []string) {
	c.Connect().Wait()
	for _, line := range lines {
		c.Publish("line", 0, false, line)
	}
}

func badForRange(c mqtt.Client, lines []string) {
	for _, line := range lines {
		c.Connect().Wait() // want `\(doubleconnect\)`
		c.Publish("line", 0, false, line)
	}
}

func goodForRangeClosed(c mqtt.Client, lines []string) {
	for _, line := range lines {
		c.Connect().Wait()
		c.Publish("line", 0, false, line).Wait()
		c.Disconnect(250)
	}
}

// An empty line skips the close.
func badForRangeContinue(c mqtt.Client, lines []string) {
	for _, line := range lines {
		c.Connect().Wait() // want `\(doubleconnect\)`
		if line == "" {
			continue
		}
		c.Publish("line", 0, false, line).Wait()
		c.Disconnect(250)
	}
}

func goodForRangeContinue(c mqtt.Client, lines []string) {
	for _, line := range lines {
		if line == "" {
			continue
		}
		c.Connect().Wait()
		c.Publish("line", 0, false, line).Wait()
		c.Disconnect(250)
	}
}

func badRangeInt(c mqtt.Client) {
	for range 3 {
		c.Connect().Wait() // want `\(doubleconnect\)`
		time.Sleep(time.Second)
	}
}

func goodRangeInt(c mqtt.Client) {
	for i := range 3 {
		if t := c.Connect(); t.Wait() && t.Error() == nil {
			log.Print("connected after ", i)
			return
		}
		time.Sleep(time.Second)
	}
}

// The loop runs once.
func goodRangeOne(c mqtt.Client) {
	for range 1 {
		c.Connect().Wait()
	}
}

func badThreeClause(c mqtt.Client, n int) {
	for i := 0; i < n; i++ {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

// Only the first round connects.
func goodFirstRound(c mqtt.Client, lines []string) {
	for i, line := range lines {
		if i == 0 {
			c.Connect().Wait()
		}
		c.Publish("line", 0, false, line)
	}
}

// Every round but the first connects.
func badNotFirstRound(c mqtt.Client, lines []string) {
	for i, line := range lines {
		if i != 0 {
			c.Connect().Wait() // want `\(doubleconnect\)`
		}
		c.Publish("line", 0, false, line)
	}
}

func goodBeforeLoop(c mqtt.Client, in <-chan []byte) {
	c.Connect().Wait()
	for b := range in {
		c.Publish("raw", 0, false, b)
	}
	c.Disconnect(250)
}

func badRangeChannel(c mqtt.Client, in <-chan []byte) {
	for b := range in {
		c.Connect().Wait() // want `\(doubleconnect\)`
		c.Publish("raw", 0, false, b)
	}
	c.Disconnect(250)
}

func badRangeMap(c mqtt.Client, values map[string]float64) {
	for name, v := range values {
		c.Connect().Wait() // want `\(doubleconnect\)`
		c.Publish(name, 0, false, v)
	}
}

func goodRangeMap(c mqtt.Client, values map[string]float64) {
	c.Connect().Wait()
	for name, v := range values {
		c.Publish(name, 0, false, v)
	}
}

func badRangeFunc(c mqtt.Client, lines iter.Seq[string]) {
	for line := range lines {
		c.Connect().Wait() // want `\(doubleconnect\)`
		c.Publish("line", 0, false, line)
	}
}

func goodRangeFunc(c mqtt.Client, lines iter.Seq[string]) {
	c.Connect().Wait()
	for line := range lines {
		c.Publish("line", 0, false, line)
	}
}

func goodRangeFuncClosed(c mqtt.Client, lines iter.Seq2[int, string]) {
	for i, line := range lines {
		log.Print(i)
		c.Connect().Wait()
		c.Publish("line", 0, false, line).Wait()
		c.Disconnect(250)
	}
}

// Leaves on the first success, by break out of an iterator's body.
func goodRangeFuncBreak(c mqtt.Client, hosts []string) {
	for host := range slices.Values(hosts) {
		if t := c.Connect(); t.Wait() && t.Error() == nil {
			break
		}
		log.Print(host)
	}
	c.Publish("up", 0, false, "")
}

func badRangeFuncBreak(c mqtt.Client, hosts []string) {
	for host := range slices.Values(hosts) {
		if t := c.Connect(); t.Wait() && t.Error() != nil { // want `\(doubleconnect\)`
			break
		}
		log.Print(host)
	}
}

func goodRangeFuncReturn(c mqtt.Client, backoff iter.Seq[time.Duration]) error {
	var last error
	for d := range backoff {
		t := c.Connect()
		t.Wait()
		if last = t.Error(); last == nil {
			return nil
		}
		time.Sleep(d)
	}
	return last
}

func badRangeFuncReturn(c mqtt.Client, backoff iter.Seq[time.Duration]) error {
	var last error
	for d := range backoff {
		t := c.Connect() // want `\(doubleconnect\)`
		t.Wait()
		if last = t.Error(); last != nil {
			return last
		}
		time.Sleep(d)
	}
	return last
}

func attempts(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func goodOwnIterator(c mqtt.Client) bool {
	for i := range attempts(5) {
		t := c.Connect()
		t.Wait()
		if t.Error() == nil {
			return true
		}
		time.Sleep(time.Duration(i) * time.Second)
	}
	return false
}

func badOwnIterator(c mqtt.Client) bool {
	up := false
	for i := range attempts(5) {
		t := c.Connect() // want `\(doubleconnect\)`
		t.Wait()
		up = up || t.Error() == nil
		time.Sleep(time.Duration(i) * time.Second)
	}
	return up
}

// A session after the other: serve ends with the connection closed.
func goodSessions(c mqtt.Client, serve func(<-chan struct{}), stop <-chan struct{}) {
	for {
		c.Connect().Wait()
		serve(stop)
		c.Disconnect(250)
		select {
		case <-stop:
			return
		case <-time.After(time.Minute):
		}
	}
}

func badSessions(c mqtt.Client, serve func(<-chan struct{}), stop <-chan struct{}) {
	for {
		c.Connect().Wait() // want `\(doubleconnect\)`
		select {
		case <-stop:
			c.Disconnect(250)
			return
		case <-time.After(time.Minute):
			log.Print("next session")
		}
	}
}

func goodNested(c mqtt.Client, days, hours int) {
	for range days {
		c.Connect().Wait()
		for range hours {
			c.Publish("hour", 0, false, "")
		}
		c.Disconnect(250)
	}
}

// One level too deep.
func badNested(c mqtt.Client, days, hours int) {
	for range days {
		for range hours {
			c.Connect().Wait() // want `\(doubleconnect\)`
			c.Publish("hour", 0, false, "")
		}
		c.Disconnect(250)
	}
}

func badLoopAfterConnect(c mqtt.Client) {
	c.Connect().Wait()
	for {
		time.Sleep(time.Hour)
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func goodLoopAfterConnect(c mqtt.Client) {
	c.Connect().Wait()
	for {
		time.Sleep(time.Hour)
		c.Disconnect(250)
		c.Connect().Wait()
	}
}
