package scale_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/hublint/hublint/analyzer/report"
)

// CPU time of a package: dear ones are logged, and none may take more than longest. No code has
// as many connections as the standard library has mutexes.
const (
	dear    = 10 * time.Second
	longest = 2 * time.Minute
)

// TestStandardLibrary has the engine analyse the standard library, with mutexes for clients
// (see stdvet): no panic, no error, no package without an end.
func TestStandardLibrary(t *testing.T) {
	if !*full {
		t.Skip("takes minutes; -full runs it")
	}
	dir := t.TempDir()
	tool, log := filepath.Join(dir, "stdvet"), filepath.Join(dir, "log")
	command(t, "go", "build", "-o", tool, "github.com/hublint/hublint/proof/scale/stdvet")
	cmd := exec.Command("go", "vet", "-json", "-vettool="+tool, "std")
	cmd.Env = append(os.Environ(), "STDVET_LOG="+log)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("go vet: %v\n%s", err, out)
	}
	text, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	packages := 0
	var total time.Duration
	var most int64
	for line := range strings.Lines(string(text)) {
		var took, name string
		var kib int64
		_, err := fmt.Sscan(line, &took, &kib, &name)
		d, bad := time.ParseDuration(took)
		if err != nil || bad != nil {
			t.Error(line)
			continue
		}
		packages++
		total += d
		most = max(most, kib)
		switch {
		case d > longest:
			t.Errorf("%s takes %v of CPU", name, d)
		case d > dear:
			t.Logf("%s takes %v of CPU", name, d)
		}
	}
	t.Logf("%d units, %v of CPU, at most %d MiB", packages, total, most>>10)
	if packages < 100 {
		t.Errorf("only %d packages were analysed: is another run's result cached?", packages)
	}
	logFindings(t, out)
}

// maxProcess is what a process may take that go vet starts for one package.
const maxProcess = 150 << 20

// TestDoors runs the command over the standard library and the go command, which have no hubs: it
// must say nothing, and cost next to nothing. With go vet that is one process for each package.
func TestDoors(t *testing.T) {
	if !*full {
		t.Skip("takes minutes; -full runs it")
	}
	tool := buildCommand(t)
	packages := strings.Count(string(command(t, "go", "list", "std", "cmd")), "\n")
	command(t, "go", "vet", "-vettool="+tool, "std", "cmd") // compiles what is not compiled yet
	for _, door := range [][]string{
		{"go", "vet", "-vettool=" + copied(t, tool), "std", "cmd"},
		{tool, "std", "cmd"},
	} {
		cmd := exec.Command(door[0], door[1:]...)
		out, err := cmd.CombinedOutput()
		if err != nil || len(out) > 0 {
			t.Errorf("%s: %v\n%s", cmd, err, out)
		}
		usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
		peak := usage.Maxrss << 10 // of the largest process, the go command included
		t.Logf("%s std cmd: %d packages, %v of CPU, at most %d MiB", filepath.Base(door[0]), packages,
			(cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Round(time.Second), peak>>20)
		if peak > maxProcess {
			t.Errorf("%s takes %d MiB", filepath.Base(door[0]), peak>>20)
		}
	}
}

// copied returns a copy of a tool that the go command takes for another one: it has no results of it.
func copied(t *testing.T, tool string) string {
	t.Helper()
	text, err := os.ReadFile(tool)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), filepath.Base(tool))
	if err := os.WriteFile(name, append(text, time.Now().String()...), 0o777); err != nil {
		t.Fatal(err)
	}
	return name
}

// buildCommand builds hublint.
func buildCommand(t *testing.T) string {
	t.Helper()
	tool := filepath.Join(t.TempDir(), "hublint")
	cmd := exec.Command("go", "build", "-o", tool, "./cmd/hublint")
	cmd.Dir = moduleRoot(t)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return tool
}

// moduleRoot returns the folder of the module of the command.
func moduleRoot(t *testing.T) string {
	t.Helper()
	return strings.TrimSpace(string(command(t, "go", "list", "-m", "-f", "{{.Dir}}", "github.com/hublint/hublint")))
}

// logFindings logs what was found: the standard library does not lock a mutex twice, so that each
// finding is worth a look.
func logFindings(t *testing.T, out []byte) {
	dec := json.NewDecoder(bytes.NewReader(stripComments(out)))
	for dec.More() {
		var units map[string]map[string][]struct{ Posn, Message string }
		if err := dec.Decode(&units); err != nil {
			t.Errorf("output of go vet: %v", err)
			return
		}
		for _, pkg := range slices.Sorted(maps.Keys(units)) {
			for _, f := range units[pkg]["hublint"] {
				t.Logf("%s: %s", f.Posn, f.Message)
			}
		}
	}
}

// stripComments drops the lines that name the packages.
func stripComments(out []byte) []byte {
	var b bytes.Buffer
	for line := range bytes.Lines(out) {
		if !bytes.HasPrefix(line, []byte("#")) {
			b.Write(line)
		}
	}
	return b.Bytes()
}

// slice are the cases that are run again and again. They are a part of all, so that many runs fit in a
// few minutes: findings of every category, and packages that get every kind of fact from another one.
var slice = []string{
	"./crosspkg/...", "./described/...", "./dispatch/...", "./meanwhile",
	"./eager/link", "./eager/own", "./eager/retried", "./eager/supervise",
}

// TestDeterminism runs the command over cases of testdata again and again: whatever the number of
// processors, the bytes are the same.
func TestDeterminism(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the command several times")
	}
	tool, dir := buildCommand(t), filepath.Join(moduleRoot(t), "testdata", "src")
	times := 1
	if *full {
		times = 50
	}
	first := findings(t, tool, dir, 1)
	for _, category := range append(report.Categories(), report.Directive) {
		if !bytes.Contains(first, fmt.Appendf(nil, `"category": %q`, category)) {
			t.Errorf("no finding of category %s to compare", category)
		}
	}
	for n := range times {
		for _, procs := range []int{1, 2, 8} {
			if out := findings(t, tool, dir, procs); !bytes.Equal(first, out) {
				t.Fatalf("run %d with GOMAXPROCS=%d differs from the first:\n%s", n+1, procs, difference(first, out))
			}
		}
	}
	t.Logf("%d runs, %d bytes each", 1+3*times, len(first))
}

// findings runs the command on the slice of the cases in dir.
func findings(t *testing.T, tool, dir string, procs int) []byte {
	t.Helper()
	cmd := exec.Command(tool, append([]string{"-json", "-checks", "all"}, slice...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), fmt.Sprintf("GOMAXPROCS=%d", procs), "GOWORK=off", "GOFLAGS=", "PWD="+dir)
	out, err := cmd.Output()
	if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 1 {
		t.Fatalf("want findings, exit code 1; got %v\n%s", err, out)
	}
	return out
}

// difference returns the lines at which two outputs part.
func difference(a, b []byte) string {
	x, y := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("line %d\n-%s\n+%s", i+1, x[i], y[i])
		}
	}
	return fmt.Sprintf("%d and %d lines", len(x), len(y))
}

func command(t *testing.T, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(args[0], args[1:]...)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v", cmd, err)
	}
	return out
}
