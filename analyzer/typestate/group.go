package typestate

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// This file defines groups of goroutines that are waited for: by a sync.WaitGroup, or an errgroup.
// Goroutines that hold the focus and leave it alone keep it from being lost for as long as they run.
// After the wait of their group they do not run any more. It is a must analysis: where anything else
// may hold the focus, or a goroutine starts others, it stays kept.

// group returns s, the state after a goroutine that runs fn was started in before, knowing that it
// answers to the group g: if that is all that holds the focus, it does so until the group has ended.
func (before *state) group(s *state, fn *ssa.Function, g value) *state {
	if g == 0 || !s.kept || before.kept && before.heldBy != g || startsOthers(fn) {
		return s
	}
	c := s.clone()
	c.heldBy = g
	return c
}

// groupEnds returns s after a call of obj, if that waits for the goroutines that hold the focus.
func (r *run) groupEnds(s *state, cs *callSite, obj *types.Func) *state {
	if !s.kept || s.heldBy == 0 || s.heldBy != cs.recv || !waitsForGroup(obj) {
		return s
	}
	c := s.clone()
	c.kept, c.heldBy = false, 0
	return c
}

func waitsForGroup(obj *types.Func) bool {
	switch obj.FullName() {
	case "(*sync.WaitGroup).Wait", "(*golang.org/x/sync/errgroup.Group).Wait":
		return true
	}
	return false
}

// groupOf returns the wait group that the goroutine which i starts tells its end, before it does anything
// else: defer wg.Done(). It returns 0 if there is none.
func (r *run) groupOf(s *state, i *ssa.Go) value {
	fn := i.Call.StaticCallee()
	if fn == nil || fn.Blocks == nil {
		return 0
	}
	for _, x := range fn.Blocks[0].Instrs {
		d, ok := x.(*ssa.Defer)
		if !ok {
			continue
		}
		if obj := Callee(&d.Call); obj != nil && obj.FullName() == "(*sync.WaitGroup).Done" {
			return r.outside(s, i, fn, d.Call.Args[0])
		}
	}
	return 0
}

// outside returns what v, a value of fn, is to the statement i that starts it, or 0.
func (r *run) outside(s *state, i *ssa.Go, fn *ssa.Function, v ssa.Value) value {
	switch v := v.(type) {
	case *ssa.Parameter:
		return r.val(s, i.Call.Args[slices.Index(fn.Params, v)])
	case *ssa.FreeVar:
		if mk, ok := i.Call.Value.(*ssa.MakeClosure); ok {
			return r.val(s, mk.Bindings[slices.Index(fn.FreeVars, v)])
		}
	case *ssa.UnOp:
		if cell := r.outside(s, i, fn, v.X); v.Op == token.MUL && cell != 0 {
			return s.mem.get(uint32(r.a.u.pointee(cell)))
		}
	}
	return 0
}

// startsOthers reports whether fn, or a literal in it, starts goroutines.
func startsOthers(fn *ssa.Function) bool {
	for i := range instructions(fn) {
		if _, ok := i.(*ssa.Go); ok {
			return true
		}
	}
	return slices.ContainsFunc(fn.AnonFuncs, startsOthers)
}

// limited reports whether the program bounds how many goroutines of a group run at once.
func (r *run) limited() bool {
	if r.a.limits == unknown {
		r.a.limits = answerOf(slices.ContainsFunc(r.a.relevance.all, limits))
	}
	return r.a.limits == yes
}

func limits(fn *ssa.Function) bool {
	for i := range instructions(fn) {
		if call, ok := i.(*ssa.Call); ok {
			if obj := Callee(&call.Call); obj != nil && obj.FullName() == "(*golang.org/x/sync/errgroup.Group).SetLimit" {
				return true
			}
		}
	}
	return false
}
