package since_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hublint/hublint/cmd/hublint/since"
)

// A repo is a git repository under test.
type repo struct {
	t   *testing.T
	dir string
}

func newRepo(t *testing.T) *repo {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	r := &repo{t, t.TempDir()}
	r.git("init", "-q", "-b", "main")
	r.git("config", "diff.noprefix", "true") // must not matter
	r.git("config", "color.ui", "always")
	return r
}

func (r *repo) git(args ...string) {
	r.t.Helper()
	cmd := exec.CommandContext(r.t.Context(), "git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"}, args...)...)
	cmd.Dir = r.dir
	if out, err := cmd.CombinedOutput(); err != nil {
		r.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// write writes a file of lines, which are given as words.
func (r *repo) write(name, lines string) {
	r.t.Helper()
	path := filepath.Join(r.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Join(strings.Fields(lines), "\n")+"\n"), 0o644); err != nil {
		r.t.Fatal(err)
	}
}

func (r *repo) commit() {
	r.t.Helper()
	r.git("add", "-A")
	r.git("commit", "-q", "-m", "x")
}

// changed returns the changed lines of a file.
func (r *repo) changed(rev, name string) []int {
	r.t.Helper()
	c, err := since.Of(r.t.Context(), filepath.Join(r.dir, "a"), rev)
	if err != nil {
		r.t.Fatal(err)
	}
	var lines []int
	for line := 1; line < 20; line++ {
		if c.Has(filepath.Join(r.dir, name), line) {
			lines = append(lines, line)
		}
	}
	return lines
}

func (r *repo) expect(rev, name string, want ...int) {
	r.t.Helper()
	if got := r.changed(rev, name); !slices.Equal(got, want) {
		r.t.Errorf("%s since %s: got %v, want %v", name, rev, got, want)
	}
}

func TestChanges(t *testing.T) {
	r := newRepo(t)
	r.write("a/a.go", "1 2 3 4 5")
	r.write("a/same.go", "1 2 3")
	r.write("a/moved.go", "1 2 3 4 5 6 7 8 9")
	r.write("a/wörld \"x\".go", "1 2 3")
	r.write(".gitignore", "ignored.go")
	r.commit()
	r.git("switch", "-q", "-c", "branch")
	r.write("a/a.go", "1 2 3 new 4 5")
	r.commit()
	r.git("mv", "a/moved.go", "a/other.go")
	r.write("a/other.go", "1 2 3 4 changed 6 7 8 9")
	r.write("a/a.go", "1 2 3 new 4 5 ++ newer")
	r.write("a/wörld \"x\".go", "1 3 4")
	r.write("a/fresh.go", "1 2")
	r.write("a/ignored.go", "1 2")
	for _, rev := range []string{"main", "HEAD~1"} {
		r.expect(rev, "a/a.go", 4, 7, 8)
		r.expect(rev, "a/same.go")
		r.expect(rev, "a/wörld \"x\".go", 3)
		r.expect(rev, "a/fresh.go", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19)
		r.expect(rev, "a/ignored.go")
		r.expect(rev, "a/other.go", 5)
	}
	r.expect("HEAD", "a/a.go", 7, 8)

	r.write("a/same.go", "1 3")
	c, err := since.Of(t.Context(), r.dir, "main")
	if err != nil {
		t.Fatal(err)
	}
	if name := filepath.Join(r.dir, "a/same.go"); !c.Cut(name, 1, 2) || c.Cut(name, 2, 3) || c.Cut(name, 1, 1) || c.Has(name, 1) {
		t.Errorf("the cut in same.go: %+v", c)
	}
	r.git("checkout", "-q", "a/same.go")

	// What others have done since is not ours.
	r.git("stash", "-q", "-u")
	r.git("switch", "-q", "main")
	r.write("a/same.go", "0 1 2 3")
	r.write("a/a.go", "1 2 3 4 5 theirs")
	r.commit()
	r.git("switch", "-q", "branch")
	r.expect("main", "a/a.go", 4)
	r.expect("main", "a/same.go")
}

func TestErrors(t *testing.T) {
	r := newRepo(t)
	r.write("a/a.go", "1")
	r.commit()
	for rev, want := range map[string]string{
		"nosuch":    "git diff: ",
		"--exec=rm": "not a revision",
	} {
		if _, err := since.Of(t.Context(), r.dir, rev); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v", rev, err)
		}
	}
	if _, err := since.Of(t.Context(), t.TempDir(), "main"); err == nil || !strings.Contains(err.Error(), "not a git repository") {
		t.Errorf("outside: got %v", err)
	}
}
