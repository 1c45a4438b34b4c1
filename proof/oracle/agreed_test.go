package oracle

import (
	"testing"

	"github.com/hublint/hublint/proof/program"
)

// TestAgreed has programs on which analyzer and execution once disagreed, made small. The
// categories are those that execution needs a report of.
func TestAgreed(t *testing.T) {
	j := judge(t)
	for _, tt := range []struct{ name, body, want string }{
		{"dropped in a loop of one block", `func Run() { for range 2 { c := hub.New(hub.Options{}); c.TryConnect() } }`, "lostclient"},
		{"dropped by a helper", `func open(c *hub.Client) error { c.Connect(); return nil }
func Run() { for range 2 { open(hub.New(hub.Options{})) } }`, "lostclient"},
		{"the twin is opened by a helper", `func open(c *hub.Client) { c.Connect() }
func Run() { o := hub.NewOptions().SetID("x")
a, b := hub.NewClient(o), hub.NewClient(o)
a.Connect()
open(b)
a.Close() }`, "sameidentity"},
		{"the twin is opened by a literal", `func Run() { a, b := hub.NewSession("x"), hub.NewSession("x")
a.Connect()
func() error { return b.Connect() }()
a.Close() }`, "sameidentity"},
		{"no broker is the default one", `type config struct { id, broker string }
func (c config) client() *hub.Client { return hub.New(hub.Options{ID: c.id, Broker: c.broker}) }
func Run() { a, b := config{id: "x"}.client(), hub.New(hub.Options{ID: "x"})
a.Connect()
b.Connect()
a.Close() }`, "sameidentity"},
		{"two brokers", `type config struct { id, broker string }
func (c config) client() *hub.Client { return hub.New(hub.Options{ID: c.id, Broker: c.broker}) }
func Run() { a, b := config{id: "x", broker: "north"}.client(), hub.New(hub.Options{ID: "x"})
a.Connect()
b.Connect()
a.Close() }`, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, err := program.Load(j.Lib, &program.Program{Files: []program.File{{Path: "example.com/p", Source: head + tt.body}}})
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			v, err := j.Judge(l)
			if err != nil {
				t.Fatal(err)
			}
			if k := v.Kinds(); k != nil {
				t.Errorf("%v", k)
			}
			got := ""
			for _, s := range v.Sites {
				got += s.Category
			}
			if got != tt.want {
				t.Errorf("execution: %q, want %q", got, tt.want)
			}
		})
	}
}
