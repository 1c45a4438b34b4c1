// Package bench compares what analyzers cost on a module: hublint through both its doors, an
// analyzer that does nothing, and some that are in wide use.
//
// Cold means that no analysis is cached but all packages are compiled: the go command keys
// its cache by the tool's executable, so each cold run has a copy of its own with a few bytes
// appended. Warm is the same command again. Tools take turns, and of several runs the median
// counts. Memory is that of the largest process.
package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"
)

// A Tool is something to measure.
type Tool struct {
	Name string
	// Command returns the command line, of an executable that is made for this run.
	Command func(exe string, patterns []string) []string
	Exe     string
	Cached  string // environment variable of the folder of the tool's own cache
	Version string
	Hublint bool // its findings are checked
}

// A Sample is one run.
type Sample struct {
	CPU, Wall time.Duration
	Memory    int64 // bytes
	Findings  []string
}

// A Row has the medians of a tool.
type Row struct {
	Tool
	Cold, Warm Sample
}

// A Bench says what to measure.
type Bench struct {
	Dir      string
	Patterns []string
	Tools    []Tool
	Runs     int
	Log      func(format string, args ...any)
}

// Run measures all tools. It is an error if a tool fails, or if two runs of hublint find
// different things.
func (b *Bench) Run(ctx context.Context) ([]Row, error) {
	work, err := os.MkdirTemp("", "hublint-bench")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	cold, warm := make([][]Sample, len(b.Tools)), make([][]Sample, len(b.Tools))
	var found []string
	known := false
	for n := range b.Runs {
		for i, t := range b.Tools {
			exe := filepath.Join(work, fmt.Sprintf("%s%d", filepath.Base(t.Exe), n))
			if err := stamped(t.Exe, exe); err != nil {
				return nil, err
			}
			for j, to := range []*[]Sample{&cold[i], &warm[i]} {
				s, err := b.sample(ctx, t, exe, work)
				if err != nil {
					return nil, fmt.Errorf("%s: %w", t.Name, err)
				}
				b.Log("run %d of %d, %s %s: %.2f CPU-s, %.2f s, %d MiB", n+1, b.Runs, t.Name,
					[]string{"cold", "warm"}[j], s.CPU.Seconds(), s.Wall.Seconds(), s.Memory>>20)
				*to = append(*to, s)
				if !t.Hublint {
					continue
				}
				if known && !slices.Equal(found, s.Findings) {
					return nil, fmt.Errorf("%s finds %q, an earlier run found %q", t.Name, s.Findings, found)
				}
				found, known = s.Findings, true
			}
			os.Remove(exe)
		}
	}
	var rows []Row
	for i, t := range b.Tools {
		rows = append(rows, Row{t, median(cold[i]), median(warm[i])})
	}
	return rows, nil
}

// stamped copies an executable and makes the copy unlike any other.
func stamped(from, to string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	text = fmt.Appendf(text, "%s %d", to, time.Now().UnixNano())
	return os.WriteFile(to, text, 0o755)
}

// Environment is what all commands run with.
func Environment(dir string) []string {
	return append(os.Environ(), "GOFLAGS=-mod=mod -buildvcs=false", "GOWORK=off", "PWD="+dir)
}

func (b *Bench) sample(ctx context.Context, t Tool, exe, work string) (Sample, error) {
	args := t.Command(exe, b.Patterns)
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Dir = b.Dir
	cmd.Env = Environment(b.Dir)
	if t.Cached != "" {
		cmd.Env = append(cmd.Env, t.Cached+"="+exe+".cache")
		defer func() {
			// The warm run is the second with this executable.
			if _, err := os.Stat(exe + ".warm"); err == nil {
				os.RemoveAll(exe + ".cache")
			}
			os.WriteFile(exe+".warm", nil, 0o666)
		}()
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	start := time.Now()
	err := cmd.Run()
	s := Sample{Wall: time.Since(start)}
	if p := cmd.ProcessState; p != nil {
		s.CPU = p.UserTime() + p.SystemTime()
		if usage, ok := p.SysUsage().(*syscall.Rusage); ok {
			s.Memory = usage.Maxrss << 10
		}
	}
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) {
		return s, fmt.Errorf("%w\n%s", err, stderr.String())
	}
	// Exit code 1 means findings: they must be there.
	if text := stdout.String() + stderr.String(); err != nil && !strings.Contains(text, ".go:") {
		return s, fmt.Errorf("%w, but no finding:\n%s", err, text)
	}
	if t.Hublint {
		s.Findings = findings(b.Dir, stdout.String()+stderr.String())
	}
	return s, nil
}

// finding is the first line of one: place, message, category. The steps of its path that may
// follow end otherwise.
var finding = regexp.MustCompile(`^(?:vet: )?(?:\./)?(\S+\.go:[0-9]+):.*\(([a-z]+)\)$`)

// findings returns the places and categories of the findings of either door, without what
// differs between them: columns, absolute names and the order of packages.
func findings(dir, text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if m := finding.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			out = append(out, strings.TrimPrefix(m[1], dir+string(filepath.Separator))+" "+m[2])
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func median(list []Sample) Sample {
	m := Sample{Findings: list[0].Findings}
	m.CPU = middle(list, func(s Sample) time.Duration { return s.CPU })
	m.Wall = middle(list, func(s Sample) time.Duration { return s.Wall })
	m.Memory = middle(list, func(s Sample) int64 { return s.Memory })
	return m
}

func middle[T int64 | time.Duration](list []Sample, of func(Sample) T) T {
	var all []T
	for _, s := range list {
		all = append(all, of(s))
	}
	slices.Sort(all)
	return all[len(all)/2]
}
