package typestate

import (
	"go/types"
	"iter"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// This file defines what is known of a function's shape before it is simulated.

// A funcInfo is a function with its numbering, its order of blocks and its live ranges, and
// with the runs that were made of it.
type funcInfo struct {
	fn   *ssa.Function
	spec []value // by parameter, then by free variable: what it (or its cell) is known to hold, or 0

	num     map[ssa.Value]uint32 // from 1
	byNum   []ssa.Value
	rpo     []*ssa.BasicBlock       // reverse postorder
	order   []int                   // by block index: position in rpo, or -1 if not reachable
	inLoop  []bool                  // by block index
	header  []bool                  // by block index: target of a back edge
	liveIn  []*blockSet             // by value number: the blocks at whose start it may still be used; nil if nobody asked
	turns   *turns                  // nil if nobody asked
	ends    *blockSet               // the blocks from which it may come to its end; nil if nobody asked
	index   map[ssa.Instruction]int // in its block; see usedWithin
	defers  map[*ssa.Defer]uint32   // from 1
	targets map[target]types.Object // see assigned
	// registered are the handlers of requests that the function registers, in that order.
	registered []handler

	local bool // a literal that is only called, where it stands: its callers are known

	base *run // the run without focus
	runs map[runKey]*run
	// before holds the exits of runs that a recursion will make again.
	before map[runKey][]*exit
	aside  *beside // what it does as a goroutine; nil if nobody asked
	atOnce *beside // … as one of many requests
	foci   []value // candidate objects, in the order they were met
	seen   map[value]bool
	// partOf names the containers of the caller that values are some element of.
	partOf map[value]value
	sideEffects
	// overwritten are the clients in fields and variables of the caller that are overwritten.
	overwritten []value
	// makings are the clients whose handlers its callers know better.
	makings []*making
	// protoOf names the protocol that an object of foci was seen to follow.
	protoOf map[value]string
}

type runKey struct {
	focus   value
	entry   uint8
	aliases string
	fine    bool
	upTo    bool
	ends    string
}

func newFuncInfo(fn *ssa.Function, spec []value) *funcInfo {
	f := &funcInfo{
		fn: fn, spec: spec,
		num: map[ssa.Value]uint32{}, byNum: []ssa.Value{nil}, defers: map[*ssa.Defer]uint32{},
		runs: map[runKey]*run{}, before: map[runKey][]*exit{}, seen: map[value]bool{}, partOf: map[value]value{}, protoOf: map[value]string{},
	}
	f.local = onlyCalled(fn)
	f.orderBlocks()
	f.number()
	return f
}

// instructions yields those of fn, block by block.
func instructions(fn *ssa.Function) iter.Seq[ssa.Instruction] {
	return func(yield func(ssa.Instruction) bool) {
		for _, b := range fn.Blocks {
			for _, i := range b.Instrs {
				if !yield(i) {
					return
				}
			}
		}
	}
}

// onlyCalled reports whether fn is a literal that its parent calls or defers and does nothing
// else with.
func onlyCalled(fn *ssa.Function) bool {
	if fn.Parent() == nil || fn.Referrers() == nil {
		return false
	}
	if strings.Contains(fn.Synthetic, "range-over-func") {
		return true // the body of a loop
	}
	called := false
	for _, ref := range *fn.Referrers() {
		if mk, ok := ref.(*ssa.MakeClosure); ok {
			for _, use := range *mk.Referrers() {
				if !callsIt(use, mk) {
					return false
				}
				called = true
			}
			continue
		}
		if !callsIt(ref, fn) {
			return false
		}
		called = true
	}
	return called
}

func callsIt(i ssa.Instruction, fn ssa.Value) bool {
	switch i := i.(type) {
	case *ssa.Call:
		return i.Call.Value == fn || handedDown(&i.Call, fn)
	case *ssa.Defer:
		return i.Call.Value == fn || handedDown(&i.Call, fn)
	}
	return false
}

// handedDown reports whether c passes fn to a function of this package that calls it and does
// nothing else with it, or to Once.Do.
func handedDown(c *ssa.CallCommon, fn ssa.Value) bool {
	callee := c.StaticCallee()
	if callee == nil {
		return false
	}
	if callee.Blocks == nil {
		return callee.String() == "(*sync.Once).Do"
	}
	for i, a := range c.Args {
		if a != fn {
			continue
		}
		for _, use := range *callee.Params[i].Referrers() {
			if call, ok := use.(*ssa.Call); !ok || call.Call.Value != callee.Params[i] {
				return false
			}
		}
	}
	return true
}

// orderBlocks computes the reverse postorder, iteratively since functions can be long.
// The recover block has no predecessor and is entered by panics only; it comes last.
func (f *funcInfo) orderBlocks() {
	n := len(f.fn.Blocks)
	f.order = make([]int, n)
	f.inLoop, f.header = make([]bool, n), make([]bool, n)
	for i := range f.order {
		f.order[i] = -1
	}
	roots := []*ssa.BasicBlock{f.fn.Blocks[0]}
	if f.fn.Recover != nil {
		roots = []*ssa.BasicBlock{f.fn.Recover, f.fn.Blocks[0]}
	}
	type frame struct {
		b    *ssa.BasicBlock
		next int
	}
	seen := make([]bool, n)
	var post []*ssa.BasicBlock
	for _, root := range roots {
		if seen[root.Index] {
			continue
		}
		seen[root.Index] = true
		stack := []frame{{b: root}}
		for len(stack) > 0 {
			top := &stack[len(stack)-1]
			if top.next == len(top.b.Succs) {
				post = append(post, top.b)
				stack = stack[:len(stack)-1]
				continue
			}
			s := top.b.Succs[top.next]
			top.next++
			if !seen[s.Index] {
				seen[s.Index] = true
				stack = append(stack, frame{b: s})
			}
		}
	}
	for i := len(post) - 1; i >= 0; i-- {
		f.order[post[i].Index] = len(f.rpo)
		f.rpo = append(f.rpo, post[i])
	}
	f.findLoops()
}

// findLoops marks headers and, conservatively, every block between a header and the source of
// a back edge to it in reverse postorder as being in a loop.
func (f *funcInfo) findLoops() {
	for _, b := range f.rpo {
		for _, s := range b.Succs {
			from, to := f.order[b.Index], f.order[s.Index]
			if to > from {
				continue
			}
			f.header[s.Index] = true
			for i := to; i <= from; i++ {
				f.inLoop[f.rpo[i].Index] = true
			}
		}
	}
}

func (f *funcInfo) number() {
	add := func(v ssa.Value) {
		f.num[v] = uint32(len(f.byNum))
		f.byNum = append(f.byNum, v)
	}
	for _, p := range f.fn.Params {
		add(p)
	}
	for _, v := range f.fn.FreeVars {
		add(v)
	}
	for _, b := range f.fn.Blocks {
		for _, i := range b.Instrs {
			if v, ok := i.(ssa.Value); ok {
				add(v)
			}
			if d, ok := i.(*ssa.Defer); ok {
				f.defers[d] = uint32(len(f.defers) + 1)
			}
		}
	}
}

// formal returns the value of parameter p: the closure it is specialised to, or a symbol.
func (f *funcInfo) formal(u *universe, p *ssa.Parameter) value {
	for i, q := range f.fn.Params {
		if p == q {
			if f.spec != nil && f.spec[i] != 0 {
				return f.spec[i]
			}
			return u.formal(f.fn, i, p.Type())
		}
	}
	return u.self(p)
}

// specFree returns the function that free variable j's cell is known to hold, or 0.
func (f *funcInfo) specFree(j int) value {
	if f.spec == nil {
		return 0
	}
	return f.spec[len(f.fn.Params)+j]
}

// captured yields the variables that closures given to f have captured and that hold functions,
// with these functions.
func (f *funcInfo) captured() iter.Seq2[value, value] {
	return func(yield func(value, value) bool) {
		for i := len(f.fn.Params) + len(f.fn.FreeVars); i+1 < len(f.spec); i += 2 {
			if !yield(f.spec[i], f.spec[i+1]) {
				return
			}
		}
	}
}
