// Package nogo is hublint for Bazel: nogo, the analysis of rules_go, takes packages that have a
// variable Analyzer.
//
//	nogo(
//	    name = "nogo",
//	    config = "nogo.json",
//	    deps = ["@com_github_hublint_hublint//analyzer/nogo"],
//	)
//
// The flags checks and severity are those of the command. They stand in nogo's configuration:
//
//	{"hublint": {
//	    "analyzer_flags": {"severity": "warning"},
//	    "exclude_files": {"external/": "other people's code"}
//	}}
//
// An action of Bazel sees no configuration file. Clients of a program's own are described by
// directives in the source.
package nogo

import (
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/hublint/hublint/analyzer"
	"github.com/hublint/hublint/analyzer/protocol"
)

// Analyzer is what nogo runs. The steps of a finding are in its message, as nogo prints no others.
var Analyzer = newAnalyzer()

// newAnalyzer returns an analyzer whose flags count when it first runs: nogo sets them late.
func newAnalyzer() *analysis.Analyzer {
	var cfg analyzer.Config
	configured := sync.OnceValue(func() *analysis.Analyzer { return analyzer.New(cfg) })
	a := analyzer.New(cfg)
	a.Run = func(pass *analysis.Pass) (any, error) { return configured().Run(pass) }
	a.Flags.Func("checks", "comma-separated categories to turn on, or off with a leading minus", func(text string) error {
		for name := range strings.SplitSeq(text, ",") {
			var c analyzer.Check
			if err := c.UnmarshalText([]byte(strings.TrimSpace(name))); err != nil {
				return err
			}
			cfg.Checks = append(cfg.Checks, string(c))
		}
		return nil
	})
	a.Flags.Func("severity", "report findings of this severity and above: note, warning or error", func(text string) error {
		var t analyzer.Threshold
		if err := t.UnmarshalText([]byte(text)); err != nil {
			return err
		}
		cfg.Severity = protocol.Severity(t)
		return nil
	})
	return analyzer.OneLine(a)
}
