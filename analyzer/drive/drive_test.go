package drive

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"
)

const source = `package p

type Plugin interface {
	Open(id string, flags ...int) error
	Poll() (n int, more bool, err error)
	Send(text string)
	hidden()
}

type Word struct{}

type Telling interface{ Tell([]*Word) }

type Teller struct{}
type teller struct{}

func (Teller) Tell([]*Word) {}
func (teller) Tell([]*Word) {}

type Small interface{ Poll() (n int, more bool, err error) }

var errGone error

type base struct{}

func (base) Open(id string, flags ...int) error { return nil }
func (base) Poll() (n int, more bool, err error) { return }
func (base) Send(text string) {}
func (base) hidden() {}

type Given struct{ base }
type ByValue struct{ base }
type Asserted struct{ base }
type Alone struct{ base }
type Partly struct{ base }
type Generic[T any] struct{ base; t T }

func give() (Plugin, Plugin, Plugin) { return &Given{}, ByValue{}, &Generic[int]{} }
func again() Plugin { return &Given{} }
func partly() any { return &Partly{} }

var _ Plugin = (*Asserted)(nil)
`

func build(t *testing.T) *Package {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	pkg, info, err := ssautil.BuildPackage(&types.Config{Importer: importer.Default()}, fset,
		types.NewPackage("example.com/p", "p"), []*ast.File{file}, ssa.InstantiateGenerics)
	if err != nil {
		t.Fatal(err)
	}
	return &Package{pkg, []*ssa.Function{pkg.Func("give"), pkg.Func("again"), pkg.Func("partly"), pkg.Func("init")}, []*ast.File{file}, info}
}

func contractOf(change func(*protocol.Contract)) []protocol.Contract {
	c := protocol.Contract{Interface: "example.com/p.Plugin", Owner: "the fleet", Start: "Open", Retry: true,
		Steps: []string{"Poll", "Send", "hidden"}, Restart: []string{"errGone"}}
	change(&c)
	return []protocol.Contract{c}
}

// Every kind of contract gives functions that compile.
func TestDrivers(t *testing.T) {
	const all = "*example.com/p.Given example.com/p.ByValue *example.com/p.Asserted"
	for _, c := range []struct {
		name   string
		change func(*protocol.Contract)
		want   string
	}{
		{"all", func(*protocol.Contract) {}, all},
		{"once", func(c *protocol.Contract) { c.Retry = false }, all},
		{"steps only", func(c *protocol.Contract) { c.Start, c.Retry, c.Restart = "", false, nil }, all},
		{"no steps", func(c *protocol.Contract) { c.Steps, c.Restart = nil, nil }, all},
		{"no restart", func(c *protocol.Contract) { c.Restart = nil }, all},
		{"start without an error", func(c *protocol.Contract) { c.Start, c.Steps, c.Restart = "Send", []string{"Poll"}, nil }, all},
		{"start without operands", func(c *protocol.Contract) { c.Start, c.Steps = "Poll", []string{"Open"} }, all},
		{"no such interface", func(c *protocol.Contract) { c.Interface = "example.com/p.Plug" }, ""},
		{"no such method", func(c *protocol.Contract) { c.Steps[0] = "Ask" }, ""},
		{"no such error", func(c *protocol.Contract) { c.Restart[0] = "ErrLost" }, ""},
		{"not imported", func(c *protocol.Contract) { c.Interface = "example.com/q.Plugin" }, ""},
		{"given to a neighbour", func(c *protocol.Contract) {
			*c = protocol.Contract{Interface: "example.com/p.Small", Owner: "the fleet", Steps: []string{"Poll"}}
		}, all},
		{"for others to give", func(c *protocol.Contract) {
			*c = protocol.Contract{Interface: "example.com/p.Telling", Owner: "the fleet", Steps: []string{"Tell"}}
		}, "*example.com/p.Teller"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, d := range Drivers(build(t), contractOf(c.change)) {
				if d.Fn == nil || len(d.Fn.Blocks) == 0 {
					t.Fatalf("%s has no body", d.Contract.Interface)
				}
				got = append(got, d.Fn.Params[0].Type().String())
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got %s, want %s", s, c.want)
			}
		})
	}
}

// Nothing is added to the package itself, and no position is one of both.
func TestApart(t *testing.T) {
	p := build(t)
	pkg := p.SSA
	before := strings.Join(pkg.Pkg.Scope().Names(), " ")
	end := token.Pos(pkg.Prog.Fset.Base())
	for _, d := range Drivers(p, contractOf(func(*protocol.Contract) {})) {
		if d.Fn.Pos() < end {
			t.Errorf("%s lies within the program", d.Fn)
		}
		if d.Fn.Pkg == pkg {
			t.Errorf("%s is a member of the package", d.Fn)
		}
	}
	if got := strings.Join(pkg.Pkg.Scope().Names(), " "); got != before {
		t.Errorf("the package has now %s, before %s", got, before)
	}
}
