package oracle

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hublint/hublint/proof/interp"
	"github.com/hublint/hublint/proof/program"
)

// TestCategories has programs of which it was found by hand what needs a report: line after the
// head, category, and across if it takes a goroutine.
func TestCategories(t *testing.T) {
	lib, err := program.NewLibrary()
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, body, want string }{
		{"closed for good", `func Run() { s := hub.NewSession("x")
s.Close()
s.Connect() }`, "3 reuseclosed"},
		{"a client may be closed and opened", `func Run() { c := hub.New(hub.Options{})
c.Connect()
c.Close()
c.Connect() }`, ""},
		{"two of one name", `func Run() { a, b := hub.New(hub.Options{ID: "x"}), hub.NewClient(hub.NewOptions().SetID("x"))
a.Connect()
b.Connect() }`, "3 sameidentity"},
		{"two brokers", `func Run() { a, b := hub.New(hub.Options{ID: "x", Broker: "n"}), hub.New(hub.Options{ID: "x"})
a.Connect()
b.Connect() }`, ""},
		{"no name", `func Run() { a, b := hub.New(hub.Options{}), hub.New(hub.Options{})
a.Connect()
b.Connect() }`, ""},
		{"fresh names", `func Run() { a, b := hub.NewSession(env.Fresh()), hub.NewSession(env.Fresh())
a.Connect()
b.Connect() }`, ""},
		{"the first is closed", `func Run() { a, b := hub.NewSession("x"), hub.NewSession("x")
a.Connect()
a.Close()
b.Connect() }`, ""},
		{"the first is under way", `func Run() { a, b := hub.NewSession("x"), hub.NewSession("x")
a.ConnectToken().WaitTimeout(1)
b.Connect() }`, "3 sameidentity timeoutretry"},
		{"left behind", `func Run() {
for range 2 { c := hub.New(hub.Options{})
c.Connect() } }`, "3 lostclient"},
		{"closed behind", `func Run() {
for range 2 { c := hub.New(hub.Options{})
c.Connect()
c.Close() } }`, ""},
		{"a pool", `func Run() { var all []*hub.Client
for range 2 { c := hub.New(hub.Options{})
all = append(all, c)
c.Connect() } }`, ""},
		{"overwritten by the result", `func Run() { var s *hub.Session
for range 2 {
s, _ = hub.Dial("") }
_ = s }`, "3 lostclient"},
		{"overwritten in a field", `type d struct { s *hub.Session }
func (d *d) open() (err error) {
d.s, err = hub.Dial("")
return err }
func Run() { v := &d{}
v.open()
v.open() }`, "3 lostclient"},
		{"another variable", `func Run() { a := hub.New(hub.Options{})
a.Connect()
a = nil
b := hub.New(hub.Options{})
b.Connect() }`, ""},
		{"left behind by the last round", `func Run() {
for range 2 { var c *hub.Client
c = hub.New(hub.Options{})
c.Connect()
c.Close()
c = hub.New(hub.Options{})
c.Connect() } }`, "4 lostclient"},
		{"another round, another variable", `func Run() {
for i := range 2 {
if i == 0 { a := hub.New(hub.Options{})
a.Connect() } else { b := hub.New(hub.Options{})
b.Connect() } } }`, ""},
		{"kept by a channel", `func Run() { var ch *hub.Channel
for range 2 { s, err := hub.Dial("")
if err != nil { return }
if ch == nil { ch, _ = s.Channel() } }
_ = ch }`, "2 lostclient"}, // if there was no channel
		{"kept by a goroutine", `func serve(c *hub.Client) { c.Publish("x") }
func Run() {
for range 2 { c := hub.New(hub.Options{})
c.Connect()
go serve(c) } }`, ""},
		{"a token is no handle", `func Run() { var c *hub.Client
for range 2 { c = hub.New(hub.Options{})
t := c.ConnectToken()
t.Wait() } }`, "3 lostclient"},
		{"a deferred close holds", `func Run() {
for range 2 { c := hub.New(hub.Options{})
defer c.Close()
c.Connect() } }`, ""},
		{"in its handler", `func Run() { o := hub.NewOptions().SetOnLost(func(c *hub.Client, err error) {
c.Connect() })
hub.NewClient(o).Connect() }`, "2 callbackconnect"},
		{"in its handler, alone", `func Run() { o := hub.NewOptions().SetAutoReconnect(false).SetOnLost(func(c *hub.Client, err error) {
c.Connect() })
hub.NewClient(o).Connect() }`, ""},
		{"in its handler, closed", `func Run() { o := hub.NewOptions().SetOnLost(func(c *hub.Client, err error) {
c.Close()
c.Connect() })
hub.NewClient(o).Connect() }`, ""},
		{"another in a handler", `func Run() { o := hub.NewOptions().SetOnLost(func(*hub.Client, error) {
n := hub.NewClient(hub.NewOptions())
n.Connect() })
hub.NewClient(o).Connect() }`, "3 callbackconnect lostclient across"}, // the second call loses what the first has made
		{"open in its handler", `func Run() { o := &hub.Options{OnConnect: func(c *hub.Client) {
c.Connect() }}
hub.NewClient(o).Connect() }`, "2 doubleconnect"},
		{"in a goroutine", `func Run() { c := hub.New(hub.Options{})
c.Connect()
go c.Connect() }`, "3 doubleconnect across"},
		{"within a goroutine", `func Run() { c := hub.New(hub.Options{})
go func() {
c.Connect()
c.Connect() }() }`, "4 doubleconnect"},
		{"after a goroutine", `func Run() { c := hub.New(hub.Options{})
var wg sync.WaitGroup
wg.Go(func() { c.Close() })
c.Connect()
wg.Wait()
c.Connect() }`, "6 doubleconnect across"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l, err := program.Load(lib, &program.Program{Files: []program.File{{Path: "example.com/p", Source: head + tt.body}}})
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			p, err := interp.Compile(l)
			if err != nil {
				t.Fatal(err)
			}
			if got := needed(Run(p, DefaultBounds())); got != tt.want {
				t.Errorf("needs a report: %q, want %q", got, tt.want)
			}
		})
	}
}

// needed prints what needs a report.
func needed(truth *Truth) string {
	lines := make(map[int][]string)
	for _, e := range truth.Events {
		if line := e.Site().Line - 3; e.Category() != "" && (e.Required || lines[line] != nil) {
			lines[line] = append(lines[line], e.Category())
			if e.Across || e.Shared {
				lines[line] = append(lines[line], "across")
			}
		}
	}
	var out []string
	for line, words := range lines {
		slices.SortFunc(words, func(a, b string) int { return slices.Index(order, a) - slices.Index(order, b) })
		out = append(out, fmt.Sprintf("%d %s", line, strings.Join(slices.Compact(words), " ")))
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

// order is that of the words after a line.
var order = []string{"callbackconnect", "doubleconnect", "lostclient", "reuseclosed", "sameidentity", "timeoutretry", "across"}
