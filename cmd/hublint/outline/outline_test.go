package outline_test

import (
	"go/ast"
	"go/build"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hublint/hublint/cmd/hublint/outline"
)

func TestStrip(t *testing.T) {
	for src, want := range map[string]string{
		"func f() { g() }\nvar x = 1\n":                           "func f() {     }\nvar x = 1\n",
		"func f() {\n\tg()\n}\n":                                  "func f() {\n    \n}\n",
		"func f()\nfunc g() { h() }\n":                            "func f()\nfunc g() {     }\n",
		"func f() // {\nfunc g() { h() }\n":                       "func f() // {\nfunc g() {     }\n",
		"func f() struct{ x int } { return y }\n":                 "func f() struct{ x int } {          }\n",
		"func f() interface { M() } { return y }\n":               "func f() interface { M() } {          }\n",
		"func f() (x struct {\n\ty int\n}) { return }\n":          "func f() (x struct {\n\ty int\n}) {        }\n",
		"func f[T interface{ ~int }](x T) { g() }\n":              "func f[T interface{ ~int }](x T) {     }\n",
		"func (r *R) m(\n\tx int,\n) { g() }\n":                   "func (r *R) m(\n\tx int,\n) {     }\n",
		"func f() { s := \"}\" + `}` + '}' }\nvar y int\n":        "func f() {" + strings.Repeat(" ", 22) + "}\nvar y int\n",
		"func f() { /* } */ // }\n}\n":                            "func f() {" + strings.Repeat(" ", 13) + "\n}\n",
		"func f() { s := \"\\\"}\" }\n":                           "func f() {" + strings.Repeat(" ", 12) + "}\n",
		"var s = `\nfunc f() { g() }\n`\n":                        "var s = `\nfunc f() { g() }\n`\n",
		"/*\nfunc f() { g() }\n*/\n":                              "/*\nfunc f() { g() }\n*/\n",
		"var f = func() { g() }\n":                                "var f = func() {     }\n",
		"var m = map[string]func(){\n\"a\": g,\n}\n":              "var m = map[string]func(){\n       \n}\n",
		"var t = [...]int{1, 2}\nvar u = []int{1}\n":              "var t = [...]int{1, 2}\nvar u = []int{ }\n",
		"var t = [...]struct{ x int }{{1}}\n":                     "var t = [...]struct{ x int }{{1}}\n",
		"var t = []struct{ x int }{{1}}\n":                        "var t = []struct{ x int }{   }\n",
		"var (\n\tx = T{1}\n\ty = &p.T[int]{2}\n)\n":              "var (\n\tx = T{ }\n\ty = &p.T[int]{ }\n)\n",
		"type T struct { // {\n\tx struct /* a */ { y int }\n}\n": "type T struct { // {\n\tx struct /* a */ { y int }\n}\n",
		"type T interface\n{ M() }\nvar x = T{1}\n":               "type T interface\n{ M() }\nvar x = T{ }\n",
		"type function int\nfunction {\n":                         "type function int\nfunction {\n",
		"func f() {":                                              "func f() {",
		"func f() { \"":                                           "func f() {  ",
		"":                                                        "",
	} {
		got := string(outline.Strip([]byte(src)))
		if len(got) != len(src) {
			t.Errorf("%q: length changed", src)
		}
		if src == "func f() { \"" || src == "func f() {" {
			continue // must not fail, that is all
		}
		if got != want {
			t.Errorf("%q:\ngot  %q\nwant %q", src, got, want)
		}
	}
}

// Over a good part of the standard library, the declarations must be those that the parser finds.
func TestStandardLibrary(t *testing.T) {
	if testing.Short() {
		t.Skip("reads the standard library")
	}
	seen, files, left := 0, 0, 0
	err := filepath.WalkDir(filepath.Join(build.Default.GOROOT, "src"), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == "testdata" {
			return fs.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") {
			return nil
		}
		if seen++; seen%7 != 0 {
			return nil // a sample will do
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		want, _, ok := declarations(src, true)
		if !ok {
			return nil
		}
		got, bodies, ok := declarations(outline.Strip(src), false)
		if !ok || got != want {
			t.Errorf("%s: declarations differ", path)
		}
		files++
		left += bodies
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 500 || left > files/100 {
		t.Errorf("%d function bodies left in %d files", left, files)
	}
}

// declarations prints a file without what Strip leaves out, and counts the bodies that are not
// empty.
func declarations(src []byte, empty bool) (text string, bodies int, ok bool) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "x.go", src, parser.SkipObjectResolution)
	if err != nil {
		return "", 0, false
	}
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
			if len(fn.Body.List) > 0 {
				bodies++
			}
			if empty {
				fn.Body.List = nil
			}
		}
	}
	if empty {
		clear(f)
	}
	var b strings.Builder
	for _, d := range f.Decls {
		if err := format.Node(&b, fset, d); err != nil {
			return "", 0, false
		}
		b.WriteString(fset.Position(d.Pos()).String())
	}
	return b.String(), bodies, true
}

// clear empties the composite literals and function literals of a file.
func clear(f *ast.File) {
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			n.Body.List = nil
		case *ast.CompositeLit:
			if a, ok := n.Type.(*ast.ArrayType); ok {
				if _, counted := a.Len.(*ast.Ellipsis); counted {
					return false // left alone
				}
			}
			n.Elts = nil
		}
		return true
	})
}
