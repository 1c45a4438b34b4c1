package typestate

import (
	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines which simulations are made of a function, and that each is made once.

// info returns what is known of fn, specialised to the closures of spec.
func (a *Analysis) info(fn *ssa.Function, spec []value) *funcInfo {
	k := infoKey{fn: fn, spec: a.u.valueKeys(spec)}
	f, ok := a.infos[k]
	if !ok {
		f = newFuncInfo(fn, spec)
		a.infos[k] = f
	}
	return f
}

// baseRun returns the run of f without a focus: it finds the candidates, and what f returns
// and stores.
func (a *Analysis) baseRun(f *funcInfo) *run {
	if f.base != nil {
		return a.reused(f.base)
	}
	f.base = a.again(&run{a: a, f: f})
	a.fixpoint(f.base)
	return f.base
}

// focusRun returns the run of f for one object.
func (a *Analysis) focusRun(f *funcInfo, focus value, q protocol.State) *run {
	return a.aliasedRun(f, focus, q, nil)
}

// aliasedRun is focusRun for an object that has other names on entry.
func (a *Analysis) aliasedRun(f *funcInfo, focus value, q protocol.State, aliases []value) *run {
	k := runKey{focus: focus, entry: uint8(q), aliases: a.u.valueKeys(aliases)}
	if r, ok := f.runs[k]; ok {
		return a.reused(r)
	}
	a.baseRun(f)
	r := a.again(&run{a: a, f: f, key: k, focus: focus, entry: q, aliases: aliases})
	if !a.u.isEntry(focus) {
		r.birth = a.birth(f, focus)
	}
	f.runs[k] = r
	a.fixpoint(r)
	return r
}

// fineRun is aliasedRun without joins of states that differ, for replays: nil if that would
// take too many states.
func (a *Analysis) fineRun(f *funcInfo, focus value, q protocol.State, aliases []value) *run {
	k := runKey{focus: focus, entry: uint8(q), fine: true, aliases: a.u.valueKeys(aliases)}
	if r, ok := f.runs[k]; ok {
		return a.reused(r)
	}
	f.runs[k] = nil // recursion: the joined one will do
	if a.fineLeft <= 0 || a.u.isEntry(focus) && len(f.rpo) > fineBudget {
		return nil
	}
	a.baseRun(f)
	r := &run{a: a, f: f, key: k, focus: focus, entry: q, aliases: aliases, exact: true, budget: fineBudget}
	if focus != 0 && !a.u.isEntry(focus) {
		r.birth = a.birth(f, focus)
	}
	a.active = append(a.active, r)
	r.solve()
	a.leave(r)
	r.settle()
	a.fineLeft -= fineBudget - max(r.budget, 0)
	if r.budget >= 0 {
		f.runs[k] = r
	}
	return f.runs[k]
}

// fineBudget bounds the block visits of a fine run, and finePerPackage those of all fine runs
// of a package. Beyond these the joined summaries serve: they know less.
const (
	fineBudget     = 200
	finePerPackage = 20000
)
