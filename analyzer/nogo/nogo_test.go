package nogo

import (
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
)

// nogo validates analyzers when it starts, and ends there if one is not valid.
func TestAnalyzerIsValid(t *testing.T) {
	if err := analysis.Validate([]*analysis.Analyzer{Analyzer}); err != nil {
		t.Fatal(err)
	}
	if Analyzer.Name != "hublint" {
		t.Errorf("name %q: configurations are keyed by it", Analyzer.Name)
	}
}

func TestFlags(t *testing.T) {
	for _, tt := range []struct{ flag, value, want string }{
		{"severity", "warning", ""},
		{"severity", "fatal", `unknown severity "fatal"`},
		{"checks", "-all, doubleconnect", ""},
		{"checks", "doublconnect", `there is no category "doublconnect"`},
		{"check", "all", "no such flag"},
	} {
		err := newAnalyzer().Flags.Set(tt.flag, tt.value)
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s=%s: %v, want %q", tt.flag, tt.value, err, tt.want)
		}
	}
}
