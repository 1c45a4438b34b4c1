package generate

import (
	"testing"

	"github.com/hublint/hublint/proof/program"
)

// TestEveryConstruct looks for each construct of the grammar in some hundred programs, and
// for the same program from the same seed.
func TestEveryConstruct(t *testing.T) {
	lib, err := program.NewLibrary()
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]int)
	for i := range uint64(600) {
		l, err := New(lib, 2, i)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range program.Features(l) {
			seen[f]++
		}
		if i < 20 {
			again, err := New(lib, 2, i)
			if err != nil {
				t.Fatal(err)
			}
			if again.Program.String() != l.Program.String() {
				t.Errorf("program %d differs from itself", i)
			}
		}
		l.Close()
	}
	for _, f := range []string{
		"bool field", "bool flag", "bool result", "check", "client of the caller", "closure", "conditional defer",
		"copied client", "counter field", "defer", "defer in loop", "deferred closure", "enum field", "enum flag", "exit",
		"field", "for", "generic helper", "global client", "goto", "helper", "interface", "labelled break",
		"labelled continue", "method", "method expression", "method value", "named result", "nil guard",
		"noreturn helper", "panic", "promoted method", "range over func", "range over int", "range over slice",
		"reassigned err", "receive", "recover", "recursion", "second package", "select", "short circuit", "switch",
		"sync.Once", "token", "token timeout", "wrapped error",
		"auto reconnect set", "broker", "child", "client replaced", "client set to nil", "connect handler", "dial", "fresh identity",
		"function repeated", "go", "go in loop", "handler function", "handler literal", "handler method", "identity",
		"lost handler", "options builder", "session", "set-up in steps", "timeout in loop", "timer", "wait group",
	} {
		if seen[f] < 3 {
			t.Errorf("%s: in %d of 600 programs", f, seen[f])
		}
	}
}
