package analyzer_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestManners checks what golangci-lint asks of a linter: nothing runs when a package is imported,
// and nothing ends the program that it is a part of. The plugin registers itself, as plugins do.
func TestManners(t *testing.T) {
	fset := token.NewFileSet()
	for dir, pkg := range rooms(t) {
		if !strings.HasPrefix(dir+"/", "analyzer/") {
			continue
		}
		for _, name := range pkg.GoFiles {
			f, err := parser.ParseFile(fset, filepath.Join("..", dir, name), nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, at := range rude(f) {
				if dir == "analyzer/gclplugin" && name == "gclplugin.go" {
					if fn, ok := at.(*ast.FuncDecl); ok && fn.Name.Name == "init" {
						continue
					}
				}
				t.Errorf("%s: an init, a panic or an exit", fset.Position(at.Pos()))
			}
		}
	}
}

func TestRude(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "", "package p\nfunc init() { panic(1); os.Exit(1); log.Fatalf(\"\"); fmt.Println(); x.Exit() }\nfunc (T) init() {}\n", 0)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(rude(f)); n != 4 {
		t.Errorf("%d places, want 4", n)
	}
}

// rude returns the init functions of a file, and the calls that end a program.
func rude(f *ast.File) []ast.Node {
	var out []ast.Node
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Name.Name == "init" && n.Recv == nil {
				out = append(out, n)
			}
		case *ast.CallExpr:
			if ends(n.Fun) {
				out = append(out, n)
			}
		}
		return true
	})
	return out
}

// ends reports whether a function ends the program.
func ends(fun ast.Expr) bool {
	switch fun := fun.(type) {
	case *ast.Ident:
		return fun.Name == "panic"
	case *ast.SelectorExpr:
		pkg, ok := fun.X.(*ast.Ident)
		return ok && slices.Contains([]string{"os.Exit", "log.Fatal", "log.Fatalf", "log.Fatalln", "log.Panic", "log.Panicf"}, pkg.Name+"."+fun.Sel.Name)
	}
	return false
}
