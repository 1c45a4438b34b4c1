package shrink

import (
	"strings"
	"testing"

	"github.com/hublint/hublint/proof/generate"
	"github.com/hublint/hublint/proof/program"
)

// TestShrink shrinks generated programs to the one thing that is asked for.
func TestShrink(t *testing.T) {
	lib, err := program.NewLibrary()
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []uint64{3, 4, 8} {
		l, err := generate.New(lib, 1, n)
		if err != nil {
			t.Fatal(err)
		}
		closes := func(l *program.Loaded) bool { return strings.Contains(l.Program.String(), ".Close()") }
		if !closes(l) {
			continue
		}
		p := Shrink(lib, l.Program, 2000, closes)
		l.Close()
		if lines := strings.Count(p.String(), "\n"); lines > 14 {
			t.Errorf("program %d: %d lines left\n%s", n, lines, p)
		}
	}
}
