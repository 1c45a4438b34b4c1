package corpus

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// A Finding is what hublint reported. File names are relative to the checkout.
type Finding struct {
	Category string
	Message  string
	At       Place
	Path     []Place // the steps that lead to it, the second open last
}

// A Place is a line of a file.
type Place struct {
	File    string
	Line    int
	Message string
}

// A Result is one run of hublint.
type Result struct {
	Unit
	Findings []Finding
	Errors   []string // of packages that could not be analysed
	Failed   error    // the run itself failed
	CPU      time.Duration
	Wall     time.Duration
	Memory   int64 // peak, in bytes, of the largest process
}

// A Tool runs hublint.
type Tool struct {
	Path    string
	Timeout time.Duration
}

// Run analyses u. If test files keep packages from being analysed, it does so without them.
func (t Tool) Run(ctx context.Context, u Unit) Result {
	r := t.run(ctx, u, true)
	if r.Failed != nil || len(r.Errors) == 0 {
		return r
	}
	again := t.run(ctx, u, false)
	if again.Failed != nil {
		return r
	}
	again.CPU, again.Wall, again.Memory = r.CPU, r.Wall, max(r.Memory, again.Memory)
	again.Findings = union(r.Findings, again.Findings)
	return again
}

func (t Tool) run(ctx context.Context, u Unit, tests bool) Result {
	ctx, cancel := context.WithTimeout(ctx, t.Timeout)
	defer cancel()
	args := append([]string{"-json", fmt.Sprintf("-tests=%t", tests)}, u.Patterns...)
	cmd := exec.CommandContext(ctx, t.Path, args...)
	cmd.Dir = u.Dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod -buildvcs=false", "GOWORK=off", "PWD="+u.Dir)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	start := time.Now()
	err := cmd.Run()
	r := Result{Unit: u, Wall: time.Since(start), Errors: lines(stderr.String())}
	if s := cmd.ProcessState; s != nil {
		r.CPU = s.UserTime() + s.SystemTime()
		if usage, ok := s.SysUsage().(*syscall.Rusage); ok {
			r.Memory = usage.Maxrss << 10
		}
	}
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		r.Failed = fmt.Errorf("stopped after %v", t.Timeout)
	case errors.As(err, &exit) && exit.ExitCode() <= 2 && exit.ExitCode() > 0:
		r.Failed = r.read(stdout.Bytes())
	case err != nil:
		r.Failed = err
	default:
		r.Failed = r.read(stdout.Bytes())
	}
	return r
}

// lines drops the tool's name and what continues an error.
func lines(s string) (out []string) {
	for line := range strings.Lines(s) {
		line = strings.TrimPrefix(strings.TrimSuffix(line, "\n"), "hublint: ")
		if strings.HasPrefix(line, "package ") || strings.Contains(line, "internal error") {
			out = append(out, line)
		}
	}
	return out
}

// read reads the output of hublint -json.
func (r *Result) read(text []byte) error {
	type position struct {
		File string
		Line int
	}
	var report struct {
		Findings []struct {
			Category, Message string
			Pos               position
			Related           []struct {
				Message string
				Pos     position
			}
		}
	}
	if len(text) == 0 {
		return errors.New("no output: " + strings.Join(r.Errors, "; "))
	}
	if err := json.Unmarshal(text, &report); err != nil {
		return err
	}
	for _, f := range report.Findings {
		found := Finding{Category: f.Category, Message: f.Message}
		found.At = Place{File: r.rel(f.Pos.File), Line: f.Pos.Line}
		for _, s := range f.Related {
			found.Path = append(found.Path, Place{r.rel(s.Pos.File), s.Pos.Line, s.Message})
		}
		r.Findings = append(r.Findings, found)
	}
	return nil
}

// rel makes a name that is relative to the module, or absolute, relative to the checkout.
func (r *Result) rel(name string) string {
	if !filepath.IsAbs(name) {
		name = filepath.Join(r.Dir, name)
	}
	if rel, err := filepath.Rel(r.Root, name); err == nil && !strings.HasPrefix(rel, "..") {
		return filepath.ToSlash(rel)
	}
	return name
}

// union adds to a what b has at other places.
func union(a, b []Finding) []Finding {
	type at struct {
		Place
		category string
	}
	seen := make(map[at]bool)
	var out []Finding
	for _, f := range append(a[:len(a):len(a)], b...) {
		k := at{f.At, f.Category}
		if !seen[k] {
			seen[k] = true
			out = append(out, f)
		}
	}
	return out
}
