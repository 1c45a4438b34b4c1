package typestate

import (
	"fmt"
	"go/constant"
	"go/token"
	"math"
	"strings"
)

// This file defines path facts: what a path's branches have taught about a value.

// An answer is a fact about a yes-or-no property of a value.
type answer uint8

const (
	unknown answer = iota
	yes
	no
)

func answerOf(b bool) answer {
	if b {
		return yes
	}
	return no
}

// An outcome is how a connect attempt that a token stands for will end.
type outcome uint8

const (
	undecided outcome = iota
	succeeds
	fails
)

// A fact is what is known of one value. The zero fact knows nothing and is the top of the
// lattice; the order is "knows less". Facts are must-facts: they hold on every path that
// reaches the state, so a join keeps what both sides know ([joinFacts]) and dropping one is
// always allowed. The exceptions are may-facts, of which a
// join takes either side's: opened, apart, ident, place and maybe.
type fact struct {
	isNil   answer
	isTrue  answer
	ranged  bool // lo and hi bound an integer
	lo, hi  int64
	eq      value    // equal to this constant (strings, floats)
	ne      [3]value // different from these constants, ascending, 0 is empty
	outcome outcome  // of the attempt that a token stands for
	ended   answer   // whether the token's attempt has ended: no if a wait for it ran out; yes of an error that no attempt follows, and of a context that has
	alien   bool     // … which is known to be of another client than the focus
	opened  bool     // of a client: connect or dial may have been called
	apart   bool     // … by a goroutine that goes on beside
	auto    answer   // of a client: whether its library reconnects it by itself
	ident   value    // of a client: the identity that the hub may know it by
	idents  bool     // … there are several
	place   locID    // of a client: a variable of the caller that held it when it was opened
	maybe   bool     // may be the focus, or lead to it
}

// String prints f. Example: nonnil, 1..3, !="x"
func (f fact) String() string {
	var s []string
	add := func(cond bool, text string) {
		if cond {
			s = append(s, text)
		}
	}
	add(f.isNil == yes, "nil")
	add(f.isNil == no, "nonnil")
	add(f.isTrue == yes, "true")
	add(f.isTrue == no, "false")
	add(f.ranged, fmt.Sprintf("%d..%d", f.lo, f.hi))
	add(f.eq != 0, fmt.Sprintf("=v%d", f.eq))
	for _, n := range f.ne {
		add(n != 0, fmt.Sprintf("!=v%d", n))
	}
	add(f.outcome == succeeds, "succeeds")
	add(f.outcome == fails, "fails")
	add(f.ended == yes, "ended")
	add(f.ended == no, "late")
	add(f.alien, "alien")
	add(f.opened, "opened")
	add(f.apart, "apart")
	add(f.auto == yes, "auto")
	add(f.auto == no, "manual")
	add(f.ident != 0, fmt.Sprintf("id=v%d", f.ident))
	add(f.maybe, "maybe")
	return strings.Join(s, ", ")
}

// joinFacts is the join of the lattice: commutative, associative, idempotent, with the zero
// fact absorbing (but for the may-facts).
func joinFacts(a, b fact) fact {
	if a == b {
		return a
	}
	var f fact
	if a.isNil == b.isNil {
		f.isNil = a.isNil
	}
	if a.isTrue == b.isTrue {
		f.isTrue = a.isTrue
	}
	if a.ranged && b.ranged {
		f.ranged, f.lo, f.hi = true, min(a.lo, b.lo), max(a.hi, b.hi)
	}
	if a.eq == b.eq {
		f.eq = a.eq
	}
	for _, n := range a.ne {
		if n != 0 && b.excludes(n) {
			f = f.without(n)
		}
	}
	if a.outcome == b.outcome {
		f.outcome = a.outcome
	}
	if a.ended == b.ended {
		f.ended = a.ended
	}
	f.alien = a.alien && b.alien
	f.opened, f.apart = a.opened || b.opened, a.apart || b.apart
	if a.auto == b.auto {
		f.auto = a.auto
	}
	f.ident, f.idents = a.ident|b.ident, a.idents || b.idents || a.ident != 0 && b.ident != 0 && a.ident != b.ident
	if f.idents {
		f.ident = 0
	}
	f.place = max(a.place, b.place)
	f.maybe = a.maybe || b.maybe
	return f
}

// widen is [joinFacts] for a loop that keeps changing a range: a bound that moved is given up,
// so that chains are finite.
func widen(old, new fact) fact {
	f := joinFacts(old, new)
	if f.ranged && old.ranged {
		if f.lo < old.lo {
			f.lo = math.MinInt64
		}
		if f.hi > old.hi {
			f.hi = math.MaxInt64
		}
		if f.lo == math.MinInt64 && f.hi == math.MaxInt64 {
			f.ranged, f.lo, f.hi = false, 0, 0
		}
	}
	return f
}

func (f fact) excludes(c value) bool { return f.ne[0] == c || f.ne[1] == c || f.ne[2] == c }

// without returns f with c excluded. Beyond three constants one is forgotten: fewer facts.
func (f fact) without(c value) fact {
	if f.excludes(c) {
		return f
	}
	for i, n := range f.ne {
		if n == 0 || c < n {
			f.ne[i], c = c, n
		}
	}
	return f
}

// factOf returns what is known of v in s, by its form or by the path.
func (u *universe) factOf(s *state, v value) fact {
	if v == 0 {
		return fact{}
	}
	if c := u.constOf(v); c != nil {
		return u.constFact(v, c)
	}
	f := s.facts.get(uint32(v))
	if n := u.node(v); n.kind == kAdd && !f.ranged {
		if sum, ok := shifted(u.factOf(s, n.a), int64(n.n)); ok {
			f.ranged, f.lo, f.hi = true, sum.lo, sum.hi
		}
	}
	if n := u.node(v); n.kind == kObserve && n.s == "err" && f.isNil == unknown {
		if t := s.facts.get(uint32(n.a)); t.outcome != undecided && t.ended == yes {
			f.isNil = answerOf(t.outcome == succeeds)
		}
	}
	if n := u.node(v); n.kind == kObserve && n.s == lengthMark && !f.ranged && s.born && u.reaches(s, n.a, 0) {
		f.ranged, f.lo, f.hi = true, 1, math.MaxInt64
	}
	if u.nonNil(v) {
		f.isNil = no
	}
	if v == s.focus && s.born {
		f.isNil = no // the focus is an object
	}
	if f.isTrue == unknown && u.node(v).kind == kNot {
		switch u.factOf(s, u.node(v).a).isTrue {
		case yes:
			f.isTrue = no
		case no:
			f.isTrue = yes
		}
	}
	return f
}

func (u *universe) constFact(v value, c *vnode) fact {
	switch {
	case c.c == nil:
		return fact{isNil: yes}
	case c.c.Kind() == constant.Bool:
		return fact{isTrue: answerOf(constant.BoolVal(c.c))}
	case c.c.Kind() == constant.Int:
		if n, ok := constant.Int64Val(c.c); ok {
			return fact{ranged: true, lo: n, hi: n}
		}
	}
	return fact{eq: v}
}

// decide returns the truth of v in s as far as it is known.
func (u *universe) decide(s *state, v value) answer {
	if f := u.factOf(s, v); f.isTrue != unknown {
		return f.isTrue
	}
	switch n := u.node(v); n.kind {
	case kNot:
		switch u.decide(s, n.a) {
		case yes:
			return no
		case no:
			return yes
		}
	case kCmp:
		if n.op == token.EQL {
			return u.decideEqual(s, n.a, n.b)
		}
		return decideLess(u.factOf(s, n.a), u.factOf(s, n.b))
	}
	return unknown
}

func (u *universe) decideEqual(s *state, a, b value) answer {
	fa, fb := u.factOf(s, a), u.factOf(s, b)
	switch {
	case fa.isNil == yes && fb.isNil == yes:
		return yes
	case fa.isNil != unknown && fb.isNil != unknown && fa.isNil != fb.isNil:
		return no
	case fa.isTrue != unknown && fb.isTrue != unknown:
		return answerOf(fa.isTrue == fb.isTrue)
	case fa.ranged && fb.ranged && fa.lo == fa.hi && fa == fb:
		return yes
	case fa.ranged && fb.ranged && (fa.hi < fb.lo || fb.hi < fa.lo):
		return no
	case fa.eq != 0 && fb.eq != 0:
		return answerOf(fa.eq == fb.eq)
	case fa.excludes(b) || fb.excludes(a):
		return no
	case fa.eq != 0 && fb.excludes(fa.eq) || fb.eq != 0 && fa.excludes(fb.eq):
		return no
	}
	return unknown
}

func decideLess(a, b fact) answer {
	switch {
	case !a.ranged || !b.ranged:
		return unknown
	case a.hi < b.lo:
		return yes
	case a.lo >= b.hi:
		return no
	}
	return unknown
}

// assume returns s with v known to be truth, or nil if that contradicts what s knows.
// It is the branch refinement: called for each successor of an If with its own truth.
func (u *universe) assume(s *state, v value, truth bool) *state {
	switch u.decide(s, v) {
	case answerOf(truth):
		return s
	case answerOf(!truth):
		return nil
	}
	switch n := u.node(v); n.kind {
	case kNot:
		return u.assume(s, n.a, !truth)
	case kCmp:
		if n.op == token.EQL {
			return u.assumeEqual(s, v, truth)
		}
		return u.assumeLess(s, v, truth)
	}
	f := u.factOf(s, v)
	f.isTrue = answerOf(truth)
	return s.learn(v, f)
}

func (u *universe) assumeEqual(s *state, v value, truth bool) *state {
	a, b := u.node(v).a, u.node(v).b
	if u.constOf(a) != nil {
		a, b = b, a
	}
	fa, fb := u.factOf(s, a), u.factOf(s, b)
	switch {
	case fb.isNil == yes:
		fa.isNil = answerOf(truth)
	case fb.isTrue != unknown:
		return u.assume(s, a, (fb.isTrue == yes) == truth)
	case truth && fb.ranged:
		fa.ranged, fa.lo, fa.hi = true, fb.lo, fb.hi
	case truth && fb.eq != 0:
		fa.eq = fb.eq
	case truth && fb.isNil == no:
		fa.isNil = no
	case !truth && fb.ranged && fb.lo == fb.hi && fa.ranged && fa.lo == fb.lo:
		fa.lo++
	case !truth && fb.ranged && fb.lo == fb.hi && fa.ranged && fa.hi == fb.lo:
		fa.hi--
	case !truth && u.constOf(b) != nil:
		fa = fa.without(b)
	default:
		f := u.factOf(s, v)
		f.isTrue = answerOf(truth)
		return s.learn(v, f)
	}
	return s.learn(a, fa)
}

func (u *universe) assumeLess(s *state, v value, truth bool) *state {
	a, b := u.node(v).a, u.node(v).b
	fa, fb := u.factOf(s, a).bounded(), u.factOf(s, b).bounded()
	if truth { // a < b
		if fb.hi != math.MaxInt64 {
			fa.hi = min(fa.hi, fb.hi-1)
		}
		if fa.lo != math.MinInt64 {
			fb.lo = max(fb.lo, fa.lo+1)
		}
	} else { // a >= b
		fa.lo = max(fa.lo, fb.lo)
		fb.hi = min(fb.hi, fa.hi)
	}
	if u.constOf(a) == nil {
		s = s.learn(a, fa.unbounded())
	}
	if u.constOf(b) == nil {
		s = s.learn(b, fb.unbounded())
	}
	f := u.factOf(s, v)
	f.isTrue = answerOf(truth)
	return s.learn(v, f)
}

func (f fact) bounded() fact {
	if !f.ranged {
		f.ranged, f.lo, f.hi = true, math.MinInt64, math.MaxInt64
	}
	return f
}

func (f fact) unbounded() fact {
	if f.lo == math.MinInt64 && f.hi == math.MaxInt64 {
		f.ranged, f.lo, f.hi = false, 0, 0
	}
	return f
}
