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

// narrow drops the findings that are not new. One is new if its line, or a line on the way to
// it, has changed: a first connect that is added makes an old second one wrong.
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
		return !changes.Has(f.Pos.Filename, f.Pos.Line) && !slices.ContainsFunc(f.Related, func(rel output.Related) bool {
			return changes.Has(rel.Pos.Filename, rel.Pos.Line)
		})
	})
	return nil
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
