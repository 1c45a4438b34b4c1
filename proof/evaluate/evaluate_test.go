package evaluate

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const page = "# Evaluation\n\nText.\n\n## Two\n\nold two\n\n```\n## no heading\n```\n\n## By hand\n\nold\n\n## One\n\nold one\n"

func TestRenew(t *testing.T) {
	got := Renew(Parse(page), []string{"One", "Two", "Three", "Four"}, map[string]string{"One": "\nnew one\n", "Four": "\nfour"}).String()
	want := Head + "## One\n\nnew one\n\n## Two\n\nold two\n\n```\n## no heading\n```\n\n## Four\n\nfour\n\n## By hand\n\nold\n"
	if got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if again := Renew(Parse(got), []string{"One", "Two", "Four"}, nil).String(); again != got {
		t.Errorf("a page that is not renewed changes:\n%q\n%q", got, again)
	}
	if empty := Renew(Parse(""), []string{"One"}, nil).String(); empty != strings.TrimRight(Head, "\n")+"\n" {
		t.Errorf("a page without sections: %q", empty)
	}
}

// The page shows no command that is true of one machine only, and each part can be named.
func TestParts(t *testing.T) {
	in := Inputs{Dir: "/home/x/checkouts", Past: "/home/x/past", Module: "/home/x/module", Packages: []string{"./a"}, Large: "/home/x/large", Largest: "./b", Programs: 7}
	seen := make(map[string]bool)
	for _, p := range Parts(in) {
		if p.Needs != "" {
			t.Errorf("%s needs %s", p.Name, p.Needs)
		}
		if strings.Contains(p.Shown, "/home") || seen[p.Name] || seen[p.Title] || p.About == "" {
			t.Errorf("%+v", p)
		}
		seen[p.Name], seen[p.Title] = true, true
	}
	missing := 0
	for _, p := range Parts(Inputs{}) {
		if p.Needs != "" {
			missing++
		}
	}
	if missing != 3 {
		t.Errorf("%d parts need an input, want 3", missing)
	}
}

func TestRun(t *testing.T) {
	dir := t.TempDir()
	echo := Part{Command: []string{"echo", "figures of", dir + "/p.go"}, Shown: "echo", About: "About.", Private: []string{dir}, Keep: strings.TrimSpace}
	got, err := echo.Run(t.Context(), "Stamp.")
	want := "\n    echo\n\nAbout.\n\n```\nfigures of " + filepath.Base(dir) + "/p.go\n```\n\nStamp.\n"
	if err != nil || got != want {
		t.Errorf("got %q, %v, want %q", got, err, want)
	}
	for _, command := range []string{"false", "true"} {
		if _, err := (Part{Command: []string{command}, Keep: strings.TrimSpace}).Run(t.Context(), ""); err == nil {
			t.Errorf("%s makes a section", command)
		}
	}
}

func TestKeep(t *testing.T) {
	log := `=== RUN   TestLinear
=== RUN   TestLinear/branches
    scale_test.go:71: n=16: 1000 allocations, 62.5 each, 0 MB, 1 ms, 0 reports
    scale_test.go:71: n=32: 2000 allocations, 61.0 each, 0 MB, 2 ms, 0 reports
    scale_test.go:95: cost grows with n^1.02
=== RUN   TestLinear/saturated
    scale_test.go:71: n=16: 8000 allocations, 500.0 each, 0 MB, 1 ms, 0 reports
    scale_test.go:95: cost grows with n^-0.49
=== RUN   TestLinear/short
--- PASS: TestLinear (0.1s)
`
	if got, want := growthTable(log), "shape      largest n  allocations each  ms  growth\nbranches   32         61.0              2   n^1.02\nsaturated  16         500.0             1   n^-0.49\n"; got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
	bounded := "=== RUN   TestBounded\n    scale_test.go:95: n=4096: 900000 allocations, 219.7 each, 80 MB, 700 ms, 0 reports\n"
	if got, want := growthTable(bounded), "shape                      largest n  allocations each  ms   growth\ntogether, beyond the bound  4096       219.7             700  -\n"; strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(want), " ") {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if got, want := testLog(log), "    n=16: 1000"; !strings.HasPrefix(got, want) || !strings.Contains(got, "--- PASS") || strings.Contains(got, "=== RUN") {
		t.Errorf("got %q", got)
	}
	if got := lastParagraph("a\n\nb\nc\n\n"); got != "\nb\nc" && got != "b\nc" {
		t.Errorf("got %q", got)
	}
}

func TestStamp(t *testing.T) {
	file := filepath.Join(t.TempDir(), "meminfo")
	if err := os.WriteFile(file, []byte("MemTotal:       24689152 kB\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if got, want := memory(file), ", 24 GiB"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := memory(file + "x"); got != "" {
		t.Errorf("without a file: %q", got)
	}
}
