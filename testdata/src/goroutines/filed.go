package goroutines

import (
	"sync"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// Two that find nothing under the key at the same time are a race.

var filed sync.Map

func (cfg *config) connected(id string) mqtt.Client {
	c := mqtt.NewClient(cfg.options(id))
	if t := c.Connect(); t.Wait() && t.Error() != nil {
		return nil
	}
	return c
}

func filedUnder(key string, cfg *config) {
	if _, ok := filed.Load(key); !ok {
		c := cfg.connected(key)
		if c == nil {
			return
		}
		filed.Store(key, c)
	}
	select {}
}

func goodFiledOnce(key string, cfg *config, topics []string) {
	for range topics {
		go filedUnder(key, cfg)
	}
}

func badFiledUnasked(key string, cfg *config, topics []string) {
	for range topics {
		go func() {
			if c := cfg.connected(key); c != nil { // want `\(sameidentity\)`
				filed.Store(key, c)
				select {}
			}
		}()
	}
}

func goodMappedOnce(clients map[string]mqtt.Client, key string, cfg *config, topics []string) {
	for range topics {
		go func() {
			if clients[key] == nil {
				c := mqtt.NewClient(cfg.options(key))
				c.Connect().Wait()
				clients[key] = c
			}
			select {}
		}()
	}
}
