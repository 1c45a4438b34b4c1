package analyzer_test

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hublint/hublint/analyzer"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/analysis/checker"
)

var cases = flag.String("cases", "./...", "the packages of testdata to run the analyzer on")

// TestCases runs the analyzer over the cases: device programs on the real libraries, whose
// comments say what is to be reported and, by their silence, what is not.
func TestCases(t *testing.T) {
	t.Parallel()
	run(t, "src")
}

// TestOptionalCases is TestCases for what is off until it is turned on.
func TestOptionalCases(t *testing.T) {
	t.Parallel()
	run(t, "optional", "all")
}

// TestLegacyCases is TestCases with paho as it was before it guarded against a second Connect.
func TestLegacyCases(t *testing.T) {
	t.Parallel()
	run(t, "legacy")
}

// run analyses all the packages of one module below testdata at once, so that the libraries are
// loaded once, and again as its fixes would leave them.
func run(t *testing.T, module string, checks ...string) {
	t.Helper()
	dir := casesOf(t, module)
	a := analyzer.New(analyzer.Config{Checks: checks})
	var acts []*checker.Action
	for _, r := range analysistest.Run(diagnosticsOnly{t}, dir, a, *cases) {
		acts = append(acts, r.Action)
	}
	testFixed(t, dir, a, acts)
}

// casesOf returns the directory of one of the modules of cases.
func casesOf(t *testing.T, module string) string {
	t.Helper()
	if testing.Short() {
		t.Skip("loads the client libraries from source")
	}
	dir, err := filepath.Abs(filepath.Join("..", "testdata", module))
	if err != nil {
		t.Fatal(err)
	}
	download(t, dir)
	return dir
}

// diagnosticsOnly leaves out what analysistest says of facts: what packages tell each other is
// not what the cases are about.
type diagnosticsOnly struct{ *testing.T }

func (t diagnosticsOnly) Errorf(format string, args ...any) {
	t.Helper()
	if s := fmt.Sprintf(format, args...); !strings.Contains(s, ": unexpected fact: ") {
		t.Error(s)
	}
}

// download fills the module cache with what the module in dir needs. analysistest works without
// a proxy, so on a machine that has never built the module nothing would load.
func download(t *testing.T, dir string) {
	t.Helper()
	cmd := exec.Command("go", "mod", "download")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=off", "PWD="+dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go mod download in %s: %v\n%s", dir, err, out)
	}
}
