// Package standalone is hublint as a command of its own: hublint [flags] [packages].
//
// It lists, type-checks and analyses the packages (package load) and writes what it finds
// to standard output (package output). Standard error stays empty unless something could not
// be analysed, because editors take anything there for a failure.
package standalone

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/hublint/hublint/cmd/hublint/baseline"
	"github.com/hublint/hublint/cmd/hublint/fix"
	"github.com/hublint/hublint/cmd/hublint/load"
	"github.com/hublint/hublint/cmd/hublint/output"
)

// Exit codes.
const (
	ExitClean    = 0
	ExitFindings = 1
	ExitFailure  = 2 // something could not be analysed, or the command line is wrong
)

// A Command is the program without its environment.
type Command struct {
	Version string
	Rules   []output.Rule
	// Flags declares the flags that say what to look for.
	Flags func(*flag.FlagSet)
	// Analysis returns the analysis that the flags ask for, when run in a directory.
	Analysis func(dir string) (*Analysis, error)
	// Env is the environment of go list; nil for the program's own.
	Env []string

	Stdout, Stderr io.Writer
}

// An Analysis is an analyzer and how to understand it.
type Analysis struct {
	Analyzer *analysis.Analyzer
	// Load says which packages the analyzer must see: Clients and Tests.
	Load load.Config
	// Judge returns the severity of a diagnostic and the client that it is about, given what
	// the analyzer returned for the package.
	Judge func(result any, d analysis.Diagnostic) (severity output.Severity, client string)
	// Explain returns an analyzer that also tells what it knows of a line, and View what it
	// told of it, as lines of text.
	Explain func(file string, line int) *analysis.Analyzer
	View    func(result any) []string
	// Unfinished returns how many functions of a package the analyzer gave up, since it is too large.
	Unfinished func(result any) int
}

// options are the flags that say where to look and how to show it.
type options struct {
	dir    string
	tags   string
	json   bool
	format string
	out    string
	root   string
	fix    bool
	diff   bool

	newFrom       string
	baseline      string
	writeBaseline string
}

// Run runs the command and returns its exit code.
func (c *Command) Run(ctx context.Context, args []string) int {
	opts, fs := c.flags()
	if code, done := parse(fs, args); done {
		return code
	}
	patterns := fs.Args()
	if len(patterns) == 0 {
		patterns = []string{"."}
	}
	found, err := c.run(ctx, opts, patterns)
	switch {
	case err != nil:
		return c.fail(err)
	case found:
		return ExitFindings
	}
	return ExitClean
}

// parse parses flags, and reports whether that is all there is to do.
func parse(fs *flag.FlagSet, args []string) (code int, done bool) {
	switch err := fs.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return ExitClean, true
	case err != nil:
		return ExitFailure, true // the flag set has said why
	}
	return 0, false
}

// fail writes an error, and returns the exit code that goes with it.
func (c *Command) fail(err error) int {
	for line := range strings.Lines(err.Error()) {
		fmt.Fprintf(c.Stderr, "hublint: %s\n", strings.TrimPrefix(strings.TrimSuffix(line, "\n"), "hublint: "))
	}
	return ExitFailure
}

func (c *Command) flags() (*options, *flag.FlagSet) {
	opts := new(options)
	fs := flag.NewFlagSet("hublint", flag.ContinueOnError)
	fs.SetOutput(c.Stderr)
	fs.StringVar(&opts.dir, "C", "", "run as if started in this `directory`")
	fs.StringVar(&opts.tags, "tags", "", "comma-separated build `tags`")
	fs.BoolVar(&opts.json, "json", false, "same as -format=json")
	fs.StringVar(&opts.format, "format", "short", "output `format`: "+strings.Join(output.Formats(), ", "))
	fs.StringVar(&opts.out, "o", "", "write findings to this `file`")
	fs.StringVar(&opts.root, "root", "", "write file names relative to this `directory`, as that of the repository if the module lies below it")
	fs.BoolVar(&opts.fix, "fix", false, "apply the suggested fixes")
	fs.BoolVar(&opts.diff, "diff", false, "with -fix, print a diff and change nothing")
	fs.StringVar(&opts.newFrom, "new-from", "", "report only what leads over lines that have changed since this git `revision`")
	fs.StringVar(&opts.baseline, "baseline", "", "report only what is not in this `file`")
	fs.StringVar(&opts.writeBaseline, "write-baseline", "", "write findings to this `file`, for -baseline")
	c.Flags(fs)
	fs.Usage = func() {
		fmt.Fprintf(c.Stderr, "usage: hublint [flags] [packages]\n"+
			"       hublint explain [category | file.go:line]\n"+
			"       hublint catalog [client | all] | schema | version\n"+
			"       hublint lsp [flags]\n"+
			"       go vet -vettool=$(which hublint) [packages]\n\nFlags:\n")
		fs.PrintDefaults()
	}
	return opts, fs
}

// run analyses and writes, and reports whether it found anything. The error may list
// packages that are broken although others were analysed.
func (c *Command) run(ctx context.Context, opts *options, patterns []string) (found bool, err error) {
	if opts.json {
		opts.format = "json"
	}
	if err := opts.check(); err != nil {
		return false, err
	}
	dir, err := opts.workDir()
	if err != nil {
		return false, err
	}
	a, err := c.Analysis(dir)
	if err != nil {
		return false, err
	}
	cfg := a.Load
	cfg.Dir, cfg.Env, cfg.Tags = dir, c.Env, opts.tags
	results, broken, err := c.analyse(ctx, a.Analyzer, cfg, patterns)
	if err != nil {
		return false, err
	}
	a.warn(c.Stderr, results)
	failure := errors.Join(broken...)
	report := output.Report{
		Version:  c.Version,
		Dir:      dir,
		Rules:    c.Rules,
		Findings: a.findings(results),
		ReadFile: os.ReadFile,
	}
	found, err = c.finish(ctx, opts, &report, results)
	return found, errors.Join(err, failure)
}

// warn names the packages of which not all was analysed. What was is no less true: that is no failure.
func (a *Analysis) warn(w io.Writer, results []load.Result) {
	for _, r := range results {
		if n := a.Unfinished(r.Result); n > 0 {
			fmt.Fprintf(w, "hublint: package %s is too large: %d of its functions were not followed to their end\n", r.Pkg.Path(), n)
		}
	}
}

// analyse loads and analyses packages, and tells whoever waits.
func (c *Command) analyse(ctx context.Context, a *analysis.Analyzer, cfg load.Config, patterns []string) (results []load.Result, broken []error, err error) {
	p := newProgress(c.Stderr)
	defer p.end()
	cfg.Progress = p.packages
	prog, err := load.Load(ctx, cfg, patterns...)
	if err != nil {
		return nil, nil, err
	}
	results, broken = prog.Analyse(ctx, a)
	return results, broken, nil
}

// finish does with the findings what the options say, and reports whether any were shown.
func (c *Command) finish(ctx context.Context, opts *options, r *output.Report, results []load.Result) (bool, error) {
	if err := opts.narrow(ctx, r); err != nil {
		return false, err
	}
	switch {
	case opts.writeBaseline != "":
		return false, baseline.Write(inDir(r.Dir, opts.writeBaseline), r)
	case opts.fix:
		return c.fix(r.Dir, opts, only(results, r.Findings))
	}
	return len(r.Findings) > 0, c.write(opts, r)
}

// write writes the report to standard output or to a file.
func (c *Command) write(opts *options, r *output.Report) error {
	named := *r
	if opts.root != "" {
		named.Dir = inDir(r.Dir, opts.root)
	}
	if opts.out == "" {
		return named.Write(c.Stdout, opts.format)
	}
	var buf bytes.Buffer
	if err := named.Write(&buf, opts.format); err != nil {
		return err
	}
	return os.WriteFile(inDir(r.Dir, opts.out), buf.Bytes(), 0o666)
}

// fix applies the suggested fixes, or shows them, and reports whether it showed any.
func (c *Command) fix(dir string, opts *options, results []load.Result) (bool, error) {
	var plan fix.Plan
	for _, r := range results {
		plan.Add(r.Fset, r.Files, r.Diagnostics)
	}
	files, err := plan.Files()
	if err != nil {
		return false, err
	}
	for _, f := range files {
		if !opts.diff {
			if err := os.WriteFile(f.Name, f.New, 0o666); err != nil {
				return false, err
			}
			continue
		}
		if rel, err := filepath.Rel(dir, f.Name); err == nil {
			f.Name = rel
		}
		if _, err := io.WriteString(c.Stdout, fix.Diff(f)); err != nil {
			return false, err
		}
	}
	if plan.Conflicts > 0 {
		return false, fmt.Errorf("%d fixes left out because they overlap others; run the command again", plan.Conflicts)
	}
	return opts.diff && len(files) > 0, nil
}
