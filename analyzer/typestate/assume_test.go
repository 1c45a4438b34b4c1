package typestate

import (
	"fmt"
	"go/constant"
	"go/token"
	"go/types"
	"math/rand/v2"
	"testing"
)

// This file compares what branches teach with runs: variables have concrete values, conditions
// over them are assumed as they turn out, and what the state then knows must be so.

// A world is some variables with their values in one run: int64, bool, string, or a pointer,
// which is an int of which 0 is nil.
type world struct {
	u    *universe
	vars []value
	at   map[value]any
	only bool // conditions compare with constants only
}

func newWorld(u *universe, rng *rand.Rand) *world {
	w := &world{u: u, at: map[value]any{}}
	add := func(typ types.Type, x any) {
		v := u.formal(nil, len(w.vars), typ)
		w.vars = append(w.vars, v)
		w.at[v] = x
	}
	for range 3 {
		add(types.Typ[types.Int], int64(rng.IntN(7)-3))
	}
	for range 2 {
		add(types.NewPointer(types.Typ[types.Int]), rng.IntN(3))
		add(types.Typ[types.Bool], rng.IntN(2) == 0)
		add(types.Typ[types.String], string(rune('a'+rng.IntN(5))))
	}
	return w
}

// another returns the same variables with other values.
func (w *world) another(rng *rand.Rand) *world {
	x := newWorld(w.u, rng)
	x.only = w.only
	return x
}

// condition returns a random condition and whether it holds.
func (w *world) condition(rng *rand.Rand) (value, bool) {
	x := w.vars[rng.IntN(len(w.vars))]
	if rng.IntN(4) == 0 {
		v, b := w.condition(rng)
		return w.u.not(v), !b
	}
	switch a := w.at[x].(type) {
	case bool:
		if rng.IntN(2) == 0 {
			return x, a
		}
		c := rng.IntN(2) == 0
		return w.u.cmp(token.EQL, x, w.u.boolean(c)), a == c
	case int:
		if y, b := w.other(rng, x); y != 0 && rng.IntN(3) == 0 {
			return w.u.cmp(token.EQL, x, y), a == b.(int)
		}
		return w.u.cmp(token.NEQ, x, w.u.nilValue()), a != 0
	case string:
		if y, b := w.other(rng, x); y != 0 && rng.IntN(4) == 0 {
			return w.u.cmp(token.EQL, x, y), a == b.(string)
		}
		c := string(rune('a' + rng.IntN(6)))
		return w.u.cmp(token.EQL, x, w.u.constant(constant.MakeString(c), types.Typ[types.String])), a == c
	case int64:
		return w.comparison(rng, x, a)
	}
	panic("no such variable")
}

// other returns a variable of the same type as x with its value.
func (w *world) other(rng *rand.Rand, x value) (value, any) {
	y := w.vars[rng.IntN(len(w.vars))]
	if w.only || y == x || fmt.Sprintf("%T", w.at[x]) != fmt.Sprintf("%T", w.at[y]) {
		return 0, nil
	}
	return y, w.at[y]
}

func (w *world) comparison(rng *rand.Rand, x value, a int64) (value, bool) {
	if k := int64(rng.IntN(3)); k > 0 {
		x, a = w.u.add(x, k), a+k
	}
	b := int64(rng.IntN(9) - 4)
	y := w.u.integer(b)
	if v, bv := w.other(rng, x); v != 0 && rng.IntN(3) == 0 {
		if n, ok := bv.(int64); ok {
			y, b = v, n
		}
	}
	switch op := []token.Token{token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ}[rng.IntN(6)]; op {
	case token.EQL, token.NEQ:
		return w.u.cmp(op, x, y), (a == b) == (op == token.EQL)
	case token.LSS, token.GEQ:
		return w.u.cmp(op, x, y), (a < b) == (op == token.LSS)
	default:
		return w.u.cmp(op, x, y), (a > b) == (op == token.GTR)
	}
}

// wrong returns what s knows of the variables that is not so, or "".
func (w *world) wrong(s *state) string {
	for _, v := range w.vars {
		if f := w.u.factOf(s, v); !w.holds(f, w.at[v]) {
			return fmt.Sprintf("%s is %v, but the state knows: %s", w.u.valueString(v), w.at[v], f)
		}
	}
	return ""
}

func (w *world) holds(f fact, x any) bool {
	for _, n := range nonzero(f.ne) {
		if c := w.u.constOf(n); c.c != nil && equalTo(c.c, x) || c.c == nil && x == 0 {
			return false
		}
	}
	if f.eq != 0 && !equalTo(w.u.constOf(f.eq).c, x) {
		return false
	}
	switch x := x.(type) {
	case bool:
		return f.isTrue == unknown || f.isTrue == answerOf(x)
	case int:
		return f.isNil == unknown || f.isNil == answerOf(x == 0)
	case int64:
		return !f.ranged || f.lo <= x && x <= f.hi
	}
	return true
}

func equalTo(c constant.Value, x any) bool {
	switch x := x.(type) {
	case string:
		return c.Kind() == constant.String && constant.StringVal(c) == x
	case int64:
		n, ok := constant.Int64Val(constant.ToInt(c))
		return ok && n == x
	case bool:
		return c.Kind() == constant.Bool && constant.BoolVal(c) == x
	}
	return false
}

// walk assumes n random conditions as they turn out in w, beginning with s.
func (w *world) walk(t *testing.T, rng *rand.Rand, s *state, n int) *state {
	t.Helper()
	for range n {
		v, truth := w.condition(rng)
		if got := w.u.decide(s, v); got == answerOf(!truth) {
			t.Fatalf("%s is %t, but decided the other way", w.u.valueString(v), truth)
		}
		next := w.u.assume(s, v, truth)
		if next == nil {
			t.Fatalf("%s is %t, but taken for impossible", w.u.valueString(v), truth)
		}
		s = next
		if text := w.wrong(s); text != "" {
			t.Fatalf("after assuming that %s is %t: %s", w.u.valueString(v), truth, text)
		}
	}
	return s
}

// What a path has taught is true on every run that takes it.
func TestAssumeIsSound(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 1))
	for range 3000 {
		w := newWorld(newUniverse(), rng)
		w.walk(t, rng, w.u.top(), 12)
	}
}

// What is known where two paths meet is true on the runs of both.
func TestMergeIsSound(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 2))
	for range 3000 {
		w := newWorld(newUniverse(), rng)
		x := w.another(rng)
		for _, loop := range []bool{false, true} {
			m := w.u.mergeWith(w.walk(t, rng, w.u.top(), 6), x.walk(t, rng, w.u.top(), 6), nil, noNumber, loop)
			if text := w.wrong(m) + x.wrong(m); text != "" {
				t.Fatalf("after a join: %s", text)
			}
			w.walk(t, rng, m, 4)
			x.walk(t, rng, m, 4)
		}
	}
}

// noNumber names the numbers of SSA values, of which these states have none.
func noNumber(uint32) value { panic("a number") }

// Less goes in, less comes out: what is impossible for a state is so for one that knows more,
// and what a state learns, one that knows more knows, too.
func TestAssumeIsMonotone(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 3))
	for range 5000 {
		w := newWorld(newUniverse(), rng)
		w.only = true
		more := w.walk(t, rng, w.u.top(), 5)
		x := w.another(rng)
		less := w.u.mergeWith(more, x.walk(t, rng, w.u.top(), 5), nil, noNumber, false)
		v, truth := w.condition(rng)
		if rng.IntN(2) == 0 {
			truth = !truth
		}
		a, b := w.u.assume(more, v, truth), w.u.assume(less, v, truth)
		if a == nil {
			continue
		}
		if b == nil {
			t.Fatalf("that %s is %t is impossible for the one that knows less", w.u.valueString(v), truth)
		}
		for _, y := range w.vars {
			if fa, fb := w.u.factOf(a, y), w.u.factOf(b, y); !w.u.implies(fa, fb) {
				t.Fatalf("if %s is %t, then %s is: %s; and knowing less it is: %s", w.u.valueString(v), truth, w.u.valueString(y), fa, fb)
			}
		}
	}
}

// implies reports whether each value that f allows is allowed by g.
func (u *universe) implies(f, g fact) bool {
	full := len(nonzero(f.ne)) == len(f.ne) // one more may have been forgotten
	for _, n := range nonzero(g.ne) {
		if c, ok := u.int64Of(n); ok && f.ranged && (c < f.lo || f.hi < c) {
			continue
		}
		if !full && !f.excludes(n) && (f.eq == 0 || f.eq == n) {
			return false
		}
	}
	switch {
	case g.ranged && !(f.ranged && g.lo <= f.lo && f.hi <= g.hi):
		return false
	case g.eq != 0 && g.eq != f.eq, g.isNil != unknown && g.isNil != f.isNil, g.isTrue != unknown && g.isTrue != f.isTrue:
		return false
	}
	return true
}
