package typestate

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// This file defines loops that call one function after the other, each of which chooses the next: state
// machines. Which one it is the turn of keeps paths apart, as the rounds of a list do.

// turns are the variables of such loops, by the block or the call that they are set in.
type turns struct {
	phis    map[*ssa.BasicBlock][]ssa.Value
	results map[*ssa.Call][]ssa.Value
	fields  []ssa.Value // loads of fields that are called, in loops: any call may set them
}

// turnsAt returns the variables that are set where b begins.
func (f *funcInfo) turnsAt(b *ssa.BasicBlock) []ssa.Value {
	t := f.allTurns()
	if !f.header[b.Index] {
		return t.phis[b]
	}
	return slices.Concat(t.phis[b], t.fields)
}

// turnsOf returns the variables that call sets.
func (f *funcInfo) turnsOf(call *ssa.Call) []ssa.Value {
	t := f.allTurns()
	return slices.Concat(t.results[call], t.fields)
}

func (f *funcInfo) allTurns() *turns {
	if f.turns != nil {
		return f.turns
	}
	f.turns = &turns{phis: map[*ssa.BasicBlock][]ssa.Value{}, results: map[*ssa.Call][]ssa.Value{}}
	for _, b := range f.rpo {
		for _, i := range b.Instrs {
			if phi, ok := i.(*ssa.Phi); ok && f.header[b.Index] && isFuncType(phi.Type()) && isCalled(phi) {
				f.turns.add(phi)
			}
			if load, ok := i.(*ssa.UnOp); ok && f.inLoop[b.Index] && isFuncType(load.Type()) && isCalled(load) && fieldOfLoad(load) != nil {
				f.turns.fields = append(f.turns.fields, load)
			}
		}
	}
	return f.turns
}

// add notes v, and what it is set to.
func (t *turns) add(v ssa.Value) {
	switch v := v.(type) {
	case *ssa.Phi:
		if slices.Contains(t.phis[v.Block()], ssa.Value(v)) {
			return
		}
		t.phis[v.Block()] = append(t.phis[v.Block()], v)
		for _, e := range v.Edges {
			t.add(e)
		}
	case *ssa.Call:
		t.results[v] = append(t.results[v], v)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			t.results[call] = append(t.results[call], v)
		}
	}
}

// isCalled reports whether function value v is called.
func isCalled(v ssa.Value) bool {
	return slices.ContainsFunc(*v.Referrers(), func(i ssa.Instruction) bool {
		call, ok := i.(*ssa.Call)
		return ok && call.Call.Value == v
	})
}

// fieldOfLoad returns the field that v is loaded from, or nil.
func fieldOfLoad(v ssa.Value) *ssa.FieldAddr {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return nil
	}
	field, _ := load.X.(*ssa.FieldAddr)
	return field
}

// inTurn returns s, in which v was set, with the function that it is.
func (r *run) inTurn(s *state, v ssa.Value) *state {
	f, by := r.val(s, v), v
	if field := fieldOfLoad(v); field != nil {
		f, by = r.a.u.read(s, r.a.u.pointee(r.fieldAddr(s, field))), field.X
	}
	if r.a.u.isFunc(f) {
		return s.inRoundOf(v, round{v, r.f.num[v], by, int64(f)})
	}
	return s.inRoundOf(v)
}
