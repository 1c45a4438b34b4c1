package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hublint/hublint/cmd/hublint/internal/drivertest"
)

// The variable that makes the test binary the program itself.
const mainVar = "HUBLINT_TEST_MAIN"

func TestMain(m *testing.M) {
	if os.Getenv(mainVar) != "" {
		main()
	}
	os.Exit(m.Run())
}

func call(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), args, &out, &errs)
	return code, out.String(), errs.String()
}

func TestDoors(t *testing.T) {
	for args, want := range map[string]struct {
		code           int
		stdout, stderr string
	}{
		"version":                {0, "hublint ", ""},
		"help":                   {0, "", "usage: hublint"},
		"explain":                {0, "doubleconnect ", ""},
		"explain doubleconnect":  {0, "doubleconnect: connect on", ""},
		"explain nosuchcategory": {2, "", "no category \"nosuchcategory\""},
		"catalog":                {0, "", ""},
		"-V=full":                {0, "version devel buildID=", ""},
		"-flags":                 {0, `"Name": "checks"`, ""},
		"-format=nosuchformat":   {2, "", "unknown format"},
		"nosuch.cfg":             {1, "", "nosuch.cfg"},
	} {
		code, stdout, stderr := call(t, strings.Fields(args)...)
		if code != want.code || !strings.Contains(stdout, want.stdout) || !strings.Contains(stderr, want.stderr) || want.stderr == "" && stderr != "" {
			t.Errorf("hublint %s: %d\n%s%s", args, code, stdout, stderr)
		}
	}
}

// A module without hub clients is clean through the standalone door.
func TestCleanModule(t *testing.T) {
	m := drivertest.New(t, `
-- go.mod --
module example.com/m

go 1.26
-- m.go --
package m
`)
	if code, stdout, stderr := call(t, "-C", m.Dir, "./..."); code != 0 || stdout+stderr != "" {
		t.Errorf("%d %q %q", code, stdout, stderr)
	}
}

// The go command must drop what it has cached when the configuration changes.
func TestIdentityFollowsConfiguration(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	get := func() string {
		id, err := identity()
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	before := get()
	if err := os.WriteFile(filepath.Join(dir, ".hublint.yaml"), []byte("checks: [all]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if after := get(); after == before {
		t.Errorf("identity %s with and without a configuration", after)
	}
}
