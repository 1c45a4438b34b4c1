package weird_test

import (
	"math/rand/v2"
	"testing"

	"github.com/hublint/hublint/proof/program"
	"github.com/hublint/hublint/proof/weird"
)

// TestTypeChecks shows that every program type-checks, and that they are of all sizes.
func TestTypeChecks(t *testing.T) {
	lib, err := program.NewLibrary()
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	size := 0
	for range 300 {
		p := weird.Program(random(r))
		l, err := program.Load(lib, p)
		if err != nil {
			t.Fatalf("%v\n%s", err, p)
		}
		l.Close()
		size += len(p.Files[2].Source)
	}
	if mean := size / 300; mean < 2000 {
		t.Errorf("%d bytes of source in the mean: the programs are too small", mean)
	}
}

func random(r *rand.Rand) []byte {
	data := make([]byte, r.IntN(600))
	for i := range data {
		data[i] = byte(r.Uint32())
	}
	return data
}
