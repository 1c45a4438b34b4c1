// Command oracle compares the analyzer with what generated programs really do.
//
// Usage:
//
//	go run ./cmd/oracle -n 10000 -seed 1 [-construct NAME] [-show 10]
//	go run ./cmd/oracle -program FILE...
//
// It prints precision and recall, in all and per construct, and the disagreements as small
// programs, grouped by the constructs they need. With files, it says of each what happens and what
// is reported.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/hublint/hublint/analyzer"
	"github.com/hublint/hublint/proof/oracle"
	"github.com/hublint/hublint/proof/program"
	"github.com/hublint/hublint/proof/static"
)

func main() {
	if err := run(os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, args []string) error {
	fs := flag.NewFlagSet("oracle", flag.ContinueOnError)
	n := fs.Int("n", 10000, "number of programs")
	seed := fs.Uint64("seed", 1, "seed of the generator")
	construct := fs.String("construct", "", "only programs that use this construct")
	show := fs.Int("show", 10, "number of classes of disagreement to show")
	small := fs.Int("shrink", 40, "number of disagreements of each kind to shrink")
	workers := fs.Int("workers", 2, "number of programs to work on at once")
	files := fs.Bool("program", false, "judge the programs in these files")
	patience := fs.Duration("patience", 5*time.Second, "how long the analysis of a program may take")
	if err := fs.Parse(args); err != nil {
		return err
	}
	lib, err := program.NewLibrary()
	if err != nil {
		return err
	}
	a := analyzer.New(analyzer.Config{Protocols: static.Protocols()})
	driver, err := static.New(lib, a)
	if err != nil {
		return err
	}
	judge := &oracle.Judge{Lib: lib, Driver: driver, Bounds: oracle.DefaultBounds(), Patience: *patience}
	if *files {
		return judgeFiles(w, judge, fs.Args())
	}
	c := &oracle.Campaign{
		Judge: judge,
		Seed:  *seed, Programs: *n, Construct: *construct, Shrink: *small, Workers: *workers,
	}
	out, err := c.Run()
	if err != nil {
		return err
	}
	return printOutcome(w, out, *show)
}

func judgeFiles(w io.Writer, judge *oracle.Judge, names []string) error {
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		p := &program.Program{Files: []program.File{{Path: "example.com/p", Source: string(src)}}}
		l, err := program.Load(judge.Lib, p)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		v, err := judge.Judge(l)
		l.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		kinds := v.Kinds()
		if kinds == nil {
			kinds = []oracle.Kind{"agreed"}
		}
		for _, k := range kinds {
			oracle.Disagreement{Kind: k, Program: p, Verdict: v}.Print(w)
		}
	}
	return nil
}

// printOutcome prints the table, and one program of each class of disagreement.
func printOutcome(w io.Writer, out *oracle.Outcome, classes int) error {
	if err := out.Table(w); err != nil {
		return err
	}
	all := out.Classes()
	fmt.Fprintf(w, "\n%d programs not searched to the end; %d disagreements shrunk, %d classes\n\n",
		out.Incomplete, len(out.Disagreements), len(all))
	for i, c := range all {
		fmt.Fprintf(w, "%4d  %s: %s\n", len(c.Members), c.Kind, c.Features)
		if i+1 == 4*classes {
			break
		}
	}
	fmt.Fprintln(w)
	for i, c := range all {
		if i == classes {
			break
		}
		fmt.Fprintf(w, "// ---- class %d of %d: %d times: %s\n", i+1, len(all), len(c.Members), c.Features)
		c.Members[0].Print(w)
	}
	return nil
}
