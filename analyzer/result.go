package analyzer

import (
	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/analyzer/report"
	"golang.org/x/tools/go/analysis"
)

// A Result is what the analyzer returns for a package: its diagnostics, with what a diagnostic
// has no place for.
type Result struct {
	Findings []Finding // in source order
}

// A Finding is a diagnostic and the judgement that it rests on.
type Finding struct {
	analysis.Diagnostic
	// Severity says what the library does at run time.
	Severity protocol.Severity
	// Protocol is the name of the client's protocol; "" if the finding is about no client.
	Protocol string
}

// Of returns the finding of a diagnostic: drivers hand out diagnostics apart from the result.
// What is not among the findings is a warning about no client.
func (r *Result) Of(d analysis.Diagnostic) Finding {
	for _, f := range r.Findings {
		if f.Pos == d.Pos && f.Category == d.Category && f.Message == d.Message {
			return f
		}
	}
	return Finding{Diagnostic: d, Severity: protocol.Warning}
}

// report reports the findings of r that no directive silences, and what is wrong about
// directives. It returns what was reported. The hidden findings are those that the configuration
// does not want.
func (l *linter) report(pass *analysis.Pass, r *Result, hidden []analysis.Diagnostic) *Result {
	var found []analysis.Diagnostic
	for _, f := range r.Findings {
		found = append(found, f.Diagnostic)
	}
	out := &Result{}
	for _, d := range report.Suppress(pass, found, hidden...) {
		if f := r.Of(d); l.cfg.wants(pass.Fset, f) {
			pass.Report(d)
			out.Findings = append(out.Findings, f)
		}
	}
	return out
}
