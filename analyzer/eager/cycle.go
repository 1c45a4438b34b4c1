package eager

import (
	"go/token"

	"github.com/hublint/hublint/analyzer/typestate"
	"golang.org/x/tools/go/ssa"
)

// This file puts the question to loops, and to functions that call themselves.

// loop returns what is wrong with a loop of fn, or nil.
func (a *Analysis) loop(fn *ssa.Function, l loop) *typestate.Violation {
	if !a.mayTry(l) {
		return nil
	}
	w := a.newWorld(fn, l)
	cycle := w.cycle()
	if cycle == nil || w.waitsOn(cycle) {
		return nil
	}
	tries := w.tries(cycle)
	if len(tries) == 0 || !w.inevitable(cycle, tries) {
		return nil
	}
	return w.violation(w.earliest(tries).(*ssa.Call))
}

// mayTry reports whether a call in l could be an attempt: most loops end here.
func (a *Analysis) mayTry(l loop) bool {
	for b := range l.in {
		for _, i := range b.Instrs {
			call, ok := i.(*ssa.Call)
			if !ok {
				continue
			}
			fn := call.Common().StaticCallee()
			if fn != nil && a.tries[fn] || a.attempt(call.Common()) != nil || a.importedTries(call.Common()) {
				return true
			}
		}
	}
	return false
}

// cycle returns the blocks that repeat with the head of w, or nil.
func (w *world) cycle() map[*ssa.BasicBlock]bool {
	for _, part := range components(w.fn.Blocks, w.in, w.succs) {
		in := map[*ssa.BasicBlock]bool{}
		for _, b := range part {
			in[b] = true
		}
		if in[w.head] {
			return in
		}
	}
	return nil
}

// waitsOn reports whether anything in the blocks of in may take time.
func (w *world) waitsOn(in map[*ssa.BasicBlock]bool) bool {
	for b := range in {
		for _, i := range w.instrs(b) {
			if w.pauses(i) {
				return true
			}
		}
		for _, s := range w.succs(b) {
			if in[s] && w.paced(b, s) {
				return true
			}
		}
	}
	return false
}

// recursion returns what is wrong with fn calling itself after an attempt, or nil: the loop is
// one of calls, or of goroutines that start their successor.
func (a *Analysis) recursion(fn *ssa.Function) *typestate.Violation {
	if len(a.open) == 0 { // so that what it calls can be seen to come back to it
		a.open = append(a.open, fn)
		defer func() { a.open = a.open[:0] }()
	}
	w := a.newWorld(fn, loop{})
	again := w.reentries()
	if len(again) == 0 || w.waitsOn(w.runs) {
		return nil
	}
	tries := w.tries(nil)
	for b, call := range tries {
		if again[b] == call {
			delete(tries, b)
		}
	}
	if len(tries) == 0 || !w.inOrder(tries, again) || !w.inevitable(nil, tries) || !w.inevitable(nil, again) {
		return nil
	}
	v := w.violation(w.earliest(tries).(*ssa.Call))
	at := w.earliest(again)
	v.Steps[len(v.Steps)-2] = typestate.Step{Kind: typestate.Call, Pos: at.Pos(), Name: nameOf(at.Common())}
	return v
}

// reentries returns the calls by which w's function is called again, by block. A function that
// has a finding of its own is not followed: one cycle is reported once.
func (w *world) reentries() sites {
	out := sites{}
	for _, b := range w.fn.Blocks {
		if !w.runs[b] {
			continue
		}
		for _, i := range w.instrs(b) {
			call, ok := i.(ssa.CallInstruction)
			if _, deferred := i.(*ssa.Defer); !ok || deferred || out[b] != nil {
				continue
			}
			callee := call.Common().StaticCallee()
			if callee == nil || callee.Blocks == nil || len(w.a.found[callee]) > 0 {
				continue
			}
			if s := w.a.summary(callee); s.again[w.fn] && !s.waits {
				out[b] = call
			}
		}
	}
	return out
}

// inOrder reports whether one of again can come after one of tries.
func (w *world) inOrder(tries, again sites) bool {
	for b, try := range tries {
		to := sites{}
		for c, call := range again {
			if c != b || try.Pos() < call.Pos() {
				to[c] = call
			}
		}
		if w.mayReach(to)[b] {
			return true
		}
	}
	return false
}

// changed returns the parameters with which w's function is not called again as it was called.
func (w *world) changed() map[*ssa.Parameter]bool {
	out := map[*ssa.Parameter]bool{}
	for _, call := range w.reentries() {
		direct := call.Common().StaticCallee() == w.fn
		for n, p := range w.fn.Params {
			if !direct || call.Common().Args[n] != p && !w.value(call.Common().Args[n]).known() {
				out[p] = true
			}
		}
	}
	return out
}

// violation returns the finding at the attempt call.
func (w *world) violation(call *ssa.Call) *typestate.Violation {
	t := w.tryAt(call)
	v := &typestate.Violation{
		Kind: typestate.EagerReconnect, Proto: t.op.proto, Op: t.op.Op, Wrong: w.a.wrong(t.op.proto), Pos: call.Pos(),
	}
	v.Inner, v.At = innermost(t.steps)
	if w.a.operation(call.Common()) == nil {
		v.Via = nameOf(call.Common())
	}
	v.Steps = append(v.Steps, t.steps...)
	v.Steps = append(v.Steps,
		typestate.Step{Kind: typestate.Again, Pos: w.begins()},
		typestate.Step{Kind: typestate.Violates, Pos: call.Pos(), Name: t.op.Func})
	return v
}

// innermost returns where the attempt itself is.
func innermost(steps []typestate.Step) (pos token.Pos, at string) {
	last := steps[len(steps)-1]
	if len(last.Inner) > 0 {
		return innermost(last.Inner)
	}
	return last.Pos, last.At
}

// begins returns a position in the block by which the loop is entered again.
func (w *world) begins() token.Pos {
	for _, i := range w.head.Instrs {
		if i.Pos().IsValid() {
			return i.Pos()
		}
	}
	return token.NoPos
}

func nameOf(c *ssa.CallCommon) string {
	if obj := typestate.Callee(c); obj != nil {
		return obj.Name()
	}
	return "a function literal"
}
