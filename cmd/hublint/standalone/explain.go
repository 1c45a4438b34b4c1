package standalone

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/hublint/hublint/cmd/hublint/load"
	"github.com/hublint/hublint/cmd/hublint/output"
)

// This file defines the answer to "why is this reported, or why not".

// A Place is a line of a file.
type Place struct {
	File string
	Line int
}

// String returns the place as it is typed. Example: device/main.go:12
func (p Place) String() string { return fmt.Sprintf("%s:%d", p.File, p.Line) }

// ParsePlace parses FILE.go:LINE, or FILE.go:LINE:COLUMN as it is copied from a finding.
func ParsePlace(s string) (Place, bool) {
	m := regexp.MustCompile(`^(.+\.go):(\d+)(:\d+)?:?$`).FindStringSubmatch(s)
	if m == nil {
		return Place{}, false
	}
	line, err := strconv.Atoi(m[2])
	return Place{m[1], line}, err == nil
}

// Explain runs "hublint explain" with flags and one place as arguments: it writes the findings
// whose way leads over the place, or what is known of it.
func (c *Command) Explain(ctx context.Context, args []string) int {
	opts, fs := c.flags()
	if code, done := parse(fs, args); done {
		return code
	}
	place, ok := ParsePlace(fs.Arg(0))
	if !ok || fs.NArg() != 1 {
		return c.fail(errors.New("explain wants one FILE.go:LINE"))
	}
	if err := c.explain(ctx, opts, place); err != nil {
		return c.fail(err)
	}
	return ExitClean
}

func (c *Command) explain(ctx context.Context, opts *options, place Place) error {
	dir, err := opts.workDir()
	if err != nil {
		return err
	}
	name := place.File
	if !filepath.IsAbs(name) {
		name = filepath.Join(dir, name)
	}
	if _, err := os.Stat(name); err != nil {
		return err
	}
	a, err := c.Analysis(dir)
	if err != nil {
		return err
	}
	cfg := a.Load
	cfg.Dir, cfg.Env, cfg.Tags, cfg.Keep = dir, c.Env, opts.tags, true
	results, broken, err := c.analyse(ctx, a, cfg, []string{"file=" + name})
	if err != nil {
		return err
	}
	r := output.Report{Version: c.Version, Dir: dir, ReadFile: os.ReadFile, Findings: a.findings(results)}
	at := Place{name, place.Line}
	if here := over(r.Findings, at); len(here) > 0 {
		r.Findings = here
		err = c.explainFindings(&r)
	} else {
		err = c.explainSilence(a, results, place, at)
	}
	return errors.Join(append(broken, err)...)
}

// over returns the findings whose way leads over a place.
func over(findings []output.Finding, at Place) []output.Finding {
	var out []output.Finding
	for _, f := range findings {
		here := f.Pos.Filename == at.File && f.Pos.Line == at.Line
		for _, rel := range f.Related {
			here = here || rel.Pos.Filename == at.File && rel.Pos.Line == at.Line
		}
		if here {
			out = append(out, f)
		}
	}
	return out
}

func (c *Command) explainFindings(r *output.Report) error {
	if err := r.Write(c.Stdout, "text"); err != nil {
		return err
	}
	var categories []string
	for _, f := range r.Findings {
		categories = append(categories, f.Category)
	}
	slices.Sort(categories)
	_, err := fmt.Fprintf(c.Stdout, "\n\"hublint explain %s\" says more.\n", strings.Join(slices.Compact(categories), " "))
	return err
}

// explainSilence says what there is to say of a place where nothing is reported.
func (c *Command) explainSilence(a *Analysis, results []load.Result, place, at Place) error {
	var notes []string
	note := func(format string, args ...any) {
		if s := fmt.Sprintf(format, args...); !slices.Contains(notes, s) {
			notes = append(notes, s)
		}
	}
	for _, r := range results {
		for _, h := range a.Hidden(r.Result) {
			if p := r.Fset.Position(h.Pos); p.Filename == at.File && p.Line == at.Line {
				note("%s: %s", h.Why, h.Message)
			}
		}
		for _, fn := range callsAt(r, at) {
			if s := a.Describe(r.Unit, fn); s != "" {
				note("%s", s)
			}
		}
	}
	switch {
	case len(results) == 0:
		note("its package reaches no client library that hublint knows; \"hublint catalog\" lists them")
	case len(notes) == 0:
		note("hublint knows nothing of the calls on this line that concerns a client")
	}
	if _, err := fmt.Fprintf(c.Stdout, "%s: nothing is reported here\n", place); err != nil {
		return err
	}
	_, err := io.WriteString(c.Stdout, "\t"+strings.Join(notes, "\n\t")+"\n")
	return err
}

// callsAt returns the functions that are called on a line, in source order.
func callsAt(r load.Result, at Place) []*types.Func {
	var out []*types.Func
	for _, f := range r.Files {
		if r.Fset.Position(f.FileStart).Filename != at.File {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			var id *ast.Ident
			switch fun := ast.Unparen(call.Fun).(type) {
			case *ast.Ident:
				id = fun
			case *ast.SelectorExpr:
				id = fun.Sel
			}
			if id != nil && r.Fset.Position(id.Pos()).Line == at.Line {
				if fn, ok := r.Info.Uses[id].(*types.Func); ok {
					out = append(out, fn)
				}
			}
			return true
		})
	}
	return out
}
