package typestate

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestPmapAgainstMap compares the tree with a built-in map over random updates and merges.
func TestPmapAgainstMap(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		base, baseRef := randomPmap(rng, pmap[value]{}, map[uint32]value{}, 20)
		a, aRef := randomPmap(rng, base, baseRef, 12)
		b, bRef := randomPmap(rng, base, baseRef, 12)
		join := func(_ uint32, x, y value) value {
			if x == y {
				return x
			}
			return 0
		}
		want := map[uint32]value{}
		for k, v := range aRef {
			if bRef[k] == v {
				want[k] = v
			}
		}
		got := a.merge(b, join)
		checkPmap(t, a, aRef)
		checkPmap(t, b, bRef)
		checkPmap(t, got, want)
		if !got.equal(b.merge(a, join)) {
			t.Fatal("merge with a symmetric join does not commute")
		}
		if !a.merge(a, join).same(a) {
			t.Fatal("merge is not idempotent")
		}
	}
}

// TestPmapChange: a change does to every binding what set would, and nothing to what stays.
func TestPmapChange(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		m, ref := randomPmap(rng, pmap[value]{}, map[uint32]value{}, 20)
		odd := func(k uint32, v value) value {
			if k%2 == 0 {
				return 0
			}
			return v + 1
		}
		want := map[uint32]value{}
		for k, v := range ref {
			if x := odd(k, v); x != 0 {
				want[k] = x
			}
		}
		checkPmap(t, m.change(odd), want)
		checkPmap(t, m, ref)
		if !m.change(func(_ uint32, v value) value { return v }).same(m) {
			t.Fatal("a change of nothing makes another map")
		}
	}
}

func randomPmap(rng *rand.Rand, m pmap[value], ref map[uint32]value, n int) (pmap[value], map[uint32]value) {
	ref = maps.Clone(ref)
	for range n {
		k, v := rng.Uint32N(40)*rng.Uint32N(3_000_000), value(rng.IntN(4))
		m = m.set(k, v)
		if v == 0 {
			delete(ref, k)
		} else {
			ref[k] = v
		}
	}
	return m, ref
}

func checkPmap(t *testing.T, m pmap[value], ref map[uint32]value) {
	t.Helper()
	got := map[uint32]value{}
	var keys []uint32
	m.each(func(k uint32, v value) { got[k] = v; keys = append(keys, k) })
	if !maps.Equal(got, ref) || !slices.IsSorted(keys) {
		t.Fatalf("got %v (keys %v), want %v", got, keys, ref)
	}
	for k, v := range ref {
		if m.get(k) != v {
			t.Fatalf("get(%d) = %d, want %d", k, m.get(k), v)
		}
	}
}
