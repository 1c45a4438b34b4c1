package typestate

import (
	"strings"
	"testing"
)

func TestX(t *testing.T) {
	a, fns := analyse(t, summarised)
	for _, fn := range fns {
		s := a.Summarize(fn)
		if s == nil {
			t.Log(fn.Name(), "nil")
			continue
		}
		t.Log(fn.Name(), "\n\t"+strings.ReplaceAll(s.String(), "; ", "\n\t"))
	}
}

const summarised = `
func connect(c *hub.Client) error { return c.Connect() }

func guarded(c *hub.Client) error {
	if c.IsConnected() {
		return nil
	}
	return c.Connect()
}

func closer(c *hub.Client) { c.Close() }

func deferred(c *hub.Client) error {
	defer c.Close()
	return c.Connect()
}

func restart(c *hub.Client) error {
	c.Close()
	return c.Connect()
}

func retry(c *hub.Client) {
	for c.Connect() != nil {
		time.Sleep(time.Second)
	}
}

func must(c *hub.Client) {
	if err := c.Connect(); err != nil {
		panic(err)
	}
}

func use(c *hub.Client) error { return c.Send("x") }

func construct() (*hub.Client, error) {
	c := hub.New("x")
	if err := c.Connect(); err != nil {
		return nil, err
	}
	return c, nil
}

func dial() (*hub.Conn, error) { return hub.Dial("x") }

func started(c *hub.Client) *hub.Token { return c.Start() }

func waited(c *hub.Client) error {
	t := c.Start()
	t.Wait()
	return t.Error()
}

type link struct{ c *hub.Client; up bool }

func (l *link) open() error {
	if l.up {
		return nil
	}
	if err := l.c.Connect(); err != nil {
		return err
	}
	l.up = true
	return nil
}

func (l *link) reset() { l.c = nil }

var shared = hub.New("x")

func global() { shared.Connect() }

func nothing(n int) int { return n + 1 }

func twice(f func()) { f(); f() }

func retrying(f func() error) error {
	for range 3 {
		if err := f(); err == nil {
			return nil
		}
	}
	return errors.New("gave up")
}

func background(c *hub.Client) { go c.Connect() }
`
