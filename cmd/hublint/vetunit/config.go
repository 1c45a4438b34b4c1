package vetunit

import (
	"encoding/json"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// A config is what the go command writes about a unit. Its layout is that of the package
// unitchecker of x/tools; fields that are not used here are left out.
type config struct {
	ID            string            // what the go command calls the unit
	Dir           string            // directory of the package
	ImportPath    string            // package path
	GoVersion     string            // language version, for example go1.26
	GoFiles       []string          // absolute paths
	NonGoFiles    []string          // absolute paths
	IgnoredFiles  []string          // absolute paths
	ModulePath    string            // empty in the standard library
	ModuleVersion string            // empty in the main module and in workspace modules
	Module        *analysis.Module  // from Go 1.27 on
	ImportMap     map[string]string // path in an import declaration to package path
	PackageFile   map[string]string // package path of a direct import to its export data
	PackageVetx   map[string]string // package path of a direct import to what this tool wrote for it
	VetxOnly      bool              // the package is only a dependency of what was asked for
	VetxOutput    string            // where to write the unit's own file
	Stdout        string            // where to write standard output, if not empty
	FixArchive    string            // where to write fixed files, as a zip

	SucceedOnTypecheckFailure bool
}

func readConfig(name string) (*config, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	cfg := new(config)
	if err := json.Unmarshal(data, cfg); err != nil {
		return nil, fmt.Errorf("reading %s: %w", name, err)
	}
	if len(cfg.GoFiles) == 0 {
		return nil, fmt.Errorf("package has no files: %s", cfg.ImportPath)
	}
	return cfg, nil
}

// imports returns the package paths of the direct imports that have contents, sorted.
func (c *config) imports() []string {
	var out []string
	for _, path := range c.ImportMap {
		if path != "unsafe" && path != "C" {
			out = append(out, path)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// hasExportData reports whether the go command provides export data, so that importers
// need no types from this tool. A package with no imports does not show it.
func (c *config) hasExportData() bool {
	imports := c.imports()
	for _, path := range imports {
		if c.PackageFile[path] == "" {
			return false
		}
	}
	return len(imports) > 0
}

// module returns what pass.Module is to be.
func (c *config) module() *analysis.Module {
	if c.Module != nil {
		return c.Module
	}
	if c.ModulePath == "" {
		return nil
	}
	return &analysis.Module{Path: c.ModulePath, Version: c.ModuleVersion, GoVersion: c.GoVersion}
}

// inMainModule reports whether the unit belongs to the code that the user is working on.
func (c *config) inMainModule() bool {
	return c.module() != nil && c.module().Version == ""
}

// hasTestFiles reports whether the unit's files include _test.go files, which makes it the
// test variant of its package, or an external test package.
func (c *config) hasTestFiles() bool {
	return slices.ContainsFunc(c.GoFiles, func(name string) bool { return strings.HasSuffix(name, "_test.go") })
}

// hasOwnTests reports whether the package has test files of its own package clause. If so,
// the go command reports on "p [p.test]", which includes p, and never on p.
func (c *config) hasOwnTests(packageName string) (bool, error) {
	entries, err := os.ReadDir(c.Dir)
	if err != nil {
		return false, err
	}
	for _, e := range entries {
		name := filepath.Join(c.Dir, e.Name())
		if !strings.HasSuffix(name, "_test.go") || slices.Contains(c.IgnoredFiles, name) {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.PackageClauseOnly)
		if err != nil {
			return false, err
		}
		if f.Name.Name == packageName {
			return true, nil
		}
	}
	return false, nil
}
