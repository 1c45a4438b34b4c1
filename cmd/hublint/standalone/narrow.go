package standalone

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/cmd/hublint/baseline"
	"github.com/hublint/hublint/cmd/hublint/load"
	"github.com/hublint/hublint/cmd/hublint/output"
	"github.com/hublint/hublint/cmd/hublint/since"
)

// This file defines which of the findings are shown: all, or new ones only.

// check reports options that make no sense.
func (o *options) check() error {
	switch {
	case !output.Known(o.format):
		return fmt.Errorf("unknown format %q (want one of %s)%s", o.format, strings.Join(output.Formats(), ", "), protocol.Suggest(o.format, output.Formats()))
	case o.diff && !o.fix:
		return errors.New("-diff goes with -fix")
	case o.writeBaseline != "" && (o.baseline != "" || o.newFrom != "" || o.fix):
		return errors.New("-write-baseline is for all findings: it does not go with -baseline, -new-from or -fix")
	}
	return nil
}

// workDir returns the directory to run in.
func (o *options) workDir() (string, error) {
	dir, err := filepath.Abs(o.dir)
	if err != nil {
		return "", err
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return "", fmt.Errorf("-C: there is no directory %s", o.dir)
	}
	return dir, nil
}

// narrow drops the findings that are not new.
func (o *options) narrow(ctx context.Context, r *output.Report) error {
	if o.baseline != "" {
		fresh, err := baseline.New(inDir(r.Dir, o.baseline), r)
		if err != nil {
			return err
		}
		r.Findings = fresh
	}
	if o.newFrom == "" {
		return nil
	}
	changes, err := since.Of(ctx, r.Dir, o.newFrom)
	if err != nil {
		return fmt.Errorf("-new-from: %w", err)
	}
	r.Findings = slices.DeleteFunc(r.Findings, func(f output.Finding) bool {
		return !concerns(changes, f)
	})
	return nil
}

// concerns reports whether a finding can come from changes: its line or a line on the way to it
// has changed, or something is gone between them. A first connect that is added makes an old
// second one wrong, and so does a close that is taken out.
func concerns(changes *since.Changes, f output.Finding) bool {
	type span struct{ first, last int }
	ways := make(map[string]span)
	for _, step := range append(slices.Clone(f.Related), output.Related{Pos: f.Pos}) {
		name, line := step.Pos.Filename, step.Pos.Line
		if changes.Has(name, line) {
			return true
		}
		s, ok := ways[name]
		if !ok {
			s = span{line, line}
		}
		ways[name] = span{min(s.first, line), max(s.last, line)}
	}
	for name, s := range ways {
		if changes.Cut(name, s.first, s.last) {
			return true
		}
	}
	return false
}

// only returns the results without the diagnostics that are not among the findings.
func only(results []load.Result, findings []output.Finding) []load.Result {
	type key struct {
		file         string
		line, column int
		message      string
	}
	shown := make(map[key]bool)
	for _, f := range findings {
		shown[key{f.Pos.Filename, f.Pos.Line, f.Pos.Column, f.Message}] = true
	}
	out := slices.Clone(results)
	for i, r := range out {
		out[i].Diagnostics = slices.DeleteFunc(slices.Clone(r.Diagnostics), func(d analysis.Diagnostic) bool {
			p := r.Fset.Position(d.Pos)
			return !shown[key{p.Filename, p.Line, p.Column, d.Message}]
		})
	}
	return out
}

// inDir returns a file name as seen from dir.
func inDir(dir, name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(dir, name)
}
