package eager

import "golang.org/x/tools/go/ssa"

// This file finds loops: the strongly connected parts of a control flow graph, and, below the
// block by which each is entered, those within it (Bourdoncle, "Efficient chaotic iteration
// strategies with widenings", 1993). It needs no reducible graph: goto may make a loop, too.

// A loop is a strongly connected part.
type loop struct {
	head *ssa.BasicBlock
	in   map[*ssa.BasicBlock]bool
}

// loopsOf returns the loops of fn, inner ones before those that they are in.
func loopsOf(fn *ssa.Function) []loop {
	all := map[*ssa.BasicBlock]bool{}
	for _, b := range fn.Blocks {
		all[b] = true
	}
	return loopsIn(fn.Blocks, all)
}

func loopsIn(order []*ssa.BasicBlock, in map[*ssa.BasicBlock]bool) []loop {
	succs := func(b *ssa.BasicBlock) []*ssa.BasicBlock { return b.Succs }
	var out []loop
	for _, part := range components(order, in, succs) {
		head := part[0]
		l := loop{head, map[*ssa.BasicBlock]bool{}}
		for _, b := range part {
			l.in[b] = true
			if b.Dominates(head) {
				head = b
			}
		}
		l.head = head
		inner := map[*ssa.BasicBlock]bool{}
		for b := range l.in {
			inner[b] = b != head
		}
		out = append(append(out, loopsIn(part, inner)...), l)
	}
	return out
}

// components returns the strongly connected parts with a cycle of the graph on in, by Tarjan's
// algorithm. The blocks of each come in the order of their numbers.
func components(order []*ssa.BasicBlock, in map[*ssa.BasicBlock]bool, succs func(*ssa.BasicBlock) []*ssa.BasicBlock) [][]*ssa.BasicBlock {
	t := &tarjan{in: in, succs: succs, index: map[*ssa.BasicBlock]int{}, low: map[*ssa.BasicBlock]int{}, on: map[*ssa.BasicBlock]bool{}}
	for _, b := range order {
		if in[b] && t.index[b] == 0 {
			t.visit(b)
		}
	}
	var out [][]*ssa.BasicBlock
	for _, part := range t.parts {
		members := map[*ssa.BasicBlock]bool{}
		for _, b := range part {
			members[b] = true
		}
		var sorted []*ssa.BasicBlock
		for _, b := range order {
			if members[b] {
				sorted = append(sorted, b)
			}
		}
		out = append(out, sorted)
	}
	return out
}

type tarjan struct {
	in         map[*ssa.BasicBlock]bool
	succs      func(*ssa.BasicBlock) []*ssa.BasicBlock
	index, low map[*ssa.BasicBlock]int
	on         map[*ssa.BasicBlock]bool
	stack      []*ssa.BasicBlock
	parts      [][]*ssa.BasicBlock
}

func (t *tarjan) visit(b *ssa.BasicBlock) {
	n := len(t.index) + 1
	t.index[b], t.low[b], t.on[b] = n, n, true
	t.stack = append(t.stack, b)
	self := false
	for _, s := range t.succs(b) {
		switch {
		case !t.in[s]:
			continue
		case t.index[s] == 0:
			t.visit(s)
			t.low[b] = min(t.low[b], t.low[s])
		case t.on[s]:
			t.low[b] = min(t.low[b], t.index[s])
		}
		self = self || s == b
	}
	if t.low[b] != n {
		return
	}
	at := len(t.stack) - 1
	for t.stack[at] != b {
		at--
	}
	part := append([]*ssa.BasicBlock(nil), t.stack[at:]...)
	t.stack = t.stack[:at]
	for _, m := range part {
		t.on[m] = false
	}
	if len(part) > 1 || self {
		t.parts = append(t.parts, part)
	}
}
