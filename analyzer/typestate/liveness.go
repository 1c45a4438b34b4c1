package typestate

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// This file defines which SSA values may still be used: liveness by use (Boissinot and others,
// "Computing Liveness Sets for SSA-Form Programs", 2011). It walks from each use back to the
// definition, which dominates it, and only for values that someone asks for.

// usedFrom reports whether v may be used at or after the start of b, before its definition is
// executed again. The phis of b are executed by then.
func (f *funcInfo) usedFrom(v ssa.Value, b *ssa.BasicBlock) bool {
	if i, ok := v.(*ssa.Phi); ok && i.Block() == b {
		return f.usedWithin(v, b, -1) || f.usedBehind(v, b)
	}
	return f.liveAt(v)[b.Index]
}

// usedBehind reports whether v may be used after the end of b.
func (f *funcInfo) usedBehind(v ssa.Value, b *ssa.BasicBlock) bool {
	for _, s := range b.Succs {
		if definition(v) != s && f.liveAt(v)[s.Index] {
			return true
		}
		for _, i := range s.Instrs {
			phi, ok := i.(*ssa.Phi)
			if !ok {
				break
			}
			if slices.ContainsFunc(s.Preds, func(p *ssa.BasicBlock) bool { return p == b && phi.Edges[slices.Index(s.Preds, p)] == v }) {
				return true
			}
		}
	}
	return false
}

// definition returns the block in which v comes into being, or nil if it is there on entry: a
// component of a tuple does so with the tuple.
func definition(v ssa.Value) *ssa.BasicBlock {
	if e, ok := v.(*ssa.Extract); ok {
		v = e.Tuple
	}
	if i, ok := v.(ssa.Instruction); ok {
		return i.Block()
	}
	return nil
}

// usedWithin reports whether an instruction of b behind position at uses v.
func (f *funcInfo) usedWithin(v ssa.Value, b *ssa.BasicBlock, at int) bool {
	if f.index == nil {
		f.index = map[ssa.Instruction]int{}
		for _, b := range f.fn.Blocks {
			for n, i := range b.Instrs {
				f.index[i] = n
			}
		}
	}
	refs := v.Referrers()
	return refs != nil && slices.ContainsFunc(*refs, func(i ssa.Instruction) bool {
		_, phi := i.(*ssa.Phi)
		return !phi && i.Block() == b && f.index[i] > at
	})
}

// liveAt returns the blocks at whose start v may still be used.
func (f *funcInfo) liveAt(v ssa.Value) map[int]bool {
	n := f.num[v]
	if f.liveIn == nil {
		f.liveIn = make([]map[int]bool, len(f.byNum))
	}
	if live := f.liveIn[n]; live != nil {
		return live
	}
	live := map[int]bool{}
	f.liveIn[n] = live
	if v.Referrers() == nil {
		return live
	}
	def := definition(v)
	var work []*ssa.BasicBlock
	for _, use := range *v.Referrers() {
		phi, ok := use.(*ssa.Phi)
		switch {
		case !ok && use.Block() == f.fn.Recover:
			work = append(work, f.fn.Blocks...) // a panic leads there from anywhere
			continue
		case !ok:
			work = append(work, use.Block())
			continue
		}
		for e, x := range phi.Edges {
			if x == v {
				work = append(work, phi.Block().Preds[e])
			}
		}
	}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if b == def || live[b.Index] {
			continue
		}
		live[b.Index] = true
		work = append(work, b.Preds...)
	}
	return live
}
