package analyzer

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"
)

// A helper tells something of an outcome and can be given nothing else, or it may call what it is given.
func TestIsHelper(t *testing.T) {
	const src = `package p

import ("context"; "io")

type T struct{}
type G[X any] struct{}
type failure = error
type service func() error
type runner struct{ run func() error }
type server struct{ run service }
type reader struct{ cancel context.CancelFunc }

func GoodMap(ok bool) error                                 { return nil }
func GoodError(err failure, format string) (int, error)     { return 0, err }
func GoodCalls(n int, f func(int) error)                    {}
func GoodContext(ctx context.Context, f func() error) error { return f() }
func GoodCallsWith(f func(), t *T, c io.Closer)             {}
func (T) GoodMethod(f func() error) error                   { return f() }
func BadHidden(err error, c io.Closer) error                { return err }
func BadAny(err error, args ...any) error                   { return err }
func BadPointer(err error, t *T) error                      { return err }
func BadNoOutcome(n int) error                              { return nil }
func BadNoAnswer(err error) int                             { return 0 }
func BadGeneric[X any](x X, err error) error                { return err }
func badUnexported(ok bool) error                           { return nil }
func GoodGeneric[X any](x X, f func() X) X                  { return f() }
func (G[X]) GoodMethodOfGeneric(f func())                   {}
func GoodService(s service) error                           { return s() }
func GoodRunner(r *runner) error                            { return r.run() }
func (s server) GoodServer() error                          { return s.run() }
func (r *reader) BadReader()                                { r.cancel() }
func BadForeign(f context.CancelFunc)                       { f() }
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
		if want := strings.HasPrefix(fn.Name(), "Good"); isHelper(fn) != want {
			t.Errorf("%s is a helper: %t, want %t", fn.Name(), !want, want)
		}
	}
}
