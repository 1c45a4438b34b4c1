package main

import (
	"golang.org/x/tools/go/analysis"

	"github.com/hublint/hublint/analyzer"
	"github.com/hublint/hublint/cmd/hublint/load"
	"github.com/hublint/hublint/cmd/hublint/output"
	"github.com/hublint/hublint/cmd/hublint/reach"
	"github.com/hublint/hublint/cmd/hublint/settings"
	"github.com/hublint/hublint/cmd/hublint/standalone"
)

// analysisFor returns what the settings for a directory ask for.
func analysisFor(s *settings.Settings, dir string) (*standalone.Analysis, error) {
	cfg, err := s.Config(dir)
	if err != nil {
		return nil, err
	}
	protocols := settings.Protocols(cfg)
	return &standalone.Analysis{
		Analyzer: analyzer.New(cfg),
		Load:     load.Config{Clients: reach.NewClients(protocols), Tests: cfg.Tests == nil || *cfg.Tests},
		Judge:    judge,
		Explain: func(file string, line int) *analysis.Analyzer {
			return analyzer.Explain(cfg, analyzer.Place{File: file, Line: line})
		},
		View:       view,
		Unfinished: unfinished,
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

// view returns what the analyzer knows of the place that it was asked about.
func view(result any) []string {
	if r, ok := result.(*analyzer.Result); ok {
		return r.View
	}
	return nil
}

// unfinished returns how many functions the analyzer has not followed to their end.
func unfinished(result any) int {
	if r, ok := result.(*analyzer.Result); ok {
		return r.Unfinished
	}
	return 0
}
