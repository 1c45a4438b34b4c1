package typestate

import (
	"go/token"
	"go/types"
	"math/rand/v2"
	"testing"
)

// TestBits puts random operations with constants to a variable and to integers.
func TestBits(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	ops := []struct {
		op token.Token
		do func(x, c int64) int64
	}{
		{token.AND, func(x, c int64) int64 { return x & c }},
		{token.AND_NOT, func(x, c int64) int64 { return x &^ c }},
		{token.OR, func(x, c int64) int64 { return x | c }},
	}
	u := newUniverse()
	free := u.intern(vkey{kind: kFormal, n: 1}, types.Typ[types.Int])
	for range 2000 {
		v, x := free, rng.Int64N(16)
		got := x
		for range rng.IntN(5) {
			c, o := rng.Int64N(16), ops[rng.IntN(len(ops))]
			v, got = u.bitwise(o.op, v, c), o.do(got, c)
		}
		_, keep, set := u.bitsOf(v)
		if x&keep|set != got {
			t.Fatalf("%d: %d & %d | %d, want %d", x, x, keep, set, got)
		}
		c := rng.Int64N(16)
		if eq := u.cmp(token.EQL, v, u.integer(c)); u.constOf(eq) != nil && got == c {
			if is, _ := u.truth(eq); !is {
				t.Fatalf("%d & %d | %d cannot be %d", x, keep, set, c)
			}
		}
	}
	open := u.bitwise(token.AND, free, 4)
	if u.cmp(token.EQL, open, u.integer(4)) != u.not(u.cmp(token.EQL, open, u.integer(0))) {
		t.Error("a flag that is set is not the same as one that is not clear")
	}
	if u.bitwise(token.AND, u.bitwise(token.OR, u.bitwise(token.AND_NOT, free, 3), 5), 6) != u.bitwise(token.OR, u.bitwise(token.AND, u.integer(0), 1), 4) {
		t.Error("bits that are all known are not a constant")
	}
}
