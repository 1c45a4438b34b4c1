package goroutines

import (
	"net/http"
	"testing"

	mqtt "github.com/eclipse/paho.mqtt.golang"
)

// A test knows how many requests it makes.
func TestGoodRequests(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("/telemetry", func(w http.ResponseWriter, r *http.Request) {
		c := mqtt.NewClient(mqtt.NewClientOptions().AddBroker("tcp://hub:1883").SetClientID("gateway"))
		c.Connect().Wait()
		c.Publish("readings", 1, false, r.URL.Path).Wait()
		c.Disconnect(250)
	})
}
