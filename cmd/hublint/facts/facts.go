// Package facts carries what an analyzer learns about one package to the packages that
// import it.
//
// A [Set] holds the facts that are visible in one package: its own and those of its
// dependencies. The vet door writes a Set to a file after each package and reads the files
// of the direct imports before the next ([Codec]); the standalone door hands Sets on in
// memory ([Merge]). Both give the analyzer the same view:
//
//   - facts about objects of direct imports;
//   - facts about methods, fields and types of indirect imports, because a value can be
//     used without importing the package of its type;
//   - facts about packages, however far away.
//
// Facts about package-level functions and variables of indirect imports are not passed on:
// no code can name such an object without importing its package.
//
// This is the contract of x/tools' internal package of the same name, with one addition:
// there, facts about packages reach direct importers only.
package facts

import (
	"cmp"
	"fmt"
	"go/types"
	"reflect"
	"slices"
	"sync"

	"golang.org/x/tools/go/analysis"
)

// A Set is the facts visible in one package. Its methods are safe for concurrent use.
type Set struct {
	pkg *types.Package
	mu  sync.Mutex
	m   map[key]analysis.Fact
	far map[string]*types.Package // stand-ins, see standIn
}

// A key names a fact: one of each type about each object or package.
type key struct {
	pkg  *types.Package
	obj  types.Object // nil for a fact about pkg
	fact reflect.Type
}

// New returns an empty set for pkg.
func New(pkg *types.Package) *Set {
	return &Set{pkg: pkg, m: make(map[key]analysis.Fact), far: make(map[string]*types.Package)}
}

// Merge returns a set for pkg that sees the facts of its direct imports.
func Merge(pkg *types.Package, imports []*Set) *Set {
	s := New(pkg)
	for _, imp := range imports {
		imp.mu.Lock()
		for k, fact := range imp.m {
			if k.pkg == imp.pkg || k.travels() {
				s.m[k] = fact
			}
		}
		imp.mu.Unlock()
	}
	return s
}

// travels reports whether the fact is of use beyond the direct importers of its package.
func (k key) travels() bool {
	if k.obj == nil {
		return true
	}
	if _, ok := k.obj.(*types.TypeName); ok {
		return true
	}
	return k.obj.Parent() != k.pkg.Scope()
}

// ImportObject implements [analysis.Pass.ImportObjectFact].
func (s *Set) ImportObject(obj types.Object, ptr analysis.Fact) bool {
	return s.load(key{obj.Pkg(), obj, reflect.TypeOf(ptr)}, ptr)
}

// ImportPackage implements [analysis.Pass.ImportPackageFact].
func (s *Set) ImportPackage(pkg *types.Package, ptr analysis.Fact) bool {
	return s.load(key{pkg, nil, reflect.TypeOf(ptr)}, ptr)
}

func (s *Set) load(k key, ptr analysis.Fact) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	fact, ok := s.m[k]
	if ok {
		reflect.ValueOf(ptr).Elem().Set(reflect.ValueOf(fact).Elem())
	}
	return ok
}

// ExportObject implements [analysis.Pass.ExportObjectFact]. Like every driver it panics on
// an object of another package; package unit turns that into an error.
func (s *Set) ExportObject(obj types.Object, fact analysis.Fact) {
	if obj.Pkg() != s.pkg {
		panic(fmt.Sprintf("fact %T about %s, which is not of package %s", fact, obj, s.pkg.Path()))
	}
	s.store(key{s.pkg, obj, reflect.TypeOf(fact)}, fact)
}

// ExportPackage implements [analysis.Pass.ExportPackageFact].
func (s *Set) ExportPackage(fact analysis.Fact) {
	s.store(key{s.pkg, nil, reflect.TypeOf(fact)}, fact)
}

func (s *Set) store(k key, fact analysis.Fact) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.m[k] = fact
}

// Objects implements [analysis.Pass.AllObjectFacts] for an analyzer with the given fact
// types, sorted by package and position.
func (s *Set) Objects(of []analysis.Fact) []analysis.ObjectFact {
	var out []analysis.ObjectFact
	for k, fact := range s.some(of) {
		if k.obj != nil {
			out = append(out, analysis.ObjectFact{Object: k.obj, Fact: fact})
		}
	}
	slices.SortFunc(out, func(a, b analysis.ObjectFact) int {
		return cmp.Or(
			cmp.Compare(a.Object.Pkg().Path(), b.Object.Pkg().Path()),
			cmp.Compare(types.ObjectString(a.Object, nil), types.ObjectString(b.Object, nil)),
			cmp.Compare(typeName(reflect.TypeOf(a.Fact)), typeName(reflect.TypeOf(b.Fact))),
			cmp.Compare(a.Object.Pos(), b.Object.Pos()))
	})
	return out
}

// Packages implements [analysis.Pass.AllPackageFacts] for an analyzer with the given fact
// types, sorted by package.
func (s *Set) Packages(of []analysis.Fact) []analysis.PackageFact {
	var out []analysis.PackageFact
	for k, fact := range s.some(of) {
		if k.obj == nil {
			out = append(out, analysis.PackageFact{Package: k.pkg, Fact: fact})
		}
	}
	slices.SortFunc(out, func(a, b analysis.PackageFact) int {
		return cmp.Or(
			cmp.Compare(a.Package.Path(), b.Package.Path()),
			cmp.Compare(typeName(reflect.TypeOf(a.Fact)), typeName(reflect.TypeOf(b.Fact))))
	})
	return out
}

// some returns the facts of the given types.
func (s *Set) some(of []analysis.Fact) map[key]analysis.Fact {
	wanted := make(map[reflect.Type]bool)
	for _, f := range of {
		wanted[reflect.TypeOf(f)] = true
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make(map[key]analysis.Fact)
	for k, fact := range s.m {
		if wanted[k.fact] {
			out[k] = fact
		}
	}
	return out
}

// typeName names a fact type in files. Example: github.com/hublint/hublint/analyzer.summary
func typeName(ptr reflect.Type) string {
	return ptr.Elem().PkgPath() + "." + ptr.Elem().Name()
}
