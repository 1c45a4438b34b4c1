// Package eager finds the cycles on which a connect that failed is tried again with no pause.
//
// # Idea
//
// It asks one question of a loop: what runs when the hub is down? In that world every attempt to
// connect fails at once, as a refused one does: errors are not nil, tokens complete with an error,
// checks say "not connected". What the loop does then is a sparse conditional constant propagation
// (Wegman, Zadeck, "Constant Propagation with Conditional Branches", TOPLAS 1991) in which the
// outcomes of attempts are constants ([world]): the branches of success fall away, and what remains
// of the control flow is what repeats. If an attempt is on a cycle of the rest, and nothing on any
// such cycle may take time, then attempts follow each other as fast as they fail.
//
// Functions are summarised by the same question ([summary]): do they try to connect when the hub
// is down, do they wait, and what do they return? The summaries of those that try and do not wait
// leave the package as facts.
//
// # May and must
//
// That a loop does not pause is a must-property: what is not known, as a call of a function
// value or of another package, may take time. Everything that is received, sent, read or sent over a
// network may, too. A single place in what repeats that may wait makes the loop silent, even if
// there are ways round it: the ways may be for the first few rounds.
//
// That it goes on for ever is assumed unless something that changes from round to round could end
// it or hold it up ([world.changes]): a counter, a clock, a field that is written. Then the
// attempts may be few, and nothing is reported.
package eager

import (
	"cmp"
	"go/types"
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/analyzer/typestate"
	"golang.org/x/tools/go/ssa"
)

// An Analysis looks at the functions of one package.
type Analysis struct {
	match *typestate.Matcher
	// versions tells the built version of a module or package; "" if not known.
	versions func(path string) string
	// facts returns the summary of a function of another package, or nil.
	facts func(*types.Func) *Summary

	patient   map[*protocol.Protocol]bool // those that repeat a first attempt by themselves here
	tries     map[*ssa.Function]bool
	summaries map[*ssa.Function]*summary
	stores    map[*ssa.Function]writes
	open      []*ssa.Function // whose summaries are being made
	lowest    int             // the first of these that a summary was asked of meanwhile
	worlds    int
	found     map[*ssa.Function][]*typestate.Violation
}

// New returns an analysis of the functions fns of a package: all that have a body.
func New(fns []*ssa.Function, m *typestate.Matcher, versions func(path string) string, facts func(*types.Func) *Summary) *Analysis {
	a := &Analysis{
		match: m, versions: versions, facts: facts,
		patient: map[*protocol.Protocol]bool{}, summaries: map[*ssa.Function]*summary{}, stores: map[*ssa.Function]writes{},
		found: map[*ssa.Function][]*typestate.Violation{},
	}
	a.tries = a.trying(fns)
	if len(a.tries) > 0 {
		a.findPatient(fns)
	}
	return a
}

// maxWorlds bounds the propagations for one package, so that a package which no one foresaw costs
// little. What is not looked at may wait.
const maxWorlds = 20_000

// Violations returns the cycles of fns, in source order.
func (a *Analysis) Violations(fns []*ssa.Function) []*typestate.Violation {
	var out []*typestate.Violation
	for _, fn := range fns {
		if a.tries[fn] {
			out = append(out, a.violations(fn)...)
		}
	}
	slices.SortStableFunc(out, func(x, y *typestate.Violation) int { return cmp.Compare(x.Pos, y.Pos) })
	return out
}

// violations returns the cycles in fn. While they are being looked for there are none.
func (a *Analysis) violations(fn *ssa.Function) []*typestate.Violation {
	if out, ok := a.found[fn]; ok {
		return out
	}
	a.found[fn] = nil
	lowest := a.lowest
	a.lowest = len(a.open)
	var out []*typestate.Violation
	for _, l := range loopsOf(fn) { // inner ones first: the tightest cycle is what a reader looks for
		v := a.loop(fn, l)
		if v != nil && !slices.ContainsFunc(out, func(w *typestate.Violation) bool { return w.Pos == v.Pos }) {
			out = append(out, v)
		}
	}
	if len(out) == 0 {
		if v := a.recursion(fn); v != nil {
			out = append(out, v)
		}
	}
	if a.found[fn] = out; a.lowest < len(a.open)-1 {
		delete(a.found, fn) // it rests on what is assumed of a caller that is under way
	}
	a.lowest = min(a.lowest, lowest)
	return out
}

// trying returns the functions among fns, and what they call, from which an attempt can be
// reached by calls that can be told from the text. All others are left alone.
func (a *Analysis) trying(fns []*ssa.Function) map[*ssa.Function]bool {
	callers := map[*ssa.Function][]*ssa.Function{}
	var work []*ssa.Function
	seen := map[*ssa.Function]bool{}
	var visit func(fn *ssa.Function)
	visit = func(fn *ssa.Function) {
		if seen[fn] {
			return
		}
		seen[fn] = true
		for call := range callsIn(fn) {
			if a.attempt(call.Common()) != nil || a.importedTries(call.Common()) {
				work = append(work, fn)
			}
			if callee := call.Common().StaticCallee(); callee != nil {
				callers[callee] = append(callers[callee], fn)
				visit(callee)
			}
		}
	}
	for _, fn := range fns {
		visit(fn)
	}
	out := map[*ssa.Function]bool{}
	for len(work) > 0 {
		fn := work[len(work)-1]
		work = work[:len(work)-1]
		if !out[fn] {
			out[fn] = true
			work = append(work, callers[fn]...)
		}
	}
	return out
}

// callsIn yields the call, go and defer instructions of fn.
func callsIn(fn *ssa.Function) func(func(ssa.CallInstruction) bool) {
	return func(yield func(ssa.CallInstruction) bool) {
		for _, b := range fn.Blocks {
			for _, i := range b.Instrs {
				if c, ok := i.(ssa.CallInstruction); ok && !yield(c) {
					return
				}
			}
		}
	}
}
