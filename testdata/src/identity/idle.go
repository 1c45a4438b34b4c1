package identity

import (
	"context"

	"github.com/amenzhinsky/iothub/iotdevice"
	iothttp "github.com/amenzhinsky/iothub/iotdevice/transport/http"
	iotmqtt "github.com/amenzhinsky/iothub/iotdevice/transport/mqtt"
)

// Over HTTP there is no connection that the hub could drop.

func goodOverHTTP(ctx context.Context, conn string) {
	for range 3 {
		c, err := iotdevice.NewFromConnectionString(iothttp.New(), conn)
		if err != nil || c.Connect(ctx) != nil {
			continue
		}
		_ = c.SendEvent(ctx, []byte("21.5"))
	}
}

func goodBesideHTTP(ctx context.Context, conn string) error {
	c, err := iotdevice.NewFromConnectionString(iotmqtt.New(), conn)
	if err != nil {
		return err
	}
	if err := c.Connect(ctx); err != nil {
		return err
	}
	defer c.Close()
	upload, err := iotdevice.NewFromConnectionString(iothttp.New(), conn)
	if err != nil {
		return err
	}
	return upload.Connect(ctx)
}

func badBesideMQTT(ctx context.Context, conn string) error {
	c, err := iotdevice.NewFromConnectionString(iotmqtt.New(), conn)
	if err != nil {
		return err
	}
	if err := c.Connect(ctx); err != nil {
		return err
	}
	defer c.Close()
	upload, err := iotdevice.NewFromConnectionString(iotmqtt.New(), conn)
	if err != nil {
		return err
	}
	return upload.Connect(ctx) // want `\(sameidentity\)`
}
