package analyzer_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/hublint/hublint/analyzer"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
)

const asked = hubLibrary + `
-- example.com/app/app.go --
package app

import "example.com/hub"

func lines(c *hub.Client) {
	c.Connect()
	report(
		c,
		c.Connect(),
	)
	func() {
		c.Close()
	}()
}

func report(c *hub.Client, err error) {}
-- example.com/app/other.go --
package app

import "example.com/hub"

func other(d *hub.Client) {
	d.Close()
}
`

// A question does not change what is found, and is answered for the whole statement that the line is
// part of, but not for the statements of a literal in it.
func TestExplain(t *testing.T) {
	plain := explained(t, nil)
	for _, c := range []struct {
		file string
		line int
		want []string // what stands in the answer, in order; none for no answer
	}{
		{"app.go", 6, []string{"c, a hub client that lines is given", "before: in any state", "after: open if"}},
		{"app.go", 7, []string{"c, a hub client", "before: open", "Connect connects it", "after: reported"}},
		{"app.go", 9, []string{"c, a hub client", "before: open", "Connect connects it", "after: reported"}},
		{"app.go", 13, []string{"c, a hub client", "the function literal in lines closes it", "after: not connected"}},
		{"app.go", 12, []string{"c, a hub client of the function around this one", "before: in any state", "Close closes it", "after: not connected"}},
		{"app.go", 16, nil},
		{"app.go", 99, nil},
		{"other.go", 6, []string{"d, a hub client that other is given"}},
		{"none.go", 6, nil},
	} {
		got := explained(t, &analyzer.Place{File: "example.com/app/" + c.file, Line: c.line})
		if !slices.Equal(got.diagnostics, plain.diagnostics) || len(plain.diagnostics) == 0 {
			t.Errorf("%s:%d: found %q, else %q", c.file, c.line, got.diagnostics, plain.diagnostics)
		}
		rest := strings.Join(got.view, "\n")
		if c.want == nil && rest != "" {
			t.Errorf("%s:%d: %s", c.file, c.line, rest)
		}
		for _, w := range c.want {
			_, after, ok := strings.Cut(rest, w)
			if !ok {
				t.Errorf("%s:%d: no %q in\n%s", c.file, c.line, w, strings.Join(got.view, "\n"))
				break
			}
			rest = after
		}
	}
}

type answer struct {
	diagnostics []string
	view        []string
}

// explained returns what is found in the program asked, and what is known of a place.
func explained(t *testing.T, at *analyzer.Place) answer {
	t.Helper()
	cfg := analyzer.Config{Protocols: hubConfig.Protocols}
	a := analyzer.New(cfg)
	if at != nil {
		a = analyzer.Explain(cfg, *at)
	}
	g, err := checker.Analyze([]*analysis.Analyzer{a}, load(t, asked).pkgs, nil)
	if err != nil {
		t.Fatal(err)
	}
	var out answer
	for act := range g.All() {
		if act.Err != nil {
			t.Fatal(act.Err)
		}
		for _, d := range act.Diagnostics {
			out.diagnostics = append(out.diagnostics, d.Message)
		}
		out.view = append(out.view, act.Result.(*analyzer.Result).View...)
	}
	return out
}
