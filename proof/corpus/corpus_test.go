package corpus

import (
	"os"
	"path/filepath"
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
	units, err := p.Units(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, u := range units {
		got = append(got, filepath.Base(u.Dir)+" "+strings.Join(u.Patterns, " "))
	}
	if want := "p ./. ./a, v2 ./. ./b"; strings.Join(got, ", ") != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

const text = `package p

func open() error {
	return dial()
}

func run() {
	for open() != nil {
	}
}
`

func TestMatch(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "p.go"), text)
	c := &Corpus{
		Labels: []Label{
			{Project: "p", File: "p.go", Line: 4, Verdict: Bug, Pattern: "x"},
			{Project: "p", File: "p.go", Line: 9, Verdict: Safe},
			{Project: "elsewhere", File: "p.go", Line: 4, Verdict: Bug, Pattern: "x"},
		},
		Judged:   []Judgement{{"p", "q.go:1", "c", False, "no"}},
		Expected: map[string]string{"x": "c"},
	}
	at := func(file string, line int, path ...int) Finding {
		f := Finding{Category: "c", At: Place{File: file, Line: line}}
		for _, n := range path {
			f.Path = append(f.Path, Place{File: "p.go", Line: n})
		}
		return f
	}
	results := []Result{{Unit: Unit{Project: "p", Root: root}, Findings: []Finding{
		at("p.go", 8, 4), // in the caller of the labelled function, which is its last step
		at("p.go", 7),    // in the function of a label
		at("q.go", 1),    // judged by itself
		at("q.go", 2),    // about nothing known
	}}}
	s := c.Match(results, []string{"c"})
	for i, want := range []string{Right, False, False, Open} {
		if got := s.Findings[i].Verdict; got != want {
			t.Errorf("finding %d is judged %s, want %s", i, got, want)
		}
	}
	if len(s.Labels) != 2 {
		t.Fatalf("%d labels of analysed projects, want 2", len(s.Labels))
	}
	if o := s.Labels[0]; !o.Reach || len(o.Findings) != 1 {
		t.Errorf("bug: within reach %t, %d findings, want true, 1", o.Reach, len(o.Findings))
	}
}

func TestRate(t *testing.T) {
	if got, want := rate(19, 20), "19/20 = 95 % (76 to 99 %)"; got != want {
		t.Errorf("got %q, want %q", got, want)
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
