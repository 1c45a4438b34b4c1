package typestate

import (
	"go/constant"
	"go/token"
	"go/types"
	"math/rand/v2"
	"testing"

	"github.com/hublint/hublint/analyzer/protocol"
)

// vals are some values that exist before a function begins.
func vals(u *universe) []value {
	ptr := types.NewPointer(types.NewStruct([]*types.Var{types.NewField(token.NoPos, nil, "c", types.Typ[types.Int], false)}, nil))
	var out []value
	for n := range 4 {
		out = append(out, u.formal(nil, n, ptr))
	}
	return append(out, u.nilValue(), u.integer(1), u.boolean(true))
}

// locs are some locations below them.
func locs(u *universe) []locID {
	var out []locID
	for _, v := range vals(u)[:4] {
		l := u.pointee(v)
		out = append(out, u.sub(l, "c", types.Typ[types.Int]), u.sub(u.sub(l, "s", nil), "x", types.Typ[types.Bool]))
	}
	return out
}

// randomState returns a state that knows some things of vals.
func randomState(u *universe, rng *rand.Rand) *state {
	s := u.top()
	s.q, s.born, s.focus = protocol.Open, true, vals(u)[0]
	pick := func() value { v := vals(u); return v[rng.IntN(len(v))] }
	for range rng.IntN(4) {
		s.vals = s.vals.set(uint32(1+rng.IntN(4)), pick())
	}
	for range rng.IntN(4) {
		l := locs(u)[rng.IntN(len(locs(u)))]
		s = u.write(s, l, pick())
	}
	for range rng.IntN(4) {
		s = s.learn(vals(u)[rng.IntN(4)], randomFact(rng))
	}
	return s
}

// mergeAt joins states of a function whose SSA values have symbols of their own.
func mergeAt(u *universe, a, b *state, loop bool) *state {
	return u.mergeWith(a, b, nil, func(n uint32) value { return u.formal(nil, 100+int(n), nil) }, loop)
}

// A join that changes nothing ends a loop, so joining what has been joined must change nothing.
func TestMergeLaws(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	for range 5000 {
		u := newUniverse()
		a, b := randomState(u, rng), randomState(u, rng)
		if m := mergeAt(u, a, a.clone(), false); !m.equal(a) {
			t.Fatal("the join of a state and itself is not the same state")
		}
		ab := mergeAt(u, a, b, false)
		if ba := mergeAt(u, b, a, false); !ab.equal(ba) {
			t.Fatal("the order of two states matters to their join")
		}
		for _, loop := range []bool{false, true} {
			m := mergeAt(u, a, b, loop)
			if n := mergeAt(u, mergeAt(u, m, b, loop), a, loop); !n.equal(mergeAt(u, mergeAt(u, n, b, loop), a, loop)) {
				t.Fatalf("joining the same states again and again does not come to an end (loop %t)", loop)
			}
		}
	}
}

// A join keeps only what both states agree on.
func TestMergeKeepsWhatBothKnow(t *testing.T) {
	u := newUniverse()
	v, l := vals(u), locs(u)
	a := u.write(u.top().learn(v[1], fact{isNil: no, isTrue: yes}), l[0], v[2])
	b := u.write(u.top().learn(v[1], fact{isNil: no, isTrue: no}), l[0], v[2])
	a, b = u.write(a, l[2], u.integer(1)), u.write(b, l[2], u.integer(3))
	m := mergeAt(u, a, b, false)
	if got := u.factOf(m, v[1]).String(); got != "nonnil" {
		t.Errorf("the fact is %q, want nonnil", got)
	}
	if got := u.read(m, l[0]); got != v[2] {
		t.Errorf("the same contents on both sides became %s", u.valueString(got))
	}
	own := u.read(m, l[2])
	if got := u.valueString(own) + ": " + u.factOf(m, own).String(); got != "join(*formal1.c): 1..3" {
		t.Errorf("1 and 3 became %s", got)
	}
}

// What must agree for two states to be joined, and what need not.
func TestKey(t *testing.T) {
	u := newUniverse()
	v, l := vals(u), locs(u)
	base := u.top()
	base.q, base.born, base.focus = protocol.Open, true, v[0]
	same := func(what string, s *state) {
		if u.keyOf(s, unknown) != u.keyOf(base, unknown) {
			t.Errorf("%s keeps states apart", what)
		}
	}
	apart := func(what string, s *state) {
		if u.keyOf(s, unknown) == u.keyOf(base, unknown) {
			t.Errorf("%s does not keep states apart", what)
		}
	}
	change := func(f func(s *state)) *state { s := base.clone(); f(s); return s }
	same("a fact", base.learn(v[1], fact{isNil: yes}))
	same("the contents of a location", u.write(base, l[2], v[1]))
	same("a variable", change(func(s *state) { s.vals = s.vals.set(3, v[1]) }))
	apart("the typestate", change(func(s *state) { s.q = protocol.NotOpen }))
	apart("being sure", change(func(s *state) { s.sure = true }))
	apart("having escaped", change(func(s *state) { s.escaped = true }))
	apart("a panic", change(func(s *state) { s.unwind = true }))
	apart("where the client is", change(func(s *state) { s.vals = s.vals.set(3, v[0]) }))
	apart("what holds the client", u.write(base, l[2], v[0]))
	base = base.link(v[1])
	apart("the result of a connect", base.learn(v[1], fact{isNil: yes}))
	same("another result", base.learn(v[2], fact{isNil: yes}))
}

// Only the latest results keep states apart: their number does not grow with the function.
func TestLinksAreBounded(t *testing.T) {
	u := newUniverse()
	s := u.top()
	for n := range 3 * maxLinks {
		s = s.link(u.formal(nil, n, nil)).link(u.formal(nil, n, nil))
	}
	if len(s.links) != maxLinks || s.links[maxLinks-1] != u.formal(nil, 3*maxLinks-1, nil) {
		t.Errorf("links %v", s.links)
	}
}

// A store replaces what it covers, and nothing else.
func TestWrite(t *testing.T) {
	u := newUniverse()
	v := vals(u)
	whole := u.pointee(v[0])
	c, d := u.sub(whole, "c", nil), u.sub(whole, "d", nil)
	s := u.write(u.write(u.top(), c, v[1]), d, v[2])
	for l, want := range map[locID]string{c: "formal1", d: "formal2", u.sub(whole, "e", nil): "init(*formal0.e)"} {
		if got := u.valueString(u.read(s, l)); got != want {
			t.Errorf("%s holds %s, want %s", u.locString(l), got, want)
		}
	}
	s = u.write(s, whole, v[3])
	if got := u.valueString(u.read(s, c)); got != "init(*formal3.c)" {
		t.Errorf("the field of what was stored is %s", got)
	}
	s = u.forget(s, whole, nil)
	if got := u.valueString(u.read(s, c)); got != "havoc(*formal0.c)" {
		t.Errorf("after unknown code the field is %s", got)
	}
}

func TestValueString(t *testing.T) {
	u := newUniverse()
	f := u.formal(nil, 0, nil)
	field := u.sub(u.pointee(f), "client", nil)
	for want, v := range map[string]value{
		"absent":                          0,
		"nil":                             u.nilValue(),
		"true":                            u.boolean(true),
		"-3":                              u.integer(-3),
		`"a"`:                             u.constant(constant.MakeString("a"), types.Typ[types.String]),
		"formal0":                         f,
		"init(*formal0.client)":           u.init(field),
		"&*formal0.client":                u.addr(field),
		"init(*init(*formal0.client).up)": u.init(u.sub(u.pointee(u.init(field)), "up", nil)),
		"(formal0 == nil)":                u.cmp(token.EQL, f, u.nilValue()),
		"!(formal0 == nil)":               u.cmp(token.NEQ, f, u.nilValue()),
		"(formal0 < 3)":                   u.cmp(token.GTR, u.integer(3), f),
		"(formal0+2)":                     u.add(u.add(f, 3), -1),
		"old(formal0)":                    u.old(f),
		"len(formal0)":                    u.observe("len", f, nil),
	} {
		if got := u.valueString(v); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// Equal tests are equal values, however they are written.
func TestComparisonsAreCanonical(t *testing.T) {
	u := newUniverse()
	a, b := u.formal(nil, 0, nil), u.formal(nil, 1, nil)
	for _, c := range [][2]value{
		{u.cmp(token.EQL, a, b), u.cmp(token.EQL, b, a)},
		{u.cmp(token.NEQ, a, b), u.not(u.cmp(token.EQL, b, a))},
		{u.cmp(token.GTR, a, b), u.cmp(token.LSS, b, a)},
		{u.cmp(token.GEQ, a, b), u.not(u.cmp(token.LSS, a, b))},
		{u.cmp(token.LEQ, a, b), u.cmp(token.GEQ, b, a)},
		{u.not(u.not(a)), a},
		{u.add(u.add(a, 2), -2), a},
		{u.cmp(token.EQL, a, a), u.boolean(true)},
		{u.cmp(token.LSS, u.integer(1), u.integer(2)), u.boolean(true)},
	} {
		if c[0] != c[1] {
			t.Errorf("%s is not %s", u.valueString(c[0]), u.valueString(c[1]))
		}
	}
}

func TestStateString(t *testing.T) {
	for want, s := range map[string]*state{
		"unborn":            {},
		"open":              {born: true, q: protocol.Open},
		"dead sure escaped": {born: true, q: protocol.Dead, sure: true, escaped: true},
	} {
		if got := s.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
