package eager

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/hublint/hublint/analyzer/typestate"
	"golang.org/x/tools/go/ssa"
)

// This file decides whether what repeats can be trusted to go on. What could end it, or hold it
// up, is a condition that depends on something that changes from round to round: a counter, a
// clock, a field that is written.

// change says how a value may differ from round to round. Greater is worse.
type change uint8

const (
	same    change = iota
	inner          // by the rounds of an inner loop, which begins anew in each round
	changes        // by the rounds
)

// inevitable reports whether, in those blocks of in that run (nil: all), nothing that changes decides
// whether one of targets is reached. in is a cycle; if it is nil, what counts is the way from
// the function's beginning to the targets.
func (w *world) inevitable(in map[*ssa.BasicBlock]bool, targets sites) bool {
	must := w.mustReach(in, targets)
	may := w.mayReach(targets)
	r := &rounds{w: w, in: in, seen: map[ssa.Value]bool{}, writes: w.written(in), params: w.changed()}
	for _, b := range w.fn.Blocks {
		test, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
		if !ok || !w.runs[b] || in != nil && !in[b] || !may[b] || w.value(test.Cond).known() {
			continue
		}
		avoids, leaves := false, false
		for _, s := range b.Succs {
			avoids = avoids || !must[s] || w.live[edge{b, s}] && !w.inside(s)
			leaves = leaves || in != nil && !in[s]
		}
		if !avoids {
			continue
		}
		clear(r.seen)
		if c := r.of(test.Cond); c == changes || c == inner && leaves {
			return false
		}
	}
	return true
}

// mustReach returns the blocks from which every way leads to a target, and takes no detour
// that could last.
func (w *world) mustReach(in map[*ssa.BasicBlock]bool, targets sites) map[*ssa.BasicBlock]bool {
	must := map[*ssa.BasicBlock]bool{}
	for b := range targets {
		must[b] = true
	}
	for changed := true; changed; {
		changed = false
		for _, b := range w.fn.Blocks {
			if must[b] || !w.runs[b] || in != nil && !in[b] || w.ends[b] != nil {
				continue
			}
			all, n := true, 0
			for _, s := range b.Succs {
				if w.live[edge{b, s}] {
					all, n = all && must[s], n+1
				}
			}
			if all && n > 0 {
				must[b], changed = true, true
			}
		}
	}
	return must
}

// mayReach returns the blocks from which a target can be reached.
func (w *world) mayReach(targets sites) map[*ssa.BasicBlock]bool {
	may := map[*ssa.BasicBlock]bool{}
	var visit func(b *ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		if may[b] {
			return
		}
		may[b] = true
		for _, p := range b.Preds {
			if w.live[edge{p, b}] && w.inside(p) {
				visit(p)
			}
		}
	}
	for b := range targets {
		visit(b)
	}
	return may
}

// A rounds tells what differs from round to round of a cycle, or from call to call of a function.
type rounds struct {
	w      *world
	in     map[*ssa.BasicBlock]bool // the cycle; nil: the function
	seen   map[ssa.Value]bool
	writes writes
	params map[*ssa.Parameter]bool // those that a function calls itself with changed
}

// of returns how v may differ.
func (r *rounds) of(v ssa.Value) change {
	if r.seen[v] || r.w.value(v).known() {
		return same
	}
	r.seen[v] = true
	switch v := v.(type) {
	case *ssa.Parameter:
		if r.params[v] {
			return changes
		}
		return same
	case *ssa.Phi:
		return r.phi(v)
	case *ssa.Call:
		return r.call(v)
	case *ssa.UnOp:
		switch v.Op {
		case token.MUL:
			return max(r.memory(v), r.of(v.X))
		case token.ARROW:
			return changes
		}
	case *ssa.Select, *ssa.Alloc:
		return same // what was received stands apart: see paced
	case *ssa.Lookup:
		if r.writes[mapKey(v.X.Type())] {
			return changes
		}
	case *ssa.Next:
		if rng, ok := v.Iter.(*ssa.Range); ok && r.within(rng.Block()) {
			return inner
		}
		return changes
	}
	return r.operands(v)
}

func (r *rounds) operands(v ssa.Value) change {
	i, ok := v.(ssa.Instruction)
	if !ok {
		return same
	}
	out := same
	for _, op := range i.Operands(nil) {
		if *op != nil {
			out = max(out, r.of(*op))
		}
	}
	return out
}

func (r *rounds) within(b *ssa.BasicBlock) bool { return r.in == nil || r.in[b] }

// phi: what comes round the cycle is a change, unless it is what was there before or always
// the same. What comes round an inner loop begins anew.
func (r *rounds) phi(v *ssa.Phi) change {
	out, b := same, v.Block()
	for n, p := range b.Preds {
		x := v.Edges[n]
		round := r.within(p) && b.Dominates(p)
		switch {
		case !r.w.live[edge{p, b}] && r.w.inside(p), x == v, r.w.value(x).known():
		case round && b == r.w.head && r.in != nil:
			if i, ok := x.(ssa.Instruction); ok && r.within(i.Block()) {
				out = changes
			}
		case round:
			out = max(out, inner)
		case r.in != nil && !r.within(p):
		default:
			out = max(out, r.of(x))
		}
	}
	return out
}

// memory: what is loaded may have changed if the cycle writes there. What it writes is not the
// same in every round, or the load would be known.
func (r *rounds) memory(load *ssa.UnOp) change {
	if r.writes[keyOf(load.X)] {
		return changes
	}
	return same
}

// call: what a function returns is the same for the same arguments, unless it counts or looks
// at the clock.
func (r *rounds) call(v *ssa.Call) change {
	c := v.Common()
	if b, ok := c.Value.(*ssa.Builtin); ok && b.Name() == "len" && r.writes[mapKey(c.Args[0].Type())] {
		return changes
	}
	if r.w.a.unsteady(c) {
		return changes
	}
	if obj := typestate.Callee(c); obj != nil && isAtomic(obj) && r.writes[atomics] {
		return changes
	}
	if fn := c.StaticCallee(); fn != nil && fn.Blocks != nil {
		if s := r.w.a.summary(fn); !s.steady || s.reads.meet(r.writes) {
			return changes
		}
	}
	if r.w.a.imported(c) != nil && r.writes.any() {
		return changes // what it reads is not known here
	}
	return r.operands(v)
}

// unsteady reports whether a call of a function of another package may return something else
// when it is called again.
func (a *Analysis) unsteady(c *ssa.CallCommon) bool {
	if f := a.imported(c); f != nil {
		return !f.Steady
	}
	obj := typestate.Callee(c)
	if obj == nil || obj.Pkg() == nil {
		return false
	}
	switch obj.FullName() {
	case "time.Now", "time.Since", "time.Until":
		return true
	}
	if isAtomic(obj) {
		return !strings.HasPrefix(obj.Name(), "Load") && obj.Signature().Results().Len() > 0
	}
	if fn := c.StaticCallee(); a.operation(c) != nil || fn == nil || fn.Blocks != nil || statelessPackage(obj.Pkg().Path()) || logs(obj) {
		return false
	}
	return slices.ContainsFunc(c.Args, mutable)
}

// mutable reports whether a function that is given v may count in it: a list has a length.
func mutable(v ssa.Value) bool {
	switch v.Type().Underlying().(type) {
	case *types.Pointer, *types.Map:
		return true
	}
	return false
}

func isAtomic(obj *types.Func) bool { return obj.Pkg() != nil && obj.Pkg().Path() == "sync/atomic" }

// -- what is written --

// writes are places in memory that are written (or read): fields, variables, and, for all that is
// reached through a plain pointer, the type of what is there.
type writes map[any]bool

type (
	place   string // the type of what is reached through a pointer
	mapping string // the type of a map
	counter struct{}
)

var atomics = counter{}

func (w writes) any() bool { return len(w) > 0 }

// meet reports whether w and o have a place in common.
func (w writes) meet(o writes) bool {
	for k := range w {
		if o[k] {
			return true
		}
	}
	return false
}

func (w writes) merge(o writes) {
	for k := range o {
		w[k] = true
	}
}

// keyOf returns the place that addr is the address of.
func keyOf(addr ssa.Value) any {
	if f := fieldOf(addr); f != nil {
		return f
	}
	if g, ok := addr.(*ssa.Global); ok {
		return g
	}
	if p, ok := addr.Type().Underlying().(*types.Pointer); ok {
		return place(types.TypeString(p.Elem(), nil))
	}
	return nil
}

func mapKey(t types.Type) any { return mapping(types.TypeString(t, nil)) }

// store notes a store, unless it is to a variable that nobody outside sees.
func (ws writes) store(w *world, s *ssa.Store) {
	if !w.private(s.Addr) {
		ws[keyOf(s.Addr)] = true
	}
}

// mapped notes that a map has more or fewer elements.
func (ws writes) mapped(m ssa.Value) { ws[mapKey(m.Type())] = true }

// private reports whether addr belongs to an object that this function made itself and in
// this call: a literal, the arguments of a variadic call.
func (w *world) private(addr ssa.Value) bool {
	for {
		switch x := addr.(type) {
		case *ssa.FieldAddr:
			addr = x.X
		case *ssa.IndexAddr:
			addr = x.X
		case *ssa.Alloc:
			return w.in == nil || w.inside(x.Block())
		default:
			return false
		}
	}
}

// written returns what those blocks of in that run write (nil: all).
func (w *world) written(in map[*ssa.BasicBlock]bool) writes {
	s := &summary{writes: writes{}, reads: writes{}, again: map[*ssa.Function]bool{}}
	for _, b := range w.fn.Blocks {
		if !w.runs[b] || in != nil && !in[b] {
			continue
		}
		for _, i := range w.instrs(b) {
			s.add(w, i)
		}
	}
	return s.writes
}
