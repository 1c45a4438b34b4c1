package identity

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// Settings that are read from outside: a decoder fills them in, and keeps nothing.

type settings struct{ Broker, ID string }

func (s settings) connect() (mqtt.Client, error) {
	c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker(s.Broker).SetClientID(s.ID))
	t := c.Connect()
	t.Wait()
	return c, t.Error()
}

func badDecoded(data []byte) {
	var s settings
	if json.Unmarshal(data, &s) != nil {
		return
	}
	_, _ = s.connect()
	_, _ = s.connect() // want `\(sameidentity\)`
}

func badFlags() {
	var s settings
	flag.StringVar(&s.Broker, "broker", "tcp://hub:1883", "")
	flag.StringVar(&s.ID, "id", "device", "")
	flag.Parse()
	_, _ = s.connect()
	_, _ = s.connect() // want `\(sameidentity\)`
}

func goodDecodedAgain(one, other []byte) {
	var s settings
	if json.Unmarshal(one, &s) != nil {
		return
	}
	_, _ = s.connect()
	if json.Unmarshal(other, &s) != nil {
		return
	}
	_, _ = s.connect()
}

func goodDecodedEach() (all []mqtt.Client) {
	var s settings
	for d := json.NewDecoder(os.Stdin); d.More(); {
		if d.Decode(&s) != nil {
			break
		}
		if c, err := s.connect(); err == nil {
			all = append(all, c)
		}
	}
	return all
}

func goodScanned() (all []mqtt.Client) {
	for {
		var s settings
		if _, err := fmt.Scan(&s.Broker, &s.ID); err != nil {
			return all
		}
		if c, err := s.connect(); err == nil {
			all = append(all, c)
		}
	}
}
