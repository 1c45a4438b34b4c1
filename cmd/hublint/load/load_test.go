package load_test

import (
	"fmt"
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

// A package whose test variant is reported is analysed as such only, unless another package
// imports it.
func TestAnalysedOnce(t *testing.T) {
	m := drivertest.New(t, tested)
	for patterns, want := range map[string]string{
		"./a":     "example.com/client 1, example.com/m/a 2",
		"./a ./b": "example.com/client 1, example.com/m/a 1, example.com/m/a 2, example.com/m/b 1",
	} {
		var mu sync.Mutex
		var got []string
		probe := &analysis.Analyzer{Name: "probe", Doc: "probe", Run: func(pass *analysis.Pass) (any, error) {
			mu.Lock()
			defer mu.Unlock()
			got = append(got, fmt.Sprint(pass.Pkg.Path(), " ", len(pass.Files)))
			return nil, nil
		}}
		cfg := load.Config{Dir: m.Dir, Env: m.Env, Tests: true, Clients: drivertest.Clients()}
		prog, err := load.Load(t.Context(), cfg, strings.Fields(patterns)...)
		if err != nil {
			t.Fatal(err)
		}
		if _, errs := prog.Analyse(t.Context(), probe); len(errs) > 0 {
			t.Fatal(errs)
		}
		slices.Sort(got)
		if got := strings.Join(got, ", "); got != want {
			t.Errorf("%s: analysed %s, want %s", patterns, got, want)
		}
	}
}
