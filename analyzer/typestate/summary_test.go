package typestate

import (
	"bytes"
	"encoding/gob"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files")

const summarised = `
func connect(c *hub.Client) error { return c.Connect() }

func guarded(c *hub.Client) error {
	if c.IsConnected() {
		return nil
	}
	return c.Connect()
}

func closer(c *hub.Client) { c.Close() }

func connectAndClose(c *hub.Client) error {
	defer c.Close()
	return c.Connect()
}

func restart(c *hub.Client) error {
	c.Close()
	return c.Connect()
}

func restartConn(c *hub.Conn) error {
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

func idle() *hub.Client { return hub.New("x") }

func dial() (*hub.Conn, error) { return hub.Dial("x") }

func start(c *hub.Client) *hub.Token { return c.Start() }

func startAndWait(c *hub.Client) error {
	t := c.Start()
	t.Wait()
	return t.Error()
}

type link struct {
	c  *hub.Client
	up bool
}

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

func (l *link) drop() { l.c, l.up = nil, false }

var shared = hub.New("x")

func global() { shared.Connect() }

func pure(n int) int { return n + 1 }

func twice(f func()) { f(); f() }

func untilNil(f func() error) error {
	for range 3 {
		if f() == nil {
			return nil
		}
	}
	return errors.New("gave up")
}

func viaInterface(c interface{ Connect() error }) error { return c.Connect() }
`

// The golden file has what each function does to the clients that it is given or makes, by the
// state that they are in on entry. A violation there is one that the caller would make.
func TestSummaries(t *testing.T) {
	a, fns := analyse(t, summarised)
	var b strings.Builder
	for _, fn := range fns {
		s := a.Summarize(fns, fn)
		text := ""
		if s != nil {
			text = strings.TrimSuffix(strings.TrimPrefix(s.String(), "summary("), ")")
		}
		if text == "" {
			fmt.Fprintf(&b, "%s: does nothing to clients\n", fn.Name())
			continue
		}
		fmt.Fprintf(&b, "%s:\n", fn.Name())
		for part := range strings.SplitSeq(text, "; ") {
			if object, runs, ok := strings.Cut(part, ": "); ok {
				part = object + "\n\t\t" + strings.ReplaceAll(runs, " ", "\n\t\t")
			}
			fmt.Fprintf(&b, "\t%s\n", part)
		}
	}
	golden(t, "testdata/summaries.golden", b.String())
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is not what the test gives (-update writes it):\n%s", name, got)
	}
}

// Equal code gives equal bytes, and they say all that the summary says.
func TestSummariesAsFacts(t *testing.T) {
	first := encoded(t)
	for range 5 {
		for name, data := range encoded(t) {
			if !bytes.Equal(data, first[name]) {
				t.Errorf("the summary of %s differs from run to run", name)
			}
		}
	}
	for name, data := range first {
		var s Summary
		if err := gob.NewDecoder(bytes.NewReader(data)).Decode(&s); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !bytes.Equal(encode(t, &s), data) {
			t.Errorf("the summary of %s does not survive its encoding", name)
		}
	}
}

func encoded(t *testing.T) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	for i, src := range []string{summarised, calls, results, handedOut} {
		a, fns := analyse(t, src)
		for _, fn := range fns {
			if s := a.Summarize(fns, fn); s != nil {
				out[fmt.Sprint(i, fn.Name())] = encode(t, s)
			}
		}
	}
	return out
}

func encode(t *testing.T, s *Summary) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(s); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
