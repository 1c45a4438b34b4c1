package eager

import (
	"go/constant"
	"go/token"
)

// This file defines the lattice of the propagation: not yet run, one known thing, anything.

type kind uint8

const (
	never    kind = iota // no way here has run yet
	isNil                // nil
	notNil               // something
	failed               // the token of an attempt that failed
	literal              // the constant c
	whatever             // not known
)

// A value is what is known of an SSA value in the world in which the hub is down.
type value struct {
	kind kind
	c    constant.Value
}

var anything = value{kind: whatever}

func boolean(b bool) value { return value{literal, constant.MakeBool(b)} }

func integer(n int) value { return value{literal, constant.MakeInt64(int64(n))} }

// known reports whether v is one thing only.
func (v value) known() bool { return v.kind != never && v.kind != whatever }

func (v value) equal(w value) bool {
	if v.kind != w.kind || v.kind != literal {
		return v.kind == w.kind
	}
	return v.c.Kind() == w.c.Kind() && constant.Compare(v.c, token.EQL, w.c)
}

// join is the least value above both.
func join(v, w value) value {
	switch {
	case v.kind == never:
		return w
	case w.kind == never, v.equal(w):
		return v
	case v.object() && w.object():
		return value{kind: notNil}
	}
	return anything
}

// object reports whether v is known not to be nil.
func (v value) object() bool { return v.kind == notNil || v.kind == failed }

// not is the negation of a condition.
func (v value) not() value {
	if v.kind == literal && v.c.Kind() == constant.Bool {
		return boolean(!constant.BoolVal(v.c))
	}
	return v.orAny()
}

// orAny forgets what v is, unless it has not run.
func (v value) orAny() value {
	if v.kind == never {
		return v
	}
	return anything
}

// compare is the result of v op w.
func compare(op token.Token, v, w value) value {
	switch {
	case v.kind == never || w.kind == never:
		return value{}
	case v.kind == literal && w.kind == literal && v.c.Kind() == w.c.Kind():
		if ordered(v.c.Kind()) || op == token.EQL || op == token.NEQ {
			return boolean(constant.Compare(v.c, op, w.c))
		}
	case v.kind == isNil && w.kind == isNil:
		return boolean(op == token.EQL)
	case v.kind == isNil && w.object(), w.kind == isNil && v.object():
		return boolean(op == token.NEQ)
	}
	return anything
}

func ordered(k constant.Kind) bool {
	return k == constant.Int || k == constant.Float || k == constant.String
}

// decides reports whether v is a known condition, and which.
func (v value) decides() (truth, ok bool) {
	if v.kind == literal && v.c.Kind() == constant.Bool {
		return constant.BoolVal(v.c), true
	}
	return false, false
}
