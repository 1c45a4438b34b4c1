package typestate

import (
	"maps"
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines which simulations are made of a function, and that each is made once.

// info returns what is known of fn, specialised to the closures of spec.
func (a *Analysis) info(fn *ssa.Function, spec []value) *funcInfo {
	k := infoKey{fn: fn}
	for _, v := range spec {
		k.spec += a.u.valueKey(v)
	}
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
		return f.base
	}
	f.base = &run{a: a, f: f}
	a.fixpoint(f.base)
	return f.base
}

// focusRun returns the run of f for one object.
func (a *Analysis) focusRun(f *funcInfo, focus value, q protocol.State) *run {
	return a.aliasedRun(f, focus, q, nil)
}

// aliasedRun is focusRun for an object that has other names on entry.
func (a *Analysis) aliasedRun(f *funcInfo, focus value, q protocol.State, aliases []value) *run {
	k := runKey{focus: focus, entry: uint8(q)}
	for _, v := range aliases {
		k.aliases += a.u.valueKey(v)
	}
	if r, ok := f.runs[k]; ok {
		return r
	}
	a.baseRun(f)
	r := &run{a: a, f: f, focus: focus, entry: q, aliases: aliases}
	if !a.u.isEntry(focus) {
		r.birth = a.birth(f, focus)
	}
	f.runs[k] = r
	a.fixpoint(r)
	if f.base != r {
		r.in = nil // only the base run's states are needed again
	}
	return r
}

// maxRecursion bounds the rounds in which a recursive function's summary may still grow. What
// is missing after that are exits: findings can only be lost.
const maxRecursion = 3

// fixpoint solves r, again while a recursive call has used exits that were not all known. What
// other runs made of those is made again, too.
func (a *Analysis) fixpoint(r *run) {
	for range maxRecursion {
		r.busy, r.recursive = true, false
		before := len(r.exits)
		known := r.exits
		r.reset(known)
		a.depth++
		a.solve(r)
		a.depth--
		r.busy = false
		if !r.recursive || len(r.exits) == before {
			return
		}
	}
}

// solve solves r, with a note that it is being solved.
func (a *Analysis) solve(r *run) {
	a.solving = append(a.solving, r)
	r.solve()
	a.solving = a.solving[:len(a.solving)-1]
}

// reset empties r for another round; calls of itself see the exits of the last one.
func (r *run) reset(known []*exit) {
	r.in, r.queue, r.queued = nil, nil, nil
	r.exits, r.exitIdx, r.found = nil, nil, nil
	r.previous = known
	for x := range r.early {
		x.forget()
	}
	clear(r.early)
}

// visible returns r's exits as a call sees them.
func (r *run) visible() []*exit {
	if r.busy {
		r.recursive = true
		r.reliedOn()
		return r.previous
	}
	for _, h := range r.relies {
		if h.busy {
			h.reliedOn() // by way of r
		}
	}
	return r.exits
}

// reliedOn notes that the runs which are being solved on behalf of r use exits of it that may
// not be all: in functions that call each other only one can be the first to wait for its own.
func (r *run) reliedOn() {
	s := r.a.solving
	for _, x := range s[slices.Index(s, r)+1:] {
		if r.early == nil {
			r.early = map[*run]bool{}
		}
		if !r.early[x] {
			r.early[x] = true
			x.relies = append(x.relies, r)
		}
	}
}

// forget makes that r is made again when it is asked for the next time.
func (r *run) forget() {
	if r.f.base == r {
		r.f.base = nil
	}
	maps.DeleteFunc(r.f.runs, func(_ runKey, x *run) bool { return x == r })
}

// fineRun is aliasedRun without joins of states that differ, for replays: nil if that would
// take too many states.
func (a *Analysis) fineRun(f *funcInfo, focus value, q protocol.State, aliases []value) *run {
	k := runKey{focus: focus, entry: uint8(q), fine: true}
	for _, v := range aliases {
		k.aliases += a.u.valueKey(v)
	}
	if r, ok := f.runs[k]; ok {
		return r
	}
	f.runs[k] = nil // recursion: the joined one will do
	if a.fineLeft <= 0 || a.u.isEntry(focus) && len(f.rpo) > fineBudget {
		return nil
	}
	a.baseRun(f)
	r := &run{a: a, f: f, focus: focus, entry: q, aliases: aliases, exact: true, budget: fineBudget}
	if focus != 0 && !a.u.isEntry(focus) {
		r.birth = a.birth(f, focus)
	}
	a.solve(r)
	r.in = nil
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
