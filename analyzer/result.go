package analyzer

import (
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/analyzer/report"
	"github.com/hublint/hublint/analyzer/typestate"
	"golang.org/x/tools/go/analysis"
)

// A Result is what the analyzer returns for a package: its diagnostics, with what a diagnostic
// has no place for.
type Result struct {
	Findings []Finding // in source order
	Unwanted []Finding // those that the configuration hides
	Silenced []Finding // those that comments silence
	// Unfinished is how many functions were not followed to their end: the package is too large.
	Unfinished int
	View       []string // what is known of a place, see [Explain]; lines of detail begin with a tab
}

// A Finding is a diagnostic and the judgement that it rests on.
type Finding struct {
	analysis.Diagnostic
	// Severity says what the library does at run time.
	Severity protocol.Severity
	// Protocol is the name of the client's protocol; "" if the finding is about no client.
	Protocol string

	violation *typestate.Violation // nil if it is about no client
}

// Of returns the finding of a diagnostic: drivers hand out diagnostics apart from the result.
// What is not among the findings is a warning about no client: something is wrong with a comment.
func (r *Result) Of(d analysis.Diagnostic) Finding {
	if i := index(r.Findings, d); i >= 0 {
		return r.Findings[i]
	}
	return Finding{Diagnostic: d, Severity: protocol.Warning}
}

func index(list []Finding, d analysis.Diagnostic) int {
	return slices.IndexFunc(list, func(f Finding) bool {
		return f.Pos == d.Pos && f.Category == d.Category && f.Message == d.Message
	})
}

// report reports those of all findings that the configuration wants and no directive silences,
// and what is wrong about directives. Only what is reported is repaired: that costs time.
// problems is the number of problems with directives among all.
func (l *linter) report(pass *analysis.Pass, all []Finding, problems int) *Result {
	r, wanted := &Result{}, &Result{}
	var found, hidden []analysis.Diagnostic
	for _, f := range all {
		if l.cfg.wants(pass.Fset, f) {
			wanted.Findings, found = append(wanted.Findings, f), append(found, f.Diagnostic)
		} else if f.Severity != protocol.None {
			r.Unwanted, hidden = append(r.Unwanted, f), append(hidden, f.Diagnostic)
		}
	}
	for _, d := range report.Suppress(pass, found, hidden...) {
		if f := wanted.Of(d); l.cfg.wants(pass.Fset, f) {
			f.Diagnostic = d
			r.Findings = append(r.Findings, f)
		}
	}
	l.repair(pass, all, r.Findings, problems)
	for _, f := range r.Findings {
		pass.Report(f.Diagnostic)
	}
	for _, f := range wanted.Findings {
		if index(r.Findings, f.Diagnostic) < 0 {
			r.Silenced = append(r.Silenced, f)
		}
	}
	return r
}
