package branch

import (
	"context"
	"crypto/tls"
	"log"
	"os"
	"time"

	"github.com/amenzhinsky/iothub/iotdevice"
	mqtt "github.com/eclipse/paho.mqtt.golang"
)

func goodGoto(ctx context.Context, c *iotdevice.Client) {
	tries := 0
again:
	if err := c.Connect(context.Background()); err != nil {
		if tries++; tries < 5 {
			goto again
		}
		return
	}
	log.Print("up after ", tries)
	c.SendEvent(ctx, nil)
}

func badGoto(ctx context.Context, c *iotdevice.Client) {
	tries := 0
again:
	if err := c.Connect(context.Background()); err != nil { // want `\(doubleconnect\)`
		return
	}
	if err := c.SendEvent(ctx, []byte("up")); err != nil {
		if tries++; tries < 5 {
			goto again
		}
	}
}

func badGotoForward(c mqtt.Client, cfg *tls.Config) {
	if cfg == nil {
		c.Connect().Wait()
		goto plain
	}
	log.Print("with ", len(cfg.Certificates), " certificates")
plain:
	c.Connect().Wait() // want `\(doubleconnect\)`
}

func goodGotoForward(c mqtt.Client, cfg *tls.Config) {
	if cfg == nil {
		c.Connect().Wait()
		goto up
	}
	log.Print("with ", len(cfg.Certificates), " certificates")
	c.Connect().Wait()
up:
	c.Publish("up", 0, false, "")
}

func goodLabelledBreak(c mqtt.Client, sites [][]string) {
sites:
	for _, site := range sites {
		for _, host := range site {
			t := c.Connect()
			t.Wait()
			if t.Error() == nil {
				break sites
			}
			log.Print(host, ": ", t.Error())
		}
	}
}

// Leaves the inner loop only.
func badBreak(c mqtt.Client, sites [][]string) {
	for _, site := range sites {
		for _, host := range site {
			t := c.Connect() // want `\(doubleconnect\)`
			t.Wait()
			if t.Error() == nil {
				break
			}
			log.Print(host, ": ", t.Error())
		}
	}
}

func goodLabelledContinue(c mqtt.Client, sites [][]string) bool {
sites:
	for _, site := range sites {
		for _, host := range site {
			if host == "" {
				continue sites
			}
			if t := c.Connect(); t.Wait() && t.Error() != nil {
				continue sites
			}
			return true
		}
	}
	return false
}

func badLabelledContinue(c mqtt.Client, sites [][]string) bool {
sites:
	for _, site := range sites {
		for _, host := range site {
			if t := c.Connect(); t.Wait() && t.Error() != nil { // want `\(doubleconnect\)`
				log.Print(host)
				return false
			}
			continue sites
		}
	}
	return true
}

// break leaves the switch, not the loop.
func badBreakInSwitch(c mqtt.Client) {
	for {
		t := c.Connect() // want `\(doubleconnect\)`
		t.Wait()
		switch t.Error() {
		case nil:
			break
		default:
			log.Print(t.Error())
			time.Sleep(time.Second)
		}
	}
}

func goodReturnInSwitch(c mqtt.Client) {
	for {
		t := c.Connect()
		t.Wait()
		switch t.Error() {
		case nil:
			return
		default:
			log.Print(t.Error())
			time.Sleep(time.Second)
		}
	}
}

func goodCloseInOneArm(c mqtt.Client, renew bool) {
	c.Connect().Wait()
	if renew {
		c.Disconnect(250)
		c.Connect().Wait()
	}
	c.Publish("up", 0, false, "")
}

func badCloseInOtherArm(c mqtt.Client, renew bool) {
	c.Connect().Wait()
	if !renew {
		c.Disconnect(250)
	} else {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func goodCloseInBothArms(c mqtt.Client, quick bool) {
	c.Connect().Wait()
	if quick {
		c.Disconnect(0)
	} else {
		c.Disconnect(1000)
	}
	c.Connect().Wait()
}

func badCloseInFirstArmOnly(c mqtt.Client, quick bool) {
	c.Connect().Wait()
	if quick {
		c.Disconnect(0)
	} else {
		log.Print("slowly")
	}
	c.Connect().Wait() // want `\(doubleconnect\)`
}

func goodTypeSwitch(v any) {
	switch c := v.(type) {
	case mqtt.Client:
		c.Connect().Wait()
	case *iotdevice.Client:
		if err := c.Connect(context.Background()); err != nil {
			log.Print(err)
		}
	}
}

func badTypeSwitch(v any) {
	switch c := v.(type) {
	case mqtt.Client:
		c.Connect().Wait()
		c.Connect().Wait() // want `\(doubleconnect\)`
	case *iotdevice.Client:
		if err := c.Connect(context.Background()); err != nil {
			log.Print(err)
		}
	}
}

// A constant condition makes the second one unreachable.
func goodNever(c mqtt.Client) {
	const debug = false
	c.Connect().Wait()
	if debug {
		c.Connect().Wait()
	}
}

// Branches that have nothing to do with the connection leave it what it is.
func goodUnrelated(c mqtt.Client, a, b, d, e bool) {
	err := func() error { t := c.Connect(); t.Wait(); return t.Error() }()
	if a {
		log.Print("a")
	}
	if b {
		log.Print("b")
	} else if d {
		log.Print("d")
	}
	if e && os.Getenv("E") != "" {
		log.Print("e")
	}
	if err != nil {
		c.Connect().Wait()
	}
}

func badUnrelated(c mqtt.Client, a, b, d, e bool) {
	err := func() error { t := c.Connect(); t.Wait(); return t.Error() }()
	if a {
		log.Print("a")
	}
	if b {
		log.Print("b")
	} else if d {
		log.Print("d")
	}
	if e && os.Getenv("E") != "" {
		log.Print("e")
	}
	if err == nil {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}
