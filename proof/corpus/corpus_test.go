package corpus

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestData(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Projects) == 0 || len(c.Labels) == 0 || len(c.PastBugs) == 0 {
		t.Fatal("tables are missing")
	}
	for _, p := range append(c.Projects, c.PastRepos...) {
		if _, sha, ok := strings.Cut(p.Origin, "@"); !ok || len(sha) != 40 {
			t.Errorf("%s: origin %q is not pinned to a commit", p.Name, p.Origin)
		}
	}
}

func TestUnits(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "p", "go.mod"), "module p")
	write(t, filepath.Join(dir, "p", "sub", "v2", "go.mod"), "module p/v2")
	p := Project{Name: "p", Dirs: []string{".", "a", "sub/v2", "sub/v2/b"}}
	for whole, want := range map[bool]string{false: "p ./. ./a, v2 ./. ./b", true: "p ./..., v2 ./..."} {
		units, err := p.Units(dir, whole)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, u := range units {
			got = append(got, filepath.Base(u.Dir)+" "+strings.Join(u.Patterns, " "))
		}
		if got := strings.Join(got, ", "); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// What is not laid out, or has no module, is an error that names it.
func TestUnitsMissing(t *testing.T) {
	dir := t.TempDir()
	if _, err := (Project{Name: "p", Dirs: []string{"."}}).Units(dir, false); err == nil {
		t.Error("a project that is not there has units")
	}
	write(t, filepath.Join(dir, "p", "a", "go.mod"), "module a")
	write(t, filepath.Join(dir, "go.mod"), "module above") // not the project's
	units, err := Project{Name: "p", Dirs: []string{"a", "b"}}.Units(dir, false)
	if err == nil || !strings.Contains(err.Error(), "b") || len(units) != 1 {
		t.Errorf("%d units, error %v", len(units), err)
	}
}

// A checkout may be a link to a folder elsewhere: findings are relative to what it points to.
func TestUnitsLinked(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "elsewhere", "go.mod"), "module p")
	if err := os.Symlink(filepath.Join(dir, "elsewhere"), filepath.Join(dir, "p")); err != nil {
		t.Skip(err)
	}
	units, err := Project{Name: "p", Dirs: []string{"."}}.Units(dir, false)
	if err != nil || len(units) != 1 || filepath.Base(units[0].Root) != "elsewhere" {
		t.Errorf("got %+v, %v", units, err)
	}
}

// No two labels stand at one call, and each place is one: it has a line, and lies in a package
// that is analysed.
func TestLabels(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	dirs := make(map[string][]string)
	for _, p := range append(c.Projects, c.PastRepos...) {
		dirs[p.Name] = append(dirs[p.Name], slices.Concat(p.Dirs, p.Broken)...)
	}
	type site struct {
		project, file, operation string
		line                     int
	}
	seen := make(map[site]bool)
	for _, l := range slices.Concat(c.Labels, c.PastBugs) {
		at := fmt.Sprintf("%s %s:%d", l.Project, l.File, l.Line)
		k := site{l.Project, l.File, l.Operation, l.Line}
		if seen[k] {
			t.Errorf("%s is labelled twice", at)
		}
		seen[k] = true
		if l.Line <= 0 || !strings.HasSuffix(l.File, ".go") || l.Reason == "" {
			t.Errorf("%s: no line, file or reason", at)
		}
		if dir := path.Dir(l.File); !slices.Contains(dirs[l.Project], dir) {
			t.Errorf("%s: folder %s is not among the project's packages", at, dir)
		}
	}
	for _, j := range c.Judged {
		if _, _, err := place(j.Pos); err != nil || len(dirs[j.Project]) == 0 {
			t.Errorf("%s %s is no finding of a known project", j.Project, j.Pos)
		}
	}
}

func TestPlace(t *testing.T) {
	if file, line, err := place("a/b:c.go:12"); file != "a/b:c.go" || line != 12 || err != nil {
		t.Errorf("got %s, %d, %v", file, line, err)
	}
	for _, s := range []string{"", "a.go", "a.go:", "a.go:x"} {
		if _, _, err := place(s); err == nil {
			t.Errorf("%q has a line", s)
		}
	}
}

func TestRate(t *testing.T) {
	for _, tt := range []struct {
		k, n int
		want string
	}{
		{19, 20, "19/20 = 95 % (76 to 99 %)"},
		{0, 0, "0/0"},
		{0, 10, "0/10 = 0 % (0 to 28 %)"},
		{10, 10, "10/10 = 100 % (72 to 100 %)"},
		{500, 1000, "500/1000 = 50 % (47 to 53 %)"},
	} {
		if got := rate(tt.k, tt.n); got != tt.want {
			t.Errorf("got %q, want %q", got, tt.want)
		}
	}
	if low, high := interval(0, 0); low != 0 || high != 1 {
		t.Errorf("of nothing, between %f and %f", low, high)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
