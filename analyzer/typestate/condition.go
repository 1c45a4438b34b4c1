package typestate

import (
	"slices"

	"golang.org/x/tools/go/ssa"
)

// This file defines what a view says of the results that tell states apart.

// conditions returns what s knows of the results that tell states apart.
func (r *run) conditions(s *state) []Condition {
	u := r.a.u
	var out []Condition
	add := func(v value) {
		call, result := r.resultThatIs(s, v)
		if holds, ok := u.holds(s, v); ok && call != nil {
			c := Condition{Call: call.Pos(), Name: calleeName(&call.Call), Result: result, Holds: holds}
			if !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	for _, l := range s.links {
		add(l)
	}
	if call, ok := r.birth.(*ssa.Call); ok {
		if n := call.Call.Signature().Results().Len(); n > 1 {
			add(u.instr(call, n-1))
		}
	}
	return out
}

// resultThatIs returns the call of this function of which v is a result, and which, or nil.
func (r *run) resultThatIs(s *state, v value) (*ssa.Call, int) {
	n := r.a.u.node(v)
	if call, ok := n.ptr.(*ssa.Call); ok && n.kind == kInstr {
		return call, n.n
	}
	if n.kind == kObserve {
		n = r.a.u.node(n.a)
	}
	call, ok := n.ptr.(*ssa.Call)
	if !ok || n.kind != kCall || call.Parent() != r.f.fn {
		return nil, 0
	}
	if r.val(s, call) == v {
		return call, 0
	}
	for _, ref := range *call.Referrers() {
		if e, ok := ref.(*ssa.Extract); ok && r.val(s, e) == v {
			return call, e.Index
		}
	}
	return nil, 0
}

// holds returns what s knows of v: an error, a bool, or the token of an attempt.
func (u *universe) holds(s *state, v value) (Holds, bool) {
	f := u.factOf(s, v)
	if s.facts.get(uint32(v)).outcome != undecided {
		f = s.facts.get(uint32(v))
	}
	switch {
	case f.outcome == succeeds:
		return DidSucceed, true
	case f.outcome == fails:
		return DidFail, true
	case f.isTrue == yes:
		return IsTrue, true
	case f.isTrue == no:
		return IsFalse, true
	case f.isNil == yes:
		return IsNil, true
	case f.isNil == no:
		return NotNil, true
	}
	return 0, false
}
