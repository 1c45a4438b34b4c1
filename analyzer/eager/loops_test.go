package eager

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
)

const jumps = `package p

func f() bool

func none() {
	if f() {
		f()
	}
}

func one() {
	for f() {
	}
}

func nested() {
	for {
		f()
		for f() {
			f()
			for f() {
			}
		}
	}
}

func twice() {
	for f() {
	}
	for f() {
	}
}

func gotos() {
	if f() {
		goto second
	}
first:
	f()
second:
	if f() {
		goto first
	}
}
`

// Every loop is found, those within before those around, also one that has two entries.
func TestLoops(t *testing.T) {
	pkg := build(t, jumps)
	for name, want := range map[string]string{
		"none": "", "one": "1", "nested": "1 2 3", "twice": "1 1", "gotos": "1",
	} {
		fn := pkg.Func(name)
		loops := loopsOf(fn)
		var sizes []string
		for n, l := range loops {
			depth := 1
			for _, inner := range loops[:n] {
				if l.in[inner.head] {
					depth++
				}
			}
			sizes = append(sizes, fmt.Sprint(depth))
			if !l.in[l.head] || slices.ContainsFunc(l.head.Preds, func(b *ssa.BasicBlock) bool { return !fn.Blocks[0].Dominates(b) }) {
				t.Errorf("%s: the head is not in the loop, or cannot be reached", name)
			}
		}
		if got := strings.Join(sizes, " "); got != want {
			t.Errorf("%s: loops of depth %q, want %q", name, got, want)
		}
	}
}

func build(t *testing.T, src string) *ssa.Package {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	pkg, _, err := ssautil.BuildPackage(&types.Config{}, fset, types.NewPackage("p", "p"), []*ast.File{f}, ssa.InstantiateGenerics)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}
