package typestate

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// This file defines deferred calls, panics and returns.

// A deferred is a deferred call with its operands as of the defer statement.
type deferred struct {
	instr  *ssa.Defer
	number uint32  // of instr in its function, see [state.key]
	args   []value // callee first
	next   *deferred
}

// each returns d and what comes after it with f applied to the operands.
func (d *deferred) each(f func(value) value) *deferred {
	if d == nil {
		return nil
	}
	next := d.next.each(f)
	var args []value
	for i, v := range d.args {
		if w := f(v); w != v && args == nil {
			args = slices.Clone(d.args)
			args[i] = w
		} else if args != nil {
			args[i] = w
		}
	}
	switch {
	case args != nil:
		return &deferred{d.instr, d.number, args, next}
	case next != d.next:
		return &deferred{d.instr, d.number, d.args, next}
	}
	return d
}

// deferStmt: defer f(…). The operands are those of now, the effect is that of the function's
// end. A defer in a loop counts once, with its latest operands: at the end all of them run,
// and until then none has.
func (r *run) deferStmt(s *state, i *ssa.Defer) *state {
	args := r.operands(s, i.Common())
	if i.DeferStack != nil { // in the body of a range over a function: put off to the end of the function around it
		for _, v := range args {
			s = r.lend(s, v)
		}
		return r.async(s, newCallSite(i, args))
	}
	if !r.matters(s, i, args) {
		return s // keeps states together that differ in mu.Unlock only
	}
	c := s.note(Deferred, posOf(i), calleeName(i.Common()))
	if !r.f.endsAfter(i.Block()) {
		return c // it never runs, see [run.panics]
	}
	for d := s.defers; d != nil; d = d.next {
		if d.instr == i && s.born && slices.Contains(d.args, s.focus) {
			c.kept, c.heldBy = true, 0 // by the call of an earlier round, which will still run
		}
	}
	c.defers = &deferred{instr: i, number: r.f.defers[i], args: args, next: without(s.defers, i)}
	return c
}

// endsAfter reports whether f may end once it has come to b: whether a return or a panic is written
// behind it.
func (f *funcInfo) endsAfter(b *ssa.BasicBlock) bool {
	if f.ends == nil {
		var last []*ssa.BasicBlock
		for _, b := range f.rpo {
			switch b.Instrs[len(b.Instrs)-1].(type) {
			case *ssa.Return, *ssa.Panic:
				last = append(last, b)
			}
		}
		f.ends = newBlockSet(f.upFrom(last, nil))
	}
	return f.ends.has(f.order[b.Index])
}

// stillDeferred returns s, in which v is about to be executed anew, with the focus kept if a call that
// was deferred has it by the v of this round: it will still run, and what it captured is another
// variable from now on.
func (r *run) stillDeferred(s *state, v ssa.Value) *state {
	if !s.born || s.heldForGood() {
		return s
	}
	for d := s.defers; d != nil; d = d.next {
		for _, a := range d.args {
			if r.a.u.mentions(a, v) && r.a.u.reaches(s, a, 0) {
				return s.keep()
			}
		}
	}
	return s
}

func without(d *deferred, i *ssa.Defer) *deferred {
	if d == nil {
		return nil
	}
	if d.instr == i {
		return d.next
	}
	if next := without(d.next, i); next != d.next {
		return &deferred{d.instr, d.number, d.args, next}
	}
	return d
}

// matters reports whether a deferred call can do anything that is tracked.
func (r *run) matters(s *state, i *ssa.Defer, args []value) bool {
	cs := newCallSite(i, args)
	if _, ok := cs.common.Value.(*ssa.Builtin); ok {
		return true
	}
	obj, fn, _ := r.callee(s, cs)
	if obj == nil || fn != nil && fn.Blocks != nil {
		return true
	}
	if p, op := r.a.match.Func(obj); p != nil {
		return op != nil
	}
	return !r.harmless(obj)
}

// runDefers: the deferred calls, last first.
func (r *run) runDefers(s *state) []*state {
	cur := []*state{s}
	for {
		var next []*state
		more := false
		for _, s := range cur {
			if s.defers == nil {
				next = append(next, s)
				continue
			}
			more = true
			d := s.defers
			c := s.clone()
			c.defers = d.next
			cs := newCallSite(d.instr, d.args)
			next = append(next, r.apply(c, cs)...)
		}
		if !more {
			return next
		}
		if cur = r.compact(r.f.fn.Blocks[0], next); !r.affords(cur) {
			return nil
		}
	}
}

// panics: the deferred calls run; if one recovers, the function returns from its recover
// block, else the panic goes on in the caller. Only explicit panics are followed: taking every
// instruction for one that may panic drowns the rest in alarms (Checker Framework's resource
// leak checker does the same).
func (r *run) panics(s *state) {
	if s.timer != 0 {
		return // the state beside it, which knows nothing of the timer, panics as well
	}
	if r.f.fn.Recover != nil && !r.f.endsAfter(r.at.Block()) {
		return // calls that were deferred on the way here have been left out
	}
	c := s.clone()
	c.unwind = true
	for _, s := range r.runDefers(c) {
		if s.unwind {
			r.exit(s, panicking, nil)
		} else if r.f.fn.Recover != nil {
			r.arrive(r.f.fn.Recover, s)
		}
	}
}

// returns: return t0, …
func (r *run) returns(s *state, i *ssa.Return) {
	vals := make([]value, len(i.Results))
	for n, v := range i.Results {
		vals[n] = r.val(s, v)
	}
	s = r.parting(s, i, vals)
	r.abandons(s, i, vals)
	r.leaves(s, i)
	r.exit(s, returning, vals)
}

// calleeName names a call as the source does, "" for a function value that has no name there.
func calleeName(c *ssa.CallCommon) string {
	if c.IsInvoke() {
		return c.Method.Name()
	}
	if fn := c.StaticCallee(); fn != nil {
		return fn.Name()
	}
	if _, register := c.Value.(ssa.Instruction); register {
		return ""
	}
	return c.Value.Name()
}
