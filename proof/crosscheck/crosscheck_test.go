package crosscheck

import (
	"os"
	"strconv"
	"testing"

	"github.com/hublint/hublint/proof/generate"
	"github.com/hublint/hublint/proof/oracle"
	"github.com/hublint/hublint/proof/program"
)

// TestInterpreterIsGo runs generated programs both ways. PROGRAMS sets their number.
func TestInterpreterIsGo(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles programs")
	}
	n := 60
	if s, err := strconv.Atoi(os.Getenv("PROGRAMS")); err == nil {
		n = s
	}
	lib, err := program.NewLibrary()
	if err != nil {
		t.Fatal(err)
	}
	var programs []*program.Program
	for i := range n {
		l, err := generate.New(lib, 7, uint64(i))
		if err != nil {
			t.Fatal(err)
		}
		programs = append(programs, l.Program)
		l.Close()
	}
	b := oracle.Bounds{Answers: 11, Runs: 2000}
	diffs, compared, err := Check(t.Context(), lib, t.TempDir(), programs, b)
	if err != nil {
		t.Fatal(err)
	}
	for i, d := range diffs {
		t.Errorf("%s", d.What)
		if i < 3 {
			t.Logf("%s", d.Program)
		}
	}
	t.Logf("%d programs compared, %d differ", compared, len(diffs))
	if compared < n*9/10 {
		t.Errorf("only %d of %d programs compared", compared, n)
	}
}
