package typestate

import (
	"fmt"
	"strings"
	"testing"
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
	for name, half := range map[string]func(*Analysis){
		"visits": func(a *Analysis) { a.visits = (maxVisitsPerPackage - whole.visits) / 2 },
		"steps":  func(a *Analysis) { a.steps = (maxStepsPerPackage - whole.steps) / 2 },
	} {
		a, fns := analyse(t, src.String())
		half(a)
		found := len(a.Violations(fns))
		if left := a.Unfinished(); left == 0 || left >= n || found == 0 || found >= all {
			t.Errorf("with half of the %s: %d violations of %d, %d functions not followed to their end", name, found, all, left)
		}
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
