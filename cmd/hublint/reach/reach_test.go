package reach_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/cmd/hublint/reach"
)

func TestClients(t *testing.T) {
	c := reach.NewClients([]protocol.Protocol{
		{Package: "example.com/hub", Forks: []string{"example.com/fork/hub", "/hub-go"}},
		{Package: "example.com/harmless", NeverFlag: true},
	})
	for path, want := range map[string]bool{
		"example.com/hub":                      true,
		"example.com/hub/sub":                  false,
		"example.com/fork/hub":                 true,
		"example.org/any/hub-go":               true,
		"example.org/any/hub-go/sub":           false,
		"example.com/m/vendor/example.com/hub": true,
		"example.com/harmless":                 false,
		"hub":                                  false,
	} {
		if got := c.Has(path); got != want {
			t.Errorf("Has(%q) = %v", path, got)
		}
	}
}

func TestHasDirective(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return name
	}
	plain := file("plain.go", "package p\n\n// hublint is mentioned here\nfunc f() {}\n")
	marked := file("marked.go", "package p\n\n//hublint:connect\nfunc f() {}\n")
	missing := filepath.Join(dir, "missing.go")
	if reach.HasDirective(os.ReadFile, []string{plain, missing}) || !reach.HasDirective(os.ReadFile, []string{missing, plain, marked}) {
		t.Error("wrong answer")
	}
}

// Every helper of the analyzer must be seen in the text, so that no door leaves it out.
func TestHasHelper(t *testing.T) {
	for src, want := range map[string]bool{
		"func AsError(ok bool) error {":                                 true,
		"func Wrap(err error, msg string) (n int, e error) {":           true,
		"func Try(n int, f func() error) {":                             true,
		"func Do(f func()) {":                                           true,
		"func (t *T) Do(f func() error) error {":                        true,
		"func (T) do(f func() error) error {":                           false,
		"func Do[T any](f func() (T, error)) (T, error) {":              true,
		"func asError(ok bool) error {":                                 false,
		"func (t T) AsError(ok bool) error {":                           false,
		"type Service func(ctx context.Context) error":                  true,
		"type Alias = func()":                                           true,
		"type S struct{ run func() error }":                             true,
		"type S struct {\n\tName, Alias string\n\tRun   func() error\n": true,
		"type (\n\tService[T any] func(T) (any, error)\n)":              true,
		"func f() {\n\treturn func() error {\n\t\treturn nil\n\t}\n":    false,
		"func f() {\n\tgo func() {\n\t}()\n":                            false,
		"func Parse(s string) error {":                                  false,
		"func Log(err error) {":                                         false,
		"// func AsError(ok bool) error {":                              false,
	} {
		file := filepath.Join(t.TempDir(), "p.go")
		if err := os.WriteFile(file, []byte("package p\n\n"+src+"\n}\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		if got := reach.HasHelper(os.ReadFile, []string{file}); got != want {
			t.Errorf("%s: got %t, want %t", src, got, want)
		}
		test := strings.TrimSuffix(file, ".go") + "_test.go"
		if err := os.Rename(file, test); err != nil {
			t.Fatal(err)
		}
		if reach.HasHelper(os.ReadFile, []string{test, file}) {
			t.Errorf("%s: a helper in a test file, or in one that cannot be read", src)
		}
	}
}
