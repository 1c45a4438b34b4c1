package vetunit_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/hublint/hublint/cmd/hublint/internal/drivertest"
	"github.com/hublint/hublint/cmd/hublint/reach"
	"github.com/hublint/hublint/cmd/hublint/vetunit"
)

// The variable that makes the test binary a vet tool, and its values.
const (
	toolVar     = "HUBLINT_TEST_VETTOOL"
	ownTool     = "own"  // the package under test
	refTool     = "ref"  // x/tools' driver
	bareTool    = "bare" // the package under test, given no export data
	identityVar = "HUBLINT_TEST_IDENTITY"
)

func TestMain(m *testing.M) {
	switch os.Getenv(toolVar) {
	case ownTool:
		os.Exit(door().Run(os.Args[1:]))
	case bareTool:
		dropExportData(os.Args[len(os.Args)-1])
		os.Exit(door().Run(os.Args[1:]))
	case refTool:
		unitchecker.Main(drivertest.Probe())
	default:
		os.Exit(m.Run())
	}
}

// dropExportData makes a .cfg file look like one of a go command that compiles nothing.
func dropExportData(name string) {
	data, err := os.ReadFile(name)
	if err != nil {
		return // not a .cfg file
	}
	cfg := make(map[string]any)
	if err := json.Unmarshal(data, &cfg); err != nil {
		return
	}
	delete(cfg, "PackageFile")
	if data, err = json.Marshal(cfg); err == nil {
		_ = os.WriteFile(name, data, 0o666)
	}
}

func door() *vetunit.Door {
	var loud bool
	return &vetunit.Door{
		Name:     "probe",
		Flags:    func(fs *flag.FlagSet) { fs.BoolVar(&loud, "loud", false, "no effect") },
		Clients:  func(string) (reach.Clients, error) { return drivertest.Clients(), nil },
		Analyzer: func(string) (*analysis.Analyzer, error) { return drivertest.Probe(), nil },
		Identity: func() (string, error) { return os.Getenv(identityVar), nil },
		Stdout:   os.Stdout,
		Stderr:   os.Stderr,
	}
}

// An answer is what go vet printed, with paths relative to the module.
type answer struct {
	stdout, stderr string
	code           int
}

// vet runs go vet with the test binary as its tool. The identity, new for each test, keeps
// results out of each other's way while compiled packages are shared.
func vet(t *testing.T, m *drivertest.Module, tool string, args ...string) answer {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := m.Command(t, "go", append([]string{"vet", "-vettool=" + exe}, args...)...)
	identity := fmt.Sprintf("%x", sha256.Sum256([]byte(tool+m.Dir)))
	cmd.Env = append(cmd.Env, toolVar+"="+tool, identityVar+"="+identity)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	clean := func(b bytes.Buffer) string {
		s := regexp.MustCompile(`(?m)^go: downloading .*\n`).ReplaceAllString(b.String(), "")
		s = strings.ReplaceAll(s, m.Dir+string(filepath.Separator), "")
		return strings.ReplaceAll(s, filepath.Dir(m.Dir), "ROOT")
	}
	return answer{clean(stdout), clean(stderr), cmd.ProcessState.ExitCode()}
}

func (a answer) findings() string { return drivertest.Findings(a.stderr) }

func expect(t *testing.T, what, got, want string) {
	t.Helper()
	if got, want := strings.TrimSpace(got), strings.TrimSpace(want); got != want {
		t.Errorf("%s:\ngot:\n%s\nwant:\n%s", what, got, want)
	}
}

// chain is a module in which d calls c, c calls b, b calls the client; a and std know
// nothing of it.
const chain = `
-- go.mod --
module example.com/m

go 1.26

require example.com/client v1.4.2
-- a/a.go --
package a

import "fmt"

func A() { fmt.Println("a") }
-- b/b.go --
package b

import "example.com/client"

type Box struct{ c *client.Client }

func New() *Box { return &Box{client.New()} }

func (b *Box) Open() error { return b.c.Connect() }
-- c/c.go --
package c

import "example.com/m/b"

func Box() *b.Box { return b.New() }
-- d/d.go --
package d

import "example.com/m/c"

func D() { c.Box().Open() }
`

const chainFindings = `
b/b.go:9:37: connects via [b.Open client.Connect], client v1.4.2 (probe)
d/d.go:5:12: connects via [d.D b.Open client.Connect], client v1.4.2 (probe)
`

func TestFactsFlow(t *testing.T) {
	m := drivertest.New(t, chain)
	got := vet(t, m, ownTool, "./...")
	expect(t, "findings", got.findings(), chainFindings)
	if got.code != 1 {
		t.Errorf("exit code %d, want 1", got.code)
	}
	again := vet(t, m, ownTool, "./...")
	if again != got {
		t.Errorf("from the cache: %+v, first: %+v", again, got)
	}
	if clean := vet(t, m, ownTool, "./a"); clean != (answer{}) {
		t.Errorf("./a is clean, got %+v", clean)
	}
}
