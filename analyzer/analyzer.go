package analyzer

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"github.com/hublint/hublint/analyzer/catalog"
	"github.com/hublint/hublint/analyzer/directive"
	"github.com/hublint/hublint/analyzer/drive"
	"github.com/hublint/hublint/analyzer/eager"
	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/analyzer/report"
	"github.com/hublint/hublint/analyzer/typestate"
	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"
)

// New returns an analyzer with the given configuration. Analyzers share nothing: several may
// run in one process.
func New(cfg Config) *analysis.Analyzer { return newLinter(cfg).analyzer() }

func newLinter(cfg Config) *linter {
	return &linter{cfg: cfg, protos: append(catalog.All(), cfg.Protocols...), contracts: append(catalog.Contracts(), cfg.Contracts...)}
}

func (l *linter) analyzer() *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:       "hublint",
		Doc:        Doc,
		URL:        "https://pkg.go.dev/github.com/hublint/hublint/analyzer",
		Run:        l.run,
		ResultType: reflect.TypeFor[*Result](),
		FactTypes: []analysis.Fact{
			(*Reaches)(nil),
			(*Summary)(nil),
			(*Described)(nil),
			(*Prompt)(nil),
			(*Boxed)(nil),
		},
	}
}

// A linter is an analyzer's configuration, ready for use.
type linter struct {
	cfg       Config
	protos    []protocol.Protocol
	contracts []protocol.Contract
	at        *Place // what is known there is asked for; or nil
}

// run is the pipeline: is a client in reach at all; interpret; say it in words; export what
// importers need.
func (l *linter) run(pass *analysis.Pass) (result any, err error) {
	defer func() {
		// No panic leaves an analyzer: the driver would take it for its own.
		if r := recover(); r != nil {
			result, err = nil, fmt.Errorf("hublint: internal error in %s: %v", pass.Pkg.Path(), r)
		}
	}()
	m := typestate.NewMatcher(l.protos)
	own := directive.Collect(pass.Pkg, pass.Files, pass.TypesInfo)
	reach := l.reach(pass, m, own != nil)
	if reach == nil {
		l.helpers(pass, m)
		return &Result{}, nil // costs next to nothing where no hub is
	}
	pass.ExportPackageFact(reach)
	library := m.Library(pass.Pkg.Path())
	if library && !inMainModule(pass) {
		return &Result{}, nil // not a device's code, and of no use to its importers: they know its operations
	}
	in := l.interpret(pass, m, own)
	p := &report.Printer{Fset: pass.Fset, Files: pass.Files, Versions: l.versions(pass)}
	found, excused := in.violations()
	all := findings(p, found)
	problems := append(own.Problems(), contradictions(in.clients, in.prog, own)...)
	all = append(all, complaints(problems)...)
	slices.SortStableFunc(all, func(x, y Finding) int { return cmp.Compare(x.Pos, y.Pos) })
	if importable(pass) && !library {
		l.export(in) // after the findings: what it adds is for importers only
	}
	r := l.report(pass, all, len(problems))
	r.Unfinished = in.clients.Unfinished()
	if l.at != nil {
		l.explain(pass, p, r, findings(p, excused), func(from, to token.Pos) []typestate.FuncView { return in.clients.View(in.fns, from, to) })
	}
	return r, nil
}

// inMainModule reports whether pass's package is the user's, as far as the driver tells modules.
func inMainModule(pass *analysis.Pass) bool { return pass.Module != nil && pass.Module.Version == "" }

// findings returns violations in words.
func findings(p *report.Printer, list []*typestate.Violation) []Finding {
	var out []Finding
	for _, v := range list {
		out = append(out, Finding{p.Diagnostic(v), v.Wrong.Severity, v.Proto.Name, v})
	}
	return out
}

// An interpretation is what there is to know of a package.
type interpretation struct {
	pass    *analysis.Pass
	prog    *ssa.Package
	fns     []*ssa.Function
	clients *typestate.Analysis // what becomes of each client
	cycles  *eager.Analysis     // what repeats while a hub is down
}

// interpret returns the interpretation of pass's package, which has directives of its own.
func (l *linter) interpret(pass *analysis.Pass, all *typestate.Matcher, own *directive.Set) *interpretation {
	m := all
	if all.Library(pass.Pkg.Path()) { // what its directives describe, the catalog or the configuration does
		m = l.foreign(pass.Pkg.Path())
		l.describe(pass, m, nil)
	} else {
		l.describe(pass, m, own)
	}
	vouched := own.Assume(pass.Fset, pass.Files, pass.TypesInfo, m)
	prog := buildSSA(pass, vouched.Files, vouched.Info)
	a := typestate.New(prog, m, l.versions(pass), l.summaries(pass), l.analysed(pass, all))
	a.Assume(vouched.At)
	a.Import(boxed(pass))
	fns := sourceFuncs(pass, prog)
	a.Drive(drive.Drivers(&drive.Package{SSA: prog, Funcs: fns, Files: pass.Files, Info: pass.TypesInfo}, l.contracts))
	return &interpretation{pass, prog, fns, a, eager.New(fns, m, l.versions(pass), l.prompt(pass))}
}

// foreign returns a matcher of the clients that a tracked library only uses, which are judged like those of
// any program. What it does to its own connection, and when it reconnects, is not ours to judge.
func (l *linter) foreign(path string) *typestate.Matcher {
	return typestate.NewMatcher(slices.DeleteFunc(slices.Clone(l.protos), func(p protocol.Protocol) bool {
		return typestate.NewMatcher([]protocol.Protocol{p}).Library(path)
	}))
}

// violations returns what is wrong in the package, and what is excused: what a test leaves open ends
// with its process.
func (in *interpretation) violations() (found, excused []*typestate.Violation) {
	for _, v := range append(in.clients.Violations(in.fns), in.cycles.Violations(in.fns)...) {
		if v.Kind.Leaks() && strings.HasSuffix(in.pass.Fset.Position(v.Pos).Filename, "_test.go") {
			excused = append(excused, v)
		} else {
			found = append(found, v)
		}
	}
	return found, excused
}

// reach returns the package fact that a client library can be reached from here, or nil. That is
// so in any case if found: the package has directives.
func (l *linter) reach(pass *analysis.Pass, m *typestate.Matcher, found bool) *Reaches {
	r := &Reaches{}
	if m.Package(pass.Pkg.Path()) != nil {
		found = true
		if pass.Module != nil && pass.Module.Version != "" {
			r.add(pass.Module.Path, pass.Module.Version)
			r.add(pass.Pkg.Path(), pass.Module.Version)
		}
	}
	for _, imp := range pass.Pkg.Imports() {
		var f Reaches
		if pass.ImportPackageFact(imp, &f) {
			found = true
			for _, v := range f.Versions {
				r.add(v.Path, v.Version)
			}
		} else if m.Package(imp.Path()) != nil {
			found = true // a driver that analyses no dependencies
		}
	}
	if !found && !l.farClient(pass.Pkg, m) {
		return nil
	}
	r.sort()
	return r
}

// farClient reports whether a client that the configuration describes may come from a package
// that is not imported here: other modules may have been analysed without the configuration.
func (l *linter) farClient(pkg *types.Package, m *typestate.Matcher) bool {
	if len(l.cfg.Protocols) == 0 {
		return false
	}
	seen := map[*types.Package]bool{}
	var far func(pkg *types.Package) bool
	far = func(pkg *types.Package) bool {
		seen[pkg] = true
		return slices.ContainsFunc(pkg.Imports(), func(imp *types.Package) bool {
			return !seen[imp] && (m.Package(imp.Path()) != nil || far(imp))
		})
	}
	return far(pkg)
}

// versions returns the built versions of the libraries in reach, as their own packages told.
func (l *linter) versions(pass *analysis.Pass) func(string) string {
	known := map[string]string{}
	for _, imp := range pass.Pkg.Imports() {
		var f Reaches
		if pass.ImportPackageFact(imp, &f) {
			for _, v := range f.Versions {
				known[v.Path] = v.Version
			}
		}
	}
	return func(path string) string { return known[path] }
}

// summaries returns the summaries of other packages' functions.
func (l *linter) summaries(pass *analysis.Pass) func(*types.Func) *typestate.Summary {
	return func(fn *types.Func) *typestate.Summary {
		var f Summary
		if fn.Pkg() != pass.Pkg && pass.ImportObjectFact(fn, &f) {
			return &f.Summary
		}
		return nil
	}
}

// boxed returns the types that imported packages make interfaces of.
func boxed(pass *analysis.Pass) []typestate.Boxed {
	var out []typestate.Boxed
	for _, imp := range pass.Pkg.Imports() {
		var f Boxed
		if pass.ImportPackageFact(imp, &f) {
			out = append(out, f.Types...)
		}
	}
	return out
}

// prompt returns what other packages' functions do while the hub is down.
func (l *linter) prompt(pass *analysis.Pass) func(*types.Func) *eager.Summary {
	return func(fn *types.Func) *eager.Summary {
		var f Prompt
		if fn.Pkg() != pass.Pkg && pass.ImportObjectFact(fn, &f) {
			return &f.Summary
		}
		return nil
	}
}

// analysed returns whether a package was analysed in full, so that its functions without a
// summary are known to leave clients alone.
func (l *linter) analysed(pass *analysis.Pass, m *typestate.Matcher) func(*types.Package) bool {
	return func(pkg *types.Package) bool {
		return pass.ImportPackageFact(pkg, &Reaches{}) && !m.Library(pkg.Path())
	}
}

// importable reports whether another package may import this one: tests that are a package of their own
// are imported by nobody.
func importable(pass *analysis.Pass) bool {
	return !strings.HasSuffix(pass.Pkg.Name(), "_test") || slices.ContainsFunc(pass.Files, func(f *ast.File) bool {
		return !strings.HasSuffix(pass.Fset.PositionFor(f.Pos(), false).Filename, "_test.go")
	})
}

// export tells importers what the functions that they can call do.
func (l *linter) export(in *interpretation) {
	if list := in.clients.Boxed(); list != nil {
		in.pass.ExportPackageFact(&Boxed{list})
	}
	for _, fn := range in.fns {
		obj, ok := fn.Object().(*types.Func)
		if !ok || fn.Parent() != nil || obj.Pkg() != in.pass.Pkg {
			continue
		}
		if s := in.clients.Summarize(in.fns, fn); s != nil {
			in.pass.ExportObjectFact(obj, &Summary{*s})
		}
		if s := in.cycles.Summarize(fn); s != nil {
			in.pass.ExportObjectFact(obj, &Prompt{*s})
		}
	}
}
