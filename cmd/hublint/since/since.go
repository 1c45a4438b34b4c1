// Package since finds out which lines of Go files have changed since a revision, by asking git.
package since

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Changes are the lines that were added or changed.
type Changes struct {
	root  string            // of the work tree
	files map[string][]span // what there is, by path below root, with slashes
	cuts  map[string][]int  // the lines after which something is gone, by path
}

// A span is a range of lines, both ends included. In a new file it has no end.
type span struct{ first, last int }

// Of returns what has changed in the work tree that dir belongs to since it left the history
// of a revision. Files that git does not track and does not ignore are new.
func Of(ctx context.Context, dir, rev string) (*Changes, error) {
	if strings.HasPrefix(rev, "-") {
		return nil, fmt.Errorf("%q is not a revision", rev)
	}
	root, err := git(ctx, dir, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	c := &Changes{root: strings.TrimSuffix(string(root), "\n")}
	diff, err := git(ctx, c.root, "diff", "--merge-base", "--unified=0", "-M", "--no-color", "--no-ext-diff",
		"--src-prefix=a/", "--dst-prefix=b/", rev, "--", "*.go")
	if err != nil {
		return nil, err
	}
	if err := c.parse(diff); err != nil {
		return nil, err
	}
	fresh, err := git(ctx, c.root, "ls-files", "-z", "--others", "--exclude-standard", "--", "*.go")
	if err != nil {
		return nil, err
	}
	for name := range bytes.SplitSeq(fresh, []byte{0}) {
		c.files[string(name)] = []span{{1, 0}}
	}
	return c, nil
}

// Has reports whether a line of a file has changed.
func (c *Changes) Has(file string, line int) bool {
	return slices.ContainsFunc(c.files[c.path(file)], func(s span) bool {
		return line >= s.first && (line <= s.last || s.last == 0)
	})
}

// Cut reports whether lines were taken out of a file between two that are still there.
func (c *Changes) Cut(file string, first, last int) bool {
	return slices.ContainsFunc(c.cuts[c.path(file)], func(after int) bool { return first <= after && after < last })
}

// path returns the path of a file below the root.
func (c *Changes) path(file string) string {
	if real, err := filepath.EvalSymlinks(file); err == nil {
		file = real
	}
	rel, err := filepath.Rel(filepath.FromSlash(c.root), file)
	if err != nil {
		return ""
	}
	return filepath.ToSlash(rel)
}

// git returns what a git command writes.
func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-c", "core.quotePath=false"}, args...)...)
	cmd.Dir = dir
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && len(exit.Stderr) > 0 {
		first, _, _ := strings.Cut(string(exit.Stderr), "\n")
		return nil, fmt.Errorf("git %s: %s", args[0], strings.TrimPrefix(first, "fatal: "))
	}
	if err != nil {
		return nil, fmt.Errorf("git %s: %w", args[0], err)
	}
	return out, nil
}

// parse reads a diff without context.
func (c *Changes) parse(diff []byte) error {
	c.files, c.cuts = map[string][]span{}, map[string][]int{}
	hunk := regexp.MustCompile(`^@@ -[0-9,]+ \+(\d+)(?:,(\d+))? @@`)
	name, left := "", 0 // lines of the current hunk that are not for us to read
	in := bufio.NewScanner(bytes.NewReader(diff))
	in.Buffer(nil, len(diff)+1)
	for in.Scan() {
		line := in.Text()
		switch rest, isName := strings.CutPrefix(line, "+++ "); {
		case left > 0 && strings.HasPrefix(line, "+"):
			left--
		case isName:
			name = fileName(rest)
		case strings.HasPrefix(line, "@@ "):
			m := hunk.FindStringSubmatch(line)
			if m == nil {
				return fmt.Errorf("git diff: cannot read %q", line)
			}
			first, count := number(m[1]), 1
			if m[2] != "" {
				count = number(m[2])
			}
			if left = count; count > 0 {
				c.files[name] = append(c.files[name], span{first, first + count - 1})
			} else {
				c.cuts[name] = append(c.cuts[name], first)
			}
		}
	}
	return in.Err()
}

// fileName returns the name in a line of a diff's header, which git quotes if it has to.
func fileName(s string) string {
	s = strings.TrimSuffix(s, "\t") // there if the name has spaces
	if unquoted, err := strconv.Unquote(s); err == nil {
		s = unquoted
	}
	return strings.TrimPrefix(s, "b/")
}

// number returns the value of digits.
func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0 // larger than any file
	}
	return n
}
