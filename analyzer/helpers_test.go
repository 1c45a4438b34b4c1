package analyzer

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"
)

// A helper tells something of an outcome or calls a function, and cannot be given a client.
func TestIsHelper(t *testing.T) {
	const src = `package p

import ("context"; "io")

type T struct{}
type failure = error

func GoodMap(ok bool) error                                 { return nil }
func GoodError(err failure, format string) (int, error)     { return 0, err }
func GoodCalls(n int, f func(int) error)                    {}
func GoodContext(ctx context.Context, f func() error) error { return f() }
func BadHidden(err error, c io.Closer) error                { return err }
func BadAny(err error, args ...any) error                   { return err }
func BadPointer(f func(), t *T)                             {}
func BadNoOutcome(n int) error                              { return nil }
func BadNoAnswer(err error) int                             { return 0 }
func BadGeneric[X any](x X, err error) error                { return err }
func badUnexported(ok bool) error                           { return nil }
func (T) BadMethod(ok bool) error                           { return nil }
`
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", src, 0)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Defs: make(map[*ast.Ident]types.Object)}
	conf := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	if _, err := conf.Check("p", fset, []*ast.File{f}, info); err != nil {
		t.Fatal(err)
	}
	for _, obj := range info.Defs {
		fn, ok := obj.(*types.Func)
		if !ok {
			continue
		}
		if want := fn.Name()[:4] == "Good"; isHelper(fn) != want {
			t.Errorf("%s is a helper: %t, want %t", fn.Name(), !want, want)
		}
	}
}
