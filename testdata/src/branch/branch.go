// Package branch decides by if, switch and goto which connect is reached.
package branch

import (
	"context"
	"errors"
	"log"

	mqtt "github.com/eclipse/paho.mqtt.golang"
	"github.com/gopcua/opcua"
)

func goodEitherArm(c mqtt.Client, secure bool) {
	if secure {
		log.Print("connecting with certificates")
		c.Connect().Wait()
	} else {
		log.Print("connecting without")
		c.Connect().Wait()
	}
	c.Publish("up", 0, false, "hello")
}

// The else was lost.
func badNoElse(c mqtt.Client, secure bool) {
	if secure {
		log.Print("connecting with certificates")
		c.Connect().Wait()
	}
	c.Connect().Wait() // want `\(doubleconnect\)`
}

func goodReturnInArm(c mqtt.Client, secure bool) {
	if secure {
		c.Connect().Wait()
		return
	}
	c.Connect().Wait()
}

// The same condition again excludes the first arm.
func goodOppositeConditions(c mqtt.Client, secure bool) {
	if secure {
		c.Connect().Wait()
	}
	log.Print("secure: ", secure)
	if !secure {
		c.Connect().Wait()
	}
}

func badSameCondition(c mqtt.Client, secure bool) {
	if secure {
		c.Connect().Wait()
	}
	log.Print("secure: ", secure)
	if secure {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func badUnrelatedConditions(c mqtt.Client, secure, verbose bool) {
	if secure {
		c.Connect().Wait()
	}
	if verbose {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func goodSwitchCases(c mqtt.Client, mode string) error {
	switch mode {
	case "direct", "":
		t := c.Connect()
		t.Wait()
		return t.Error()
	case "gateway":
		t := c.Connect()
		t.Wait()
		if t.Error() != nil {
			return t.Error()
		}
		c.Publish("gateway/up", 1, true, "")
	default:
		return errors.New("unknown mode " + mode)
	}
	return nil
}

func badFallthrough(c mqtt.Client, mode string) {
	switch mode {
	case "gateway":
		c.Connect().Wait()
		c.Publish("gateway/up", 1, true, "")
		fallthrough
	case "direct":
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}

func goodFallthroughBefore(c mqtt.Client, mode string) {
	switch mode {
	case "gateway":
		log.Print("announcing a gateway")
		fallthrough
	case "direct":
		c.Connect().Wait()
	}
}

func badSwitchThenConnect(c mqtt.Client, mode string) {
	switch mode {
	case "gateway":
		c.Connect().Wait()
	case "direct":
		log.Print("direct")
	}
	c.Connect().Wait() // want `\(doubleconnect\)`
}

func goodSwitchTrue(ctx context.Context, c *opcua.Client) error {
	err := c.Connect(ctx)
	switch {
	case err == nil:
		return c.UpdateNamespaces(ctx)
	case errors.Is(err, context.Canceled):
		return nil
	default:
		return c.Connect(ctx)
	}
}

func badSwitchTrue(ctx context.Context, c *opcua.Client) error {
	err := c.Connect(ctx)
	switch {
	case errors.Is(err, context.Canceled):
		return nil
	case err == nil:
		log.Print("up")
	default:
		log.Print("down: ", err)
	}
	return c.Connect(ctx) // want `\(doubleconnect\)`
}

func goodShortCircuit(c mqtt.Client, want bool) bool {
	t := c.Connect()
	return t.Wait() && t.Error() == nil && want
}

// The right side is evaluated only after the left one has succeeded.
func badAnd(ctx context.Context, c *opcua.Client) bool {
	return c.Connect(ctx) == nil && c.Connect(ctx) == nil // want `\(doubleconnect\)`
}

// The right side is evaluated only after the left one has failed.
func goodOr(ctx context.Context, c *opcua.Client) bool {
	return c.Connect(ctx) == nil || c.Connect(ctx) == nil
}

func badOr(ctx context.Context, c *opcua.Client) bool {
	return c.Connect(ctx) != nil || c.Connect(ctx) != nil // want `\(doubleconnect\)`
}

// Of the many ways through the switch, one asks for it.
func badOneOfManyCases(c mqtt.Client, code int) {
	c.Connect().Wait()
	restart := false
	switch code {
	case 200:
		restart = true
	case 0:
		log.Print("accepted")
	case 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30,
		31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58:
		log.Print("refused: ", code)
	case 128:
		log.Print("unspecified error")
	case 129:
		log.Print("reason 129")
	case 130:
		log.Print("reason 130")
	case 131:
		log.Print("reason 131")
	case 132:
		log.Print("reason 132")
	case 133:
		log.Print("reason 133")
	case 134:
		log.Print("reason 134")
	case 135:
		log.Print("reason 135")
	case 136:
		log.Print("reason 136")
	case 137:
		log.Print("reason 137")
	case 138:
		log.Print("reason 138")
	case 139:
		log.Print("reason 139")
	case 140:
		log.Print("reason 140")
	case 141:
		log.Print("reason 141")
	case 142:
		log.Print("reason 142")
	case 143:
		log.Print("reason 143")
	case 144:
		log.Print("reason 144")
	case 145:
		log.Print("reason 145")
	case 146:
		log.Print("reason 146")
	case 147:
		log.Print("reason 147")
	case 148:
		log.Print("reason 148")
	case 149:
		log.Print("reason 149")
	case 150:
		log.Print("reason 150")
	case 151:
		log.Print("reason 151")
	case 152:
		log.Print("reason 152")
	case 153:
		log.Print("reason 153")
	case 154:
		log.Print("reason 154")
	case 155:
		log.Print("reason 155")
	case 156:
		log.Print("reason 156")
	case 157:
		log.Print("reason 157")
	case 158:
		log.Print("reason 158")
	case 159:
		log.Print("reason 159")
	case 160:
		log.Print("reason 160")
	case 161:
		log.Print("reason 161")
	case 162:
		log.Print("reason 162")
	case 163:
		log.Print("reason 163")
	case 164:
		log.Print("reason 164")
	case 165:
		log.Print("reason 165")
	case 166:
		log.Print("reason 166")
	case 167:
		log.Print("reason 167")
	case 168:
		log.Print("reason 168")
	case 169:
		log.Print("reason 169")
	case 170:
		log.Print("reason 170")
	case 171:
		log.Print("reason 171")
	case 172:
		log.Print("reason 172")
	}
	log.Print("restart: ", restart)
	if restart {
		c.Connect().Wait() // want `\(doubleconnect\)`
	}
}
