package analyzer_test

import (
	"bytes"
	"cmp"
	"encoding/gob"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/hublint/hublint/analyzer"
	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"
)

// This file defines a driver for programs that are in memory.

// hubLibrary is a fictional client library.
const hubLibrary = `
-- example.com/hub/hub.go --
package hub

type Client struct{ _ int }

func New(id string) *Client        { return &Client{} }
func (c *Client) Connect() error   { return nil }
func (c *Client) Close()           {}
func (c *Client) IsConnected() bool { return false }
`

var hubConfig = analyzer.Config{Protocols: []protocol.Protocol{{
	Name: "hub", Client: "hub client", Package: "example.com/hub", Types: []string{"Client"},
	Ops: []protocol.Op{
		{Func: "New", Event: protocol.Create},
		{Func: "Client.Connect", Event: protocol.Connect, Success: protocol.NilError},
		{Func: "Client.Close", Event: protocol.Close},
		{Func: "Client.IsConnected", Event: protocol.Check, True: protocol.Open, False: protocol.NotOpen},
	},
	Semantics: []protocol.Semantics{
		{Since: "v2.0.0", Again: protocol.Wrong{Severity: protocol.Note, Consequence: "nothing happens"}, Eager: hubFlood},
		{Again: protocol.Wrong{Severity: protocol.Error, Consequence: "the hub closes the first connection"}, Eager: hubFlood},
	},
}}}

var hubFlood = protocol.Wrong{Severity: protocol.Warning, Consequence: "the hub is flooded"}

// A program is some packages in memory, by path, in the order of their dependencies.
type program struct {
	fset  *token.FileSet
	std   types.Importer
	pkgs  []*packages.Package
	index map[string]*packages.Package
}

// load type-checks an archive of files. The folder of a file is its package's path; packages
// stand below those that they import.
func load(t testing.TB, archive string) *program {
	t.Helper()
	p := &program{fset: token.NewFileSet(), index: map[string]*packages.Package{}}
	p.std = importer.ForCompiler(p.fset, "gc", nil)
	for _, f := range txtar.Parse([]byte(archive)).Files {
		pkg := p.index[path.Dir(f.Name)]
		if pkg == nil {
			pkg = &packages.Package{PkgPath: path.Dir(f.Name), Fset: p.fset, Imports: map[string]*packages.Package{}}
			p.pkgs, p.index[pkg.PkgPath] = append(p.pkgs, pkg), pkg
		}
		file, err := parser.ParseFile(p.fset, f.Name, f.Data, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		pkg.Syntax = append(pkg.Syntax, file)
	}
	for _, pkg := range p.pkgs {
		if err := p.check(pkg); err != nil {
			t.Fatal(err)
		}
	}
	return p
}

func (p *program) check(pkg *packages.Package) (err error) {
	pkg.TypesInfo = &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{},
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}
	pkg.TypesSizes = types.SizesFor("gc", "amd64")
	cfg := types.Config{Importer: p, Sizes: pkg.TypesSizes}
	pkg.Types, err = cfg.Check(pkg.PkgPath, p.fset, pkg.Syntax, pkg.TypesInfo)
	if err != nil {
		return err
	}
	pkg.Name = pkg.Types.Name()
	for _, imp := range pkg.Types.Imports() {
		if dep := p.index[imp.Path()]; dep != nil {
			pkg.Imports[imp.Path()] = dep
		}
	}
	return nil
}

// Import makes p an importer of its own packages and the standard library.
func (p *program) Import(path string) (*types.Package, error) {
	if pkg := p.index[path]; pkg != nil {
		return pkg.Types, nil
	}
	return p.std.Import(path)
}

// analyse runs the analyzer on all packages. Facts go through their encoding on the way.
func (p *program) analyse(t testing.TB, cfg analyzer.Config) *checker.Graph {
	t.Helper()
	g, err := checker.Analyze([]*analysis.Analyzer{analyzer.New(cfg)}, p.pkgs, &checker.Options{SanityCheck: true})
	if err != nil {
		t.Fatal(err)
	}
	for act := range g.All() {
		if act.Err != nil {
			t.Fatal(act.Err)
		}
	}
	return g
}

// findings returns what is reported, as function: category, sorted.
func (p *program) findings(g *checker.Graph) []string {
	var out []string
	for act := range g.All() {
		for _, d := range act.Diagnostics {
			out = append(out, p.function(act.Package, d.Pos)+": "+d.Category)
		}
	}
	slices.Sort(out)
	return out
}

func (p *program) function(pkg *packages.Package, pos token.Pos) string {
	for _, f := range pkg.Syntax {
		for _, d := range f.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok && fd.Pos() <= pos && pos < fd.End() {
				return fd.Name.Name
			}
		}
	}
	return p.fset.Position(pos).String()
}

// A told is a fact that one package tells others.
type told struct {
	about string // a package, or a function with its package
	fact  analysis.Fact
}

// facts returns the facts about the program's own packages, sorted.
func facts(g *checker.Graph) []told {
	var out []told
	for act := range g.All() {
		for _, f := range act.AllPackageFacts() {
			if f.Package == act.Package.Types {
				out = append(out, told{f.Package.Path(), f.Fact})
			}
		}
		for _, f := range act.AllObjectFacts() {
			if f.Object.Pkg() == act.Package.Types {
				out = append(out, told{f.Object.(*types.Func).FullName(), f.Fact})
			}
		}
	}
	slices.SortFunc(out, func(a, b told) int {
		return cmp.Or(cmp.Compare(a.about, b.about), cmp.Compare(fmt.Sprintf("%T", a.fact), fmt.Sprintf("%T", b.fact)))
	})
	return out
}

// encode returns all facts as drivers store them.
func encode(t testing.TB, all []told) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, f := range all {
		fmt.Fprintln(&b, f.about)
		if err := gob.NewEncoder(&b).Encode(f.fact); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// show prints facts, one a line.
func show(all []told) string {
	var b strings.Builder
	for _, f := range all {
		fmt.Fprintf(&b, "%s: %s\n", f.about, f.fact)
	}
	return b.String()
}
