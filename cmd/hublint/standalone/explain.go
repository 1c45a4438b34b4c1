package standalone

import (
	"context"
	"errors"
	"fmt"
	"os"
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
	at := Place{inDir(dir, place.File), place.Line}
	if err := at.check(); err != nil {
		return fmt.Errorf("%v: %w", place, err)
	}
	a, err := c.Analysis(dir)
	if err != nil {
		return err
	}
	cfg := a.Load
	cfg.Dir, cfg.Env, cfg.Tags = dir, c.Env, opts.tags
	cfg.Tests = true // of a test file there is something to say even if it is not to be reported
	results, broken, err := c.analyse(ctx, a.Explain(at.File, at.Line), cfg, []string{"file=" + at.File})
	if errors.Is(err, load.ErrNone) {
		return fmt.Errorf("%s is in no package that is built here; -tags may bring it in", place.File)
	}
	if err != nil {
		return err
	}
	r := output.Report{Version: c.Version, Dir: dir, ReadFile: os.ReadFile, Findings: a.findings(results)}
	heading := place.String() + ": nothing is reported here"
	if here := over(r.Findings, at); len(here) > 0 {
		r.Findings = here
		if err := c.explainFindings(&r); err != nil {
			return err
		}
		heading = place.String() + ": what is known here"
	}
	return errors.Join(append(broken, c.explainPlace(heading, a.known(results)))...)
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
	_, err := fmt.Fprintf(c.Stdout, "\n\"hublint explain %s\" says more.\n\n", strings.Join(slices.Compact(categories), " "))
	return err
}

// known returns what the analyzer says of the place. Variants of a package say the same.
func (a *Analysis) known(results []load.Result) []string {
	var out []string
	for _, r := range results {
		if lines := a.View(r.Result); len(lines) > len(out) {
			out = lines
		}
	}
	switch {
	case len(results) == 0:
		return []string{"its package reaches no client library that hublint knows; \"hublint catalog\" lists them"}
	case len(out) == 0:
		return []string{"hublint follows no client over this line"}
	}
	return out
}

// explainPlace says what is known of a place.
func (c *Command) explainPlace(heading string, lines []string) error {
	_, err := fmt.Fprintf(c.Stdout, "%s\n\t%s\n", heading, strings.Join(lines, "\n\t"))
	return err
}

// check returns an error if there is no such line.
func (p Place) check() error {
	text, err := os.ReadFile(p.File)
	if err != nil {
		return err
	}
	n := strings.Count(string(text), "\n")
	if !strings.HasSuffix(string(text), "\n") && len(text) > 0 {
		n++
	}
	if p.Line < 1 || p.Line > n {
		return fmt.Errorf("there is no such line, the file has %d", n)
	}
	return nil
}
