package facts_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/hublint/hublint/cmd/hublint/facts"
)

type mark struct{ Name string }

func (*mark) AFact() {}

type other struct{ N []int }

func (*other) AFact() {}

type empty struct{}

func (*empty) AFact() {}

func analyzer(types ...analysis.Fact) *analysis.Analyzer {
	return &analysis.Analyzer{Name: "a", FactTypes: types}
}

// world type-checks packages written as path and source, in order.
type world map[string]*types.Package

func (w world) Import(path string) (*types.Package, error) {
	if pkg := w[path]; pkg != nil {
		return pkg, nil
	}
	return nil, fmt.Errorf("no package %s", path)
}

func check(t *testing.T, sources ...string) world {
	t.Helper()
	w := make(world)
	fset := token.NewFileSet()
	for _, src := range sources {
		f, err := parser.ParseFile(fset, "x.go", src, 0)
		if err != nil {
			t.Fatal(err)
		}
		path := f.Name.Name
		pkg, err := (&types.Config{Importer: w}).Check(path, fset, []*ast.File{f}, nil)
		if err != nil {
			t.Fatal(err)
		}
		w[path] = pkg
	}
	return w
}

var sources = []string{
	`package a; type T struct{}; func (T) M() { type local struct{}; _ = local{} }; func F() {}; type u struct{}; func (u) m() {}`,
	`package b; import "a"; func G() a.T { return a.T{} }`,
	`package c; import "b"; var X = b.G()`,
	`package d; import "c"; var Y = c.X`,
}

func object(t *testing.T, pkg *types.Package, name string) types.Object {
	t.Helper()
	base, method, isMethod := strings.Cut(name, ".")
	obj := pkg.Scope().Lookup(base)
	if isMethod {
		obj, _, _ = types.LookupFieldOrMethod(obj.Type(), true, pkg, method)
	}
	if obj == nil {
		t.Fatalf("no object %s", name)
	}
	return obj
}

// hand gives the facts of one package to the next, in memory or as bytes.
type hand func(t *testing.T, from *facts.Set, to *types.Package, w world) *facts.Set

func inMemory(_ *testing.T, from *facts.Set, to *types.Package, _ world) *facts.Set {
	return facts.Merge(to, []*facts.Set{from})
}

func asBytes(t *testing.T, from *facts.Set, to *types.Package, w world) *facts.Set {
	codec, err := facts.NewCodec(analyzer(new(mark), new(other), new(empty)))
	if err != nil {
		t.Fatal(err)
	}
	data, err := codec.Encode(from)
	if err != nil {
		t.Fatal(err)
	}
	s := facts.New(to)
	// A package that nothing refers to is not known to the importer: b, seen from d.
	lookup := func(path string) *types.Package {
		if to.Path() == "d" && path == "b" {
			return nil
		}
		return w[path]
	}
	if err := codec.Decode(s, data, lookup); err != nil {
		t.Fatal(err)
	}
	return s
}

// What travels, and how far.
func TestVisibility(t *testing.T) {
	for name, next := range map[string]hand{"memory": inMemory, "bytes": asBytes} {
		t.Run(name, func(t *testing.T) {
			w := check(t, sources...)
			a := facts.New(w["a"])
			for _, name := range []string{"T.M", "F", "T", "u.m"} {
				a.ExportObject(object(t, w["a"], name), &mark{name})
			}
			a.ExportPackage(&other{[]int{1, 2}})
			b := next(t, a, w["b"], w)
			b.ExportPackage(&empty{})
			c := next(t, b, w["c"], w)
			d := next(t, c, w["d"], w)
			sees := func(s *facts.Set, name string) bool {
				var m mark
				return s.ImportObject(object(t, w["a"], name), &m) && m.Name == name
			}
			for _, tt := range []struct {
				name string
				b, d bool
			}{
				{"T.M", true, true},
				{"T", true, true},
				{"F", true, false}, // cannot be named where a is not imported
			} {
				if sees(b, tt.name) != tt.b || sees(d, tt.name) != tt.d {
					t.Errorf("%s: b sees it: %v, d sees it: %v", tt.name, sees(b, tt.name), sees(d, tt.name))
				}
			}
			var o other
			if !d.ImportPackage(w["a"], &o) || len(o.N) != 2 {
				t.Error("d does not see the fact about a")
			}
			var list []string
			for _, f := range d.Packages([]analysis.Fact{new(other), new(empty)}) {
				list = append(list, fmt.Sprintf("%s %T", f.Package.Path(), f.Fact))
			}
			if got := strings.Join(list, ", "); got != "a *facts_test.other, b *facts_test.empty" {
				t.Errorf("d sees facts about %s", got)
			}
			if n := len(d.Objects([]analysis.Fact{new(other)})); n != 0 {
				t.Errorf("%d facts of another type", n)
			}
		})
	}
}

func TestBytesAreEqual(t *testing.T) {
	var first []byte
	for i := range 20 {
		w := check(t, sources...)
		s := facts.New(w["a"])
		names := []string{"T.M", "F", "T"}
		for j := range names {
			s.ExportObject(object(t, w["a"], names[(i+j)%3]), &mark{names[(i+j)%3]})
		}
		s.ExportPackage(&other{[]int{1}})
		codec, err := facts.NewCodec(analyzer(new(other), new(mark)))
		if err != nil {
			t.Fatal(err)
		}
		data, err := codec.Encode(s)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = data
		}
		if !bytes.Equal(data, first) {
			t.Fatal("equal sets, different bytes")
		}
	}
}

func TestUnknownTypeIsSkipped(t *testing.T) {
	w := check(t, sources...)
	s := facts.New(w["a"])
	s.ExportPackage(&other{[]int{1}})
	s.ExportPackage(&mark{"x"})
	rich, err := facts.NewCodec(analyzer(new(mark), new(other)))
	if err != nil {
		t.Fatal(err)
	}
	data, err := rich.Encode(s)
	if err != nil {
		t.Fatal(err)
	}
	poor, err := facts.NewCodec(analyzer(new(other)))
	if err != nil {
		t.Fatal(err)
	}
	got := facts.New(w["b"])
	if err := poor.Decode(got, data, w.lookup); err != nil {
		t.Fatal(err)
	}
	var o other
	if !got.ImportPackage(w["a"], &o) || got.ImportPackage(w["a"], new(mark)) {
		t.Error("wrong facts")
	}
	if err := poor.Decode(got, data[:len(data)-3], w.lookup); err == nil {
		t.Error("truncated data were accepted")
	}
}

func (w world) lookup(path string) *types.Package { return w[path] }
