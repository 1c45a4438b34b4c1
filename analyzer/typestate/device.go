package typestate

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// This file defines when the next client is another device's: then it takes nobody's place. A program
// that connects many devices, each by its own name, need not hold clients that have handlers: the
// library does, and calls these.

// servedMark is the selector below a client that has handlers.
const servedMark = "#served"

// serve returns s in which client obj has handler h, if that is one.
func (u *universe) serve(s *state, obj, h value) *state {
	l := u.sub(u.pointee(obj), servedMark, nil)
	if obj == 0 || l == 0 || !u.isFunc(h) && !u.isEntry(h) {
		return s
	}
	return u.write(s, l, u.boolean(true))
}

// served reports whether the focus has handlers.
func (u *universe) served(s *state) bool {
	return s.mem.get(uint32(u.sub(u.pointee(s.focus), servedMark, nil))) != 0
}

// ofAnother reports whether identity next, of a client that is made in a loop, is another one than
// that of the round before: it comes from an element, a counter or a message of this round.
func (u *universe) ofAnother(before, next value) bool {
	return before != 0 && next != 0 && before != next && u.perRound(next, map[ssa.Value]bool{})
}

// isElement reports whether v is an element of a list, as it was when it was read.
func (u *universe) isElement(v value) bool {
	_, ok := u.node(u.entry(v)).ptr.(*ssa.IndexAddr)
	return ok
}

// perRound reports whether v is built from what each round of a loop has another of.
func (u *universe) perRound(v value, seen map[ssa.Value]bool) bool {
	if v == 0 {
		return false
	}
	n := u.node(v)
	if i, ok := n.ptr.(ssa.Value); ok && (n.kind == kInstr || n.kind == kCall) {
		return renewed(i, seen)
	}
	switch n.kind {
	case kInit, kAddr:
		return u.perRound(u.rootOf(n.loc), seen)
	case kCmp:
		return u.perRound(n.a, seen) || u.perRound(n.b, seen)
	case kObserve, kAdd:
		return u.perRound(n.a, seen)
	}
	return false
}

// renewed reports whether v is computed from an element, a counter or a message.
func renewed(v ssa.Value, seen map[ssa.Value]bool) bool {
	if seen[v] {
		return false
	}
	seen[v] = true
	switch v := v.(type) {
	case *ssa.Next:
		return true
	case *ssa.IndexAddr:
		return !isConst(v.Index) || renewed(v.X, seen)
	case *ssa.Index:
		return !isConst(v.Index) || renewed(v.X, seen)
	case *ssa.Const:
		return false
	case *ssa.UnOp:
		if v.Op == token.ARROW {
			return true
		}
	case *ssa.Phi:
		if b, ok := v.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsInteger != 0 {
			return true
		}
	}
	i, ok := v.(ssa.Instruction)
	if !ok {
		return false
	}
	for _, op := range i.Operands(nil) {
		if *op != nil && renewed(*op, seen) {
			return true
		}
	}
	return false
}

func isConst(v ssa.Value) bool {
	_, ok := v.(*ssa.Const)
	return ok
}
