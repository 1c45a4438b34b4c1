package gclplugin_test

import (
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"

	_ "github.com/hublint/hublint/analyzer/gclplugin"
)

// settings is what golangci-lint makes of a section of its configuration file.
type settings = map[string]any

// protocol is a protocol as a user would describe it.
func protocol() settings {
	return settings{
		"name": "own", "client": "own client", "package": "example.com/own", "types": []any{"Client"},
		"ops":       []any{settings{"func": "Client.Connect", "event": "connect", "success": "nilerror"}},
		"semantics": []any{settings{"again": settings{"severity": "error", "consequence": "the hub closes the first connection"}}},
	}
}

func TestSettings(t *testing.T) {
	fresh, err := register.GetPlugin("hublint")
	if err != nil {
		t.Fatal(err)
	}
	contradiction := protocol()
	delete(contradiction, "types")
	for _, tt := range []struct {
		name     string
		settings any
		want     string // of the error, "" if there must be none
	}{
		{"none", nil, ""},
		{"empty", settings{}, ""},
		{"all", settings{"checks": []any{"-all", "doubleconnect"}, "severity": "warning", "tests": false, "protocols": []any{protocol()}}, ""},
		{"unknown key", settings{"check": []any{"all"}}, `check: unknown key`},
		{"unknown key below", settings{"protocols": []any{settings{"nam": "own"}}}, `nam: unknown key`},
		{"key in another case", settings{"Checks": []any{"all"}}, `Checks: unknown key`},
		{"unknown severity", settings{"severity": "fatal"}, `unknown severity "fatal"`},
		{"unknown category", settings{"checks": []any{"-doublconnect"}}, `there is no category "doublconnect"`},
		{"wrong type", settings{"checks": "all"}, "checks: want an array"},
		{"contradiction", settings{"protocols": []any{contradiction}}, "no types"},
		{"twice", settings{"protocols": []any{protocol(), protocol()}}, "own is there already"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, err := fresh(tt.settings)
			if tt.want != "" {
				if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.HasPrefix(err.Error(), "hublint: settings: ") || strings.Contains(err.Error(), ":1:") {
					t.Fatalf("got %v, want %q", err, tt.want)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			list, err := p.BuildAnalyzers()
			if err != nil || len(list) != 1 || list[0].Name != "hublint" {
				t.Errorf("BuildAnalyzers: %v, %v", list, err)
			}
			if mode := p.GetLoadMode(); mode != register.LoadModeTypesInfo {
				t.Errorf("GetLoadMode: %q", mode)
			}
		})
	}
}
