package standalone_test

import (
	"bytes"
	"context"
	"flag"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/hublint/hublint/cmd/hublint/internal/drivertest"
	"github.com/hublint/hublint/cmd/hublint/load"
	"github.com/hublint/hublint/cmd/hublint/output"
	"github.com/hublint/hublint/cmd/hublint/standalone"
)

// run runs the command in a module, with paths relative to that.
func run(t *testing.T, m *drivertest.Module, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = command(m, &out, &errs).Run(t.Context(), append([]string{"-C", m.Dir}, args...))
	clean := func(b bytes.Buffer) string {
		s := strings.ReplaceAll(b.String(), m.Dir+string(filepath.Separator), "")
		return strings.ReplaceAll(s, filepath.Dir(m.Dir), "ROOT")
	}
	return code, clean(out), clean(errs)
}

func command(m *drivertest.Module, stdout, stderr io.Writer) *standalone.Command {
	tests := true
	return &standalone.Command{
		Version: "v0.0.0-test",
		Rules:   []output.Rule{{ID: "probe", Title: "Calls that connect", Help: "Do not connect."}},
		Flags:   func(fs *flag.FlagSet) { fs.BoolVar(&tests, "tests", true, "") },
		Analysis: func(string) (*standalone.Analysis, error) {
			return &standalone.Analysis{
				Analyzer:   drivertest.Probe(),
				Load:       load.Config{Clients: drivertest.Clients(), Tests: tests},
				Judge:      func(any, analysis.Diagnostic) (output.Severity, string) { return output.Error, "client" },
				Unfinished: func(any) int { return 0 },
			}, nil
		},
		Env:    m.Env,
		Stdout: stdout,
		Stderr: stderr,
	}
}

func expect(t *testing.T, what, got, want string) {
	t.Helper()
	if got, want := strings.TrimSpace(got), strings.TrimSpace(want); got != want {
		t.Errorf("%s:\ngot:\n%s\nwant:\n%s", what, got, want)
	}
}

func TestModules(t *testing.T) {
	for _, tt := range drivertest.Modules() {
		t.Run(tt.Name, func(t *testing.T) {
			m := tt.Make(t)
			code, stdout, stderr := run(t, m, tt.Args...)
			expect(t, "findings", drivertest.Findings(stdout), tt.Want)
			want := standalone.ExitClean
			if tt.Want != "" {
				want = standalone.ExitFindings
			}
			if code != want || stderr != "" {
				t.Errorf("exit code %d, want %d; stderr %q", code, want, stderr)
			}
		})
	}
}

const goMod = `
-- go.mod --
module example.com/m

go 1.26

require example.com/client v1.4.2
`

// bad is a module whose packages b and c have a finding each.
const bad = goMod + `
-- b/b.go --
package b

import "example.com/client"

func Open(c *client.Client) { c.Connect() }
-- c/c.go --
package c

import (
	"example.com/client"
	"example.com/m/b"
)

func C() { b.Open(client.New()) }
`

func TestShort(t *testing.T) {
	m := drivertest.New(t, bad)
	code, stdout, stderr := run(t, m, "./...")
	expect(t, "stdout", stdout, `
b/b.go:5:31: connects via [b.Open client.Connect], client v1.4.2 (probe)
	../modcache/example.com/client@v1.4.2/client.go:7:18: declared here
c/c.go:8:12: connects via [c.C b.Open client.Connect], client v1.4.2 (probe)
	b/b.go:5:6: declared here
`)
	if code != standalone.ExitFindings || stderr != "" {
		t.Errorf("exit code %d, stderr %q", code, stderr)
	}
}

// Broken packages are named; the others are analysed.
func TestBroken(t *testing.T) {
	for name, tt := range map[string]struct{ files, stdout, stderr string }{
		"types": {`
-- d/d.go --
package d

import "example.com/client"

func D(c *client.Client) { undefined(); alsoUndefined() }
-- e/e.go --
package e

import "example.com/m/d"

func E() { d.Missing() }
`, "", "hublint: package example.com/m/d: d/d.go:5:28: undefined: undefined (and 1 more)\n"},
		"syntax": {`
-- d/d.go --
package d

import "example.com/client"

func D(c *client.Client) { c.Connect(
`, "", "hublint: package example.com/m/d: d/d.go:5:39: expected ')'"},
		"import": {`
-- d/d.go --
package d

import _ "example.com/m/nowhere"
`, "", "hublint: package example.com/m/nowhere: d/d.go:3:8: "},
		"panic": {`
-- d/d.go --
package d

import _ "example.com/client"

const ProbePanic = 1
`, "", "hublint: probe: internal error while analysing package example.com/m/d: asked to (in drivertest.probe at probe.go:"},
		"cycle": {`
-- d/d.go --
package d

import _ "example.com/m/e"
-- e/e.go --
package e

import _ "example.com/m/d"
`, "", "import cycle not allowed"},
	} {
		t.Run(name, func(t *testing.T) {
			m := drivertest.New(t, bad)
			m.Write(t, tt.files)
			code, stdout, stderr := run(t, m, "./...")
			if code != standalone.ExitFailure {
				t.Errorf("exit code %d", code)
			}
			if strings.Count(stdout, "(probe)") != 2 {
				t.Errorf("findings elsewhere:\n%s", stdout)
			}
			if !strings.Contains(stderr, tt.stderr) {
				t.Errorf("got stderr %q, want %q", stderr, tt.stderr)
			}
		})
	}
}

// A package of which not all was analysed is named, and no failure.
func TestUnfinished(t *testing.T) {
	m := drivertest.New(t, bad)
	var out, errs bytes.Buffer
	c := command(m, &out, &errs)
	whole := c.Analysis
	c.Analysis = func(dir string) (*standalone.Analysis, error) {
		a, err := whole(dir)
		a.Unfinished = func(any) int { return 2 }
		return a, err
	}
	code := c.Run(t.Context(), []string{"-C", m.Dir, "./b"})
	expect(t, "stderr", errs.String(), "hublint: package example.com/m/b is too large: 2 of its functions were not followed to their end")
	if code != standalone.ExitFindings {
		t.Errorf("exit code %d", code)
	}
}

// Errors where no client is in sight are left to the compiler.
func TestIrrelevantError(t *testing.T) {
	m := drivertest.New(t, bad)
	m.Write(t, `
-- d/d.go --
package d

func D() { undefined() }
`)
	if code, stdout, stderr := run(t, m, "./d"); code != standalone.ExitClean || stdout+stderr != "" {
		t.Errorf("%d %q %q", code, stdout, stderr)
	}
}

// Of a dependency, only what its declarations need is loaded: nothing here trips over the
// package that is broken.
func TestDependenciesOfBodies(t *testing.T) {
	m := drivertest.New(t, goMod+`
-- b/b.go --
package b

import (
	"example.com/client"
	"example.com/m/plain"
)

func Open(h plain.Holder, c *client.Client) string {
	c.Connect()
	return h.Time.Name() + plain.Text()
}
-- plain/plain.go --
package plain

import (
	"example.com/m/broken"
	. "example.com/m/dot"
	named "example.com/m/other-name"
)

type Holder struct{ Time named.Named }

func (h Holder) Do() { broken.Do() }

func Text() Dotted { return broken.Text() }
-- broken/broken.go --
package broken

var Wrong int = "text"
-- dot/dot.go --
package dot

type Dotted = string
-- other-name/x.go --
package name

type Named struct{}

func (Named) Name() string { return "" }
`)
	code, stdout, stderr := run(t, m, "./b")
	expect(t, "findings", drivertest.Findings(stdout), "b/b.go:9:2: connects via [b.Open client.Connect], client v1.4.2 (probe)")
	if code != standalone.ExitFindings || stderr != "" {
		t.Errorf("%d %s", code, stderr)
	}
}

func TestUsage(t *testing.T) {
	m := drivertest.New(t, bad)
	for args, want := range map[string]string{
		"-nosuchflag":  "flag provided but not defined: -nosuchflag",
		"-format=pdf":  `unknown format "pdf"`,
		"./nowhere":    "nowhere",
		"-o nowhere/x": "nowhere/x",
	} {
		code, stdout, stderr := run(t, m, strings.Fields(args)...)
		if code != standalone.ExitFailure || stdout != "" || !strings.Contains(stderr, want) {
			t.Errorf("%s: %d %q %q", args, code, stdout, stderr)
		}
	}
	if code, _, stderr := run(t, m, "-h"); code != standalone.ExitClean || !strings.Contains(stderr, "usage: hublint") {
		t.Errorf("-h: %d %s", code, stderr)
	}
}

func TestDefaultPattern(t *testing.T) {
	m := drivertest.New(t, bad)
	m.Write(t, `
-- m.go --
package m

import "example.com/client"

func M() { client.New().Connect() }
`)
	_, stdout, _ := run(t, m)
	expect(t, "findings", drivertest.Findings(stdout), "m.go:5:12: connects via [m.M client.Connect], client v1.4.2 (probe)")
}

func TestWithoutTests(t *testing.T) {
	m := drivertest.New(t, goMod+`
-- b/b.go --
package b
-- b/b_test.go --
package b

import "example.com/client"

func helper() { client.New().Connect() }
`)
	if code, stdout, stderr := run(t, m, "-tests=false", "./..."); code != standalone.ExitClean {
		t.Errorf("%d %q %q", code, stdout, stderr)
	}
	if code, stdout, stderr := run(t, m, "./..."); code != standalone.ExitFindings {
		t.Errorf("%d %q %q", code, stdout, stderr)
	}
}

// Every format can be written, and -o puts it into a file.
func TestFormats(t *testing.T) {
	m := drivertest.New(t, bad)
	for _, format := range output.Formats() {
		name := filepath.Join(m.Dir, "out")
		code, stdout, stderr := run(t, m, "-format="+format, "-o", name, "./...")
		if code != standalone.ExitFindings || stdout+stderr != "" || !strings.Contains(m.Read(t, "out"), "c.C b.Open client.Connect") {
			t.Errorf("%s: %d %q %q", format, code, stdout, stderr)
		}
	}
	if _, stdout, _ := run(t, m, "-json", "./..."); !strings.HasPrefix(stdout, "{") {
		t.Errorf("-json: %s", stdout)
	}
}

func TestFix(t *testing.T) {
	m := drivertest.New(t, bad)
	code, stdout, stderr := run(t, m, "-fix", "-diff", "./b")
	expect(t, "diff", stdout, `
--- b/b.go (old)
+++ b/b.go (new)
@@ -2,4 +2,4 @@
 
 import "example.com/client"
 
-func Open(c *client.Client) { c.Connect() }
+func Open(c *client.Client) { c.ReConnect() }
`)
	if code != standalone.ExitFindings || stderr != "" {
		t.Errorf("-diff: %d %q", code, stderr)
	}
	if code, stdout, stderr := run(t, m, "-fix", "./b"); code != standalone.ExitClean || stdout+stderr != "" {
		t.Errorf("-fix: %d %q %q", code, stdout, stderr)
	}
	if src := m.Read(t, "b/b.go"); !strings.Contains(src, "c.ReConnect()") {
		t.Errorf("not fixed:\n%s", src)
	}
}

func TestCancel(t *testing.T) {
	m := drivertest.New(t, bad)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var out, errs bytes.Buffer
	if code := command(m, &out, &errs).Run(ctx, []string{"-C", m.Dir, "./..."}); code != standalone.ExitFailure {
		t.Errorf("%d %s %s", code, &out, &errs)
	}
}

// The order of the work must not show.
func TestDeterminism(t *testing.T) {
	m := drivertest.New(t, bad)
	_, first, _ := run(t, m, "-format=sarif", "./...")
	for range 5 {
		if _, again, _ := run(t, m, "-format=sarif", "./..."); again != first {
			t.Fatalf("got:\n%s\nbefore:\n%s", again, first)
		}
	}
}
