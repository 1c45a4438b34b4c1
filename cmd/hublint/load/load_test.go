package load_test

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/hublint/hublint/cmd/hublint/internal/drivertest"
	"github.com/hublint/hublint/cmd/hublint/load"
)

const tested = `
-- go.mod --
module example.com/m

go 1.26

require example.com/client v1.4.2
-- a/a.go --
package a

import "example.com/client"

func Open(c *client.Client) { c.Connect() }
-- a/a_test.go --
package a

func helper() {}
-- b/b.go --
package b

import "example.com/m/a"

var _ = a.Open
`

// probe returns an analyzer that notes what it sees of each package, and what it has noted, sorted.
func probe(see func(pass *analysis.Pass) []string) (*analysis.Analyzer, func() []string) {
	var mu sync.Mutex
	var got []string
	run := func(pass *analysis.Pass) (any, error) {
		mu.Lock()
		defer mu.Unlock()
		got = append(got, see(pass)...)
		return nil, nil
	}
	return &analysis.Analyzer{Name: "probe", Doc: "probe", Run: run}, func() []string {
		slices.Sort(got)
		return got
	}
}

// size is a package and of how many files it is.
func size(pass *analysis.Pass) []string {
	return []string{fmt.Sprint(pass.Pkg.Path(), " ", len(pass.Files))}
}

// analyse runs analyzer a on package ./a of module m.
func analyse(t *testing.T, m *drivertest.Module, a *analysis.Analyzer) {
	t.Helper()
	prog, err := load.Load(t.Context(), load.Config{Dir: m.Dir, Env: m.Env, Clients: drivertest.Clients()}, "./a")
	if err != nil {
		t.Fatal(err)
	}
	if _, errs := prog.Analyse(t.Context(), a); len(errs) > 0 {
		t.Error(errs)
	}
}

// A package whose test variant is reported is analysed as such only, unless another package
// imports it.
func TestAnalysedOnce(t *testing.T) {
	m := drivertest.New(t, tested)
	for patterns, want := range map[string]string{
		"./a":     "example.com/client 1, example.com/m/a 2",
		"./a ./b": "example.com/client 1, example.com/m/a 1, example.com/m/a 2, example.com/m/b 1",
	} {
		a, seen := probe(size)
		cfg := load.Config{Dir: m.Dir, Env: m.Env, Tests: true, Clients: drivertest.Clients()}
		prog, err := load.Load(t.Context(), cfg, strings.Fields(patterns)...)
		if err != nil {
			t.Fatal(err)
		}
		if _, errs := prog.Analyse(t.Context(), a); len(errs) > 0 {
			t.Fatal(errs)
		}
		if got := strings.Join(seen(), ", "); got != want {
			t.Errorf("%s: analysed %s, want %s", patterns, got, want)
		}
	}
}

// A test file that is broken is named, and its package is analysed without it.
func TestBrokenTest(t *testing.T) {
	for name, test := range map[string]string{
		"type error":   "package a\n\nvar _ = Open(1, 2)\n",
		"syntax error": "package a\n\nfunc helper( {\n",
		"import":       "package a\n\nimport _ \"example.com/nowhere\"\n",
	} {
		t.Run(name, func(t *testing.T) {
			m := drivertest.New(t, strings.Replace(tested, "package a\n\nfunc helper() {}\n", test, 1))
			a, seen := probe(size)
			cfg := load.Config{Dir: m.Dir, Env: m.Env, Tests: true, Clients: drivertest.Clients()}
			prog, err := load.Load(t.Context(), cfg, "./a")
			if err != nil {
				t.Fatal(err)
			}
			results, errs := prog.Analyse(t.Context(), a)
			if len(errs) == 0 || !strings.Contains(errs[0].Error(), "a_test.go:3") {
				t.Errorf("errors %v, want one at a_test.go:3", errs)
			}
			if got, want := strings.Join(seen(), ", "), "example.com/client 1, example.com/m/a 1"; got != want || len(results) != 1 {
				t.Errorf("analysed %s, want %s; %d results, want 1", got, want, len(results))
			}
		})
	}
}

// A package that would be looked at for its helpers is left alone if they are broken: to build it is the compiler's
// business.
func TestBrokenHelper(t *testing.T) {
	m := drivertest.New(t, tested)
	m.Write(t, `
-- h/h.go --
package h

func AsError(ok bool) error { return undefined }
-- a/h.go --
package a

import "example.com/m/h"

var _ = h.AsError
`)
	a, seen := probe(func(pass *analysis.Pass) []string { return []string{pass.Pkg.Name()} })
	analyse(t, m, a)
	if got := seen(); !slices.Contains(got, "a") || slices.Contains(got, "h") {
		t.Errorf("analysed %v", got)
	}
}

// Of a package that is looked at for its helpers, only their bodies are, and of what they call.
func TestHelperBodies(t *testing.T) {
	m := drivertest.New(t, tested)
	m.Write(t, `
-- h/h.go --
package h

import "fmt"

func AsError(ok bool) error { return wrap(ok) }

func wrap(ok bool) error { return fmt.Errorf("it is %t", ok) }

func Other() int { return undefined }
-- a/h.go --
package a

import "example.com/m/h"

var _ = h.AsError
`)
	a, seen := probe(func(pass *analysis.Pass) (bodies []string) {
		for _, f := range pass.Files {
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil && pass.Pkg.Name() == "h" {
					bodies = append(bodies, fn.Name.Name)
				}
			}
		}
		return bodies
	})
	analyse(t, m, a)
	if got, want := seen(), []string{"AsError", "wrap"}; !slices.Equal(got, want) {
		t.Errorf("bodies of %v, want %v", got, want)
	}
}
