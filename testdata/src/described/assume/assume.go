// Package assume tells the analyzer what it cannot know.
package assume

import (
	"example.com/cases/described/link"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

type device struct {
	client mqtt.Client
	link   link.Link
	manage func(*device)
}

func badAssumedOpen(c mqtt.Client) {
	//hublint:assume open c
	c.Connect() // want `paho client c is connected again while it is open \(found connected on line 17\)`
}

func goodAssumedClosed(c mqtt.Client) {
	c.Connect()
	//hublint:assume closed c // the bench has cut the wire
	c.Connect()
}

func badNotAssumed(c mqtt.Client) {
	c.Connect()
	c.Connect() // want `paho client c is connected again`
}

func badBehindUnknown(d *device) {
	d.manage(d)
	//hublint:assume open d.client
	d.client.Connect() // want `paho client d.client is connected again`
}

func goodBehindUnknown(d *device) {
	d.client.Connect()
	d.manage(d)
	d.client.Connect()
}

func badOneBranch(c mqtt.Client, up bool) {
	if up {
		//hublint:assume open c
		up = true
	}
	if up {
		c.Connect() // want `paho client c is connected again`
	}
}

func goodOtherBranch(c mqtt.Client, up bool) {
	if up {
		//hublint:assume open c
		up = true
	}
	if !up {
		c.Connect()
	}
}

func badInLiteral(c mqtt.Client) func() {
	return func() {
		switch {
		case c != nil:
			//hublint:assume open c
			c.Connect() // want `paho client c is connected again`
		}
	}
}

func goodLoop(clients []mqtt.Client) {
	for _, c := range clients {
		c.Connect()
		//hublint:assume closed c
	}
}

func badValue(d *device) {
	//hublint:assume open d.link
	d.link.Open() // want `link.Link d.link is connected again`
}

func goodReassigned(make func() mqtt.Client) {
	c := make()
	//hublint:assume open c
	c.Publish("readings", 1, false, "21.5")
	c = make()
	c.Connect()
}

func badTrailing(c mqtt.Client) {
	c.Publish("readings", 1, false, "21.5") //hublint:assume open c
	c.Connect()                             // want `paho client c is connected again`
}
