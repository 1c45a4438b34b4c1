package typestate

import (
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
)

// This file defines what a value stands for where paths have met: what happens to it happens to one
// of the objects that came together there, and each may be the caller's.

// maxMet bounds what a value is known to stand for. What is beyond that is not a candidate, as if
// nothing happened to it.
const maxMet = 8

// noteMet notes that x became own where two paths met, in a run without focus.
func (u *universe) noteMet(own, x value) {
	if x == own || u.constOf(x) != nil || u.typeOf(own) == nil || !mutable(u.typeOf(own)) {
		return
	}
	if xs := u.met[own]; len(xs) < maxMet && !slices.Contains(xs, x) {
		u.met[own] = append(xs, x)
	}
}

// metAt returns what v may stand for: what met under its name, or what lies as far below what met
// under the name of its root.
func (u *universe) metAt(v value) []value {
	out := slices.Clone(u.met[v])
	if n := u.node(v); n.kind == kInit {
		root := u.rootOf(n.loc)
		for _, x := range u.met[root] {
			if l := u.rebase(n.loc, u.pointee(root), u.pointee(x)); l != 0 {
				out = append(out, u.init(l))
			}
		}
	}
	return out
}

// A happening is a value that something happens to in a function, under a protocol or nil.
type happening struct {
	v value
	p *protocol.Protocol
}

// candidatesMet makes candidates of what the values stand for that something was seen to happen to:
// only after the run is it known what has met.
func (r *run) candidatesMet() {
	for i := 0; i < len(r.happenings); i++ { // it grows
		for _, x := range r.a.u.metAt(r.happenings[i].v) {
			if r.a.u.isEntry(x) { // of what the function makes, or finds elsewhere, it knows what happens
				r.candidate(x, r.happenings[i].p)
			}
		}
	}
}
