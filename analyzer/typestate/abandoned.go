package typestate

import (
	"go/token"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines abandoned clients: a function returns an error and leaves a client open that
// its caller cannot close, and nobody sees who calls it again. Either nothing holds the client
// any more, or only a field does that the next call of the same method overwrites. It is what
// [LostClient] reports once the repeated call is in sight; that some caller repeats the call is
// assumed here, as an error invites it.

// abandons reports the focus if i, which returns vals in s, abandons it.
func (r *run) abandons(s *state, i *ssa.Return, vals []value) {
	if !s.born || !s.sure || s.doubted || !s.up() || r.birth == nil || len(vals) == 0 || !r.fails(s, vals) {
		return
	}
	p := r.protocol()
	if p == nil || !r.a.exposed(r.f.fn) {
		return
	}
	sem := r.a.semantics(p)
	if sem.Lost.Severity == protocol.None || s.q == protocol.Pending && sem.Timeout.Severity == protocol.None {
		return
	}
	if !s.lostHere() && !r.overwrittenNext(s, i) {
		return
	}
	op := &protocol.Op{Event: protocol.Dial}
	if call, ok := r.birth.(ssa.CallInstruction); ok {
		op.Func = calleeName(call.Common())
	}
	t := s.note(Abandons, posOf(i), r.f.fn.Name())
	v := &Violation{Kind: Abandoned, Proto: p, Op: op, Wrong: WrongOf(Abandoned, sem), Pos: posOf(r.birth), Inner: posOf(r.birth), Steps: t.trace.steps()}
	v.Opened = t.trace.Step
	r.found = append(r.found, v)
}

// fails reports whether the last of vals is an error that may not be nil.
func (r *run) fails(s *state, vals []value) bool {
	res := r.f.fn.Signature.Results()
	return isError(res.At(res.Len()-1).Type()) && r.a.u.factOf(s, vals[len(vals)-1]).isNil != yes
}

// lostHere reports whether the focus was lost in this function, and not in one that it called.
func (s *state) lostHere() bool {
	if !s.lost {
		return false
	}
	for t := s.trace; t != nil; t = t.prev {
		if t.Kind == Lost {
			return true
		}
	}
	return false
}

// overwrittenNext reports whether the same function, called again after i has returned in s,
// opens another client in the place that holds the focus.
func (r *run) overwrittenNext(s *state, i *ssa.Return) bool {
	if r.f.spec != nil || r.a.depth >= maxSpecialised {
		return false
	}
	var args actuals
	for _, p := range r.f.fn.Params {
		args.params = append(args.params, r.f.formal(r.a.u, p))
	}
	c := &summary{r.a, r.f, r.exact}
	cs := &callSite{instr: i}
	tr := r.translator(s, cs, args)
	found := false
	s.mem.each(func(k uint32, v value) {
		if found || v != s.focus || !r.a.u.isEntry(r.a.u.rootOf(locID(k))) {
			return
		}
		for _, e := range c.exits(r.a.u.init(locID(k)), s.q, nil) {
			found = found || e.kind == violating && e.viol.Kind.loses() && tr.conditions(e) != nil && !r.heldAside(s, i, tr.loc(e.st.hole))
		}
	})
	return found
}

// exposed reports whether code that is not in sight may call fn: what it calls it for, and how
// often, is not known.
func (a *Analysis) exposed(fn *ssa.Function) bool {
	if a.relevance == nil {
		return false
	}
	seen := map[*ssa.Function]bool{}
	var up func(fn *ssa.Function) bool
	up = func(fn *ssa.Function) bool {
		if seen[fn] {
			return false
		}
		seen[fn] = true
		if a.pkg.Pkg.Name() != "main" && token.IsExported(fn.Name()) && fn.Parent() == nil {
			return true
		}
		for _, c := range a.relevance.callers[fn] {
			if up(c) {
				return true
			}
		}
		return false
	}
	return up(fn)
}
