package outline_test

import (
	"bytes"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hublint/hublint/cmd/hublint/outline"
)

func TestNeeded(t *testing.T) {
	files := [][]byte{
		[]byte("package p\n\nfunc Wanted() { helper(); var t T; t.M() }\nfunc far() {}\nfunc (t *T[int]) M() { deep() }\n"),
		[]byte("package p\n\nfunc helper() {}\nfunc deep() { Wanted() }\nfunc other() { helper() }\nvar x = far()\n"),
	}
	needed := outline.Needed(files, func(signature []byte) bool { return bytes.Equal(signature, []byte("func Wanted() ")) })
	if got, want := strings.Join(slices.Sorted(maps.Keys(needed)), " "), "M Wanted deep helper"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestStripBut(t *testing.T) {
	for src, want := range map[string]string{
		"func f() int { return 1 }\nvar x = 1\n":              "func f() int             \nvar x = 1\n",
		"func kept() { g() }\nfunc f() {\n\tg()\n}\n":         "func kept() { g() }\nfunc f()  \n    \n \n",
		"func (t (T)) kept() { g() }\n":                       "func (t (T)) kept() { g() }\n",
		"func (t T) other(kept int) { g() }\n":                "func (t T) other(kept int) " + "       \n",
		"func f[T any](x T) T { return x }\n":                 "func f[T any](x T) T { return x }\n",
		"func (t T) init() int { return 1 }\n":                "func (t T) init() int             \n",
		"func init() { g() }\n":                               "func init() {     }\n",
		"var f = func() int { return 1 }\n":                   "var f = func() int { return 1 }\n",
		"var t = []T{{1}, {2}}\n":                             "var t = []T{        }\n",
		"var m = map[string]func(){\"a\": g}\nvar u = T{1}\n": "var m = map[string]func(){\"a\": g}\nvar u = T{ }\n",
	} {
		got := string(outline.StripBut([]byte(src), map[string]bool{"kept": true}))
		if got != want {
			t.Errorf("%q:\ngot  %q\nwant %q", src, got, want)
		}
	}
}

// What is left of a package can be type-checked, and what may be called from the functions that are
// wanted has its body.
func TestStripButStandardLibrary(t *testing.T) {
	if testing.Short() {
		t.Skip("type-checks a part of the standard library")
	}
	fset := token.NewFileSet()
	imp := importer.ForCompiler(fset, "source", nil)
	for _, path := range []string{"bufio", "encoding/json", "errors", "go/printer", "slices", "strconv", "text/tabwriter", "text/template"} {
		pkg, err := build.Import(path, "", 0)
		if err != nil {
			t.Fatal(err)
		}
		var texts [][]byte
		for _, name := range pkg.GoFiles {
			src, err := os.ReadFile(filepath.Join(pkg.Dir, name))
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, src)
		}
		needed := outline.Needed(texts, func(signature []byte) bool { return bytes.HasPrefix(signature, []byte("func New")) })
		var files []*ast.File
		for i, src := range texts {
			f, err := parser.ParseFile(fset, pkg.GoFiles[i], outline.StripBut(src, needed), parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
		info := &types.Info{Uses: make(map[*ast.Ident]types.Object)}
		tc := &types.Config{Importer: imp, DisableUnusedImportCheck: true}
		if _, err := tc.Check(path, fset, files, info); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		whole(t, files, info, needed)
	}
}

// whole reports functions that are called by ones which are needed, and have no body.
func whole(t *testing.T, files []*ast.File, info *types.Info, needed map[string]bool) {
	t.Helper()
	bodies := make(map[token.Pos]*ast.FuncDecl)
	for _, f := range files {
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				bodies[fn.Name.Pos()] = fn
			}
		}
	}
	for _, fn := range bodies {
		if !needed[fn.Name.Name] || fn.Body == nil {
			continue
		}
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				if obj, ok := info.Uses[id].(*types.Func); ok && bodies[obj.Pos()] != nil && bodies[obj.Pos()].Body == nil {
					t.Errorf("%s calls %s, which has no body", fn.Name.Name, obj)
				}
			}
			return true
		})
	}
}
