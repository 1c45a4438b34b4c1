package typestate

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// A set of blocks has what was put in, and nothing else.
func TestBlockSet(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 1))
	for range 500 {
		var in []int
		from, span := rng.IntN(200), 1+rng.IntN(200)
		for range rng.IntN(20) {
			in = append(in, from+rng.IntN(span))
		}
		s := newBlockSet(in)
		for at := range 500 {
			if at -= 1; s.has(at) != slices.Contains(in, at) {
				t.Fatalf("%d is in %v: %t", at, in, s.has(at))
			}
		}
	}
}
