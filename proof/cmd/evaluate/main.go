// Command evaluate runs the measuring commands and writes what they print to EVALUATION.md.
//
// Usage, in the folder proof:
//
//	go run ./cmd/evaluate [-parts LIST] [-dir FOLDER] [-past FOLDER] [-module FOLDER -packages LIST] [-large FOLDER -largest PACKAGE] [-o FILE]
//
// All of it takes hours. With -parts only those are run, and the page keeps the other sections.
// A part whose command fails keeps its section, too, and the exit code is 1 in the end.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/hublint/hublint/proof/evaluate"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "evaluate:", err)
		os.Exit(1)
	}
}

type options struct {
	evaluate.Inputs
	out   string
	parts string
	stamp string
}

func run(ctx context.Context, args []string) error {
	var o options
	var packages string
	fs := flag.NewFlagSet("evaluate", flag.ContinueOnError)
	fs.StringVar(&o.out, "o", "../EVALUATION.md", "the `file` of the page")
	fs.StringVar(&o.parts, "parts", "", "run only these, comma-separated: "+strings.Join(names(evaluate.Parts(o.Inputs)), ", "))
	fs.StringVar(&o.Dir, "dir", "", "corpus: the `folder` of the checkouts")
	fs.StringVar(&o.Past, "past", "", "corpus: the `folder` of the checkouts of past bugs")
	fs.StringVar(&o.Module, "module", "", "bench: the `folder` of the module to measure")
	fs.StringVar(&packages, "packages", "./...", "bench: its packages, separated by spaces")
	fs.StringVar(&o.Large, "large", "", "large: the `folder` of a module with a very large package")
	fs.StringVar(&o.Largest, "largest", "", "large: that `package`")
	fs.IntVar(&o.Programs, "programs", 10000, "oracle: number of programs")
	fs.IntVar(&o.Edits, "edits", 2500, "metamorph: number of edits")
	fs.IntVar(&o.Mutants, "mutants", 800, "metamorph: number of mutants")
	fs.IntVar(&o.Fuzzed, "fuzzed", 2000, "fuzz: number of programs")
	fs.IntVar(&o.Runs, "runs", 5, "bench: runs of each tool")
	fs.BoolVar(&o.Full, "full", true, "growth, robustness: the large sizes, the standard library, 50 repetitions")
	if err := fs.Parse(args); err != nil {
		return err
	}
	o.Packages = strings.Fields(packages)
	for _, dir := range []*string{&o.Dir, &o.Past, &o.Module, &o.Large} {
		if *dir == "" {
			continue
		}
		abs, err := filepath.Abs(*dir)
		if err != nil {
			return err
		}
		*dir = abs
	}
	return o.write(ctx)
}

func names(parts []evaluate.Part) (out []string) {
	for _, p := range parts {
		out = append(out, p.Name)
	}
	return out
}

// write runs the parts one by one, and writes the page after each.
func (o *options) write(ctx context.Context) (err error) {
	parts := evaluate.Parts(o.Inputs)
	wanted := names(parts)
	if o.parts != "" {
		wanted = strings.Split(o.parts, ",")
	}
	for _, name := range wanted {
		if !slices.Contains(names(parts), name) {
			return fmt.Errorf("no part %q", name)
		}
	}
	if o.stamp, err = evaluate.Stamp(ctx, "."); err != nil {
		return err
	}
	var failed []error
	for _, p := range parts {
		if !slices.Contains(wanted, p.Name) || ctx.Err() != nil {
			continue
		}
		if err := o.renew(ctx, p, parts); err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", p.Name, err))
		}
	}
	return errors.Join(append(failed, ctx.Err())...)
}

// renew runs a part and puts its section into the page.
func (o *options) renew(ctx context.Context, p evaluate.Part, parts []evaluate.Part) error {
	if p.Needs != "" {
		return fmt.Errorf("needs %s", p.Needs)
	}
	fmt.Fprintf(os.Stderr, "%s: %s\n", p.Name, p.Shown)
	start := time.Now()
	body, err := p.Run(ctx, o.stamp)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%s: %.0f s\n", p.Name, time.Since(start).Seconds())
	old, err := os.ReadFile(o.out)
	if err != nil && !os.IsNotExist(err) {
		return err
	}
	var titles []string
	for _, p := range parts {
		titles = append(titles, p.Title)
	}
	page := evaluate.Renew(evaluate.Parse(string(old)), titles, map[string]string{p.Title: body})
	return os.WriteFile(o.out, []byte(page.String()), 0o666)
}
