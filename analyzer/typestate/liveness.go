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
	return f.liveAt(v).has(f.order[b.Index])
}

// usedBehind reports whether v may be used after the end of b.
func (f *funcInfo) usedBehind(v ssa.Value, b *ssa.BasicBlock) bool {
	for _, s := range b.Succs {
		if definition(v) != s && f.liveAt(v).has(f.order[s.Index]) {
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

// A blockSet is a set of blocks by their positions in reverse postorder: bits from a first one on. A
// value lives in a few blocks that are close together, most of the time.
type blockSet struct {
	first int
	bits  []uint64
}

func (s *blockSet) has(at int) bool {
	at -= s.first
	return at >= 0 && at < 64*len(s.bits) && s.bits[at/64]&(1<<(at%64)) != 0
}

// newBlockSet returns the set of these positions.
func newBlockSet(at []int) *blockSet {
	if len(at) == 0 {
		return &blockSet{}
	}
	first := slices.Min(at)
	s := &blockSet{first, make([]uint64, (slices.Max(at)-first)/64+1)}
	for _, n := range at {
		s.bits[(n-first)/64] |= 1 << ((n - first) % 64)
	}
	return s
}

// liveAt returns the blocks at whose start v may still be used.
func (f *funcInfo) liveAt(v ssa.Value) *blockSet {
	n := f.num[v]
	if f.liveIn == nil {
		f.liveIn = make([]*blockSet, len(f.byNum))
	}
	if f.liveIn[n] == nil {
		f.liveIn[n] = newBlockSet(f.upFrom(f.usesOf(v), definition(v)))
	}
	return f.liveIn[n]
}

// usesOf returns the blocks in which v is used, or at whose end a phi is given it.
func (f *funcInfo) usesOf(v ssa.Value) []*ssa.BasicBlock {
	if v.Referrers() == nil {
		return nil
	}
	var out []*ssa.BasicBlock
	for _, use := range *v.Referrers() {
		phi, ok := use.(*ssa.Phi)
		switch {
		case !ok && use.Block() == f.fn.Recover:
			out = append(out, f.fn.Blocks...) // a panic leads there from anywhere
			continue
		case !ok:
			out = append(out, use.Block())
			continue
		}
		for e, x := range phi.Edges {
			if x == v {
				out = append(out, phi.Block().Preds[e])
			}
		}
	}
	return out
}

// upFrom returns the positions of the blocks in work and of all from which they can be reached without
// passing def.
func (f *funcInfo) upFrom(work []*ssa.BasicBlock, def *ssa.BasicBlock) []int {
	seen, out := map[*ssa.BasicBlock]bool{}, []int(nil)
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if b == def || seen[b] || f.order[b.Index] < 0 {
			continue
		}
		seen[b] = true
		out = append(out, f.order[b.Index])
		work = append(work, b.Preds...)
	}
	return out
}
