package typestate

import (
	"go/token"
	"go/types"
	"strings"
)

// This file defines package sync/atomic: its numbers, flags, pointers and values are variables like
// others. That another goroutine changes one in between is not thought of, as it is not for a field.

// atomic executes a call of a function of package sync/atomic, or of a method of its types.
func (r *run) atomic(s *state, cs *callSite, obj *types.Func) ([]*state, bool) {
	if obj.Pkg() == nil || obj.Pkg().Path() != "sync/atomic" {
		return nil, false
	}
	l, args := r.atomicCell(cs, obj)
	if l == 0 {
		return nil, false
	}
	u := r.a.u
	switch name := obj.Name(); {
	case strings.HasPrefix(name, "Load"):
		return one(r.bindResult(s, cs, u.read(s, l))), true
	case strings.HasPrefix(name, "Store"):
		return one(r.publish(s, l, args[0])), true
	case strings.HasPrefix(name, "Swap"):
		return one(r.publish(r.bindResult(s, cs, u.read(s, l)), l, args[0])), true
	case strings.HasPrefix(name, "Add"):
		if d, ok := u.int64Of(args[0]); ok {
			sum := u.add(u.read(s, l), d)
			return one(r.bindResult(u.write(s, l, sum), cs, sum)), true
		}
	case strings.HasPrefix(name, "CompareAndSwap"):
		return r.compareAndSwap(s, cs, l, args[0], args[1]), true
	}
	return one(u.forget(s, l, cs.instr)), true
}

// publish returns s with v stored at l for other goroutines, which may keep it when another takes its place.
func (r *run) publish(s *state, l locID, v value) *state { return r.put(r.escape(s, v), l, v) }

// atomicCell returns the variable that a call of obj is about, 0 if that is of no known type, and the
// other operands.
func (r *run) atomicCell(cs *callSite, obj *types.Func) (locID, []value) {
	u := r.a.u
	if cs.recv == 0 {
		if len(cs.args) == 0 || len(cs.common.Args) == 0 {
			return 0, nil
		}
		p, ok := cs.common.Args[0].Type().Underlying().(*types.Pointer)
		if !ok || !isFlag(p.Elem()) {
			return 0, nil
		}
		return u.pointee(cs.args[0]), cs.args[1:]
	}
	load, _, _ := types.LookupFieldOrMethod(obj.Signature().Recv().Type(), true, obj.Pkg(), "Load")
	m, ok := load.(*types.Func)
	if !ok || m.Signature().Results().Len() != 1 {
		return 0, nil
	}
	return u.sub(u.pointee(cs.recv), "#value", m.Signature().Results().At(0).Type()), cs.args
}

// isFlag reports whether t is a number or a flag.
func isFlag(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsBoolean|types.IsInteger) != 0
}

// compareAndSwap splits s by whether the variable has the old value, and is given the new one.
func (r *run) compareAndSwap(s *state, cs *callSite, l locID, old, new value) []*state {
	u := r.a.u
	same := u.cmp(token.EQL, u.read(s, l), old)
	var out []*state
	for _, swapped := range []bool{true, false} {
		t := u.assume(s, same, swapped)
		if t == nil {
			continue
		}
		if swapped {
			t = r.publish(t, l, new)
		}
		if cs.result != nil {
			sym := u.self(cs.result)
			t = t.learn(sym, fact{isTrue: answerOf(swapped)}).link(sym)
		}
		out = append(out, t)
	}
	return out
}
