package typestate

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"testing"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines the fictional client of the interpreter's tests: the tests of the real ones
// are elsewhere, so that a new library touches none of these.

const hubSource = `package hub

import "time"

type Client struct{ _ int }

func New(id string) *Client                 { return nil }
func (c *Client) Connect() error            { return nil }
func (c *Client) TryConnect() bool          { return false }
func (c *Client) Start() *Token             { return nil }
func (c *Client) Close()                    {}
func (c *Client) IsConnected() bool         { return false }
func (c *Client) Send(s string) error       { return nil }

type Token struct{ _ int }

func (t *Token) Wait()                           {}
func (t *Token) WaitTimeout(time.Duration) bool  { return false }
func (t *Token) Error() error                    { return nil }

// A Conn is for one connection.
type Conn struct{ _ int }

func Dial(id string) (*Conn, error)  { return nil, nil }
func (c *Conn) Connect() error       { return nil }
func (c *Conn) Close()               {}

// A Calm client takes a second connect for the first.
type Calm struct{ _ int }

func (c *Calm) Connect() error { return nil }
`

func hubProtocols() []protocol.Protocol {
	kick := protocol.Wrong{Severity: protocol.Error, Consequence: "the hub closes the first connection"}
	return []protocol.Protocol{{
		Name: "hub.Client", Client: "hub client", Package: "example.com/hub", Types: []string{"Client"}, Tokens: []string{"Token"},
		Ops: []protocol.Op{
			{Func: "New", Event: protocol.Create},
			{Func: "Client.Connect", Event: protocol.Connect, Success: protocol.NilError},
			{Func: "Client.TryConnect", Event: protocol.Connect, Success: protocol.BoolTrue},
			{Func: "Client.Start", Event: protocol.Connect, Success: protocol.TokenOK, Result: protocol.Result0},
			{Func: "Client.Close", Event: protocol.Close},
			{Func: "Client.IsConnected", Event: protocol.Check, True: protocol.Open, False: protocol.NotOpen},
			{Func: "Token.Wait", Event: protocol.Wait},
			{Func: "Token.WaitTimeout", Event: protocol.WaitTimeout},
			{Func: "Token.Error", Event: protocol.Err},
		},
		Semantics: []protocol.Semantics{{Again: kick}},
	}, {
		Name: "hub.Conn", Client: "hub connection", Package: "example.com/hub", Types: []string{"Conn"},
		Ops: []protocol.Op{
			{Func: "Dial", Event: protocol.Dial, Success: protocol.NilError},
			{Func: "Conn.Connect", Event: protocol.Connect, Success: protocol.NilError},
			{Func: "Conn.Close", Event: protocol.Close},
		},
		Semantics: []protocol.Semantics{{Again: kick, AfterClose: protocol.Wrong{Severity: protocol.Error, Consequence: "it fails"}}},
	}, {
		Name: "hub.Calm", Client: "calm client", Package: "example.com/hub", Types: []string{"Calm"},
		Ops:       []protocol.Op{{Func: "Calm.Connect", Event: protocol.Connect, Success: protocol.NilError}},
		Semantics: []protocol.Semantics{{}},
	}}
}

const fileHead = "package p\nimport (\"example.com/hub\"; \"errors\"; \"sync\"; \"time\")\n" +
	"var _ = errors.New; var _ sync.Mutex; var _ time.Duration; var _ hub.Client\n"

// analyse returns the analysis of a package with the given declarations, and its functions in
// source order with their literals.
func analyse(t testing.TB, decls string) (*Analysis, []*ssa.Function) {
	t.Helper()
	protos := hubProtocols()
	for i := range protos {
		if err := protos[i].Validate(); err != nil {
			t.Fatal(err)
		}
	}
	fset := token.NewFileSet()
	std := importer.ForCompiler(fset, "gc", nil)
	prog := ssa.NewProgram(fset, ssa.InstantiateGenerics)
	hub, _, _ := check(t, fset, std, "example.com/hub", hubSource)
	src := fileHead + decls
	p, file, info := check(t, fset, with{std, hub}, "example.com/p", src)
	prog.CreatePackage(hub, nil, nil, true)
	for _, imp := range append(hub.Imports(), p.Imports()...) {
		if prog.Package(imp) == nil {
			prog.CreatePackage(imp, nil, nil, true)
		}
	}
	pkg := prog.CreatePackage(p, []*ast.File{file}, info, false)
	pkg.Build()
	return New(pkg, NewMatcher(protos), nil, nil, nil), functions(pkg, file, info)
}

func check(t testing.TB, fset *token.FileSet, imp types.Importer, path, src string) (*types.Package, *ast.File, *types.Info) {
	t.Helper()
	f, err := parser.ParseFile(fset, path+".go", src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{},
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}
	cfg := types.Config{Importer: imp}
	p, err := cfg.Check(path, fset, []*ast.File{f}, info)
	if err != nil {
		t.Fatal(err)
	}
	return p, f, info
}

// with is an importer that knows one package more.
type with struct {
	types.Importer
	pkg *types.Package
}

func (w with) Import(path string) (*types.Package, error) {
	if path == w.pkg.Path() {
		return w.pkg, nil
	}
	return w.Importer.Import(path)
}

func functions(pkg *ssa.Package, f *ast.File, info *types.Info) []*ssa.Function {
	var out []*ssa.Function
	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		out = append(out, fn)
		for _, anon := range fn.AnonFuncs {
			add(anon)
		}
	}
	for _, d := range f.Decls {
		if fd, ok := d.(*ast.FuncDecl); ok {
			add(pkg.Prog.FuncValue(info.Defs[fd.Name].(*types.Func)))
		}
	}
	return out
}

// named returns the function of that name.
func named(t testing.TB, fns []*ssa.Function, name string) *ssa.Function {
	t.Helper()
	i := slices.IndexFunc(fns, func(fn *ssa.Function) bool { return fn.Name() == name })
	if i < 0 {
		t.Fatalf("no function %s", name)
	}
	return fns[i]
}
