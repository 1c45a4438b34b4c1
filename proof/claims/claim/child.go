package claim

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strings"
)

// childEnv names, in a child process, the one claim it has to run.
const childEnv = "HUBLINT_CLAIM_CHILD"

// answerMark precedes the child's answer on its standard output.
const answerMark = "claim answer: "

// InChild reports whether this process was started for one claim, and ends with it.
func InChild() bool { return os.Getenv(childEnv) != "" }

// Child runs the claim this process was started for, if it was, and reports
// whether it did. Every program that calls Run calls Child first.
func Child(ctx context.Context, claims []Claim, out io.Writer) (ran bool, err error) {
	name := os.Getenv(childEnv)
	if name == "" {
		return false, nil
	}
	for _, c := range claims {
		if c.Name() != name {
			continue
		}
		r := Run(ctx, c)
		if r.Err != nil {
			return true, r.Err
		}
		if _, err := fmt.Fprintln(out, answerMark+r.Seen); err != nil {
			return true, fmt.Errorf("claim %s: %w", name, err)
		}
		return true, nil
	}
	return true, fmt.Errorf("claim %s: not in this program", name)
}

// runChild runs the claim in a process of its own. The answer is what the
// child said, or the first line of its panic.
func runChild(ctx context.Context, c Claim) (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("claim %s: %w", c.ID, err)
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, self)
	cmd.Env = append(os.Environ(), childEnv+"="+c.Name())
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	runErr := cmd.Run()
	if _, answer, found := strings.Cut(stdout.String(), answerMark); found {
		return strings.TrimSpace(answer), nil
	}
	if runErr == nil {
		return "", fmt.Errorf("claim %s: the child said nothing", c.ID)
	}
	var exit *exec.ExitError
	if errors.As(runErr, &exit) {
		if m := panicLine.FindStringSubmatch(stderr.String()); m != nil && !ownPanic(stderr.String()) {
			return deadMark + m[1], nil
		}
	}
	return "", fmt.Errorf("claim %s: child: %w: %s", c.ID, runErr, lastLine(stderr.String()))
}

// deadMark begins the answer of a process that a panic took down.
const deadMark = "the process dies: panic: "

func died(answer string) bool { return strings.HasPrefix(answer, deadMark) }

var panicLine = regexp.MustCompile(`(?m)^panic: (.*?)(?: \[recovered.*)?$`)

// ownPanic reports whether the function that panicked is one of these modules:
// a mistake in a claim is no answer of the library.
func ownPanic(trace string) bool {
	_, stack, _ := strings.Cut(trace, "[running]:\n")
	for line := range strings.Lines(stack) {
		if !strings.HasPrefix(line, "panic(") && !strings.HasPrefix(line, "\t") {
			return strings.HasPrefix(line, "github.com/hublint/")
		}
	}
	return false
}

func lastLine(s string) string {
	s = strings.TrimSpace(s)
	return s[strings.LastIndexByte(s, '\n')+1:]
}
