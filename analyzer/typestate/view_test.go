package typestate

import (
	"fmt"
	"go/token"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
)

const viewed = `
func check(c *hub.Client) error { return c.Connect() }
func pass(c *hub.Client, f func(*hub.Client)) { c.IsConnected(); f(c) }
type box struct { c *hub.Client }

func given(c *hub.Client) {
	_ = c.Connect() //?
}
func opened(c *hub.Client) error {
	err := c.Connect()
	return err //?
}
func helper(c *hub.Client) error {
	err := check(c) //?
	return err
}
func made() {
	c := hub.New("x") //?
	c.Connect()
}
func dialled() {
	c, err := hub.Dial("x") //?
	_, _ = c, err
}
func closed(b *box) {
	b.c.Close()
	b.c.Connect() //?
}
func asked(c *hub.Client) {
	if !c.IsConnected() {
		c.Connect() //?
	}
}
func round(c *hub.Client) {
	for c.Connect() != nil { //?
	}
}
func twice(c *hub.Client) {
	c.Connect()
	c.Connect() //?
}
func goroutine(c *hub.Client) {
	c.Connect()
	go func() { c.Close() }()
	c.Connect() //?
}
func handed(c *hub.Client, f func(*hub.Client)) {
	c.Connect()
	f(c)
	c.Connect() //?
}
func within(c *hub.Client, f func(*hub.Client)) {
	c.Connect()
	pass(c, f)
	c.Connect() //?
}
func reached(f func()) {
	c := hub.New("x")
	kept = append(kept, c)
	c.Connect()
	f()
	c.Connect() //?
}
var kept []*hub.Client
func sent(c *hub.Client, ch chan *hub.Client) {
	c.Connect()
	ch <- c
	c.Connect() //?
}
func found(m map[string]*hub.Client, k string) {
	c := m[k]
	c.Connect() //?
}
func another(t *hub.Token, c *hub.Client) {
	tok := c.Start()
	if !tok.WaitTimeout(1) {
		t.Wait()
		c.Close() //?
	}
}
func news(ch chan error) {
	c, _ := hub.Dial("x")
	kept2 = c
	<-ch
	c, _ = hub.Dial("x") //?
	_ = c
}
var kept2 *hub.Conn
func contradicts(c *hub.Client, a bool, n int) {
	if c.Connect() != nil {
		return
	}
	if a { n = 1 } else { n = 2 }
	if a {
		if n == 2 {
			c.Connect() //?
		}
	}
}
func infeasible(c *hub.Client, a bool, n int) {
	if c.Connect() != nil {
		return
	}
	if a { n = 1 } else { n = 2 }
	c.Send("x")
	if a {
		if n == 2 {
			c.Connect() //?
		}
	}
}
func harmless(c *hub.Calm) {
	if c.Connect() == nil {
		c.Connect() //?
	}
}
func rounds() {
	for range 3 {
		c := hub.New("x") //?
		c.Connect()
	}
}
func value(fs []func() (*hub.Conn, error)) {
	c, _ := fs[0]() //?
	c.Close()
}
func after(c *hub.Client) {
	c.Connect()
	//?
	c.Close()
}
func deferred(c *hub.Client) {
	defer c.Close() //?
	c.Connect()
}
func alone(n int) int {
	return n + 1 //?
}
func literal(c *hub.Client) {
	go func() {
		c.Close() //?
	}()
}
`

// What is known at the line of each function that has a mark.
var views = map[string]string{
	"given":       "c parameter: unknown -> open opened err is nil, notopen failed err is not nil; Connect",
	"opened":      "c parameter: open opened err is nil, notopen failed err is not nil -> open opened err is nil, notopen failed err is not nil;",
	"helper":      "c parameter: unknown -> open opened err is nil, notopen failed err is not nil; check unless doubleconnect",
	"made":        "c made: -> notopen created; New",
	"dialled":     "c made: -> open opened err is nil; Dial",
	"closed":      "b.c parameter: notopen closed -> open opened err is nil, notopen failed err is not nil; Connect",
	"asked":       "c parameter: notopen checkeddown -> open opened err is nil, notopen failed err is not nil; Connect",
	"round":       "c parameter: notopen failed, unknown -> open opened err is nil, notopen failed err is not nil; Connect",
	"twice":       "c parameter: open opened err is nil, notopen failed err is not nil -> reported, open opened err is not nil err is nil, notopen failed err is not nil; Connect",
	"goroutine":   "c parameter: unknown goroutine -> open opened err is nil, notopen failed err is not nil; Connect",
	"handed":      "c parameter: unknown given -> open opened err is nil, notopen failed err is not nil; Connect",
	"within":      "c parameter: unknown within given -> open opened err is nil, notopen failed err is not nil; Connect",
	"reached":     "c made: unknown reached stored -> open opened err is nil, notopen failed err is not nil; Connect",
	"sent":        "c parameter: unknown sent -> open opened err is nil, notopen failed err is not nil; Connect",
	"found":       "c found: unknown came -> open opened err is nil, notopen failed err is not nil; Connect",
	"another":     "c parameter: unknown attempt -> notopen closed; Close",
	"news":        "c made: open opened overheard err is nil -> open opened overheard err is nil; c made: -> open opened err is nil; Dial",
	"contradicts": "dead",
	"value":       "c found: -> unknown came;",
	"rounds":      "c made: open past opened -> open past opened, notopen created; New",
	"harmless":    "c parameter: open opened -> open opened; Connect harmless",
	"infeasible":  "c parameter: open opened -> reported; Connect infeasible",
	"after":       "c parameter: open opened err is nil, notopen failed err is not nil -> ; idle",
	"deferred":    "c parameter: unknown -> unknown; later Close",
	"alone":       "",
	"literal$1":   "c captured: unknown -> notopen closed; Close",
}

func TestView(t *testing.T) {
	a, fns := analyse(t, viewed)
	a.Violations(fns)
	fset := a.pkg.Prog.Fset
	for n, line := range strings.Split(viewed, "\n") {
		if !strings.Contains(line, "//?") {
			continue
		}
		file := fset.File(fns[0].Pos())
		at := n + strings.Count(fileHead, "\n") + 1
		from, to := file.LineStart(at), file.LineStart(at+1)
		name := around(fns, from)
		got := ""
		for _, v := range a.View(fns, from, to) {
			got += viewString(v)
		}
		want, ok := views[name]
		if !ok || got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, want)
		}
	}
}

// around returns the name of the innermost function around pos.
func around(fns []*ssa.Function, pos token.Pos) string {
	name := ""
	for _, fn := range fns { // literals come after what they are in
		if fn.Syntax().Pos() <= pos && pos < fn.Syntax().End() {
			name = fn.Name()
		}
	}
	return name
}

func viewString(v FuncView) string {
	var out []string
	for _, c := range v.Clients {
		name := c.Name
		if name == "" {
			name = "c"
		}
		s := fmt.Sprintf("%s %s: ", name, [...]string{"parameter", "captured", "global", "made", "found"}[c.Origin])
		s += strings.TrimLeft(statesString(c.Before)+" -> "+statesString(c.After), " ") + ";"
		for _, call := range c.Calls {
			s += callString(call)
		}
		if c.Harmless {
			s += " harmless"
		}
		if c.Infeasible {
			s += " infeasible"
		}
		if c.Origin == Found && c.By != "" {
			s += " by " + c.By
		}
		out = append(out, s)
	}
	if v.Dead {
		out = append(out, "dead")
	}
	if v.Next.IsValid() {
		out = append(out, "idle")
	}
	return strings.Join(out, " ")
}

func callString(c CallView) string {
	s := " " + [...]string{"", "later ", "aside "}[c.Manner] + c.Name
	for _, x := range c.Changes {
		for _, w := range x.Ways {
			if w.Breaks {
				s += " unless " + w.Kind.String()
			}
		}
	}
	return s
}

func statesString(list []StateView) string {
	var out []string
	for _, s := range list {
		words := []string{s.Q.String()}
		if s.Past {
			words = append(words, "past")
		}
		if s.Since.Kind != Branch {
			words = append(words, s.Since.Kind.String())
		}
		for l := s.Loss; l != nil; l = deeper(l) {
			words = append(words, l.Cause.String())
		}
		for _, c := range s.If {
			if c.Holds == IsNil || c.Holds == NotNil {
				words = append(words, map[Holds]string{IsNil: "err is nil", NotNil: "err is not nil"}[c.Holds])
			}
		}
		out = append(out, strings.Join(slices.Compact(words), " "))
	}
	return strings.Join(out, ", ")
}

func deeper(l *Loss) *Loss {
	if l.Inner != nil {
		return l.Inner
	}
	return l.Before
}
