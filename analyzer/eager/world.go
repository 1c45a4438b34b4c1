package eager

import (
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// This file defines the propagation: which blocks run, and what is known of values, in the world
// in which every attempt to connect fails.

// A world is a function, or one loop of it, while the hub is down.
type world struct {
	a    *Analysis
	fn   *ssa.Function
	in   map[*ssa.BasicBlock]bool // nil: all blocks
	head *ssa.BasicBlock          // where it begins
	vals map[ssa.Value]value
	runs map[*ssa.BasicBlock]bool
	live map[edge]bool
	ends map[*ssa.BasicBlock]ssa.Instruction // the call that does not return
	// came is what a loop's round brought to the values that its head joins, when the rounds
	// after the first are looked at.
	came map[*ssa.Phi]value
	prev *world // that of the rounds before
}

type edge struct{ from, to *ssa.BasicBlock }

// newWorld returns the world of the loop l of fn, or of all of fn if l has no head. Of a loop it is
// what all rounds but the first do: what was true before the loop may never be again.
func (a *Analysis) newWorld(fn *ssa.Function, l loop) *world {
	w := a.propagate(fn, l, nil, nil)
	if l.head == nil {
		return w
	}
	came := map[*ssa.Phi]value{}
	for _, i := range l.head.Instrs {
		phi, ok := i.(*ssa.Phi)
		if !ok {
			break
		}
		came[phi] = w.round(phi)
	}
	return a.propagate(fn, l, came, w)
}

func (a *Analysis) propagate(fn *ssa.Function, l loop, came map[*ssa.Phi]value, prev *world) *world {
	a.worlds++
	w := &world{
		a: a, fn: fn, in: l.in, head: l.head, vals: map[ssa.Value]value{}, runs: map[*ssa.BasicBlock]bool{},
		live: map[edge]bool{}, ends: map[*ssa.BasicBlock]ssa.Instruction{}, came: came, prev: prev,
	}
	if w.head == nil {
		w.head = fn.Blocks[0]
	}
	w.runs[w.head] = true
	for changed := true; changed; {
		changed = false
		for _, b := range fn.Blocks {
			if w.runs[b] && w.visit(b) {
				changed = true
			}
		}
	}
	return w
}

// inside reports whether b belongs to what is looked at.
func (w *world) inside(b *ssa.BasicBlock) bool { return w.in == nil || w.in[b] }

// visit runs b, and reports whether that taught anything.
func (w *world) visit(b *ssa.BasicBlock) bool {
	changed := false
	for _, i := range b.Instrs {
		if v, ok := i.(ssa.Value); ok {
			// A value only rises: that it was one thing is not forgotten.
			if x := join(w.vals[v], w.eval(v)); !x.equal(w.vals[v]) {
				w.vals[v] = x
				changed = true
			}
		}
		if call, ok := i.(*ssa.Call); ok && w.a.ends(call.Common()) {
			w.ends[b] = i
			return changed
		}
	}
	for _, s := range w.next(b) {
		if e := (edge{b, s}); !w.live[e] {
			w.live[e] = true
			changed = true
		}
		if w.inside(s) && !w.runs[s] {
			w.runs[s] = true
			changed = true
		}
	}
	return changed
}

// next returns the successors that b goes on to.
func (w *world) next(b *ssa.BasicBlock) []*ssa.BasicBlock {
	test, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return b.Succs
	}
	cond := w.value(test.Cond)
	if cond.kind == never {
		return nil
	}
	if truth, ok := cond.decides(); ok {
		if truth {
			return b.Succs[:1]
		}
		return b.Succs[1:]
	}
	return b.Succs
}

// succs returns the blocks of w that b goes on to.
func (w *world) succs(b *ssa.BasicBlock) []*ssa.BasicBlock {
	var out []*ssa.BasicBlock
	for _, s := range b.Succs {
		if w.live[edge{b, s}] && w.inside(s) {
			out = append(out, s)
		}
	}
	return out
}

// instrs returns the instructions of b that run.
func (w *world) instrs(b *ssa.BasicBlock) []ssa.Instruction {
	for n, i := range b.Instrs {
		if i == w.ends[b] {
			return b.Instrs[:n+1]
		}
	}
	return b.Instrs
}

// value returns what is known of v.
func (w *world) value(v ssa.Value) value {
	switch v := v.(type) {
	case *ssa.Const:
		return constantOf(v)
	case *ssa.Function, *ssa.Global:
		return value{kind: notNil}
	case *ssa.Parameter:
		if w.a.token(v.Type()) {
			return value{kind: failed} // as helpers are given that wait for an attempt
		}
		return anything
	case ssa.Instruction:
		if w.inside(v.Block()) {
			return w.vals[v.(ssa.Value)]
		}
		return w.outside(v.(ssa.Value))
	}
	return anything
}

// outside returns what is known of a value that was made before the loop began.
func (w *world) outside(v ssa.Value) value {
	if x, ok := w.vals[v]; ok {
		return x
	}
	w.vals[v] = anything // also while it is being asked for
	if _, ok := v.(*ssa.Phi); !ok {
		w.vals[v] = w.eval(v)
	}
	return w.vals[v]
}

func constantOf(c *ssa.Const) value {
	switch {
	case c.Value != nil:
		return value{literal, c.Value}
	case c.IsNil():
		return value{kind: isNil}
	}
	return anything // the zero value of a struct
}

// eval returns the value of an instruction.
func (w *world) eval(v ssa.Value) value {
	switch v := v.(type) {
	case *ssa.Phi:
		return w.phi(v)
	case *ssa.Call:
		if results := w.a.results(w, v); len(results) == 1 {
			return results[0]
		}
	case *ssa.Extract:
		return w.extract(v)
	case *ssa.BinOp:
		return compareOnly(v.Op, w.value(v.X), w.value(v.Y))
	case *ssa.UnOp:
		switch {
		case v.Op == token.NOT:
			return w.value(v.X).not()
		case v.Op == token.MUL && sentinel(v):
			return value{kind: notNil}
		case v.Op == token.MUL:
			return w.load(v)
		}
	case *ssa.ChangeInterface:
		return w.value(v.X)
	case *ssa.ChangeType:
		return w.value(v.X)
	case *ssa.MakeInterface, *ssa.Alloc, *ssa.MakeClosure, *ssa.MakeMap, *ssa.MakeChan, *ssa.MakeSlice, *ssa.FieldAddr, *ssa.IndexAddr:
		return value{kind: notNil}
	}
	return anything
}

// compareOnly is v op w for comparisons. Sums are not worked out: a counter would never settle.
func compareOnly(op token.Token, v, w value) value {
	switch op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return compare(op, v, w)
	}
	return anything
}

// phi joins what comes over the edges that have run, and from outside or the round before.
func (w *world) phi(v *ssa.Phi) value {
	out := w.round(v)
	if came, ok := w.came[v]; ok {
		return join(out, came)
	}
	for n, p := range v.Block().Preds {
		if !w.inside(p) {
			out = join(out, w.value(v.Edges[n]))
		}
	}
	return out
}

// round joins what comes over the edges that have run.
func (w *world) round(v *ssa.Phi) value {
	var out value
	for n, p := range v.Block().Preds {
		if w.inside(p) && w.live[edge{p, v.Block()}] {
			out = join(out, w.value(v.Edges[n]))
		}
	}
	return out
}

func (w *world) extract(v *ssa.Extract) value {
	switch t := v.Tuple.(type) {
	case *ssa.Call:
		if results := w.a.results(w, t); v.Index < len(results) {
			return results[v.Index]
		}
	case *ssa.Select:
		// The attempt ends at once, so that is what a select which waits for it too, sees.
		if done := w.a.awaited(t); v.Index == 0 && done >= 0 {
			return integer(done)
		}
	}
	return anything
}

// sentinel reports whether load reads a package-level error that is named as those that are
// made once: ErrClosed, errStopped.
func sentinel(load *ssa.UnOp) bool {
	g, ok := load.X.(*ssa.Global)
	return ok && isError(load.Type()) && (strings.HasPrefix(g.Name(), "Err") || strings.HasPrefix(g.Name(), "err"))
}
