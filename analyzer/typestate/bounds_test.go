package typestate

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
)

// TestUnfinished: a package that is too large is analysed in part, and says so.
func TestUnfinished(t *testing.T) {
	const n = 20
	var src strings.Builder
	for i := range n {
		fmt.Fprintf(&src, "func f%d(c *hub.Client) { c.Connect(); c.Connect() }\n", i)
	}
	whole, fns := analyse(t, src.String())
	all := len(whole.Violations(fns))
	if all < n || whole.Unfinished() != 0 {
		t.Fatalf("%d violations, %d functions not followed to their end", all, whole.Unfinished())
	}
	a, fns := analyse(t, src.String())
	a.steps = (maxStepsPerPackage - whole.steps) / 2
	found := len(a.Violations(fns))
	if left := a.Unfinished(); left == 0 || left >= n || found == 0 || found >= all {
		t.Errorf("with half of the steps: %d violations of %d, %d functions not followed to their end", found, all, left)
	}
}

// TestCarriedOverIsPaidFor: a call costs as much as its callee's exits know.
func TestCarriedOverIsPaidFor(t *testing.T) {
	cost := func(fields, calls int) int {
		var src strings.Builder
		src.WriteString("type T struct { c *hub.Client; n [64]int }\nfunc (t *T) open() error {\n")
		for i := range fields {
			fmt.Fprintf(&src, "t.n[%d] = %d\n", i, i)
		}
		src.WriteString("return t.c.Connect() }\nfunc f(t *T) {\n" + strings.Repeat("if t.open() != nil { return }\nt.c.Close()\n", calls) + "}\n")
		a, fns := analyse(t, src.String())
		a.Violations(fns)
		return maxStepsPerPackage - a.steps
	}
	few, many := cost(4, 20)-cost(4, 10), cost(40, 20)-cost(40, 10)
	if many-few < 10*(40-4) {
		t.Errorf("ten calls cost %d steps, and %d if their callee stores 36 values more", few, many)
	}
}

// TestTooLargeForImporters: what a function tells its importers is bounded by what its ways to end know,
// of which each client that it makes has each anew.
func TestTooLargeForImporters(t *testing.T) {
	summary := func(n int) *Summary {
		var src strings.Builder
		src.WriteString("type T struct { ")
		for i := range n {
			fmt.Fprintf(&src, "c%d *hub.Client; ", i)
		}
		src.WriteString("}\nfunc (t *T) open() error {\n")
		for i := range n {
			fmt.Fprintf(&src, "if t.c%d == nil { c := hub.New(\"%d\")\nif err := c.Connect(); err != nil { return err }\nt.c%d = c }\n", i, i, i)
		}
		src.WriteString("return nil }\n")
		a, fns := analyse(t, src.String())
		return a.Summarize(fns, fns[0])
	}
	if s := summary(4); s == nil || s.Unknown || len(s.Objects) < 4 {
		t.Errorf("four clients: %v", s)
	}
	if s := summary(40); s == nil || !s.Unknown || len(s.Objects) > 0 {
		t.Errorf("forty clients: a summary of %d objects", len(s.Objects))
	}
}

// TestWaysToEndArePaidFor: a way to end costs as much as it knows.
func TestWaysToEndArePaidFor(t *testing.T) {
	cost := func(fields, ends int) int {
		var src strings.Builder
		src.WriteString("type T struct { c *hub.Client; n [64]int }\nfunc (t *T) open(k int) int {\n")
		for i := range fields {
			fmt.Fprintf(&src, "t.n[%d] = %d\n", i, i)
		}
		src.WriteString("t.c.Connect()\n")
		for i := range ends {
			fmt.Fprintf(&src, "if k == %d { return %d }\n", i, i)
		}
		src.WriteString("return -1 }\n")
		a, fns := analyse(t, src.String())
		a.Violations(fns)
		return maxStepsPerPackage - a.steps
	}
	few, many := cost(4, 20)-cost(4, 10), cost(40, 20)-cost(40, 10)
	if many-few < 10*(40-4) {
		t.Errorf("ten ways to end cost %d steps, and %d if 36 values more are stored", few, many)
	}
}

// TestRoundsAreJoined: a function that is called any number of times is called in one state for each key,
// and not in all that were joined to it.
func TestRoundsAreJoined(t *testing.T) {
	cost := func(ways int) int {
		var src strings.Builder
		src.WriteString("var n [64]int\nfunc handle(k int) {\n")
		for i := range ways {
			fmt.Fprintf(&src, "if k == %d { n[%d] = k; return }\n", i, i)
		}
		src.WriteString("}\nfunc serve(f func(int)) { f(1) }\n")
		a, fns := analyse(t, src.String())
		r := &run{a: a, f: a.info(named(t, fns, "serve"), nil)}
		call := r.f.fn.Blocks[0].Instrs[0].(*ssa.Call)
		s, f := a.u.top(), a.u.fn(named(t, fns, "handle"))
		r.repeat(s, newCallSite(call, r.operands(s, call.Common())), f, manyTimes)
		return maxStepsPerPackage - a.steps
	}
	if few, many := cost(2), cost(8); many > 4*few {
		t.Errorf("calls of a function cost %d steps if it has two ways out, and %d if it has eight", few, many)
	}
}

// TestPathsOfATree: a function that goes down a tree and hands on what is there hands on by a number of
// paths that is bounded, and a client in the tree is in the hands of others whatever its path.
func TestPathsOfATree(t *testing.T) {
	const src = `type Tree struct { a, b, c, d *Tree; client *hub.Client }
func (t *Tree) walk(f func(any)) {
	if t == nil { return }
	f(t.client)
	t.a.walk(f)
	t.b.walk(f)
	t.c.walk(f)
	t.d.walk(f)
}
func use(t *Tree, f func(any)) {
	c := t.d.d.d.d.client
	c.Connect()
	t.walk(f)
	c.Connect()
}
`
	a, fns := analyse(t, src)
	if found := a.Violations(fns); len(found) > 0 {
		t.Errorf("a client that others have: %v", found[0].Kind)
	}
	for key, f := range a.infos {
		if n := len(f.handed); n > 2*maxEntries {
			t.Errorf("%s hands on %d values", key.fn, n)
		}
	}
}

// TestDownAList: a function that goes down a list and opens what is there opens the clients of the first
// elements, and is not followed to those of all that a path can name.
func TestDownAList(t *testing.T) {
	const src = `type List struct { next *List; client *hub.Client }
func (l *List) open() {
	l.client.Connect()
	l.next.open()
}
func second(l *List) { l.next.client.Connect(); l.open() }
`
	a, fns := analyse(t, src)
	if found := a.Violations(fns); len(found) != 1 {
		t.Errorf("%d violations, want one of the second element", len(found))
	}
	if n := len(a.info(named(t, fns, "open"), nil).foci); n != 2 {
		t.Errorf("%d clients are followed, want those of two elements", n)
	}
}
