package eager

import (
	"go/constant"
	"go/token"
	"testing"
)

var values = []value{
	{}, {kind: isNil}, {kind: notNil}, {kind: failed}, boolean(true), boolean(false), integer(0), integer(1),
	{literal, constant.MakeString("up")}, anything,
}

// The join is that of a lattice: the propagation ends, whatever the order of blocks.
func TestJoin(t *testing.T) {
	for _, v := range values {
		if !join(v, v).equal(v) || !join(v, value{}).equal(v) || !join(v, anything).equal(anything) {
			t.Errorf("%v: not idempotent, or the ends are not the ends", v)
		}
		for _, w := range values {
			j := join(v, w)
			if !j.equal(join(w, v)) {
				t.Errorf("join(%v, %v) depends on the order", v, w)
			}
			if !join(j, v).equal(j) || !join(j, w).equal(j) {
				t.Errorf("join(%v, %v) = %v is not above both", v, w, j)
			}
			for _, x := range values {
				if !join(j, x).equal(join(v, join(w, x))) {
					t.Errorf("join of %v, %v, %v depends on the order", v, w, x)
				}
			}
		}
	}
}

// What is decided of two values is decided of none above them the other way.
func TestCompareIsMonotone(t *testing.T) {
	for _, op := range []token.Token{token.EQL, token.NEQ, token.LSS, token.GEQ} {
		for _, v := range values {
			for _, w := range values {
				for _, x := range values {
					low, high := compare(op, v, w), compare(op, join(v, x), w)
					if !join(low, high).equal(high) {
						t.Errorf("%v %s %v is %v, and with %v joined %v", v, op, w, low, x, high)
					}
				}
			}
		}
	}
}

// A fact about a result survives its encoding, or says less.
func TestEncode(t *testing.T) {
	for _, v := range values {
		if got := decode(encode(v)); !got.equal(v) && !got.equal(anything) {
			t.Errorf("%v becomes %v", v, got)
		}
	}
	if len(resultNames) != 6 {
		t.Error("decode knows 6 names")
	}
}
