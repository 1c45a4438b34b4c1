package reach_test

import (
	"os"
	"path/filepath"
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
	if reach.HasDirective([]string{plain, missing}) || !reach.HasDirective([]string{missing, plain, marked}) {
		t.Error("wrong answer")
	}
}
