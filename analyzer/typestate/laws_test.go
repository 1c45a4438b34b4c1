package typestate

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// This file defines the laws of the lattice of facts.

// someFacts is a small domain: every component takes every form that the operators tell apart,
// alone and together with others.
func someFacts() []fact {
	out := []fact{{}}
	add := func(f fact) { out = append(out, f) }
	for _, a := range []answer{yes, no} {
		add(fact{isNil: a})
		add(fact{isTrue: a, maybe: a == yes})
	}
	for _, r := range [][2]int64{{0, 0}, {1, 1}, {0, 1}, {-1, 2}, {2, 9}} {
		add(fact{ranged: true, lo: r[0], hi: r[1]})
		add(fact{ranged: true, lo: r[0], hi: r[1], isNil: no})
	}
	for _, o := range []outcome{succeeds, fails} {
		add(fact{outcome: o})
		add(fact{outcome: o, ended: yes})
		add(fact{outcome: o, ended: no})
	}
	add(fact{ended: yes})
	add(fact{maybe: true})
	add(fact{alien: true})
	add(fact{ended: no, alien: true})
	add(fact{eq: 1})
	add(fact{eq: 2, isNil: no})
	for _, set := range [][]value{{1}, {2}, {1, 2}, {2, 3, 4}, {1, 3, 5}} {
		f := fact{isTrue: yes}
		for _, c := range set {
			f = f.without(c)
		}
		add(f)
	}
	return out
}

// randomFact returns any fact.
func randomFact(rng *rand.Rand) fact {
	f := fact{
		isNil: answer(rng.IntN(3)), isTrue: answer(rng.IntN(3)), eq: value(rng.IntN(3)),
		outcome: outcome(rng.IntN(3)), ended: answer(rng.IntN(3)), maybe: rng.IntN(2) == 0, alien: rng.IntN(2) == 0,
	}
	if rng.IntN(3) > 0 {
		f.ranged, f.lo = true, int64(rng.IntN(20)-10)
		f.hi = f.lo + int64(rng.IntN(5))
	}
	for range rng.IntN(5) {
		f = f.without(value(1 + rng.IntN(6)))
	}
	return f
}

// below reports whether f knows all that g knows: g is an approximation of f.
func below(f, g fact) bool { return joinFacts(f, g) == g }

func TestJoinLaws(t *testing.T) {
	facts := someFacts()
	rng := rand.New(rand.NewPCG(1, 1))
	for range 30 {
		facts = append(facts, randomFact(rng))
	}
	for _, a := range facts {
		if joinFacts(a, a) != a {
			t.Errorf("join(%s, %[1]s) = %s", a, joinFacts(a, a))
		}
		if top := joinFacts(a, fact{}); top != (fact{maybe: a.maybe}) {
			t.Errorf("the zero fact does not absorb %s: %s", a, top)
		}
		for _, b := range facts {
			ab := joinFacts(a, b)
			if ba := joinFacts(b, a); ab != ba {
				t.Fatalf("join(%s, %s) = %s, the other way %s", a, b, ab, ba)
			}
			if !below(a, ab) || !below(b, ab) {
				t.Fatalf("join(%s, %s) = %s is not above both", a, b, ab)
			}
			if w := widen(a, b); !below(ab, w) {
				t.Fatalf("widen(%s, %s) = %s is not above the join %s", a, b, w, ab)
			}
			for _, c := range facts {
				if l, r := joinFacts(ab, c), joinFacts(a, joinFacts(b, c)); l != r {
					t.Fatalf("join of %s, %s and %s: %s or %s", a, b, c, l, r)
				}
			}
		}
	}
}

// A join is the least fact above both: no other that is above both is below it.
func TestJoinIsLeast(t *testing.T) {
	facts := someFacts()
	for _, a := range facts {
		for _, b := range facts {
			for _, c := range facts {
				if below(a, c) && below(b, c) && !below(joinFacts(a, b), c) {
					t.Fatalf("%s is above %s and %s, but not above their join %s", c, a, b, joinFacts(a, b))
				}
			}
		}
	}
}

// However facts change, a chain of widenings comes to an end soon.
func TestWidenEnds(t *testing.T) {
	const longest = 14 // a step for each component, two for the bounds, three for the exclusions
	rng := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		f, steps := randomFact(rng), 0
		for range 100 {
			if w := widen(f, randomFact(rng)); w != f {
				f = w
				steps++
			}
		}
		if steps > longest {
			t.Fatalf("%d steps", steps)
		}
	}
}

func TestWithout(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 3))
	for range 5000 {
		f := randomFact(rng)
		c := value(1 + rng.IntN(8))
		g := f.without(c)
		if n := nonzero(g.ne); !slices.IsSorted(n) || len(slices.Compact(slices.Clone(n))) != len(n) {
			t.Fatalf("%s without v%d: %v is not an ascending set", f, c, g.ne)
		}
		if len(nonzero(f.ne)) < len(f.ne) && !g.excludes(c) {
			t.Fatalf("%s without v%d is %s", f, c, g)
		}
		if g.excludes(c) && g.without(c) != g {
			t.Fatalf("%s without v%d, twice, is %s", f, c, g.without(c))
		}
		for _, n := range nonzero(g.ne) {
			if n != c && !f.excludes(n) {
				t.Fatalf("%s without v%d excludes v%d, too", f, c, n)
			}
		}
		if g.ne = f.ne; g != f {
			t.Fatalf("%s without v%d changes more than what is excluded", f, c)
		}
	}
}

func nonzero(ne [3]value) []value {
	return slices.DeleteFunc(slices.Clone(ne[:]), func(v value) bool { return v == 0 })
}

func TestFactString(t *testing.T) {
	for want, f := range map[string]fact{
		"":                            {},
		"nil":                         {isNil: yes},
		"nonnil, true":                {isNil: no, isTrue: yes},
		"false, 1..3":                 {isTrue: no, ranged: true, lo: 1, hi: 3},
		"succeeds, late":              {outcome: succeeds, ended: no},
		"=v4, !=v2, !=v5":             {eq: 4, ne: [3]value{2, 5}},
		"succeeds, ended":             {outcome: succeeds, ended: yes},
		"late, alien":                 {ended: no, alien: true},
		"nonnil, fails, ended, maybe": {isNil: no, outcome: fails, ended: yes, maybe: true},
	} {
		if got := f.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
