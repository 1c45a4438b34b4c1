package callback

import mqtt "github.com/eclipse/paho.mqtt.golang"

// -- the client is made by one function, and its options by another --

func made(opts *mqtt.ClientOptions) (mqtt.Client, error) {
	c := mqtt.NewClient(opts)
	t := c.Connect()
	t.Wait()
	return c, t.Error()
}

func madeQuiet(opts *mqtt.ClientOptions) (mqtt.Client, error) {
	opts.SetAutoReconnect(false)
	return made(opts)
}

func badHanded(broker string) (mqtt.Client, error) {
	opts := mqtt.NewClientOptions().AddBroker(broker)
	opts.SetConnectionLostHandler(func(c mqtt.Client, _ error) {
		c.Connect() // want `paho client c is connected in its own handler.*\(callbackconnect\)`
	})
	return made(opts)
}

func badHandedOn(broker string) error {
	opts := mqtt.NewClientOptions().AddBroker(broker)
	opts.SetConnectionLostHandler(func(mqtt.Client, error) {
		made(opts) // want `in the handler of another.*\(callbackconnect\)`
	})
	_, err := made(opts)
	return err
}

func goodHandedQuiet(broker string) (mqtt.Client, error) {
	opts := mqtt.NewClientOptions().AddBroker(broker)
	opts.SetConnectionLostHandler(func(c mqtt.Client, _ error) { c.Connect() })
	return madeQuiet(opts)
}

func goodHandedManual(broker string) (mqtt.Client, error) {
	opts := mqtt.NewClientOptions().AddBroker(broker).SetAutoReconnect(false)
	opts.SetConnectionLostHandler(func(c mqtt.Client, _ error) { c.Connect() })
	return made(opts)
}

// Nobody knows what made the options.
func goodUnknown(opts *mqtt.ClientOptions) (mqtt.Client, error) {
	opts.SetConnectionLostHandler(func(c mqtt.Client, _ error) { c.Connect() })
	return made(opts)
}

func given(broker string) *mqtt.ClientOptions {
	opts := mqtt.NewClientOptions().AddBroker(broker)
	opts.SetConnectionLostHandler(func(c mqtt.Client, _ error) {
		c.Connect() // want `paho client c is connected in its own handler.*\(callbackconnect\)`
	})
	return opts
}

func badGiven(broker string) mqtt.Client { return mqtt.NewClient(given(broker)) }

func goodGiven(broker string) mqtt.Client {
	opts := givenQuiet(broker)
	opts.SetAutoReconnect(false)
	return mqtt.NewClient(opts)
}

func givenQuiet(broker string) *mqtt.ClientOptions {
	opts := mqtt.NewClientOptions().AddBroker(broker)
	opts.SetConnectionLostHandler(func(c mqtt.Client, _ error) { c.Connect() })
	return opts
}

type device struct {
	opts   *mqtt.ClientOptions
	client mqtt.Client
}

func newDevice(broker string) *device {
	d := &device{opts: mqtt.NewClientOptions().AddBroker(broker)}
	d.opts.SetConnectionLostHandler(d.lost)
	return d
}

func (d *device) lost(mqtt.Client, error) {
	d.connect() // want `in the handler of another.*\(callbackconnect\)`
}

func (d *device) connect() error {
	c, err := made(d.opts)
	if err == nil {
		d.client = c
	}
	return err
}

func badDevice(broker string) error { return newDevice(broker).connect() }
