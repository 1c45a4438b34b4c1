package typestate

import (
	"fmt"
	"strings"
	"testing"
)

// TestRoundsOfRecursion: each round of a recursion makes clients of its own. Those of the first round are
// followed. If all were, each way round would make their number several times as large.
func TestRoundsOfRecursion(t *testing.T) {
	cost := func(ways int) int {
		src := `type Log struct { link *Link }
func (l *Log) say(s string) { l.link.publish(s) }
type Link struct { c *hub.Client; log *Log }
func (l *Link) publish(s string) {
` + strings.Repeat("if l.c.Send(s) != nil { l.open() }\n", ways) + `}
func (l *Link) open() {
l.c = hub.New("a")
l.log.say("opening")
if l.c.Connect() != nil { l.log.say("failed") }
}
func (l *Link) twice() { l.open(); l.c.Connect() }
`
		a, fns := analyse(t, src)
		if found := a.Violations(fns); len(found) == 0 {
			t.Errorf("with %d ways round, the second connect of a client that the recursion has opened is not found", ways)
		}
		return maxStepsPerPackage - a.steps
	}
	if few, many := cost(2), cost(8); many > 8*few {
		t.Errorf("a recursion costs %d steps with two ways round, and %d with eight", few, many)
	}
}

// TestWrappersOfWrappers: types that wrap each other behind an interface give the client at their end a
// path for each order in which they do, but none that goes through one type twice.
func TestWrappersOfWrappers(t *testing.T) {
	const n = 3
	var src strings.Builder
	src.WriteString("type Handler interface { serve() }\ntype End struct { c *hub.Client }\nfunc (e *End) serve() { e.c.Connect(); e.c.Connect() }\n")
	src.WriteString("var all = []Handler{&End{}}\n")
	for i := range n {
		fmt.Fprintf(&src, "type W%d struct { next Handler }\nfunc (w *W%d) serve() { w.next.serve() }\nfunc new%d(h Handler) Handler { return &W%d{h} }\n", i, i, i, i)
	}
	src.WriteString("func end(c *hub.Client) Handler { return &End{c} }\n")
	a, fns := analyse(t, src.String())
	if found := a.Violations(fns); len(found) != 1 {
		t.Errorf("%d violations, want the one of End.serve", len(found))
	}
	for key, f := range a.infos {
		if len(f.foci) > 16 { // the orders of up to three things: 1 + 3 + 6 + 6
			t.Errorf("%s has %d clients", key.fn, len(f.foci))
		}
	}
}
