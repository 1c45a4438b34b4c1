package load

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/types"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"golang.org/x/tools/go/analysis"

	"github.com/hublint/hublint/cmd/hublint/facts"
	"github.com/hublint/hublint/cmd/hublint/outline"
	"github.com/hublint/hublint/cmd/hublint/unit"
)

// A Result is what an analyzer found in one package.
type Result struct {
	*unit.Unit
	Diagnostics []analysis.Diagnostic
}

// Analyse type-checks the program and applies the analyzer to every package that reaches a
// client, dependencies first. It returns the results of the packages that were asked for,
// in the order of go list, and an error for each package that is broken; the others are
// analysed all the same.
func (prog *Program) Analyse(ctx context.Context, a *analysis.Analyzer) ([]Result, []error) {
	tasks := prog.parse(ctx)
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	var done atomic.Int64
	for _, t := range tasks {
		wg.Go(func() {
			defer close(t.done)
			defer func() {
				if n := int(done.Add(1)); prog.cfg.Progress != nil {
					prog.cfg.Progress(n, len(tasks))
				}
			}()
			for _, dep := range t.imports {
				<-dep.done
			}
			slots <- struct{}{}
			defer func() { <-slots }()
			if ctx.Err() == nil {
				t.run(a)
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, []error{err}
	}

	var results []Result
	errs := slices.Clone(prog.broken)
	for _, t := range tasks {
		if err := cmp.Or(t.testErr, t.err); err != nil && !errors.Is(err, errSkipped) {
			errs = append(errs, err)
		}
		if t.entry.root && t.entry.reaches && t.err == nil {
			results = append(results, Result{t.unit, t.diags})
		}
	}
	return results, errs
}

// A task is the work on one package.
type task struct {
	prog    *Program
	entry   *entry
	imports map[string]*task // those that are loaded, by path in the source
	done    chan struct{}    // closed when the task is over

	files    []*ast.File
	wanted   map[string]bool // declarations that others depend on, unless it is looked at in full
	direct   bool            // a package imports it that is looked at in full
	table    *outline.Table  // if it is not, until it is known what they are
	parseErr error
	// brokenTest is the same of a test file. What go list has against a test variant may be against one.
	brokenTest error
	unit       *unit.Unit
	diags      []analysis.Diagnostic
	unfit      bool  // it was to be looked at for its helpers, and is broken
	testErr    error // why a test variant is looked at without its test files
	err        error
}

// run type-checks the package, and analyses it if it reaches a client. What nobody will ask
// for again is dropped: the syntax of a program is many times larger than its facts.
func (t *task) run(a *analysis.Analyzer) {
	if t.err = t.check(); t.err != nil && t.entry.ForTest == t.entry.PkgPath {
		t.testErr = t.err
		t.err = t.withoutTests()
	}
	if !t.full() {
		for _, f := range t.files {
			t.prog.fset.RemoveFile(t.prog.fset.File(f.FileStart)) // no finding leads there
		}
	}
	t.files = nil
	if t.err != nil || !t.full() {
		return
	}
	var imported []*facts.Set
	for _, dep := range t.imports {
		if dep.unit != nil && dep.unit.Facts != nil {
			imported = append(imported, dep.unit.Facts)
		}
	}
	t.unit.Facts = facts.Merge(t.unit.Pkg, imported)
	t.diags, t.err = t.unit.Run(a)
	t.unit.Info = nil
	if len(t.diags) == 0 && !t.prog.cfg.Keep {
		t.unit.Files = nil
	}
}

// full reports whether the package is analysed: one that is looked at for its helpers is not if it is broken.
func (t *task) full() bool { return t.entry.full() && !t.unfit }

// withoutTests checks a test variant as the package that it stands for: a test file that is broken
// must not hide what is wrong with the package.
func (t *task) withoutTests() error {
	n := len(t.files)
	t.files = slices.DeleteFunc(t.files, func(f *ast.File) bool {
		return isTest(t.prog.fset.File(f.FileStart).Name())
	})
	if len(t.files) == n {
		return errSkipped // it has none, or none that go list could read
	}
	t.brokenTest = nil
	return t.check()
}

// undeclaredGo is the language version of modules that declare none.
const undeclaredGo = "1.16"

// check parses and type-checks the package, without bodies if it is not to be analysed.
func (t *task) check() error {
	e := t.entry
	u := &unit.Unit{
		Fset:         t.prog.fset,
		OtherFiles:   e.OtherFiles,
		IgnoredFiles: e.IgnoredFiles,
		Sizes:        e.TypesSizes,
		Read:         t.prog.cfg.readFile,
	}
	t.unit = u
	if e.PkgPath == "unsafe" {
		u.Pkg = types.Unsafe
		return nil
	}
	var errs []error
	tc := &types.Config{
		Importer:         importerFunc(t.importPackage),
		Sizes:            e.TypesSizes,
		IgnoreFuncBodies: !e.full(),
		FakeImportC:      !t.prog.cgo,
		Error:            func(err error) { errs = append(errs, err) },

		DisableUnusedImportCheck: e.helps,
	}
	if m := e.Module; m != nil {
		tc.GoVersion = "go" + cmp.Or(m.GoVersion, undeclaredGo)
		u.Module = &analysis.Module{Path: m.Path, Version: m.Version, GoVersion: tc.GoVersion}
	}
	if e.full() {
		u.Files = t.files
		u.Info = unit.NewInfo()
	}
	u.Pkg, _ = tc.Check(e.PkgPath, t.prog.fset, t.files, u.Info) // errors have been collected
	t.unfit = e.helps && t.failure(errs) != nil
	if !t.full() {
		u.Files, u.Info = nil, nil
		u.Pkg.SetImports(t.loaded())
		return nil // the compiler's business, unless a package that is analysed trips over it
	}
	return t.failure(errs)
}

// loaded returns the imports that have contents, by path: not the empty stand-ins.
func (t *task) loaded() []*types.Package {
	var list []*types.Package
	for _, path := range slices.Sorted(maps.Keys(t.imports)) {
		list = append(list, t.imports[path].unit.Pkg)
	}
	return list
}

// failure returns the error of a package that is not fit to be analysed.
func (t *task) failure(typeErrs []error) error {
	switch err := cmp.Or(t.parseErr, t.brokenTest); {
	case len(t.entry.Errors) > 0 && t.testErr == nil:
		return errSkipped // go list has named it
	case err != nil:
		return fmt.Errorf("package %s: %w", t.entry.ID, err)
	case len(typeErrs) == 0:
		return nil
	}
	for _, dep := range t.imports {
		if dep.err != nil {
			return fmt.Errorf("package %s: %w: %s", t.entry.ID, errSkipped, dep.entry.ID)
		}
	}
	if more := len(typeErrs) - 1; more > 0 {
		return fmt.Errorf("package %s: %w (and %d more)", t.entry.ID, typeErrs[0], more)
	}
	return fmt.Errorf("package %s: %w", t.entry.ID, typeErrs[0])
}

type importerFunc func(path string) (*types.Package, error)

func (f importerFunc) Import(path string) (*types.Package, error) { return f(path) }

// importPackage returns the package that an import declaration names: an empty one if only
// function bodies that are not looked at need it.
func (t *task) importPackage(path string) (*types.Package, error) {
	if dep := t.imports[path]; dep != nil {
		return dep.unit.Pkg, nil
	}
	e := t.entry.imports[path]
	if e == nil || t.entry.full() {
		return nil, fmt.Errorf("package %s was not found", path)
	}
	pkg := types.NewPackage(e.PkgPath, e.Name)
	pkg.MarkComplete()
	return pkg, nil
}
