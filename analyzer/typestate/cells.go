package typestate

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// This file defines which states a run keeps apart at the start of a block and within it: those of
// different keys, and in an exact run any that differ.

// A cell is the state at the start of a block for one key.
type cell struct {
	st     *state
	key    key // replay only
	visits int // states that came
	losses int // … and took something from what was known
	dirty  bool
}

// A blockIn holds the states at the start of a block, one per key, in the order they came.
type blockIn struct {
	cells  []*cell
	index  map[key]*cell
	queued bool
}

// into returns what arrives at b. A run has that for the blocks only that it comes to: each of many
// clients of one function lives in a few of its blocks.
func (r *run) into(b *ssa.BasicBlock) *blockIn {
	in := r.in[b.Index]
	if in == nil {
		in = &blockIn{}
		r.in[b.Index] = in
	}
	return in
}

// compact merges states of equal key in the middle of a block. There as at its start, too many
// results to tell apart are not told apart: calls one after the other would multiply them.
func (r *run) compact(b *ssa.BasicBlock, in []*state) []*state {
	if len(in) < 2 {
		return in
	}
	out, keys := make([]*state, 0, 4), make([]key, 0, 4)
next:
	for _, s := range in {
		k := r.a.u.keyOf(s, unknown)
		if !r.exact && len(out) >= maxCells && len(s.links) > 0 && !slices.Contains(keys, k) {
			s = s.clone()
			s.links = nil
			k = r.a.u.keyOf(s, unknown)
		}
		last := -1
		for i := range keys {
			if keys[i] == k {
				if last = i; out[i].equal(s) {
					continue next
				}
			}
		}
		if last < 0 || r.exact && len(out) < maxExact {
			out, keys = append(out, s), append(keys, k)
			continue
		}
		out[last] = r.a.u.merge(out[last], s, b, r.f.byNum, false)
	}
	return out
}

// arrive adds s to the states at the start of b.
func (r *run) arrive(b *ssa.BasicBlock, s *state) {
	if r.focus != 0 && !s.born && !r.mayBeBorn(b) {
		return // the object was not made on this path
	}
	s = r.prune(b, s)
	if s == nil {
		return
	}
	in := r.into(b)
	if in.index == nil {
		in.index = map[key]*cell{}
	}
	k := r.a.u.keyOf(s, r.preview(b, s))
	if !r.exact && len(in.cells) >= maxCells && in.index[k] == nil {
		s.links = nil // too many results to tell apart: their object's state must do
		k = r.a.u.keyOf(s, unknown)
	}
	if r.exact && len(in.cells) < maxExact {
		r.arriveExact(b, in, k, s)
		return
	}
	c, ok := in.index[k]
	if !ok {
		c = &cell{st: s}
		in.index[k] = c
		in.cells = append(in.cells, c)
	} else {
		c.visits++
		m := r.a.u.merge(c.st, s, b, r.f.byNum, r.f.header[b.Index] && c.visits > 2)
		if m.equal(c.st) {
			return
		}
		if c.losses++; c.losses > maxLosses {
			return
		}
		c.st = m
	}
	c.dirty = true
	r.enqueue(b)
}

// maxCells bounds the states at a block that differ in more than the object's own state.
const maxCells = 24

// maxExact bounds the states that a replay keeps apart at a block. Further ones are joined as
// ever, so that a counter that goes on for ever ends.
const maxExact = 24

// arriveExact adds s unless the same state is there already.
func (r *run) arriveExact(b *ssa.BasicBlock, in *blockIn, k key, s *state) {
	for _, c := range in.cells {
		if c.key == k && c.st.equal(s) {
			return
		}
	}
	in.cells = append(in.cells, &cell{st: s, key: k, dirty: true})
	r.enqueue(b)
}

// preview returns the truth of the branch that b ends in if only phis and comparisons lie
// before it: then states that would go different ways are kept apart, so that a short circuit
// in value position (x := a && b; if x) does not lose what it knows.
func (r *run) preview(b *ssa.BasicBlock, s *state) answer {
	last, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok {
		return unknown
	}
	dependsOnPhi := false
	for _, instr := range b.Instrs[:len(b.Instrs)-1] {
		switch i := instr.(type) {
		case *ssa.Phi:
			dependsOnPhi = true
		case *ssa.BinOp:
			s = r.binop(s, i)
		case *ssa.UnOp:
			if i.Op.String() == "<-" {
				return unknown
			}
			s = r.unop(s, i)[0]
		case *ssa.FieldAddr, *ssa.Extract:
		default:
			return unknown
		}
	}
	if !dependsOnPhi {
		return unknown
	}
	return r.a.u.decide(s, r.val(s, last.Cond))
}

// mayBeBorn reports whether the focus can still be made at or after b: only in its own block,
// where the run was seeded.
func (r *run) mayBeBorn(b *ssa.BasicBlock) bool {
	return r.birth != nil && r.birth.Block() == b
}
