package oracle

import (
	"slices"
	"testing"

	"github.com/hublint/hublint/proof/interp"
	"github.com/hublint/hublint/proof/program"
)

const head = `package p
import ("errors"; "fmt"; "os"; "sync"; "time"; "example.com/env"; "example.com/hub")
var ( _ = errors.New; _ = fmt.Errorf; _ = os.Exit; _ sync.Once; _ = time.After; _ = env.Cond )
`

// TestTruth has programs whose bad connects were found by hand: the lines after the head.
func TestTruth(t *testing.T) {
	lib, err := program.NewLibrary()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, body string
		want       []int
	}{
		{"twice", `func Run() { c := hub.New(hub.Options{})
c.Connect()
c.Connect() }`, []int{3}},
		{"closed between", `func Run() { c := hub.New(hub.Options{})
c.Connect()
c.Close()
c.Connect() }`, nil},
		{"retry", `func Run() { c := hub.New(hub.Options{})
for c.Connect() != nil { }
}`, nil},
		{"retry that goes on", `func Run() { c := hub.New(hub.Options{})
for range 3 {
if err := c.Connect(); err != nil { continue }
} }`, []int{3}},
		{"the third of its kind needs no report", `func Run() { c := hub.New(hub.Options{})
for !c.TryConnect() { }
c.Connect()
c.Connect() }`, []int{3}},
		{"deferred close is too late", `func Run() { c := hub.New(hub.Options{})
for range 2 {
defer c.Close()
if c.Connect() != nil { return }
} }`, []int{4}},
		{"deferred calls run last first", `func Run() { c := hub.New(hub.Options{})
defer func() {
_ = c.Connect() }()
defer c.Close()
_ = c.Connect() }`, nil},
		{"recovered", `func Run() { c := hub.New(hub.Options{})
func() { defer func() { recover() }()
if c.Connect() == nil { panic(1) } }()
c.Connect() }`, []int{4}},
		{"exit", `func Run() { c := hub.New(hub.Options{})
defer func() { c.Connect() }()
if c.Connect() == nil { os.Exit(1) }
}`, nil},
		{"pending", `func Run() { c := hub.New(hub.Options{})
t := c.ConnectToken()
if !t.WaitTimeout(time.Second) {
c.ConnectToken() } }`, []int{4}},
		{"once", `func Run() { c := hub.New(hub.Options{})
var o sync.Once
for range 2 { o.Do(func() { c.Connect() }) } }`, nil},
		{"caller's client", `func Run(c *hub.Client) {
c.Connect()
c.Connect() }`, []int{3}},
		{"wrapped error", `func open(c *hub.Client) (err error) {
if err = c.Connect(); err != nil { return fmt.Errorf("x: %w", err) }
return }
func Run() { c := hub.New(hub.Options{})
if err := open(c); errors.Is(err, hub.ErrRefused) {
c.Connect() } else {
c.Connect() } }`, []int{7}},
		{"select", `func Run() { c := hub.New(hub.Options{})
t := c.ConnectToken()
select {
case <-t.Done():
if t.Error() == nil { return }
case <-time.After(1): c.Close()
}
c.Connect() }`, nil},
		{"yielded", `func twice(yield func(int) bool) { _ = yield(0) && yield(1) }
func Run() { c := hub.New(hub.Options{})
for i := range twice {
if c.Connect() == nil && i < 5 { break }
} }`, nil},
		{"a sleep is time for a timer", `func Run() { c := hub.New(hub.Options{})
c.Connect()
time.AfterFunc(1, func() { c.Connect() })
time.Sleep(1)
c.Close() }`, []int{3}},
		{"no time for a timer", `func Run() { c := hub.New(hub.Options{})
c.Connect()
time.AfterFunc(1, func() { c.Connect() })
c.Close() }`, nil},
		{"a timer may be late", `func Run() { c := hub.New(hub.Options{})
time.AfterFunc(1, func() { c.Close() })
time.Sleep(1)
c.Connect()
c.Connect() }`, []int{5}},
		{"a check in an attempt that goes on", `func Run() { c := hub.New(hub.Options{})
t := c.ConnectToken()
if !c.IsConnected() {
t.Wait()
c.Connect() } }`, []int{5}},
		{"a check after an attempt", `func Run() { c := hub.New(hub.Options{})
t := c.ConnectToken()
t.Wait()
if !c.IsConnected() {
c.Connect() } }`, nil},
		{"goto", `func Run() { c := hub.New(hub.Options{})
again:
if c.Connect() == nil && env.Cond(1) { goto again } }`, []int{3}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, err := program.Load(lib, &program.Program{Files: []program.File{{Path: "example.com/p", Source: head + tt.body}}})
			if err != nil {
				t.Fatal(err)
			}
			p, err := interp.Compile(l)
			if err != nil {
				t.Fatal(err)
			}
			var got []int
			for _, e := range Run(p, DefaultBounds()).Events {
				if line := e.Site().Line - 3; e.Required && !slices.Contains(got, line) {
					got = append(got, line)
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, tt.want) {
				t.Errorf("bad connects at %v, want %v", got, tt.want)
			}
		})
	}
}

// TestAt has a client that helpers make: a report may stand where any of them is called.
func TestAt(t *testing.T) {
	lib, err := program.NewLibrary()
	if err != nil {
		t.Fatal(err)
	}
	body := `func made() *hub.Client { return hub.New(hub.Options{ID: "x"}) }
func other() *hub.Client {
return made() }
func Run() { a := hub.New(hub.Options{ID: "x"})
b := other()
a.Connect()
b.Connect() }`
	l, err := program.Load(lib, &program.Program{Files: []program.File{{Path: "example.com/p", Source: head + body}}})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	p, err := interp.Compile(l)
	if err != nil {
		t.Fatal(err)
	}
	var got []int
	for _, e := range Run(p, DefaultBounds()).Events {
		for n := range 8 {
			if line := (program.Line{Path: e.Site().Path, Line: n + 3}); e.Required && e.At(line) {
				got = append(got, n)
			}
		}
	}
	if want := []int{1, 3, 5, 7}; !slices.Equal(got, want) {
		t.Errorf("a report may be at %v, want %v", got, want)
	}
}
