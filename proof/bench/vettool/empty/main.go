// Command empty is a vet tool that does nothing, with one fact type: the go command runs it
// over every package that the given ones depend on. It is what any analyzer with facts costs
// at least in the stock driver.
package main

import (
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/unitchecker"
)

type fact struct{}

func (*fact) AFact() {}

func main() {
	unitchecker.Main(&analysis.Analyzer{
		Name:      "empty",
		Doc:       "do nothing",
		FactTypes: []analysis.Fact{(*fact)(nil)},
		Run:       func(*analysis.Pass) (any, error) { return nil, nil },
	})
}
