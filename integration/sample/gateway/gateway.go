// Package gateway forwards. What it does wrong leaks a connection: a warning.
package gateway

import ditto "github.com/eclipse/ditto-clients-golang"

func badReopens(c ditto.Client) error {
	if err := c.Connect(); err != nil {
		return err
	}
	return c.Connect() // want doubleconnect
}

func goodReopens(c ditto.Client) error {
	if err := c.Connect(); err != nil {
		return err
	}
	c.Disconnect()
	return c.Connect()
}
