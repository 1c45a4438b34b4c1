package analyzer_test

import (
	"go/build"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/hublint/hublint/"

// imports says what each room may import beside the standard library: imports point one way. An
// entry that ends in a slash stands for all below it.
var imports = map[string][]string{
	"analyzer/protocol":  {"golang.org/x/mod/semver"},
	"analyzer/catalog":   {module + "analyzer/protocol"},
	"analyzer/directive": {module + "analyzer/protocol"},
	"analyzer/typestate": {
		module + "analyzer/protocol",
		"golang.org/x/tools/go/ssa", "golang.org/x/tools/go/types/", // and not go/analysis
	},
	"analyzer/drive": { // what it writes is for the interpreter, which knows of no types that are converted
		module + "analyzer/protocol", module + "analyzer/typestate", "golang.org/x/tools/go/ssa",
	},
	"analyzer/eager": { // a property of its own, which finds operations as the interpreter does
		module + "analyzer/protocol", module + "analyzer/typestate", "golang.org/x/tools/go/ssa",
	},
	"analyzer/report": {
		module + "analyzer/protocol", module + "analyzer/typestate",
		"golang.org/x/tools/go/analysis", "golang.org/x/tools/go/ast/", "honnef.co/go/tools/analysis/lint",
	},
	"analyzer/repair": {
		module + "analyzer/protocol", module + "analyzer/typestate",
		"golang.org/x/tools/go/analysis", "golang.org/x/tools/go/ast/", // and not how a package is judged
	},
	"analyzer": {
		module + "analyzer/protocol", module + "analyzer/catalog", module + "analyzer/directive", module + "analyzer/drive", module + "analyzer/typestate",
		module + "analyzer/eager", module + "analyzer/report", module + "analyzer/repair",
		"golang.org/x/tools/go/analysis", "golang.org/x/tools/go/ssa",
	},
	"analyzer/gclplugin":           {module + "analyzer", "golang.org/x/tools/go/analysis", "github.com/golangci/plugin-module-register/register"},
	"analyzer/nogo":                {module + "analyzer", module + "analyzer/protocol", "golang.org/x/tools/go/analysis"},
	"cmd/hublint/settings":         {module + "analyzer", module + "analyzer/", module + "cmd/", "golang.org/x/", "go.yaml.in/yaml/v4"},
	"cmd/hublint/internal/lsptest": {"github.com/sourcegraph/jsonrpc2"},
	"cmd/hublint/lsp":              {module + "cmd/hublint/output", "github.com/sourcegraph/jsonrpc2"},
	"cmd/":                         {module + "analyzer", module + "analyzer/", module + "cmd/", "golang.org/x/"},
}

// TestLayering checks the imports of every package of the module.
func TestLayering(t *testing.T) {
	for dir, pkg := range rooms(t) {
		allowed, ok := imports[dir]
		if first, _, _ := strings.Cut(dir, "/"); !ok {
			allowed, ok = imports[first+"/"]
		}
		if !ok {
			t.Errorf("%s is not in the table of imports", dir)
		}
		for _, path := range pkg.Imports {
			if first, _, _ := strings.Cut(path, "/"); !strings.Contains(first, ".") {
				continue // the standard library
			}
			if !slices.ContainsFunc(allowed, func(a string) bool {
				return path == a || strings.HasSuffix(a, "/") && strings.HasPrefix(path, a)
			}) {
				t.Errorf("%s imports %s", dir, path)
			}
		}
	}
}

// rooms returns the packages of this module by directory.
func rooms(t *testing.T) map[string]*build.Package {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*build.Package{}
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		if name := d.Name(); name == "testdata" || strings.HasPrefix(name, ".") || path != root && isFile(filepath.Join(path, "go.mod")) {
			return filepath.SkipDir
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		p, err := build.ImportDir(path, 0)
		if _, empty := err.(*build.NoGoError); empty {
			return nil
		}
		out[filepath.ToSlash(rel)] = p
		return err
	})
	if err != nil || out["analyzer"] == nil {
		t.Fatalf("no packages below %s: %v", root, err)
	}
	return out
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}
