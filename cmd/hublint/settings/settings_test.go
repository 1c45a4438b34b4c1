package settings_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hublint/hublint/cmd/hublint/settings"
)

// tree makes empty files below a new directory and returns that.
func tree(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range names {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestFind(t *testing.T) {
	for _, tt := range []struct {
		files, dir, want string
	}{
		{"m/go.mod m/a/a.go m/.hublint.yaml", "m/a", "m/.hublint.yaml"},
		{"m/go.mod m/a/a.go .hublint.yaml", "m/a", ".hublint.yaml"},
		{"m/go.mod m/a/a.go m/a/.hublint.yaml", "m/a", ""}, // below the root of the module
		{"go.work m/go.mod m/a.go m/.hublint.yaml .hublint.yaml", "m", ".hublint.yaml"},
		{"a/a.go a/.hublint.yaml", "a", "a/.hublint.yaml"},
	} {
		dir := tree(t, strings.Fields(tt.files)...)
		got := settings.Find(filepath.Join(dir, tt.dir))
		if tt.want != "" {
			tt.want = filepath.Join(dir, tt.want)
		}
		if got != tt.want {
			t.Errorf("%s: from %s: got %q, want %q", tt.files, tt.dir, got, tt.want)
		}
	}
}

func TestDigest(t *testing.T) {
	dir := tree(t, "go.mod")
	digest := func() string {
		d, err := settings.Digest(dir)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	none := digest()
	name := filepath.Join(dir, ".hublint.yaml")
	if err := os.WriteFile(name, []byte("checks: [all]\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	one := digest()
	if err := os.WriteFile(name, []byte("checks: []\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if two := digest(); none != "" || one == none || one == two {
		t.Errorf("digests %q, %q, %q", none, one, two)
	}
}

func TestFlags(t *testing.T) {
	load := func(args ...string) error {
		var s settings.Settings
		fs := flag.NewFlagSet("test", flag.ContinueOnError)
		s.AllFlags(fs)
		if err := fs.Parse(args); err != nil {
			t.Fatal(err)
		}
		a, err := s.Analyzer("")
		if err == nil && a == nil {
			t.Error("no analyzer")
		}
		return err
	}
	if err := load("-severity=note", "-checks=all,-reuseclosed"); err != nil {
		t.Error(err)
	}
	for arg, want := range map[string]string{
		"-severity=fatal":          `-severity: unknown severity "fatal" (want one of note, warning, error)`,
		"-checks=all,reusedclosed": `-checks: there is no category "reusedclosed"; did you mean "reuseclosed"?`,
	} {
		if err := load(arg); err == nil || err.Error() != want {
			t.Errorf("%s: got %v, want %s", arg, err, want)
		}
	}
}
