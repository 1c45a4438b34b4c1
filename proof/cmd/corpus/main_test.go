package main

import (
	"strings"
	"testing"

	"github.com/hublint/hublint/proof/corpus"
)

func TestBroken(t *testing.T) {
	good := corpus.Result{Errors: []string{"package p: undefined: x"}}
	if err := broken([]corpus.Result{good}); err != nil {
		t.Errorf("a package that does not type-check: %v", err)
	}
	bad := []corpus.Result{good, {Errors: []string{"internal error in p"}}, {Unstable: "run 2"}}
	if err := broken(bad); err == nil || err.Error() != "1 internal errors, 1 unstable outputs" {
		t.Errorf("got %v", err)
	}
}

func TestArguments(t *testing.T) {
	for args, want := range map[string]string{
		"":                              "no -dir",
		"-dir . -only [":                "error parsing regexp",
		"-dir . -tool ./missing":        "asking ./missing for its categories",
		"-dir . -unknown":               "flag provided but not defined",
		"-dir missing -tool ./missing ": "asking ./missing",
	} {
		if err := run(t.Context(), strings.Fields(args)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", args, err, want)
		}
	}
}
