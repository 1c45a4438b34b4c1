// Package claimtest runs a catalogue of claims as a Go test.
package claimtest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/hublint/hublint/proof/claims/claim"
)

// Main is the TestMain of a package with claims: some of them run in a child
// process, which is the test binary itself.
func Main(m *testing.M, claims []claim.Claim) {
	ran, err := claim.Child(context.Background(), claims, os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if !ran {
		os.Exit(m.Run())
	}
}

// Run runs each claim as a subtest and logs the table.
func Run(t *testing.T, claims []claim.Claim) {
	if err := claim.Check(claims); err != nil {
		t.Fatal(err)
	}
	results := make([]claim.Result, len(claims))
	t.Run("all", func(t *testing.T) {
		for i, c := range claims {
			name := claim.ShortName(c.Library) + "@" + c.Release() + "/" + c.ID
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				results[i] = claim.Run(t.Context(), c)
				report(t, results[i])
			})
		}
	})
	// A run of some subtests only leaves the others without a result.
	results = slices.DeleteFunc(results, func(r claim.Result) bool { return r.ID == "" })
	var table strings.Builder
	if err := claim.WriteTable(&table, results); err != nil {
		t.Fatal(err)
	}
	t.Logf("%s\n%s", claim.Summary(results), table.String())
}

func report(t *testing.T, r claim.Result) {
	switch {
	case !r.Ran():
		t.Skipf("not run; read in %s", r.Source)
	case r.Err != nil:
		t.Errorf("could not be asked: %v", r.Err)
	case !r.Holds():
		t.Errorf("%s\nexpected %s\nseen     %s", r.Text, r.Expected, r.Seen)
	}
}

// Versions checks that the module the test belongs to builds the versions the
// claims speak of.
func Versions(t *testing.T, claims []claim.Claim) {
	asked := make(map[string]bool)
	for _, c := range claims {
		if c.Try == nil || asked[c.Library+c.Version] {
			continue
		}
		asked[c.Library+c.Version] = true
		cmd := exec.CommandContext(t.Context(), "go", "list", "-m", "-f",
			"{{with .Replace}}{{.Version}}{{else}}{{.Version}}{{end}}", c.Library)
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("go list -m %s: %v", c.Library, err)
		}
		if built := strings.TrimSpace(string(out)); built != c.Version {
			t.Errorf("%s: the claims speak of %s, built is %s", c.Library, c.Version, built)
		}
	}
}
