package identity

import (
	"context"
	"net/url"

	"github.com/eclipse/paho.golang/autopaho"
	"github.com/eclipse/paho.golang/paho"
)

// A list of hubs is written out for each client: it names the same ones.

func hubManager(ctx context.Context, hub string) (*autopaho.ConnectionManager, error) {
	u, err := url.Parse(hub)
	if err != nil {
		return nil, err
	}
	return autopaho.NewConnection(ctx, autopaho.ClientConfig{ServerUrls: []*url.URL{u}, ClientConfig: paho.ClientConfig{ClientID: "one"}})
}

func badSameHub(ctx context.Context) {
	hubManager(ctx, "mqtt://hub:1883")
	hubManager(ctx, "mqtt://hub:1883") // want `\(sameidentity\)`
}

func goodOtherHub(ctx context.Context) {
	hubManager(ctx, "mqtt://hub:1883")
	hubManager(ctx, "mqtt://other:1883")
}

func badSameList(ctx context.Context, u *url.URL) {
	one := autopaho.ClientConfig{ServerUrls: []*url.URL{u}}
	one.ClientID = "one"
	two := autopaho.ClientConfig{ServerUrls: []*url.URL{u}}
	two.ClientID = "one"
	autopaho.NewConnection(ctx, one)
	autopaho.NewConnection(ctx, two) // want `\(sameidentity\)`
}

func goodOtherList(ctx context.Context, u, v *url.URL) {
	id := paho.ClientConfig{ClientID: "one"}
	autopaho.NewConnection(ctx, autopaho.ClientConfig{ServerUrls: []*url.URL{u}, ClientConfig: id})
	autopaho.NewConnection(ctx, autopaho.ClientConfig{ServerUrls: []*url.URL{u, v}, ClientConfig: id})
}

func goodChanged(ctx context.Context) {
	u, _ := url.Parse("mqtt://hub:1883")
	v, _ := url.Parse("mqtt://hub:1883")
	v.Host = "other:1883"
	id := paho.ClientConfig{ClientID: "one"}
	autopaho.NewConnection(ctx, autopaho.ClientConfig{ServerUrls: []*url.URL{u}, ClientConfig: id})
	autopaho.NewConnection(ctx, autopaho.ClientConfig{ServerUrls: []*url.URL{v}, ClientConfig: id})
}

type hubs struct {
	manager *autopaho.ConnectionManager
	hub     *url.URL
}

// reload makes the new one before it ends the old one.
func (h *hubs) reload(ctx context.Context) error {
	m, err := autopaho.NewConnection(ctx, autopaho.ClientConfig{ServerUrls: []*url.URL{h.hub}, ClientConfig: paho.ClientConfig{ClientID: "one"}})
	if err != nil {
		return err
	}
	if h.manager != nil {
		h.manager.Disconnect(ctx)
	}
	h.manager = m
	return nil
}

func badReload(ctx context.Context, hub *url.URL) {
	h := &hubs{hub: hub}
	h.reload(ctx)
	h.reload(ctx) // want `\(sameidentity\)`
}
