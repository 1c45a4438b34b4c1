// Command bench compares what hublint costs on a module with what other analyzers cost.
//
// Usage:
//
//	go run ./cmd/bench -dir MODULE [-tools PREFIX] [-runs N] [-findings N] [-markdown] [packages]
//
// See package bench for what is measured and how.
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

	"github.com/hublint/hublint/proof/bench"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	fs := flag.NewFlagSet("bench", flag.ContinueOnError)
	dir := fs.String("dir", "", "the `folder` of the module")
	runs := fs.Int("runs", 5, "runs per tool")
	tools := fs.String("tools", "", "only those whose name begins with this `prefix`, and the empty vet tool")
	want := fs.Int("findings", -1, "number of places that hublint must report; -1 for any")
	markdown := fs.Bool("markdown", false, "print a section of a document")
	title := fs.String("title", "", "its `title`")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if *dir == "" {
		return errors.New("no -dir")
	}
	b := &bench.Bench{Dir: *dir, Patterns: fs.Args(), Runs: *runs, Log: logf}
	if len(b.Patterns) == 0 {
		b.Patterns = []string{"./..."}
	}
	rows, err := measure(ctx, b, *tools)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if n := len(r.Cold.Findings); r.Hublint && *want >= 0 && n != *want {
			return fmt.Errorf("%s reports %d places, want %d: %q", r.Name, n, *want, r.Cold.Findings)
		}
	}
	if *markdown {
		bench.Markdown(os.Stdout, *title, b, rows)
	} else {
		bench.Print(os.Stdout, rows)
	}
	return nil
}

func measure(ctx context.Context, b *bench.Bench, tools string) ([]bench.Row, error) {
	var err error
	if b.Dir, err = filepath.Abs(b.Dir); err != nil {
		return nil, err
	}
	bin, err := os.MkdirTemp("", "hublint-bin")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(bin)
	os.Setenv("GOBIN", bin)
	if b.Tools, err = bench.Install(ctx, bin); err != nil {
		return nil, err
	}
	b.Tools = slices.DeleteFunc(b.Tools, func(t bench.Tool) bool {
		return t.Name != b.Tools[0].Name && !strings.HasPrefix(t.Name, tools)
	})
	if err := b.Warm(ctx, bin); err != nil {
		return nil, err
	}
	return b.Run(ctx)
}

func logf(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }
