// Package link has the helpers of the other packages: what they do is known there by facts only.
package link

import mqtt "github.com/eclipse/paho.mqtt.golang"

// Up connects.
func Up(c mqtt.Client) error {
	t := c.Connect()
	t.Wait()
	return t.Error()
}

// Down closes.
func Down(c mqtt.Client) { c.Disconnect(250) }
