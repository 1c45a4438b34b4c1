// Package suppress silences reports by directives.
package suppress

import (
	mqtt "github.com/eclipse/paho.mqtt.golang"
)

func goodTrailing(c mqtt.Client) {
	c.Connect().Wait()
	c.Connect().Wait() //lint:ignore hublint/doubleconnect the broker's keep-alive test needs it
}

func goodLineAbove(c mqtt.Client) {
	c.Connect().Wait()
	//lint:ignore hublint/doubleconnect the broker's keep-alive test needs it
	c.Connect().Wait()
}

func goodWholeTool(c mqtt.Client) {
	c.Connect().Wait()
	//lint:ignore hublint the broker's keep-alive test needs it
	c.Connect().Wait()
}

// The directive is for the line below only.
func badTooFar(c mqtt.Client) {
	c.Connect().Wait()
	//lint:ignore hublint/doubleconnect too far away // want `directive`
	c.Publish("up", 0, false, "")
	c.Connect().Wait() // want `\(doubleconnect\)`
}

// Another category.
func badCategory(c mqtt.Client) {
	c.Connect().Wait()
	//lint:ignore hublint/reuseclosed this one cannot happen here // want `directive`
	c.Connect().Wait() // want `\(doubleconnect\)`
}

// Another tool: not ours to judge.
func badTool(c mqtt.Client) {
	c.Connect().Wait()
	//lint:ignore SA4006 a check of another tool
	c.Connect().Wait() // want `\(doubleconnect\)`
}

func goodOtherTool(c mqtt.Client) {
	//lint:ignore SA4006 a check of another tool
	c.Connect().Wait()
}

// Nothing is wrong on that line.
func badNothing(c mqtt.Client) {
	//lint:ignore hublint/doubleconnect nothing to silence // want `directive`
	c.Connect().Wait()
}

// A comment is no reason.
func badNoReason(c mqtt.Client) {
	c.Connect().Wait()
	//lint:ignore hublint/doubleconnect // want `directive`
	c.Connect().Wait() // want `\(doubleconnect\)`
}

func goodReason(c mqtt.Client) {
	c.Connect().Wait()
	//lint:ignore hublint/doubleconnect paho ignores it // and so do we
	c.Connect().Wait()
}

func goodOfTwo(c, d mqtt.Client) {
	c.Connect().Wait()
	d.Connect().Wait()
	//lint:ignore hublint/doubleconnect the bench does this on purpose
	c.Connect().Wait()
	d.Publish("up", 0, false, "")
}

// One of the two is silenced.
func badOfTwo(c, d mqtt.Client) {
	c.Connect().Wait()
	d.Connect().Wait()
	//lint:ignore hublint/doubleconnect the bench does this on purpose
	c.Connect().Wait()
	d.Connect().Wait() // want `\(doubleconnect\)`
}

func goodInLoop(c mqtt.Client, lines []string) {
	for _, line := range lines {
		c.Connect().Wait() //lint:ignore hublint/doubleconnect paho ignores it
		c.Publish("line", 0, false, line)
	}
}

func badInLoop(c mqtt.Client, lines []string) {
	for _, line := range lines {
		c.Connect().Wait() // want `\(doubleconnect\)`
		c.Publish("line", 0, false, line)
	}
}
