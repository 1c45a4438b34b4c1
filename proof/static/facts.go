package static

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/types"
	"reflect"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/objectpath"
)

// facts holds what analyses have exported. A fact crosses from one package to another in
// its encoding, and only if its object can be named from there.
type facts struct {
	below  *facts // of the library; not written to
	list   []entry
	index  map[key]int
	sealed int // list[:sealed] are facts of packages that are done
}

type key struct {
	about any // types.Object or *types.Package
	typ   reflect.Type
}

type entry struct {
	key  key
	fact analysis.Fact
	raw  []byte // its encoding, once it has been encoded
}

func newFacts(below *facts) *facts {
	return &facts{below: below, index: make(map[key]int)}
}

func (f *facts) put(k key, fact analysis.Fact) {
	if i, ok := f.index[k]; ok {
		f.list[i].fact = fact
		return
	}
	f.index[k] = len(f.list)
	f.list = append(f.list, entry{key: k, fact: fact})
}

func (f *facts) get(k key, to analysis.Fact) bool {
	for ; f != nil; f = f.below {
		if i, ok := f.index[k]; ok {
			reflect.ValueOf(to).Elem().Set(reflect.ValueOf(f.list[i].fact).Elem())
			return true
		}
	}
	return false
}

// seal encodes and decodes the facts of a package that is done, and drops those about
// objects that no other package can name.
func (f *facts) seal(pkg *types.Package) error {
	done := f.list[:f.sealed:f.sealed]
	for _, e := range f.list[f.sealed:] {
		if obj, ok := e.key.about.(types.Object); ok {
			if _, err := objectpath.For(obj); err != nil {
				continue
			}
		}
		raw, err := encoded(e.fact)
		if err != nil {
			return fmt.Errorf("fact %T of %s: %w", e.fact, pkg.Path(), err)
		}
		fresh := reflect.New(reflect.TypeOf(e.fact).Elem()).Interface().(analysis.Fact)
		if err := gob.NewDecoder(bytes.NewReader(raw)).Decode(fresh); err != nil {
			return fmt.Errorf("fact %T of %s: %w", e.fact, pkg.Path(), err)
		}
		done = append(done, entry{e.key, fresh, raw})
	}
	f.list, f.sealed = done, len(done)
	f.index = make(map[key]int)
	for i, e := range f.list {
		f.index[e.key] = i
	}
	return nil
}

func (f *facts) objects(a *analysis.Analyzer) (out []analysis.ObjectFact) {
	for ; f != nil; f = f.below {
		for _, e := range f.list {
			if obj, ok := e.key.about.(types.Object); ok && wants(a, e.fact) {
				out = append(out, analysis.ObjectFact{Object: obj, Fact: e.fact})
			}
		}
	}
	return out
}

func (f *facts) packages(a *analysis.Analyzer) (out []analysis.PackageFact) {
	for ; f != nil; f = f.below {
		for _, e := range f.list {
			if pkg, ok := e.key.about.(*types.Package); ok && wants(a, e.fact) {
				out = append(out, analysis.PackageFact{Package: pkg, Fact: e.fact})
			}
		}
	}
	return out
}
