// Package drive writes the loops that cannot be seen in a plugin: for each type of a package that
// implements an interface with a contract, a function that calls its methods as the owner of the
// interface does. It looks like this:
//
//	func drive0(x X0, calls []call) {
//	start:
//		for _, c := range calls {
//			if err := x.Connect(c.P0); err == nil {
//				goto run
//			}
//		}
//		return
//	run:
//		for _, c := range calls {
//			switch c.N {
//			case 0:
//				if _, err := x.Read(c.P1); err == ErrNotConnected {
//					goto start
//				}
//			}
//		}
//	}
//
// Each call has arguments of which nothing is known. The functions are Go, type-checked and built
// like any other, so that the interpreter needs no second notion of what may follow what. They live
// in a package of their own, with names for the types of the real one, to which nothing is added.
//
// A type counts if the package converts a value of it to the interface, or to another one of the
// interface's package, which hands it to the framework, or if it is exported and its methods name types of
// the interface's package, as http.ResponseWriter: then another package hands it over. Methods of the right
// names alone would be a coincidence for interfaces as small as these.
package drive

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"

	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/analyzer/typestate"
	"golang.org/x/tools/go/ssa"
)

// A Package is what is known of the package under analysis.
type Package struct {
	SSA   *ssa.Package
	Funcs []*ssa.Function // its own, with literals
	Files []*ast.File
	Info  *types.Info
}

// Drivers returns the drivers for the types of p that contracts are about. They become a part of
// p's program.
func Drivers(p *Package, contracts []protocol.Contract) []typestate.Driver {
	pkg := p.SSA
	ours := known(pkg.Pkg, contracts)
	if len(ours) == 0 {
		return nil
	}
	w := newWriter(pkg.Pkg)
	var out []typestate.Driver
	for _, r := range roles(pkg.Pkg, append(conversions(p.Funcs, p.Files, p.Info), offered(pkg.Pkg, ours)...), ours) {
		w.function(r)
		out = append(out, typestate.Driver{Contract: r.contract.Contract})
	}
	if len(out) == 0 {
		return nil
	}
	built := w.build(pkg.Prog)
	if built == nil {
		return nil
	}
	for i := range out {
		out[i].Fn = built.Func(name(i))
	}
	return out
}

// build type-checks what was written, and builds it. Positions lie beyond those of the program: no
// position is one of both.
func (w *writer) build(prog *ssa.Program) *ssa.Package {
	fset := token.NewFileSet()
	fset.AddFile("", prog.Fset.Base(), 0)
	file, err := parser.ParseFile(fset, "drivers.go", w.source(), parser.SkipObjectResolution)
	if err != nil {
		return nil // a name that cannot be written: silence
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Instances: map[*ast.Ident]types.Instance{},
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, Scopes: map[ast.Node]*types.Scope{}, FileVersions: map[*ast.File]string{},
	}
	cfg := types.Config{Error: func(error) {}}
	if err := types.NewChecker(&cfg, fset, w.pkg, info).Files([]*ast.File{file}); err != nil {
		return nil
	}
	pkg := prog.CreatePackage(w.pkg, []*ast.File{file}, info, false)
	pkg.Build()
	return pkg
}
