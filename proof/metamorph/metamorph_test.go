package metamorph

import (
	"testing"
	"time"

	"github.com/hublint/hublint/analyzer"
	"github.com/hublint/hublint/proof/oracle"
	"github.com/hublint/hublint/proof/program"
	"github.com/hublint/hublint/proof/static"
)

func study(t *testing.T, count int) *Study {
	if testing.Short() {
		count /= 5
	}
	lib, err := program.NewLibrary()
	if err != nil {
		t.Fatal(err)
	}
	d, err := static.New(lib, analyzer.New(analyzer.Config{Protocols: static.Protocols()}))
	if err != nil {
		t.Fatal(err)
	}
	j := &oracle.Judge{Lib: lib, Driver: d, Bounds: oracle.Bounds{Answers: 11, Runs: 1500, Endless: 20}, Patience: time.Minute}
	return &Study{Judge: j, Seed: 3, Count: count, Show: 2}
}

// TestEditsKeepTheVerdict allows one flip in a hundred.
func TestEditsKeepTheVerdict(t *testing.T) {
	rows, flips, err := study(t, 400).Flips()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r.Tried == 0 {
			t.Errorf("%s: never possible", r.Name)
		}
	}
	if len(flips) > 4 {
		t.Errorf("%d flips, the first by %s:\n%s\nbecomes\n%s", len(flips), flips[0].Edit, flips[0].Before, flips[0].After)
	}
}

// TestMutantsAreReported asks for nine of ten.
func TestMutantsAreReported(t *testing.T) {
	_, reaches, alive, err := study(t, 200).Mutants()
	if err != nil {
		t.Fatal(err)
	}
	hits, tried := 0, 0
	for _, r := range reaches {
		hits, tried = hits+r.Hits, tried+r.Tried
	}
	if hits*10 < tried*9 {
		t.Errorf("%d of %d mutants reported, the first of the others by %s:\n%s", hits, tried, alive[0].Mutation, alive[0].Program)
	}
}
