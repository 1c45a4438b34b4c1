package facts

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"errors"
	"fmt"
	"go/types"
	"io"
	"reflect"
	"slices"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/objectpath"
)

// A Codec writes and reads the facts of a fixed list of types.
//
// The encoding is one gob stream: an [entry], then the fact that it announces, then the
// next entry. Types go by their full names, so nothing is registered with package gob, and
// a fact of a type that the reader does not know is skipped. Equal sets give equal bytes,
// provided that no fact contains a map (gob writes maps in random order).
type Codec struct {
	byName map[string]reflect.Type // to pointer type
}

// An entry announces a fact.
type entry struct {
	Package string
	Object  objectpath.Path // empty for a fact about the package
	Type    string
}

// NewCodec returns a codec for the fact types of the analyzers and of all that they require.
func NewCodec(analyzers ...*analysis.Analyzer) (*Codec, error) {
	c := &Codec{byName: make(map[string]reflect.Type)}
	seen := make(map[*analysis.Analyzer]bool)
	var visit func(list []*analysis.Analyzer)
	visit = func(list []*analysis.Analyzer) {
		for _, a := range list {
			if seen[a] {
				continue
			}
			seen[a] = true
			for _, f := range a.FactTypes {
				t := reflect.TypeOf(f)
				c.byName[typeName(t)] = t
			}
			visit(a.Requires)
		}
	}
	visit(analyzers)
	return c, c.number()
}

// number makes package gob give each fact type its number now, in the order of their names:
// otherwise the numbers, and with them the bytes, depend on which fact is written first.
func (c *Codec) number() error {
	enc := gob.NewEncoder(io.Discard)
	if err := enc.Encode(entry{}); err != nil {
		return err
	}
	names := make([]string, 0, len(c.byName))
	for name := range c.byName {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		// A type that gob cannot write is reported when a fact of it is: not all are.
		_ = enc.Encode(reflect.New(c.byName[name].Elem()).Interface())
	}
	return nil
}

// Encode returns the facts of s that importers of its package need, nil if there are none.
// Facts about objects that importers cannot see (local ones, or with no path) are left out.
func (c *Codec) Encode(s *Set) ([]byte, error) {
	type item struct {
		entry
		fact analysis.Fact
	}
	var items []item
	paths := new(objectpath.Encoder)
	s.mu.Lock()
	for k, fact := range s.m {
		if k.pkg != s.pkg && !k.travels() {
			continue
		}
		e := entry{Package: k.pkg.Path(), Type: typeName(k.fact)}
		if k.obj != nil {
			path, err := paths.For(k.obj)
			if err != nil {
				continue
			}
			e.Object = path
		}
		items = append(items, item{e, fact})
	}
	s.mu.Unlock()
	slices.SortFunc(items, func(a, b item) int {
		return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.Object, b.Object), cmp.Compare(a.Type, b.Type))
	})

	var buf bytes.Buffer
	enc := gob.NewEncoder(&buf)
	for _, it := range items {
		if err := enc.Encode(it.entry); err != nil {
			return nil, err
		}
		if err := enc.Encode(it.fact); err != nil {
			return nil, fmt.Errorf("encoding fact %T about %s %s: %w", it.fact, it.Package, it.Object, err)
		}
	}
	return buf.Bytes(), nil
}

// Decode adds to s the facts in data, which [Codec.Encode] wrote for a direct import of the
// set's package. The function lookup returns the package of a path, or nil if nothing in
// the set's package refers to it.
func (c *Codec) Decode(s *Set, data []byte, lookup func(path string) *types.Package) error {
	dec := gob.NewDecoder(bytes.NewReader(data))
	for {
		var e entry
		if err := dec.Decode(&e); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("decoding facts: %w", err)
		}
		t, known := c.byName[e.Type]
		if !known {
			if err := dec.DecodeValue(reflect.Value{}); err != nil { // reads the fact and drops it
				return fmt.Errorf("skipping a fact about %s: %w", e.Package, err)
			}
			continue
		}
		fact, ok := reflect.New(t.Elem()).Interface().(analysis.Fact)
		if !ok {
			return fmt.Errorf("%s is not a fact", e.Type)
		}
		if err := dec.Decode(fact); err != nil {
			return fmt.Errorf("decoding fact %T about %s %s: %w", fact, e.Package, e.Object, err)
		}
		if k, ok := s.resolve(e, t, lookup); ok {
			s.store(k, fact)
		}
	}
}

// resolve finds what an entry is about. It fails for objects that the package being
// analysed cannot reach.
func (s *Set) resolve(e entry, t reflect.Type, lookup func(path string) *types.Package) (key, bool) {
	pkg := lookup(e.Package)
	if e.Object == "" {
		if pkg == nil {
			pkg = s.standIn(e.Package)
		}
		return key{pkg, nil, t}, true
	}
	if pkg == nil {
		return key{}, false
	}
	obj, err := objectpath.Object(pkg, e.Object)
	if err != nil {
		return key{}, false
	}
	return key{pkg, obj, t}, true
}

// standIn returns a package without contents for a path that nothing in the set's package
// refers to, so that facts about it still reach those who list all, and importers.
func (s *Set) standIn(path string) *types.Package {
	s.mu.Lock()
	defer s.mu.Unlock()
	pkg := s.far[path]
	if pkg == nil {
		pkg = types.NewPackage(path, "")
		s.far[path] = pkg
	}
	return pkg
}
