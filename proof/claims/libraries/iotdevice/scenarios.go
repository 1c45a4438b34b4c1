package iotdevice

import (
	"fmt"

	iothttp "github.com/amenzhinsky/iothub/iotdevice/transport/http"

	"github.com/hublint/hublint/proof/claims/await"
)

func secondConnect(r rig) (string, error) {
	c, err := r.connected()
	if err != nil {
		return "", err
	}
	return outcome(c.Connect(r.ctx)) + "; " + r.further(1), nil
}

func secondHTTP(r rig) (string, error) {
	tr := iothttp.New()
	c, err := r.client(tr)
	if err != nil {
		return "", err
	}
	first, second := c.Connect(r.ctx), c.Connect(r.ctx)
	return fmt.Sprintf("first %s, second %s; links %d", outcome(first), outcome(second), r.hub.Dials()), nil
}

// downConnect connects again while the link is down.
func downConnect(r rig) (string, error) {
	c, err := r.connected()
	if err != nil {
		return "", err
	}
	r.hub.Refuse(true)
	dials := r.hub.Dials()
	r.hub.Cut()
	if err := await.True(r.ctx, "an attempt to get the link back", func() bool { return r.hub.Dials() > dials }); err != nil {
		return "", err
	}
	return outcome(c.Connect(r.ctx)), nil
}

// linkBack looks whether the library itself gets a lost link back.
func linkBack(r rig) (string, error) {
	if _, err := r.connected(); err != nil {
		return "", err
	}
	r.hub.Cut()
	if err := r.hub.AwaitConnects(r.ctx, 2); err != nil {
		return "it stays down", nil
	}
	return r.staysOpen(), nil
}

func afterClose(r rig) (string, error) {
	c, err := r.connected()
	if err != nil {
		return "", err
	}
	if err := c.Close(); err != nil {
		return "", fmt.Errorf("close: %w", err)
	}
	if err := r.hub.AwaitGone(r.ctx, device); err != nil {
		return "", err
	}
	again := c.Connect(r.ctx)
	return fmt.Sprintf("%s; %s; second Close %s", outcome(again), r.further(1), outcome(c.Close())), nil
}

// closeFirst closes a client before it connects.
func closeFirst(r rig) (string, error) {
	c, err := r.client(r.transport())
	if err != nil {
		return "", err
	}
	if err := c.Close(); err != nil {
		return "", fmt.Errorf("close: %w", err)
	}
	again := c.Connect(r.ctx)
	closed := c.Close()
	return fmt.Sprintf("Connect %s, Close after it %s; %s", outcome(again), outcome(closed), r.staysOpen()), nil
}

func afterDenied(r rig) (string, error) {
	c, err := r.client(r.transport())
	if err != nil {
		return "", err
	}
	r.hub.Deny(true)
	first := c.Connect(r.ctx)
	if first == nil {
		return "the first connect has no error", nil
	}
	if err := await.True(r.ctx, "no link", func() bool { return r.hub.Links() == 0 }); err != nil {
		return "the failed connect leaves a link", nil
	}
	r.hub.Deny(false)
	second := c.Connect(r.ctx)
	return fmt.Sprintf("an error, nothing left; then %s, takeovers %d", outcome(second), r.hub.Takeovers()), nil
}

// afterExpired looks at what a Connect whose context ended leaves behind.
func afterExpired(r rig) (string, error) {
	if _, err := r.expired(); err != nil {
		return "", err
	}
	return "the context's error; " + r.staysOpen(), nil
}

// closeExpired closes a client whose Connect ended with its context.
func closeExpired(r rig) (string, error) {
	c, err := r.expired()
	if err != nil {
		return "", err
	}
	if err := r.hub.AwaitOpen(r.ctx, device); err != nil {
		return "", err
	}
	return "Close " + outcome(c.Close()) + "; " + r.staysOpen(), nil
}

// retryExpired connects again on the same client after the context ended.
func retryExpired(r rig) (string, error) {
	c, err := r.expired()
	if err != nil {
		return "", err
	}
	if err := r.hub.AwaitOpen(r.ctx, device); err != nil {
		return "", err
	}
	return "second Connect " + outcome(c.Connect(r.ctx)) + "; " + r.pingPong(), nil
}

func sameDevice(r rig) (string, error) {
	if _, err := r.connected(); err != nil {
		return "", err
	}
	newer, err := r.client(r.transport())
	if err != nil {
		return "", err
	}
	return "second client " + outcome(newer.Connect(r.ctx)) + "; " + r.pingPong(), nil
}

func deviceAndModule(r rig) (string, error) {
	if _, err := r.connected(); err != nil {
		return "", err
	}
	m, err := r.module()
	if err != nil {
		return "", err
	}
	connected := m.Connect(r.ctx)
	if err := r.hub.AwaitOpen(r.ctx, device+"/"+module); err != nil {
		return "", err
	}
	quiet := await.Absent(r.ctx, window, func() bool { return r.hub.Takeovers() > 0 })
	return fmt.Sprintf("module %s; takeovers %t", outcome(connected), !quiet), nil
}

func sharedTransport(r rig) (string, error) {
	tr := r.transport()
	first, err := r.client(tr)
	if err != nil {
		return "", err
	}
	second, err := r.client(tr)
	if err != nil {
		return "", err
	}
	if err := first.Connect(r.ctx); err != nil {
		return "", fmt.Errorf("the first client: %w", err)
	}
	return "second client " + outcome(second.Connect(r.ctx)) + "; " + r.further(1), nil
}
