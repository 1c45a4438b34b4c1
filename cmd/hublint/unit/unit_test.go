package unit_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/hublint/hublint/cmd/hublint/facts"
	"github.com/hublint/hublint/cmd/hublint/unit"
)

func newUnit(t *testing.T) *unit.Unit {
	t.Helper()
	u := &unit.Unit{Fset: token.NewFileSet(), Info: unit.NewInfo(), OtherFiles: []string{"x.s"}}
	f, err := parser.ParseFile(u.Fset, "p.go", "package p\n\nfunc f() {}\n\nfunc g() {}\n", 0)
	if err != nil {
		t.Fatal(err)
	}
	u.Files = []*ast.File{f}
	if u.Pkg, err = new(types.Config).Check("example.com/p", u.Fset, u.Files, u.Info); err != nil {
		t.Fatal(err)
	}
	u.Facts = facts.New(u.Pkg)
	return u
}

func TestRequires(t *testing.T) {
	a := &analysis.Analyzer{Name: "a", Requires: []*analysis.Analyzer{inspect.Analyzer}, Run: func(pass *analysis.Pass) (any, error) {
		in, ok := pass.ResultOf[inspect.Analyzer].(*inspector.Inspector)
		if !ok {
			return nil, errors.New("no inspector")
		}
		in.Preorder([]ast.Node{(*ast.FuncDecl)(nil)}, func(n ast.Node) {
			defer pass.Reportf(n.Pos(), "function")
		})
		pass.Reportf(token.NoPos, "last, but without a position")
		return nil, nil
	}}
	diags, err := newUnit(t).Run(a)
	if err != nil || len(diags) != 3 || diags[0].Pos != token.NoPos {
		t.Errorf("%v, %v", diags, err)
	}
}

func TestErrors(t *testing.T) {
	u := newUnit(t)
	for want, run := range map[string]func(*analysis.Pass) (any, error){
		"a: analysing package example.com/p: no luck": func(*analysis.Pass) (any, error) {
			return nil, errors.New("no luck")
		},
		"a: internal error while analysing package example.com/p: runtime error: invalid memory address or nil pointer dereference (in unit_test.deref at unit_test.go:": func(*analysis.Pass) (any, error) {
			return deref(nil), nil
		},
		"about builtin len, which is not of package example.com/p (in facts.(*Set).ExportObject": func(pass *analysis.Pass) (any, error) {
			pass.ExportObjectFact(types.Universe.Lookup("len"), nil)
			return nil, nil
		},
		"other.go is not a file of package example.com/p": func(pass *analysis.Pass) (any, error) {
			return pass.ReadFile("other.go")
		},
	} {
		_, err := u.Run(&analysis.Analyzer{Name: "a", Run: run})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

//go:noinline
func deref(p *int) int { return *p }

// A diagnostic stays when its fixes are no good.
func TestInvalidFixes(t *testing.T) {
	u := newUnit(t)
	pos := u.Files[0].Package
	edit := func(from, to token.Pos) analysis.TextEdit { return analysis.TextEdit{Pos: from, End: to} }
	fix := func(message string, edits ...analysis.TextEdit) analysis.SuggestedFix {
		return analysis.SuggestedFix{Message: message, TextEdits: edits}
	}
	for _, tt := range []struct {
		name  string
		fixes []analysis.SuggestedFix
		want  int
	}{
		{"good", []analysis.SuggestedFix{fix("1", edit(pos+5, pos+6), edit(pos, pos+5)), fix("2", edit(pos, token.NoPos))}, 2},
		{"same message", []analysis.SuggestedFix{fix("1"), fix("1")}, 0},
		{"overlap", []analysis.SuggestedFix{fix("1", edit(pos, pos+3), edit(pos+2, pos+4))}, 0},
		{"backwards", []analysis.SuggestedFix{fix("1", edit(pos+1, pos))}, 0},
		{"beyond the file", []analysis.SuggestedFix{fix("1", edit(pos, pos+1000))}, 0},
		{"nowhere", []analysis.SuggestedFix{fix("1", edit(0, 0))}, 0},
	} {
		diags, err := u.Run(&analysis.Analyzer{Name: "a", Run: func(pass *analysis.Pass) (any, error) {
			pass.Report(analysis.Diagnostic{Pos: pos, Message: "m", SuggestedFixes: tt.fixes})
			return nil, nil
		}})
		if err != nil || len(diags) != 1 || len(diags[0].SuggestedFixes) != tt.want {
			t.Errorf("%s: %v, %v", tt.name, diags, err)
		}
	}
}
