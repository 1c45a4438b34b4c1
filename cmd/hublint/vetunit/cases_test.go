package vetunit_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hublint/hublint/cmd/hublint/internal/drivertest"
	"github.com/hublint/hublint/cmd/hublint/vetunit"
)

// A result that was cached while b was only a dependency must not hide b's findings.
func TestDependencyFirst(t *testing.T) {
	const bFinding = "b/b.go:9:37: connects via [b.Open client.Connect], client v1.4.2 (probe)"
	m := drivertest.New(t, chain)
	first := vet(t, m, ownTool, "./c")
	expect(t, "./c, and the dependency b", first.findings(), bFinding)
	expect(t, "./b", vet(t, m, ownTool, "./b").findings(), bFinding)
	expect(t, "./...", vet(t, m, ownTool, "./...").findings(), chainFindings)

	// This is what the remedy is for. If it fails, the go command no longer needs one.
	m = drivertest.New(t, chain)
	vet(t, m, refTool, "./c")
	expect(t, "x/tools' driver", vet(t, m, refTool, "./b").findings(), "")
}

// The same, but b has tests of its own, so that the go command asks about "b [b.test]".
func TestDependencyWithTests(t *testing.T) {
	m := drivertest.New(t, chain)
	m.Write(t, `
-- b/b_test.go --
package b

func helper() { New().Open() }
`)
	expect(t, "./c", vet(t, m, ownTool, "./c").findings(), "")
	expect(t, "./...", vet(t, m, ownTool, "./...").findings(), `
b/b.go:9:37: connects via [b.Open client.Connect], client v1.4.2 (probe)
b/b_test.go:3:17: connects via [b.helper b.Open client.Connect], client v1.4.2 (probe)
d/d.go:5:12: connects via [d.D b.Open client.Connect], client v1.4.2 (probe)
`)
}

func TestTypeError(t *testing.T) {
	m := drivertest.New(t, chain)
	m.Write(t, `
-- e/e.go --
package e

import "example.com/client"

func E(c *client.Client) { c.Connect(); undefined() }
`)
	got := vet(t, m, ownTool, "./...")
	expect(t, "findings elsewhere", got.findings(), chainFindings)
	if !strings.Contains(got.stderr, "e/e.go:5:41: undefined: undefined") || got.code != 1 {
		t.Errorf("type error not shown: %+v", got)
	}
	m.Write(t, `
-- e/e.go --
package e

import "example.com/client"

func E(c *client.Client) { c.Connect() 
`)
	got = vet(t, m, ownTool, "./e")
	if !strings.Contains(got.stderr, "e/e.go:5:4") || got.code != 1 {
		t.Errorf("syntax error not shown: %+v", got)
	}
}

func TestPanic(t *testing.T) {
	m := drivertest.New(t, chain)
	m.Write(t, `
-- e/e.go --
package e

import _ "example.com/client"

const ProbePanic = true
-- f/f.go --
package f

import _ "example.com/m/e"
`)
	for _, args := range [][]string{{"./f"}, {"./..."}} {
		got := vet(t, m, ownTool, args...)
		const want = "internal error while analysing package example.com/m/e: asked to (in drivertest.probe at probe.go:"
		if !strings.Contains(got.stderr, want) || strings.Contains(got.stderr, "goroutine") || got.code != 1 {
			t.Errorf("%s: %+v", args, got)
		}
	}
}

func TestDirective(t *testing.T) {
	// No client in sight, but a directive: the package is type-checked.
	m := drivertest.New(t, `
-- go.mod --
module example.com/m

go 1.26
-- a/a.go --
package a

//hublint:connect
func Connect() error { return undefined }
-- b/b.go --
package b

import _ "example.com/m/a"
`)
	got := vet(t, m, ownTool, "./a")
	if !strings.Contains(got.stderr, "undefined") {
		t.Errorf("package with a directive was not looked at: %+v", got)
	}
}

func TestFix(t *testing.T) {
	m := drivertest.New(t, chain)
	got := vet(t, m, ownTool, "-fix", "-diff", "./...")
	expect(t, "diff", got.stdout, `
--- b/b.go (old)
+++ b/b.go (new)
@@ -6,4 +6,4 @@
 
 func New() *Box { return &Box{client.New()} }
 
-func (b *Box) Open() error { return b.c.Connect() }
+func (b *Box) Open() error { return b.c.ReConnect() }
--- d/d.go (old)
+++ d/d.go (new)
@@ -2,4 +2,4 @@
 
 import "example.com/m/c"
 
-func D() { c.Box().Open() }
+func D() { c.Box().ReOpen() }
`)
	if got.code != 1 || got.stderr != "" {
		t.Errorf("diff: exit code %d, stderr %q", got.code, got.stderr)
	}
	if got := vet(t, m, ownTool, "-fix", "./c"); got.code != 0 || strings.Contains(m.Read(t, "b/b.go"), "ReConnect") {
		t.Errorf("fixed a package that was not asked for: %+v", got)
	}
	if got := vet(t, m, ownTool, "-fix", "./..."); got != (answer{}) {
		t.Errorf("fix: %+v", got)
	}
	if src := m.Read(t, "b/b.go"); !strings.Contains(src, "b.c.ReConnect()") {
		t.Errorf("not fixed:\n%s", src)
	}
}

func TestJSON(t *testing.T) {
	m := drivertest.New(t, chain)
	got := vet(t, m, ownTool, "-json", "./...")
	if got.code != 0 || got.stderr != "" || strings.Count(got.stdout, "{}\n") != 2 {
		t.Errorf("want two clean packages and silence on stderr: %+v", got)
	}
}

// call runs the tool in process.
func call(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	d := door()
	d.Stdout, d.Stderr = &out, &errs
	d.Identity = func() (string, error) { return "0123", nil }
	code = d.Run(args)
	return code, out.String(), errs.String()
}

func TestHandshake(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	if code, out, _ := call("-V=full"); code != 0 || out != exe+" version devel buildID=0123\n" {
		t.Errorf("-V=full: %d %q", code, out)
	}
	code, out, _ := call("-flags")
	var flags []struct {
		Name string
		Bool bool
	}
	if err := json.Unmarshal([]byte(out), &flags); err != nil || code != 0 {
		t.Fatal(code, err)
	}
	var names []string
	for _, f := range flags {
		names = append(names, f.Name)
	}
	expect(t, "flags", strings.Join(names, " "), "c diff json loud")
}

func TestIs(t *testing.T) {
	for args, want := range map[string]bool{
		"-V=full":              true,
		"-flags":               true,
		"-json /tmp/x/vet.cfg": true,
		"./...":                false,
		"":                     false,
		"-json ./...":          false,
	} {
		if got := vetunit.Is(strings.Fields(args)); got != want {
			t.Errorf("Is(%q) = %v", args, got)
		}
	}
}

// Units that cannot reach a client must not be parsed: here the files do not even exist.
func TestIrrelevantUnit(t *testing.T) {
	dir := t.TempDir()
	dep := filepath.Join(dir, "dep.vetx")
	out := filepath.Join(dir, "out.vetx")
	unit := func(file string, changes map[string]any) (int, string) {
		cfg := map[string]any{
			"ID": "example.com/m/a", "ImportPath": "example.com/m/a", "Dir": dir, "GoFiles": []string{filepath.Join(dir, "a.go")},
			"ModulePath": "example.com/m", "VetxOnly": true, "VetxOutput": file,
			"ImportMap": map[string]string{"fmt": "fmt"}, "PackageFile": map[string]string{"fmt": filepath.Join(dir, "fmt.a")},
		}
		for k, v := range changes {
			cfg[k] = v
		}
		data, err := json.Marshal(cfg)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(dir, "vet.cfg")
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
		code, _, stderr := call(name)
		return code, stderr
	}
	if code, stderr := unit(dep, nil); code != 0 {
		t.Fatal(code, stderr)
	}
	if code, stderr := unit(out, map[string]any{"PackageVetx": map[string]string{"fmt": dep}}); code != 0 {
		t.Fatal(code, stderr)
	}
	if info, err := os.Stat(out); err != nil || info.Size() > 32 {
		t.Errorf("facts of an irrelevant unit: %v bytes, %v", info.Size(), err)
	}
	if code, _ := unit(out, map[string]any{"ImportPath": drivertest.ClientPackage}); code == 0 {
		t.Error("a client's own package was passed over")
	}
	if code, stderr := unit(out, map[string]any{"PackageVetx": map[string]string{"fmt": filepath.Join(dir, "vet.cfg")}}); code != 1 || !strings.Contains(stderr, "not written by this version") {
		t.Errorf("foreign facts: %d %s", code, stderr)
	}
}

func TestUsage(t *testing.T) {
	if code, _, stderr := call("-nosuchflag", "x.cfg"); code != 2 || !strings.Contains(stderr, "nosuchflag") {
		t.Errorf("%d %s", code, stderr)
	}
	if code, _, stderr := call("nosuch.cfg"); code != 1 || !strings.HasPrefix(stderr, "probe: open nosuch.cfg") {
		t.Errorf("%d %s", code, stderr)
	}
}
