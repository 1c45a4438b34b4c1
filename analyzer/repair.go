package analyzer

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"

	"github.com/hublint/hublint/analyzer/directive"
	"github.com/hublint/hublint/analyzer/repair"
	"github.com/hublint/hublint/analyzer/typestate"
	"golang.org/x/tools/go/analysis"
)

// This file lets package repair see what the analyzer makes of a changed package.

// repair adds to those of findings that are about clients the fixes that there are. all are the
// findings of the package, also those that nobody wants to see, and problems is how many of them
// are about directives: a fix must not add to them either.
func (l *linter) repair(pass *analysis.Pass, all, findings []Finding, problems int) {
	defer func() {
		_ = recover() // a finding is worth more than its fix
	}()
	p := &repair.Package{Fset: pass.Fset, Files: pass.Files, Info: pass.TypesInfo, Read: pass.ReadFile}
	p.Judge = func(contents map[string][]byte) (repair.Verdict, error) { return l.judge(pass, contents, problems) }
	for _, f := range all {
		if f.violation != nil {
			p.Found = append(p.Found, f.violation)
		}
	}
	var vs []*typestate.Violation
	var at []int
	for i, f := range findings {
		if f.violation != nil {
			vs, at = append(vs, f.violation), append(at, i)
		}
	}
	for i, fixes := range p.Fixes(vs) {
		findings[at[i]].SuggestedFixes = fixes
	}
}

// judge returns what is wrong in pass's package when some of its files have other contents, or an
// error if that does not compile, or makes more problems with directives. What the package imports
// stays the same.
func (l *linter) judge(pass *analysis.Pass, contents map[string][]byte, problems int) (repair.Verdict, error) {
	changed, err := parse(pass, contents)
	if err != nil {
		return repair.Verdict{}, err
	}
	if err := check(changed, pass); err != nil {
		return repair.Verdict{}, err
	}
	m := typestate.NewMatcher(l.protos)
	own := directive.Collect(changed.Pkg, changed.Files, changed.TypesInfo)
	in := l.interpret(changed, m, own)
	found, _ := in.violations()
	v := repair.Verdict{Fset: changed.Fset, Found: found, Cost: in.clients.Cost()}
	if n := len(own.Problems()) + len(contradictions(in.clients, in.prog, own)); n > problems {
		return v, fmt.Errorf("%d problems with directives, before %d", n, problems)
	}
	return v, nil
}

// parse returns pass for files with other contents, not type-checked yet. It leaves no trace in
// the driver.
func parse(pass *analysis.Pass, contents map[string][]byte) (*analysis.Pass, error) {
	changed := *pass
	changed.Fset = token.NewFileSet()
	changed.Fset.AddFile("", pass.Fset.Base(), 0) // no position is one of both
	changed.Files = nil
	changed.Report = func(analysis.Diagnostic) {}
	changed.ExportObjectFact = func(types.Object, analysis.Fact) {}
	changed.ExportPackageFact = func(analysis.Fact) {}
	for _, f := range pass.Files {
		name := pass.Fset.File(f.FileStart).Name()
		text, ok := contents[name]
		if !ok {
			var err error
			if text, err = pass.ReadFile(name); err != nil {
				return nil, err
			}
		}
		parsed, err := parser.ParseFile(changed.Fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		changed.Files = append(changed.Files, parsed)
	}
	return &changed, nil
}

// check type-checks changed, whose imports are those of original.
func check(changed, original *analysis.Pass) error {
	changed.TypesInfo = &types.Info{
		Types:        map[ast.Expr]types.TypeAndValue{},
		Defs:         map[*ast.Ident]types.Object{},
		Uses:         map[*ast.Ident]types.Object{},
		Implicits:    map[ast.Node]types.Object{},
		Instances:    map[*ast.Ident]types.Instance{},
		Scopes:       map[ast.Node]*types.Scope{},
		Selections:   map[*ast.SelectorExpr]*types.Selection{},
		FileVersions: map[*ast.File]string{},
	}
	known := named{"unsafe": types.Unsafe}
	for _, f := range original.Files {
		for _, spec := range f.Imports {
			if name := original.TypesInfo.PkgNameOf(spec); name != nil {
				known[spec.Path.Value] = name.Imported()
			}
		}
	}
	cfg := types.Config{Importer: known, Sizes: original.TypesSizes, GoVersion: original.Pkg.GoVersion()}
	pkg, err := cfg.Check(original.Pkg.Path(), changed.Fset, changed.Files, changed.TypesInfo)
	changed.Pkg = pkg
	return err
}

// named has packages by how import declarations name them, with quotes: what a name means
// is the driver's business.
type named map[string]*types.Package

// Import implements [types.Importer].
func (i named) Import(path string) (*types.Package, error) {
	for _, name := range []string{path, `"` + path + `"`, "`" + path + "`"} {
		if pkg := i[name]; pkg != nil {
			return pkg, nil
		}
	}
	return nil, fmt.Errorf("package %s is not imported by the original", path)
}
