package typestate

import (
	"math/rand/v2"
	"testing"
)

// TestFactMapAgainstMap: a map of numbers tells the facts that were put in.
func TestFactMapAgainstMap(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		empty := newUniverse().top().facts
		a, aRef := randomFactMap(rng, empty, 20)
		b, bRef := randomFactMap(rng, empty, 20)
		checkFactMap(t, a, aRef)
		joined := a.merge(b, func(_ uint32, x, y fact) fact { return joinFacts(x, y) })
		want := map[uint32]fact{}
		for k := range uint32(keys) {
			want[k] = joinFacts(aRef[k], bRef[k])
		}
		checkFactMap(t, joined, want)
		kept := a.only(func(k uint32, f *fact) bool { return k%2 == 0 || f.isNil == yes })
		for k, f := range aRef {
			if want[k] = f; k%2 != 0 && f.isNil != yes {
				want[k] = fact{}
			}
		}
		for k := range uint32(keys) {
			if _, ok := aRef[k]; !ok {
				want[k] = fact{}
			}
		}
		checkFactMap(t, kept, want)
		if again, _ := randomFactMap(rng, empty, 0); !a.equal(a.merge(again, func(_ uint32, x, _ fact) fact { return x })) {
			t.Fatal("a join with nothing that keeps everything makes another map")
		}
	}
}

// keys are those of the maps of a test.
const keys = 64

func randomFactMap(rng *rand.Rand, m factMap, n int) (factMap, map[uint32]fact) {
	ref := map[uint32]fact{}
	for range n {
		k, f := rng.Uint32N(keys), randomFact(rng)
		m, ref[k] = m.set(k, f), f
	}
	return m, ref
}

func checkFactMap(t *testing.T, m factMap, ref map[uint32]fact) {
	t.Helper()
	for k := range uint32(keys) {
		if m.get(k) != ref[k] {
			t.Fatalf("get(%d) = %s, want %s", k, m.get(k), ref[k])
		}
	}
	m.each(func(k uint32, f fact) {
		if f == (fact{}) || f != ref[k] {
			t.Fatalf("each tells %s of %d, want %s", f, k, ref[k])
		}
	})
}

// BenchmarkFacts measures what most of an analysis does with facts: learn some, and join.
func BenchmarkFacts(b *testing.B) {
	rng := rand.New(rand.NewPCG(7, 8))
	var some []fact
	for range 100 {
		some = append(some, randomFact(rng))
	}
	base := newUniverse().top().facts
	for k := range uint32(200) {
		base = base.set(k, some[rng.IntN(len(some))])
	}
	b.ReportAllocs()
	for b.Loop() {
		x, y := base, base
		for range 20 {
			x = x.set(rng.Uint32N(200), some[rng.IntN(len(some))])
			y = y.set(rng.Uint32N(200), some[rng.IntN(len(some))])
		}
		x.merge(y, func(_ uint32, f, g fact) fact { return joinFacts(f, g) })
	}
}
