package analyzer

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"
)

// buildSSA builds the SSA form of pass's package, and only that: requiring the buildssa pass
// would make every driver analyse the whole standard library for its noreturn facts. Of other
// packages only those that it imports itself have members: no code can name a function of a
// package that it does not import, and methods of such packages are made when they are met.
func buildSSA(pass *analysis.Pass, files []*ast.File, info *types.Info) *ssa.Package {
	prog := ssa.NewProgram(pass.Fset, ssa.InstantiateGenerics)
	for _, p := range pass.Pkg.Imports() {
		prog.CreatePackage(p, nil, nil, true)
	}
	pkg := prog.CreatePackage(pass.Pkg, files, info, false)
	pkg.Build()
	return pkg
}

// sourceFuncs returns the functions that are written in the package: declared ones in source
// order, each followed by its literals, and the package initialiser.
func sourceFuncs(pass *analysis.Pass, pkg *ssa.Package) []*ssa.Function {
	var out []*ssa.Function
	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		out = append(out, fn)
		for _, anon := range fn.AnonFuncs {
			add(anon)
		}
	}
	for _, f := range pass.Files {
		for _, decl := range f.Decls {
			if fn := declared(pass, pkg, decl); fn != nil {
				add(fn)
			}
		}
	}
	if init := pkg.Func("init"); init != nil {
		add(init)
	}
	return out
}

func declared(pass *analysis.Pass, pkg *ssa.Package, decl ast.Decl) *ssa.Function {
	fd, ok := decl.(*ast.FuncDecl)
	if !ok || fd.Body == nil {
		return nil
	}
	if obj, ok := pass.TypesInfo.Defs[fd.Name].(*types.Func); ok {
		return pkg.Prog.FuncValue(obj)
	}
	return nil
}
