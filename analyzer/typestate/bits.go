package typestate

import (
	"fmt"
	"go/token"
	"math/bits"
	"slices"
)

// This file defines integers whose bits are flags. Whatever constants an integer is ANDed and ORed
// with, the outcome is x & keep | set, with set apart from keep: equal flags are equal values.

const bitsMark = "bits %d %d" // keep and set

// bitsOf returns the x, keep and set that v is.
func (u *universe) bitsOf(v value) (x value, keep, set int64) {
	if c, ok := u.int64Of(v); ok {
		return 0, 0, c
	}
	if n := u.node(v); n.kind == kObserve {
		if k, s, ok := u.flags(n.s); ok {
			return n.a, k, s
		}
	}
	return v, -1, 0
}

// flags parses the name of an observer of bits.
func (u *universe) flags(name string) (keep, set int64, ok bool) {
	n, err := fmt.Sscanf(name, bitsMark, &keep, &set)
	return keep, set, n == 2 && err == nil
}

// withBits returns v & keep | set.
func (u *universe) withBits(v value, keep, set int64) value {
	x, k, s := u.bitsOf(v)
	k, s = k&keep&^set, s&keep|set
	switch {
	case k == 0:
		return u.integer(s)
	case k == -1:
		return x
	}
	return u.observe(fmt.Sprintf(bitsMark, k, s), x, u.nodes[v].typ)
}

// bitwise returns v op c, or 0 if op is none that flags are set, cleared and tested by.
func (u *universe) bitwise(op token.Token, v value, c int64) value {
	switch op {
	case token.AND:
		if t := u.typeOf(v); len(u.masks[t]) < maxMasks && !slices.Contains(u.masks[t], c) {
			u.masks[t] = append(u.masks[t], c)
		}
		return u.withBits(v, c, 0)
	case token.AND_NOT:
		return u.withBits(v, ^c, 0)
	case token.OR:
		return u.withBits(v, -1, c)
	}
	return 0
}

// maxMasks bounds with how many masks the flags of a type are tested that survive where paths meet.
const maxMasks = 8

// joinFlags notes in extra which flags are the same in x and y, which become own.
func (u *universe) joinFlags(extra map[value]fact, own value, old, new *state, x, y value, join func(a, b fact) fact) {
	for _, mask := range u.masks[u.nodes[own].typ] {
		fx, fy := u.factOf(old, u.withBits(x, mask, 0)), u.factOf(new, u.withBits(y, mask, 0))
		if f := join(fx, fy); f != (fact{}) {
			extra[u.withBits(own, mask, 0)] = f
		}
	}
}

// flagIs returns a == b where one is a constant and the other's known bits tell, else 0. Of a single
// flag, "is set" is "is not clear".
func (u *universe) flagIs(a, b value) value {
	c, ok := u.int64Of(b)
	if !ok {
		a, b = b, a
		c, ok = u.int64Of(b)
	}
	if !ok || u.node(a).kind != kObserve {
		return 0
	}
	_, keep, set := u.bitsOf(a)
	switch {
	case c&set != set || c&^(keep|set) != 0:
		return u.boolean(false)
	case set == 0 && c == keep && bits.OnesCount64(uint64(keep)) == 1:
		return u.not(u.cmp(token.EQL, a, u.integer(0)))
	}
	return 0
}
