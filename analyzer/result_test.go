package analyzer_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hublint/hublint/analyzer"
	"github.com/hublint/hublint/analyzer/protocol"
)

const judged = hubLibrary + `
-- example.com/app/app.go --
package app

import "example.com/hub"

func reported(c *hub.Client) {
	c.Connect()
	c.Connect()
}

func silenced(c *hub.Client) {
	c.Connect()
	//lint:ignore hublint/doubleconnect the test bench takes any number of connections
	c.Connect()
}

func useless() {
	//lint:ignore hublint there is nothing
}
-- example.com/app/app_test.go --
package app

import "example.com/hub"

func inTest(c *hub.Client) {
	c.Connect()
	c.Connect()
}
-- example.com/other/other.go --
package other
`

// The result has the severity and the client of each diagnostic, and what was not reported.
func TestResult(t *testing.T) {
	no := false
	for _, c := range []struct {
		name string
		cfg  analyzer.Config
		want string
	}{
		{"default", analyzer.Config{}, `
inTest: note doubleconnect hub
reported: note doubleconnect hub
silenced: silenced note doubleconnect hub
useless: warning directive`},
		{"severity", analyzer.Config{Severity: protocol.Warning}, `
inTest: unwanted note doubleconnect hub
reported: unwanted note doubleconnect hub
silenced: unwanted note doubleconnect hub
useless: warning directive`},
		{"checks", analyzer.Config{Checks: []string{"-directive"}}, `
inTest: note doubleconnect hub
reported: note doubleconnect hub
silenced: silenced note doubleconnect hub`},
		{"tests", analyzer.Config{Tests: &no}, `
inTest: unwanted note doubleconnect hub
reported: note doubleconnect hub
silenced: silenced note doubleconnect hub
useless: warning directive`},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.cfg.Protocols = hubConfig.Protocols
			if got := results(t, c.cfg); got != strings.TrimSpace(c.want) {
				t.Errorf("got:\n%s\nwant:%s", got, c.want)
			}
		})
	}
}

// results returns all results on the program judged, a line for each finding, sorted.
func results(t *testing.T, cfg analyzer.Config) string {
	t.Helper()
	p := load(t, judged)
	var lines []string
	for act := range p.analyse(t, cfg).All() {
		r := act.Result.(*analyzer.Result)
		show := func(how string, list []analyzer.Finding) {
			for _, f := range list {
				line := fmt.Sprintf("%s: %s %s %s %s", p.function(act.Package, f.End-1), how, f.Severity, f.Category, f.Protocol)
				lines = append(lines, strings.Join(strings.Fields(line), " "))
			}
		}
		show("", r.Findings)
		show("unwanted", r.Unwanted)
		show("silenced", r.Silenced)
		for i, d := range act.Diagnostics {
			if f := r.Of(d); f.Message != r.Findings[i].Message || f.Severity != r.Findings[i].Severity {
				t.Errorf("the finding of %q is %+v", d.Message, f)
			}
		}
		if len(act.Diagnostics) != len(r.Findings) {
			t.Errorf("%d diagnostics, %d findings", len(act.Diagnostics), len(r.Findings))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

const wrapped = hubLibrary + `
-- example.com/wrap/wrap.go --
package wrap

import "example.com/hub"

func New(id string) *hub.Client { return fresh(id) }

func fresh(id string) *hub.Client { return hub.New(id) }

func Open(c *hub.Client) { dial(c) }

func dial(c *hub.Client) { c.Connect() }
-- example.com/app/app.go --
package app

import "example.com/wrap"

func twice() {
	c := wrap.New("a")
	wrap.Open(c)
	wrap.Open(c)
}
`

// Where a step was taken in another package the witness leads to the operation itself.
func TestWitnessElsewhere(t *testing.T) {
	p := load(t, wrapped)
	var got []string
	for act := range p.analyse(t, hubConfig).All() {
		for _, d := range act.Diagnostics {
			for _, r := range d.Related {
				got = append(got, fmt.Sprintf("%d %s", p.fset.Position(r.Pos).Line, r.Message))
			}
		}
	}
	want := []string{
		"6 New is called here", "7 client created here",
		"7 Open is called here", "11 opened here, taken to succeed",
		"8 Open is called here", "11 connected again here",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
