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
	"slices"
	"strings"
	"syscall"
	"time"
)

// A Finding is what hublint reported. File names are relative to the checkout.
type Finding struct {
	Category string
	Client   string // its protocol, "" if it is about none
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
	Unstable string   // how further runs differ from the first, "" if they do not
	CPU      time.Duration
	Wall     time.Duration
	Memory   int64 // peak, in bytes, of the largest process

	output []byte
}

// A Tool runs hublint.
type Tool struct {
	Path    string
	Checks  []string // the categories to turn on
	Timeout time.Duration
	Repeat  int // further runs of each unit, which must say the same
}

// Categories returns the categories that the tool at path knows, in its order: all that its
// configuration may turn on.
func Categories(ctx context.Context, path string) ([]string, error) {
	text, err := exec.CommandContext(ctx, path, "schema").Output()
	if err != nil {
		return nil, fmt.Errorf("asking %s for its categories: %w", path, err)
	}
	var schema struct {
		Properties struct {
			Checks struct {
				Items struct{ Enum []string }
			}
		}
	}
	if err := json.Unmarshal(text, &schema); err != nil {
		return nil, fmt.Errorf("%s schema: %w", path, err)
	}
	names := slices.DeleteFunc(schema.Properties.Checks.Items.Enum, func(s string) bool {
		return strings.HasPrefix(s, "-") || s == "all"
	})
	if len(names) == 0 {
		return nil, fmt.Errorf("%s schema: no categories", path)
	}
	return names, nil
}

// Run analyses u. If test files keep packages from being analysed, it does so without them.
func (t Tool) Run(ctx context.Context, u Unit) Result {
	r := t.once(ctx, u)
	for n := range t.Repeat {
		procs := []int{1, 2, 8}[n%3]
		again := t.run(ctx, u, true, fmt.Sprintf("GOMAXPROCS=%d", procs))
		if r.Failed == nil && again.Failed != nil {
			r.Unstable = fmt.Sprintf("run %d: %v", n+2, again.Failed)
		} else if r.Failed == nil && !bytes.Equal(r.output, again.output) {
			r.Unstable = fmt.Sprintf("run %d, with GOMAXPROCS=%d, says something else", n+2, procs)
		}
	}
	return r
}

func (t Tool) once(ctx context.Context, u Unit) Result {
	r := t.run(ctx, u, true)
	if r.Failed != nil || len(r.Errors) == 0 {
		return r
	}
	again := t.run(ctx, u, false)
	if again.Failed != nil {
		return r
	}
	again.CPU, again.Wall, again.Memory = r.CPU, r.Wall, max(r.Memory, again.Memory)
	again.Findings, again.output = union(r.Findings, again.Findings), r.output
	return again
}

func (t Tool) run(ctx context.Context, u Unit, tests bool, env ...string) Result {
	ctx, cancel := context.WithTimeout(ctx, t.Timeout)
	defer cancel()
	args := append([]string{"-json", "-checks=-all," + strings.Join(t.Checks, ","), fmt.Sprintf("-tests=%t", tests)}, u.Patterns...)
	cmd := exec.CommandContext(ctx, t.Path, args...)
	cmd.Dir = u.Dir
	cmd.Env = append(append(os.Environ(), "GOFLAGS=-mod=mod -buildvcs=false", "GOWORK=off", "PWD="+u.Dir), env...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	start := time.Now()
	err := cmd.Run()
	r := Result{Unit: u, Wall: time.Since(start), Errors: lines(stderr.String()), output: stdout.Bytes()}
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

// Internal returns the errors that are the tool's own fault.
func (r *Result) Internal() (out []string) {
	for _, e := range r.Errors {
		if strings.Contains(e, internalError) {
			out = append(out, e)
		}
	}
	return out
}

const internalError = "internal error"

// lines drops the tool's name and what continues an error.
func lines(s string) (out []string) {
	for line := range strings.Lines(s) {
		line = strings.TrimPrefix(strings.TrimSuffix(line, "\n"), "hublint: ")
		if strings.HasPrefix(line, "package ") || strings.Contains(line, internalError) {
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
			Category, Client, Message string
			Pos                       position
			Related                   []struct {
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
		found := Finding{Category: f.Category, Client: f.Client, Message: f.Message}
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
