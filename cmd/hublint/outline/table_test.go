package outline_test

import (
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"

	"github.com/hublint/hublint/cmd/hublint/outline"
)

// library is a package of which importers use parts.
const library = `package p

import (
	"a"
	"b/v2"
	c "x"
	. "d"
	_ "e"
)

// T is wanted in most of the tests.
type T struct {
	Name string
	x    inner
	a.Embedded
}

type inner struct{ y []other }
type other = renamed
type renamed int
type alone b.Alone

func (T) Method(v alone) (n c.Result)           {}
func (r *renamed) String() string               {}
func (l list[K]) All() bool                     {}
func (o other) declaredByAlias(v byAlias)       {}
func Free(s []T, _ int, g func(y T)) (u, v int) {}
func value() (x c.Value, y alone)               {}
func inner2()                                   {}
func init()                                     {}

type (
	list[K key] []K
	key         interface{ Less(dotted) bool }
	byAlias     int
)

var u, w = value()
var Name, _ = 1, inner2()
var _ inner = inner{}

const (
	first = size << iota
	second
)
const size = c.Size
`

func TestTable(t *testing.T) {
	for id, want := range map[string]string{
		"alone":   "alone; b/v2.Alone",
		"T":       "T T.Method alone declaredByAlias byAlias inner other renamed String; a.Embedded b/v2.Alone x.Result",
		"renamed": "other renamed String declaredByAlias byAlias; ",
		"list":    "list All key; ",
		"Free":    "Free T Method alone inner other renamed String declaredByAlias byAlias; a.Embedded b/v2.Alone x.Result",
		"w":       "u w value alone; b/v2.Alone x.Value",
		"second":  "first second size; x.Size",
		"size":    "size; x.Size",
		"Name":    "Name _ inner2; ",
		"init":    "init; ",
		"_":       "; ",
		"Nobody":  "; ",
	} {
		f, err := parser.ParseFile(token.NewFileSet(), "p.go", library, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		var uses []string
		table := outline.NewTable([]*ast.File{f}, func(path string) string { return strings.TrimSuffix(path, "/v2") })
		table.Keep(id, func(path, id string) {
			if path != "d" { // any name may come from there
				uses = append(uses, path+"."+id)
			}
		})
		table.Reduce()
		slices.Sort(uses)
		kept := declared(f)
		wanted, wantUses, _ := strings.Cut(want, "; ")
		names := strings.Fields(strings.ReplaceAll(wanted, "T.", ""))
		slices.Sort(names)
		slices.Sort(kept)
		if !slices.Equal(kept, names) {
			t.Errorf("%s: keeps %v, want %v", id, kept, names)
		}
		if got := strings.Join(slices.Compact(uses), " "); got != wantUses {
			t.Errorf("%s: uses %q, want %q", id, got, wantUses)
		}
	}
}

// declared returns the names of f's declarations.
func declared(f *ast.File) (out []string) {
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			out = append(out, d.Name.Name)
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					out = append(out, s.Name.Name)
				case *ast.ValueSpec:
					for _, n := range s.Names {
						out = append(out, n.Name)
					}
				}
			}
		}
	}
	return out
}

func TestRoots(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "p.go", `package p

var Err, hidden = make()

const Const = 1

type (
	Plugin  interface{ Start() }
	Alias   = Plugin
	Struct  struct{}
	private interface{}
)

func (Struct) Method() {}
func Func()            {}
`, 0)
	if err != nil {
		t.Fatal(err)
	}
	got := outline.NewTable([]*ast.File{f}, nil).Roots()
	slices.Sort(got)
	if want := []string{"Alias", "Err", "Plugin"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// What has been asked for stays when more is, and names from a package that is imported with a dot
// are looked for there.
func TestTableDots(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "p.go", "package p\nimport . \"d\"\ntype A B\ntype C D\n", 0)
	if err != nil {
		t.Fatal(err)
	}
	var uses []string
	use := func(path, id string) { uses = append(uses, path+"."+id) }
	table := outline.NewTable([]*ast.File{f}, nil)
	table.Keep("A", use)
	table.Keep("C", use)
	table.Keep("A", use)
	table.Reduce()
	if got := declared(f); !slices.Equal(got, []string{"A", "C"}) {
		t.Errorf("keeps %v", got)
	}
	for _, want := range []string{"d.B", "d.D"} {
		if !slices.Contains(uses, want) {
			t.Errorf("uses %v, want %s", uses, want)
		}
	}
}

func TestUses(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "p.go", `package p

import (
	"a"
	"b/v2"
	c "x"
	_ "e"
	"unused"
)

var x a.T
func f(b.T) c.T { return c.Make(a.New().Field.Other) }
`, 0)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	outline.Uses(f, func(path string) string { return strings.TrimSuffix(path, "/v2") }, func(path, id string) { got = append(got, path+"."+id) })
	slices.Sort(got)
	if want := []string{"a.New", "a.T", "b/v2.T", "x.Make", "x.T"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Names of parameters are nobody's business.
func TestAnonymous(t *testing.T) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", "package p\nfunc (r *R) m(a, b int, c ...string) (err error) {}\n", 0)
	if err != nil {
		t.Fatal(err)
	}
	table := outline.NewTable([]*ast.File{f}, nil)
	table.Keep("R", nil)
	table.Reduce()
	var b strings.Builder
	if err := format.Node(&b, fset, f); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); got != "package p\n\nfunc (_ *R) m(_, _ int, _ ...string) (_ error) {}\n" {
		t.Errorf("got %s", got)
	}
}
