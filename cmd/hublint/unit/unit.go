// Package unit runs one analyzer on one type-checked package, for every door of hublint.
//
// The doors differ in where types and facts come from. What an analyzer sees of them, and
// what may come out of it, is the same everywhere and is decided here: a panic becomes an
// error that names the package, and a fix that cannot be applied is dropped from its
// diagnostic, which stays.
package unit

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/hublint/hublint/cmd/hublint/facts"
)

// A Unit is one package with everything that an analyzer may ask about it.
type Unit struct {
	Fset         *token.FileSet
	Files        []*ast.File
	OtherFiles   []string
	IgnoredFiles []string
	Pkg          *types.Package
	Info         *types.Info
	Sizes        types.Sizes
	Module       *analysis.Module
	Facts        *facts.Set
	// Read returns the contents of a file; nil for what is on the disk.
	Read   func(name string) ([]byte, error)
	Result any // what the analyzer returned, once it has run
}

// NewInfo returns an Info that records all that analyzers expect.
func NewInfo() *types.Info {
	return &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Instances:    make(map[*ast.Ident]types.Instance),
		Scopes:       make(map[ast.Node]*types.Scope),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		FileVersions: make(map[*ast.File]string),
	}
}

// Run applies a, after the analyzers that it requires, and returns its diagnostics in the
// order of their positions. What it returned is in u.Result then.
func (u *Unit) Run(a *analysis.Analyzer) ([]analysis.Diagnostic, error) {
	var diags []analysis.Diagnostic
	results := make(map[*analysis.Analyzer]any)
	if err := u.run(a, results, func(d analysis.Diagnostic) { diags = append(diags, d) }); err != nil {
		return nil, err
	}
	u.Result = results[a]
	slices.SortStableFunc(diags, func(a, b analysis.Diagnostic) int {
		if a.Pos != b.Pos {
			return int(a.Pos) - int(b.Pos)
		}
		return strings.Compare(a.Message, b.Message)
	})
	return diags, nil
}

func (u *Unit) run(a *analysis.Analyzer, results map[*analysis.Analyzer]any, report func(analysis.Diagnostic)) error {
	if _, done := results[a]; done {
		return nil
	}
	inputs := make(map[*analysis.Analyzer]any)
	for _, req := range a.Requires {
		if err := u.run(req, results, func(analysis.Diagnostic) {}); err != nil {
			return err
		}
		inputs[req] = results[req]
	}
	pass := u.pass(a)
	pass.ResultOf = inputs
	pass.Report = func(d analysis.Diagnostic) {
		if !validFixes(u.Fset, d.SuggestedFixes) {
			d.SuggestedFixes = nil
		}
		report(d)
	}
	result, err := u.guard(a, pass)
	if err != nil {
		return err
	}
	results[a] = result
	return nil
}

// guard calls the analyzer and turns a panic into an error.
func (u *Unit) guard(a *analysis.Analyzer, pass *analysis.Pass) (result any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: internal error while analysing package %s: %v (%s)", a.Name, u.Pkg.Path(), r, origin(debug.Stack()))
		}
	}()
	result, err = a.Run(pass)
	if err != nil {
		err = fmt.Errorf("%s: analysing package %s: %w", a.Name, u.Pkg.Path(), err)
	}
	return result, err
}

// origin returns where a panic was raised: the first frame below the runtime's own.
func origin(stack []byte) string {
	_, below, ok := strings.Cut(string(stack), "\npanic(")
	if !ok {
		return "no stack"
	}
	lines := strings.Split(below, "\n")
	for i := 2; i+1 < len(lines); i += 2 {
		if name := lines[i]; !strings.HasPrefix(name, "runtime.") && !strings.HasPrefix(name, "panic(") {
			call, _, _ := strings.Cut(name, "(0x")
			at := lines[i+1][strings.LastIndex(lines[i+1], "/")+1:]
			at, _, _ = strings.Cut(at, " +0x")
			return "in " + call[strings.LastIndex(call, "/")+1:] + " at " + at
		}
	}
	return "no stack"
}

// pass returns the view of u that is handed to an analyzer.
func (u *Unit) pass(a *analysis.Analyzer) *analysis.Pass {
	return &analysis.Pass{
		Analyzer:          a,
		Fset:              u.Fset,
		Files:             u.Files,
		OtherFiles:        u.OtherFiles,
		IgnoredFiles:      u.IgnoredFiles,
		Pkg:               u.Pkg,
		TypesInfo:         u.Info,
		TypesSizes:        u.Sizes,
		Module:            u.Module,
		ReadFile:          u.readFile,
		ImportObjectFact:  u.Facts.ImportObject,
		ExportObjectFact:  u.Facts.ExportObject,
		AllObjectFacts:    func() []analysis.ObjectFact { return u.Facts.Objects(a.FactTypes) },
		ImportPackageFact: u.Facts.ImportPackage,
		ExportPackageFact: u.Facts.ExportPackage,
		AllPackageFacts:   func() []analysis.PackageFact { return u.Facts.Packages(a.FactTypes) },
	}
}

// readFile implements [analysis.Pass.ReadFile]: only files of the package can be read,
// because drivers cache results by the contents of those.
func (u *Unit) readFile(name string) ([]byte, error) {
	own := slices.Contains(u.OtherFiles, name) || slices.Contains(u.IgnoredFiles, name) ||
		slices.ContainsFunc(u.Files, func(f *ast.File) bool { return u.Fset.File(f.FileStart).Name() == name })
	if !own {
		return nil, fmt.Errorf("%s is not a file of package %s", name, u.Pkg.Path())
	}
	if u.Read != nil {
		return u.Read(name)
	}
	return os.ReadFile(name)
}
