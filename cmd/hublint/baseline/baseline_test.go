package baseline_test

import (
	"go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hublint/hublint/cmd/hublint/baseline"
	"github.com/hublint/hublint/cmd/hublint/output"
)

// report makes a report on a file whose findings are the lines that begin with an exclamation
// mark.
func report(dir, file, src string) *output.Report {
	r := &output.Report{Dir: dir, ReadFile: func(name string) ([]byte, error) {
		if name != file {
			return nil, fs.ErrNotExist
		}
		return []byte(src), nil
	}}
	for i, line := range strings.Split(src, "\n") {
		if strings.HasPrefix(line, "!") {
			r.Findings = append(r.Findings, output.Finding{
				Pos: token.Position{Filename: file, Line: i + 1}, Category: line[:2], Client: "c", Message: "opened on line 7",
			})
		}
	}
	return r
}

func TestNew(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "sub", "a.go")
	name := filepath.Join(dir, "baseline.json")
	if err := baseline.Write(name, report(dir, file, "!a one\n\n!b two\n!a one")); err != nil {
		t.Fatal(err)
	}
	for src, want := range map[string]int{
		"!a one\n\n!b two\n!a one":         0,
		"x\n\n!b   two\nx\n!a one\n!a one": 0, // moved and indented
		"!a one":                           0, // mended
		"!a one\n!a one\n!a one":           1, // one more
		"!a two":                           1, // another category
		"!b one":                           1, // another text
	} {
		fresh, err := baseline.New(name, report(filepath.Dir(file), file, src))
		if err != nil || len(fresh) != want {
			t.Errorf("%q: %d new ones, %v, want %d", src, len(fresh), err, want)
		}
	}
	if fresh, err := baseline.New(name, report(dir, filepath.Join(dir, "b.go"), "!a one")); err != nil || len(fresh) != 1 {
		t.Errorf("another file: %v, %v", fresh, err)
	}
}
