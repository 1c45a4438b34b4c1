package main

import (
	"fmt"
	"go/types"

	"golang.org/x/tools/go/analysis"

	"github.com/hublint/hublint/analyzer"
	"github.com/hublint/hublint/analyzer/typestate"
	"github.com/hublint/hublint/cmd/hublint/load"
	"github.com/hublint/hublint/cmd/hublint/output"
	"github.com/hublint/hublint/cmd/hublint/reach"
	"github.com/hublint/hublint/cmd/hublint/settings"
	"github.com/hublint/hublint/cmd/hublint/standalone"
	"github.com/hublint/hublint/cmd/hublint/unit"
)

// analysisFor returns what the settings for a directory ask for.
func analysisFor(s *settings.Settings, dir string) (*standalone.Analysis, error) {
	cfg, err := s.Config(dir)
	if err != nil {
		return nil, err
	}
	protocols := settings.Protocols(cfg)
	m := typestate.NewMatcher(protocols)
	return &standalone.Analysis{
		Analyzer: analyzer.New(cfg),
		Load:     load.Config{Clients: reach.NewClients(protocols), Tests: cfg.Tests == nil || *cfg.Tests},
		Judge:    judge,
		Hidden:   hidden,
		Describe: func(u *unit.Unit, fn *types.Func) string { return describe(m, u, fn) },
	}, nil
}

// judge says what the analyzer knows of a diagnostic.
func judge(result any, d analysis.Diagnostic) (output.Severity, string) {
	r, ok := result.(*analyzer.Result)
	if !ok {
		return output.Warning, ""
	}
	f := r.Of(d)
	return output.Severity(f.Severity.String()), f.Protocol
}

// hidden returns what the analyzer has found and not reported.
func hidden(result any) []standalone.Hidden {
	r, ok := result.(*analyzer.Result)
	if !ok {
		return nil
	}
	var out []standalone.Hidden
	for _, f := range r.Unwanted {
		out = append(out, standalone.Hidden{Diagnostic: f.Diagnostic, Why: "hidden by -checks, -severity or -tests (" + f.Severity.String() + ")"})
	}
	for _, f := range r.Silenced {
		out = append(out, standalone.Hidden{Diagnostic: f.Diagnostic, Why: "silenced by a comment"})
	}
	return out
}

// describe says what a call does to clients: what the catalogue says of a library's function,
// what a directive says, or what the analysis has found out about another.
func describe(m *typestate.Matcher, u *unit.Unit, fn *types.Func) string {
	if p, op := m.Func(fn); op != nil {
		return fmt.Sprintf("%s of %s: %s", fn.Name(), p.Client, op)
	}
	var own analyzer.Described
	if u.Facts != nil && fn.Pkg() != nil && u.Facts.ImportPackage(fn.Pkg(), &own) {
		said := typestate.NewMatcher(own.Protocols)
		if p, op := said.Func(fn); op != nil {
			return fmt.Sprintf("%s of %s, as its directive says: %s", fn.Name(), p.Client, op)
		}
	}
	var s analyzer.Summary
	if u.Facts != nil && u.Facts.ImportObject(fn, &s) {
		text := fmt.Sprintf("%s, as the analysis sees it: %v", fn.Name(), &s)
		var t analyzer.Prompt
		if u.Facts.ImportObject(fn, &t) {
			text += fmt.Sprintf("; while the hub is down: %v", &t)
		}
		return text
	}
	return ""
}
