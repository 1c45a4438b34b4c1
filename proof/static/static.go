// Package static runs the analyzer over programs that are in memory: a small driver for
// go/analysis that, like the real ones, analyses the imported packages before the importing
// ones and hands facts from one to the other through their encoding.
package static

import (
	"errors"
	"fmt"
	"go/ast"
	"go/types"
	"reflect"
	"runtime/debug"
	"slices"
	"time"

	"github.com/hublint/hublint/proof/program"
	"golang.org/x/tools/go/analysis"
)

// A Report is a diagnostic.
type Report struct {
	Line     program.Line
	Category string
	Message  string
}

// A Driver runs one analyzer.
type Driver struct {
	analyzer *analysis.Analyzer
	library  *facts
	lib      *program.Library
}

// New returns a driver. It analyses the packages of the library at once, for their facts.
func New(lib *program.Library, a *analysis.Analyzer) (*Driver, error) {
	if err := analysis.Validate([]*analysis.Analyzer{a}); err != nil {
		return nil, err
	}
	d := &Driver{analyzer: a, library: newFacts(nil), lib: lib}
	for _, pkg := range lib.World {
		if _, err := d.unit(pkg, d.library); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// ErrSlow is the error of an analysis that takes too long.
var ErrSlow = errors.New("analysis takes too long")

// Within is Analyze with a limit. An analysis cannot be stopped: one that takes longer goes
// on, and nobody waits for it.
func (d *Driver) Within(limit time.Duration, l *program.Loaded) ([]Report, error) {
	if limit == 0 {
		return d.Analyze(l)
	}
	type result struct {
		reports []Report
		err     error
	}
	done := make(chan result, 1)
	go func() {
		reports, err := d.Analyze(l)
		done <- result{reports, err}
	}()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case r := <-done:
		return r.reports, r.err
	case <-timer.C:
		return nil, ErrSlow
	}
}

// Analyze returns the reports on a program. An analyzer that panics is an error.
func (d *Driver) Analyze(l *program.Loaded) ([]Report, error) {
	f := newFacts(d.library)
	var out []Report
	for _, pkg := range l.Packages {
		diags, err := d.unit(pkg, f)
		if err != nil {
			return out, err
		}
		for _, diag := range diags {
			out = append(out, Report{l.LineOf(diag.Pos), diag.Category, diag.Message})
		}
	}
	return out, nil
}

// unit analyses one package.
func (d *Driver) unit(pkg *program.Package, f *facts) (diags []analysis.Diagnostic, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	results := make(map[*analysis.Analyzer]any)
	var run func(a *analysis.Analyzer) error
	run = func(a *analysis.Analyzer) error {
		if _, done := results[a]; done {
			return nil
		}
		for _, need := range a.Requires {
			if err := run(need); err != nil {
				return err
			}
		}
		pass := d.pass(a, pkg, f, results)
		pass.Report = func(diag analysis.Diagnostic) {
			if a == d.analyzer {
				diags = append(diags, diag)
			}
		}
		res, err := a.Run(pass)
		if err != nil {
			return fmt.Errorf("%s: %w", a.Name, err)
		}
		results[a] = res
		return nil
	}
	if err := run(d.analyzer); err != nil {
		return diags, err
	}
	return diags, f.seal(pkg.Types)
}

func (d *Driver) pass(a *analysis.Analyzer, pkg *program.Package, f *facts, results map[*analysis.Analyzer]any) *analysis.Pass {
	need := make(map[*analysis.Analyzer]any)
	for _, r := range a.Requires {
		need[r] = results[r]
	}
	return &analysis.Pass{
		Analyzer:   a,
		Fset:       d.lib.Fset,
		Files:      append([]*ast.File{pkg.File}, pkg.More...),
		Pkg:        pkg.Types,
		TypesInfo:  pkg.Info,
		TypesSizes: types.SizesFor("gc", "amd64"),
		Module:     &analysis.Module{Path: "example.com", GoVersion: "1.26"},
		ResultOf:   need,
		ReadFile:   func(string) ([]byte, error) { return nil, fmt.Errorf("no files") },
		ImportObjectFact: func(obj types.Object, fact analysis.Fact) bool {
			return f.get(key{obj, reflect.TypeOf(fact)}, fact)
		},
		ExportObjectFact: func(obj types.Object, fact analysis.Fact) {
			if obj.Pkg() != pkg.Types {
				panic("fact about an object of another package: " + obj.String())
			}
			f.put(key{obj, reflect.TypeOf(fact)}, fact)
		},
		ImportPackageFact: func(p *types.Package, fact analysis.Fact) bool {
			return f.get(key{p, reflect.TypeOf(fact)}, fact)
		},
		ExportPackageFact: func(fact analysis.Fact) { f.put(key{pkg.Types, reflect.TypeOf(fact)}, fact) },
		AllObjectFacts:    func() []analysis.ObjectFact { return f.objects(a) },
		AllPackageFacts:   func() []analysis.PackageFact { return f.packages(a) },
	}
}

func wants(a *analysis.Analyzer, fact analysis.Fact) bool {
	return slices.ContainsFunc(a.FactTypes, func(t analysis.Fact) bool {
		return reflect.TypeOf(t) == reflect.TypeOf(fact)
	})
}
