// Command corpus runs hublint over public projects whose connect calls were labelled by hand,
// and prints precision, recall, time and memory.
//
// Usage:
//
//	go run ./cmd/corpus -dir FOLDER [-past FOLDER] [-only REGEXP] [-checks LIST] [-whole] [-paths | -brief] [-repeat N]
//
// FOLDER/NAME holds the checkout of each project of the manifest (see corpus/README.md); those
// that are missing are left out. The projects are analysed, never run. All categories that the
// tool knows are turned on. With -repeat each module is analysed again, with 1, 2 and 8
// processors in turn, and must give the same bytes.
//
// It exits with 1 if an analysis had an internal error, or did not give the same bytes again.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/hublint/hublint/proof/corpus"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(1)
	}
}

type options struct {
	dir, past, tool, checks string
	only                    string
	whole, paths, brief     bool
	timeout                 time.Duration
	repeat                  int
}

func run(ctx context.Context, args []string) error {
	var o options
	fs := flag.NewFlagSet("corpus", flag.ContinueOnError)
	fs.StringVar(&o.dir, "dir", "", "the `folder` of the checkouts")
	fs.StringVar(&o.past, "past", "", "the `folder` of the checkouts of past bugs")
	fs.StringVar(&o.tool, "tool", "", "the hublint `executable` (default: built from this module)")
	fs.StringVar(&o.checks, "checks", "", "the `categories` to turn on (default: all that the tool knows)")
	fs.StringVar(&o.only, "only", "", "only projects that match this `regexp`")
	fs.BoolVar(&o.whole, "whole", false, "analyse whole modules, not just the packages of the manifest")
	fs.BoolVar(&o.brief, "brief", false, "print figures and places only")
	fs.BoolVar(&o.paths, "paths", false, "print the paths of the findings")
	fs.DurationVar(&o.timeout, "timeout", 5*time.Minute, "time for one module")
	fs.IntVar(&o.repeat, "repeat", 0, "analyse each module this `often` again")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if o.dir == "" && o.past == "" {
		return errors.New("no -dir")
	}
	if _, err := regexp.Compile(o.only); err != nil {
		return err
	}
	return o.measure(ctx)
}

func (o *options) measure(ctx context.Context) error {
	c, err := corpus.Load()
	if err != nil {
		return err
	}
	if o.tool == "" {
		dir, err := os.MkdirTemp("", "hublint-corpus")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		o.tool = filepath.Join(dir, "hublint")
		if err := build(ctx, o.tool); err != nil {
			return err
		}
	}
	tool := corpus.Tool{Path: o.tool, Timeout: o.timeout, Repeat: o.repeat}
	if o.checks != "" {
		tool.Checks = strings.Split(o.checks, ",")
	} else if tool.Checks, err = corpus.Categories(ctx, o.tool); err != nil {
		return err
	}
	var results []corpus.Result
	if o.dir != "" {
		results = append(results, o.all(ctx, tool, c.Projects, o.dir)...)
	}
	if o.past != "" {
		results = append(results, o.all(ctx, tool, c.PastRepos, o.past)...)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	c.Match(results, tool.Checks).Print(os.Stdout, o.detail())
	return broken(results)
}

func (o *options) detail() corpus.Detail {
	switch {
	case o.brief:
		return corpus.Places
	case o.paths:
		return corpus.Paths
	}
	return corpus.Messages
}

// broken returns an error if the tool failed by its own fault.
func broken(results []corpus.Result) error {
	internal, unstable := 0, 0
	for _, r := range results {
		internal += len(r.Internal())
		if r.Unstable != "" {
			unstable++
		}
	}
	if internal+unstable > 0 {
		return fmt.Errorf("%d internal errors, %d unstable outputs", internal, unstable)
	}
	return nil
}

// all analyses the projects that are there, one at a time.
func (o *options) all(ctx context.Context, tool corpus.Tool, projects []corpus.Project, folder string) (out []corpus.Result) {
	only := regexp.MustCompile(o.only)
	for _, p := range projects {
		if !only.MatchString(p.Name) || ctx.Err() != nil {
			continue
		}
		units, err := p.Units(folder, o.whole)
		if err != nil {
			fmt.Fprintf(os.Stderr, "left out: %v\n", err)
		}
		for _, u := range units {
			r := tool.Run(ctx, u)
			progress(r)
			out = append(out, r)
		}
	}
	return out
}

// build builds hublint from the module that this one replaces it with.
func build(ctx context.Context, out string) error {
	list := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", "github.com/hublint/hublint")
	dir, err := list.Output()
	if err != nil {
		return fmt.Errorf("looking for the module of hublint (run this in the folder proof): %w", err)
	}
	cmd := exec.CommandContext(ctx, "go", "build", "-o", out, "./cmd/hublint")
	cmd.Dir = strings.TrimSpace(string(dir))
	if text, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("building hublint: %w\n%s", err, text)
	}
	return nil
}

// progress says on standard error that a run has ended.
func progress(r corpus.Result) {
	state := ""
	if r.Failed != nil {
		state = "  FAILED"
	}
	fmt.Fprintf(os.Stderr, "%6.1fs %3d findings %2d errors  %s %s%s\n", r.Wall.Seconds(), len(r.Findings), len(r.Errors),
		r.Project, strings.Join(r.Patterns, " "), state)
}
