// Package crosscheck proves the interpreter of package interp against Go itself: it compiles
// a sample of programs with the same hub and the same answers, runs them, and compares
// everything that happened, call by call.
package crosscheck

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/hublint/hublint/proof/interp"
	"github.com/hublint/hublint/proof/oracle"
	"github.com/hublint/hublint/proof/program"
	"github.com/hublint/hublint/proof/world"
	"github.com/hublint/hublint/proof/world/drive"
	"github.com/hublint/hublint/proof/world/env"
)

// A Difference is a program that the interpreter runs otherwise than Go does.
type Difference struct {
	Program *program.Program
	What    string
}

// Check compiles the programs in dir, runs them, and compares. It also returns how many
// were compared: a program with runs that never end is left out.
func Check(ctx context.Context, lib *program.Library, dir string, programs []*program.Program, b oracle.Bounds) ([]Difference, int, error) {
	want := make(map[int]*drive.Result)
	var calls []string
	for i, p := range programs {
		l, err := program.Load(lib, p)
		if err != nil {
			return nil, 0, fmt.Errorf("%w in\n%s", err, p)
		}
		truth, err := interpret(l, b)
		if err != nil {
			return nil, 0, err
		}
		if truth.Diverged {
			continue
		}
		if err := write(dir, i, l); err != nil {
			return nil, 0, err
		}
		calls = append(calls, check(l, i, b))
		want[i] = result(i, truth)
		l.Close()
	}
	if err := scaffold(dir, want, calls, programs); err != nil {
		return nil, 0, err
	}
	got, err := run(ctx, dir)
	if err != nil {
		return nil, 0, err
	}
	var diffs []Difference
	for i, p := range programs {
		if w := want[i]; w != nil {
			if what := compare(w, got[i]); what != "" {
				diffs = append(diffs, Difference{p, what})
			}
		}
	}
	return diffs, len(want), nil
}

func interpret(l *program.Loaded, b oracle.Bounds) (*oracle.Truth, error) {
	p, err := interp.Compile(l)
	if err != nil {
		return nil, err
	}
	return oracle.Run(p, b), nil
}

func result(i int, t *oracle.Truth) *drive.Result {
	r := &drive.Result{Program: i, Runs: t.Runs, Trace: t.Trace, Complete: t.Complete, Sites: make(map[string]bool)}
	for _, e := range t.Events {
		if e.Kind > env.Follows {
			continue // a compiled program does not know what it can reach
		}
		site := fmt.Sprintf("%s %d %v", e.Site(), e.Kind, e.Across)
		r.Sites[site] = r.Sites[site] || e.Required
	}
	return r
}

func compare(want, got *drive.Result) string {
	switch {
	case got == nil:
		return "no result"
	case want.Runs != got.Runs || want.Complete != got.Complete:
		return fmt.Sprintf("%d runs interpreted, %d compiled", want.Runs, got.Runs)
	case want.Trace != got.Trace:
		return "different traces"
	case !maps.Equal(want.Sites, got.Sites):
		return fmt.Sprintf("sites %v interpreted, %v compiled", want.Sites, got.Sites)
	}
	return ""
}

// run builds and runs what is in dir and returns the results.
func run(ctx context.Context, dir string) (map[int]*drive.Result, error) {
	cmd := exec.CommandContext(ctx, "go", "run", ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%w\n%.3000s", err, stderr.Bytes())
	}
	got := make(map[int]*drive.Result)
	dec := json.NewDecoder(bytes.NewReader(out))
	for {
		r := new(drive.Result)
		if err := dec.Decode(r); errors.Is(err, io.EOF) {
			return got, nil
		} else if err != nil {
			return nil, err
		}
		got[r.Program] = r
	}
}

func save(dir, path, name, source string) error {
	to := filepath.Join(dir, path)
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(to, name), []byte(source), 0o644)
}

func worldFiles() []world.File { return append(world.Sources(), world.Driver()) }
