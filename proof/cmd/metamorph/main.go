// Command metamorph measures whether edits without a meaning change a verdict, and whether
// mistakes made in correct programs are found.
//
// Usage:
//
//	go run ./cmd/metamorph -edits 3000 -mutants 2000 -seed 1 [-show 5]
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"text/tabwriter"
	"time"

	"github.com/hublint/hublint/analyzer"
	"github.com/hublint/hublint/proof/metamorph"
	"github.com/hublint/hublint/proof/oracle"
	"github.com/hublint/hublint/proof/program"
	"github.com/hublint/hublint/proof/static"
)

func main() {
	if err := run(os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "metamorph:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, args []string) error {
	fs := flag.NewFlagSet("metamorph", flag.ContinueOnError)
	edits := fs.Int("edits", 3000, "number of edits that keep the meaning")
	mutants := fs.Int("mutants", 2000, "number of confirmed mutants")
	seed := fs.Uint64("seed", 1, "seed of the generator")
	show := fs.Int("show", 5, "number of flips and of missed mutants to shrink and show")
	if err := fs.Parse(args); err != nil {
		return err
	}
	lib, err := program.NewLibrary()
	if err != nil {
		return err
	}
	driver, err := static.New(lib, analyzer.New(analyzer.Config{Protocols: static.Protocols()}))
	if err != nil {
		return err
	}
	judge := &oracle.Judge{Lib: lib, Driver: driver, Patience: 5 * time.Second,
		Bounds: oracle.Bounds{Answers: 12, Runs: 2500, Endless: 20}}
	s := &metamorph.Study{Judge: judge, Seed: *seed, Count: *edits, Show: *show}
	if err := flips(w, s); err != nil {
		return err
	}
	s.Count = *mutants
	return mutate(w, s)
}

func flips(w io.Writer, s *metamorph.Study) error {
	rows, flips, err := s.Flips()
	if err != nil {
		return err
	}
	table(w, "edit", "tried", "flips", rows)
	for i, f := range flips {
		if i < s.Show {
			fmt.Fprintf(w, "\n// flip by %q (verdict on the original wrong: %v)\n%s\n// becomes\n%s", f.Edit, f.WrongBefore, f.Before, f.After)
		}
	}
	return nil
}

func mutate(w io.Writer, s *metamorph.Study) error {
	rows, reaches, alive, err := s.Mutants()
	if err != nil {
		return err
	}
	fmt.Fprintln(w)
	table(w, "mutation", "confirmed", "reported", rows)
	var by []metamorph.Row
	for _, r := range []metamorph.Reach{metamorph.OneFunction, metamorph.OnePackage, metamorph.AcrossPackages} {
		by = append(by, *reaches[r])
	}
	fmt.Fprintln(w)
	table(w, "reach", "confirmed", "reported", by)
	for i, m := range alive {
		if i < s.Show {
			fmt.Fprintf(w, "\n// not reported: %s, %s\n%s", m.Mutation, m.Reach, m.Program)
		}
	}
	return nil
}

func table(w io.Writer, what, tried, hits string, rows []metamorph.Row) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "%s\t%s\t%s\tshare\t\n", what, tried, hits)
	sum := metamorph.Row{Name: "all"}
	for _, r := range append(rows, sum) {
		if r.Name == "all" {
			r = sum
		}
		share := 0.0
		if r.Tried > 0 {
			share = 100 * float64(r.Hits) / float64(r.Tried)
		}
		fmt.Fprintf(t, "%s\t%d\t%d\t%.1f%%\t\n", r.Name, r.Tried, r.Hits, share)
		sum.Tried += r.Tried
		sum.Hits += r.Hits
	}
	_ = t.Flush() // to a buffer or the terminal
}
