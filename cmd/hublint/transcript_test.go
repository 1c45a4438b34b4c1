package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what the commands of transcripts answer into them")

// TestTranscripts runs what a person types, and compares what that person sees. A transcript is
// a txtar archive: its files are added to those of base.txtar; its comment has commands, on
// lines that begin with "$ ", each followed by the answer. Lines of standard error are marked
// with "! ", and an exit code other than 0 stands at the end, in brackets. Text before the first
// command, and what follows an empty line and "# ", is for readers.
//
// Commands are hublint, go, git, and cp, rm, cat and grep for files.
func TestTranscripts(t *testing.T) {
	names, err := filepath.Glob("testdata/transcripts/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal(err, names)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			s := newShell(t, archive)
			got := s.replay(string(archive.Comment))
			if got == string(archive.Comment) {
				return
			}
			if !*update {
				t.Fatalf("got:\n%s\nwant:\n%s", got, archive.Comment)
			}
			archive.Comment = []byte(got)
			if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// A shell runs commands in a directory.
type shell struct {
	t    *testing.T
	dir  string
	self string // the program
}

func newShell(t *testing.T, archive *txtar.Archive) *shell {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	base, err := txtar.ParseFile("testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(base.Files, archive.Files...) {
		path := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return &shell{t, dir, self}
}

// replay returns the transcript with the answers of now.
func (s *shell) replay(transcript string) string {
	var out strings.Builder
	answer := false // lines are part of an answer
	for line := range strings.Lines(transcript) {
		command, ok := strings.CutPrefix(line, "$ ")
		switch {
		case ok:
			out.WriteString(line)
			out.WriteString(s.run(words(command)))
			answer = true
		case strings.HasPrefix(line, "# "):
			if answer {
				out.WriteString("\n")
			}
			out.WriteString(line)
			answer = false
		case !answer:
			out.WriteString(line)
		}
	}
	return strings.TrimRight(out.String(), "\n") + "\n"
}

// words splits a command. Quotes keep words together.
func words(command string) []string {
	var out []string
	for i, part := range strings.Split(strings.TrimSpace(command), "'") {
		if i%2 == 1 {
			out = append(out, part)
		} else {
			out = append(out, strings.Fields(part)...)
		}
	}
	return out
}

// run returns the answer to a command.
func (s *shell) run(args []string) string {
	s.t.Helper()
	var stdout, stderr bytes.Buffer
	err := s.file(&stdout, args)
	if errors.Is(err, errors.ErrUnsupported) {
		cmd := s.command(args)
		cmd.Stdout, cmd.Stderr = &stdout, &stderr
		err = cmd.Run()
	}
	answer := s.clean(stdout.String())
	for line := range strings.Lines(s.clean(stderr.String())) {
		answer += "! " + strings.TrimSuffix(line, "\n") + "\n"
	}
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		answer += fmt.Sprintf("[%d]\n", exit.ExitCode())
	case err != nil:
		s.t.Fatalf("%v: %v", args, err)
	}
	return answer
}

// file runs a command that is about files.
func (s *shell) file(stdout *bytes.Buffer, args []string) error {
	path := func(i int) string { return filepath.Join(s.dir, args[i]) }
	switch args[0] {
	case "rm":
		return os.Remove(path(1))
	case "grep":
		data, err := os.ReadFile(path(2))
		for line := range strings.Lines(string(data)) {
			if strings.Contains(line, args[1]) {
				stdout.WriteString(line)
			}
		}
		return err
	case "cat", "cp":
		data, err := os.ReadFile(path(1))
		if args[0] == "cp" && err == nil {
			return os.WriteFile(path(2), data, 0o644)
		}
		stdout.Write(data)
		return err
	}
	return errors.ErrUnsupported
}

func (s *shell) command(args []string) *exec.Cmd {
	for i, arg := range args {
		args[i] = strings.ReplaceAll(arg, "$HUBLINT", s.self)
	}
	name := args[0]
	switch name {
	case "hublint":
		name = s.self
	case "git":
		if _, err := exec.LookPath("git"); err != nil {
			s.t.Skip("no git")
		}
	}
	cmd := exec.CommandContext(s.t.Context(), name, args[1:]...)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), mainVar+"=1", "PWD="+s.dir, "GOPROXY=off", "GOFLAGS=-mod=mod", "GOWORK=off", "GOTOOLCHAIN=local",
		"GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull,
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com")
	return cmd
}

// clean takes out what differs from machine to machine.
func (s *shell) clean(text string) string {
	return strings.NewReplacer(s.dir+string(filepath.Separator), "", s.dir, "$WORK", s.self, "$HUBLINT").Replace(text)
}
