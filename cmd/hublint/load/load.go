// Package load finds and type-checks the packages that can matter to hublint, and analyses
// them, without compiling anything.
//
// One go list says which packages there are and what they import. Those that reach a hub
// client (package reach) are type-checked in full, and packages of the main module whose helpers
// these may call. Of their other dependencies only the
// declarations are (package outline), and only of those that other declarations mention; the
// rest is never opened. A module without hub clients costs little more than the go list.
// Facts stay in memory.
//
// As in go vet, a package that has tests of its own package clause is analysed as the test
// variant, which includes it; findings that two variants share are reported once.
//
// Limits: files that use cgo make the package be listed a second time, with the files that
// cgo generates, but only if the package reaches a client; of the others, what comes from C
// has no type.
package load

import (
	"context"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/hublint/hublint/cmd/hublint/reach"
)

// A Config says what to load.
type Config struct {
	Dir     string   // where patterns are relative to; empty for the working directory
	Env     []string // as in [packages.Config]
	Tags    string   // build tags, comma-separated
	Tests   bool     // test files, too
	Clients reach.Clients
	Keep    bool // the syntax of packages in which nothing is found

	// Overlay has the contents of files that differ from what is on the disk, or are not there.
	Overlay map[string][]byte

	// Progress, if not nil, is told how many packages have been looked at. Calls may overlap.
	Progress func(done, total int)
}

// readFile returns the contents of a file.
func (cfg *Config) readFile(name string) ([]byte, error) {
	if data, ok := cfg.Overlay[name]; ok {
		return data, nil
	}
	return os.ReadFile(name)
}

// A Program is the packages that match some patterns, and their dependencies.
type Program struct {
	fset   *token.FileSet
	cfg    Config
	cgo    bool     // files are as cgo leaves them
	order  []*entry // all packages that a reaching one depends on, dependencies first
	broken []error  // packages that could not be listed
}

// An entry is one package.
type entry struct {
	*packages.Package
	root    bool              // its findings were asked for
	reaches bool              // it must be analysed
	helps   bool              // it does not reach, but must be analysed for what it tells those that do
	imports map[string]*entry // by path in the source
}

// Load lists the packages that match the patterns. It fails if that is impossible, and not
// if some of the packages are broken: see [Program.Analyse].
func Load(ctx context.Context, cfg Config, patterns ...string) (*Program, error) {
	prog, err := list(ctx, cfg, patterns, false)
	if err != nil {
		return nil, err
	}
	if prog.usesCgo() {
		return list(ctx, cfg, patterns, true)
	}
	return prog, nil
}

func list(ctx context.Context, cfg Config, patterns []string, cgo bool) (*Program, error) {
	pc := &packages.Config{
		Context: ctx,
		Dir:     cfg.Dir,
		Env:     cfg.Env,
		Tests:   cfg.Tests,
		Overlay: cfg.Overlay,
		Mode:    packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedDeps | packages.NeedModule | packages.NeedTypesSizes | packages.NeedForTest,
	}
	if cgo {
		pc.Mode |= packages.NeedCompiledGoFiles
	}
	if cfg.Tags != "" {
		pc.BuildFlags = []string{"-tags=" + cfg.Tags}
	}
	initial, err := packages.Load(pc, patterns...)
	if err != nil {
		return nil, fmt.Errorf("listing packages: %w", err)
	}
	if len(initial) == 0 {
		return nil, fmt.Errorf("%w %s", ErrNone, strings.Join(patterns, " "))
	}
	b := builder{prog: &Program{fset: token.NewFileSet(), cgo: cgo, cfg: cfg}, clients: cfg.Clients, entries: make(map[*packages.Package]*entry)}
	b.build(initial)
	return b.prog, nil
}

// A builder makes a Program of listed packages.
type builder struct {
	prog    *Program
	clients reach.Clients
	entries map[*packages.Package]*entry
	all     []*entry // dependencies first
}

func (b *builder) build(initial []*packages.Package) {
	for _, p := range initial {
		b.visit(p)
	}
	b.findReaching()
	b.findHelping()
	for _, p := range reported(initial) {
		b.entries[p].root = true
	}
	// Only what is asked for, can matter, or is imported by such a package need be known: a
	// package that its test variant stands for often is not.
	needed := make(map[*entry]bool)
	for _, e := range slices.Backward(b.all) {
		if needed[e] || e.root && e.reaches {
			needed[e] = true
			for _, imp := range e.imports {
				needed[imp] = true
			}
		}
	}
	for _, e := range b.all {
		if needed[e] {
			b.prog.order = append(b.prog.order, e)
		}
	}
}

// visit makes the entries of p and of all that it imports.
func (b *builder) visit(p *packages.Package) *entry {
	if e, ok := b.entries[p]; ok {
		return e
	}
	e := &entry{Package: p, imports: make(map[string]*entry)}
	b.entries[p] = e
	for _, path := range slices.Sorted(maps.Keys(p.Imports)) {
		e.imports[path] = b.visit(p.Imports[path])
	}
	if !isTestMain(p) {
		b.all = append(b.all, e)
	}
	for _, err := range p.Errors {
		b.prog.broken = append(b.prog.broken, listError(p, err))
	}
	return e
}

// listError says what go list has against a package. It writes a dash for a place that it does
// not know.
func listError(p *packages.Package, err packages.Error) error {
	if err.Pos == "" || err.Pos == "-" {
		return fmt.Errorf("package %s: %s", p.ID, err.Msg)
	}
	return fmt.Errorf("package %s: %w", p.ID, err)
}

// findReaching marks the packages that can matter.
func (b *builder) findReaching() {
	directives := b.directives()
	for _, e := range b.all {
		e.reaches = b.clients.Has(e.PkgPath) || directives[e]
		for _, imp := range e.imports {
			e.reaches = e.reaches || imp.reaches
		}
	}
}

// findHelping marks the packages of the main module that do not matter themselves, but may have
// helpers for those that do.
func (b *builder) findHelping() {
	wanted := make(map[*entry]bool)
	for _, e := range slices.Backward(b.all) {
		if !e.reaches && wanted[e] && e.Module != nil && e.Module.Main {
			e.helps = reach.HasHelper(b.prog.cfg.readFile, e.GoFiles)
		}
		if e.full() {
			for _, imp := range e.imports {
				wanted[imp] = true
			}
		}
	}
}

// full reports whether the bodies of the package's functions are looked at.
func (e *entry) full() bool { return e.reaches || e.helps }

// reported selects those whose findings are reported: the test variant of a package, if
// there is one, in place of the package.
func reported(initial []*packages.Package) []*packages.Package {
	variant := make(map[string]bool)
	for _, p := range initial {
		if p.ForTest == p.PkgPath {
			variant[p.PkgPath] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(initial), func(p *packages.Package) bool {
		return isTestMain(p) || p.ForTest == "" && variant[p.PkgPath]
	})
}

// isTestMain reports whether p is the generated main package of a test binary.
func isTestMain(p *packages.Package) bool {
	return p.Name == "main" && strings.HasSuffix(p.ID, ".test") && strings.HasSuffix(p.PkgPath, ".test")
}

func isTest(file string) bool { return strings.HasSuffix(file, "_test.go") }

// usesCgo reports whether a package that is to be analysed has files that cgo must see first.
func (prog *Program) usesCgo() bool {
	for _, e := range prog.order {
		if !e.reaches {
			continue
		}
		for _, name := range e.GoFiles {
			src, err := prog.cfg.readFile(name)
			if err != nil {
				continue // reported when the package is type-checked
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, src, parser.ImportsOnly)
			if err != nil {
				continue // reported when the package is type-checked
			}
			for _, spec := range f.Imports {
				if spec.Path.Value == `"C"` {
					return true
				}
			}
		}
	}
	return false
}

// files returns the Go files to parse.
func (prog *Program) files(e *entry) []string {
	if prog.cgo {
		return e.CompiledGoFiles
	}
	return e.GoFiles
}

// ErrNone says that there is nothing to load.
var ErrNone = errors.New("no packages match")

// errSkipped marks a package that was not analysed because an import was broken.
var errSkipped = errors.New("imports a broken package")
