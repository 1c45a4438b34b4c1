package typestate

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// This file defines which instructions a place in the source stands for.

// A place is the instructions of a function that lie between two positions.
type place struct {
	in          map[ssa.Instruction]bool
	first, last []ssa.Instruction // where paths come in, and where they leave
	next        token.Pos         // there are no instructions: this one comes next
}

// placeIn returns the place in fn, or what comes after it in the source if nothing runs there.
func placeIn(fn *ssa.Function, from, to token.Pos) place {
	p := place{in: map[ssa.Instruction]bool{}}
	within := fn.Syntax().Pos() <= from && to <= fn.Syntax().End()
	var next ssa.Instruction
	for _, b := range fn.Blocks {
		for _, i := range b.Instrs {
			switch _, phi := i.(*ssa.Phi); {
			case phi || !i.Pos().IsValid():
			case from <= i.Pos() && i.Pos() < to:
				p.in[i] = true
			case within && i.Pos() >= to && (next == nil || i.Pos() < next.Pos()):
				next = i
			}
		}
	}
	switch {
	case len(p.in) > 0:
		p.ends(fn)
	case next != nil:
		p.first, p.next = []ssa.Instruction{next}, next.Pos()
	}
	return p
}

// ends finds where paths enter p and leave it.
func (p *place) ends(fn *ssa.Function) {
	holds := func(b *ssa.BasicBlock) bool {
		return slices.ContainsFunc(b.Instrs, func(i ssa.Instruction) bool { return p.in[i] })
	}
	outside := func(list []*ssa.BasicBlock) bool {
		return len(list) == 0 || slices.ContainsFunc(list, func(b *ssa.BasicBlock) bool { return !holds(b) })
	}
	for _, b := range fn.Blocks {
		if !holds(b) {
			continue
		}
		at := slices.IndexFunc(b.Instrs, func(i ssa.Instruction) bool { return p.in[i] })
		if at > 0 && !onlyPhis(b.Instrs[:at]) || outside(b.Preds) {
			p.first = append(p.first, b.Instrs[at])
		}
		for n := len(b.Instrs) - 1; n >= 0; n-- {
			if !p.in[b.Instrs[n]] {
				continue
			}
			if outside(b.Succs) {
				p.last = append(p.last, b.Instrs[n])
			}
			break
		}
	}
}

func onlyPhis(list []ssa.Instruction) bool {
	return !slices.ContainsFunc(list, func(i ssa.Instruction) bool {
		_, phi := i.(*ssa.Phi)
		return !phi
	})
}
