package typestate

import (
	"go/types"
	"slices"
)

// This file defines what recursion is to the runs. A run that is asked for its exits while it is
// being solved, the root of a recursion, gives those of its last round. Whoever used them is
// forgotten after the round and solved anew in the next one, from the exits that it had: the
// components of the call graph are iterated as a whole, innermost parts included, as in Bourdoncle,
// "Efficient chaotic iteration strategies with widenings", 1993.

// maxRecursion bounds the rounds in which a recursive function's summary may still grow. What
// is missing after that are exits: findings can only be lost.
const maxRecursion = 3

// fixpoint solves r, again while a recursive call has used exits that were not all known.
func (a *Analysis) fixpoint(r *run) {
	a.active = append(a.active, r)
	for round := range maxRecursion {
		r.busy, r.recursive, r.grown = true, false, false
		before := r.size()
		r.reset(r.exits)
		a.depth++
		r.solve()
		r.candidatesMet()
		a.depth--
		r.busy = false
		if !r.recursive || r.size() == before && !r.grown || slices.ContainsFunc(r.roots, isBusy) {
			break // done, or a part of a larger recursion
		}
		if round < maxRecursion-1 { // else what its users have seen must do
			a.forget(r)
		}
	}
	a.leave(r)
	r.settle()
}

// settle lets go of what only the solving of r needs. Of a base run's states those stay from which
// the runs of the objects that are made there begin.
func (r *run) settle() {
	in := r.in
	r.in, r.queue, r.exitIdx, r.previous = nil, nil, nil, nil
	if r.f.base != r {
		return
	}
	r.in = map[int]*blockIn{}
	for _, v := range r.f.foci {
		if i := r.a.birth(r.f, v); i != nil && in[i.Block().Index] != nil {
			n := i.Block().Index
			r.in[n] = &blockIn{cells: in[n].cells}
		}
	}
}

// reset empties r for another round; calls of itself see the exits of the last one.
func (r *run) reset(known []*exit) {
	r.in, r.queue = nil, nil
	r.exits, r.exitIdx, r.found = nil, nil, nil
	r.previous = known
}

// size grows with what r tells its callers.
func (r *run) size() int {
	if r.key == (runKey{}) {
		return len(r.exits) + len(r.f.foci) + len(r.f.makings)
	}
	return len(r.exits)
}

func isBusy(r *run) bool { return r.busy }

// visible returns r's exits as a call sees them.
func (r *run) visible() []*exit {
	if r.busy {
		return r.previous
	}
	return r.exits
}

// reused returns r, which was or is being solved, after it has noted who uses it: whoever is
// active depends on the roots that r has not seen the last of.
func (a *Analysis) reused(r *run) *run {
	if r == nil {
		return nil
	}
	if r.busy {
		r.recursive = true
		a.depends(r)
	}
	for _, root := range r.roots {
		if root.busy {
			a.depends(root)
		}
	}
	return r
}

// depends notes that the runs which were begun after root have used exits of it that may not be
// all there are. Where one is known to, so are those that were begun before it.
func (a *Analysis) depends(root *run) {
	for i := len(a.active) - 1; a.active[i] != root && a.active[i].dependsOn(root); i-- {
	}
}

// dependsOn notes that r has used exits of root, and reports whether that is news.
func (r *run) dependsOn(root *run) bool {
	if r.rooted[root] {
		return false
	}
	if r.rooted == nil {
		r.rooted = map[*run]bool{}
	}
	r.rooted[root] = true
	r.roots = append(r.roots, root)
	root.dependents = append(root.dependents, r)
	return true
}

// leave ends r, the run begun last. What depends on r depends on r's own roots.
func (a *Analysis) leave(r *run) {
	a.active = a.active[:len(a.active)-1]
	r.roots = slices.DeleteFunc(r.roots, func(root *run) bool { return !root.busy })
	for _, root := range r.roots {
		root.grown = root.grown || r.size() > r.began
		for _, d := range r.dependents {
			d.dependsOn(root)
		}
	}
	r.dependents = nil
}

// forget drops the runs that used exits of root, which is about to have another round.
func (a *Analysis) forget(root *run) {
	for _, r := range root.dependents {
		switch {
		case r.f.base == r:
			r.f.base = nil
		case r.f.runs[r.key] == r:
			delete(r.f.runs, r.key)
		default:
			continue // forgotten already
		}
		r.f.before[r.key] = r.exits
	}
	root.dependents = nil
}

// again returns r, which is about to be solved, with the exits that it had in an earlier round of
// a recursion.
func (a *Analysis) again(r *run) *run {
	r.exits = r.f.before[r.key]
	delete(r.f.before, r.key)
	r.began = r.size()
	return r
}

// recurs reports whether v has come out of a recursion that went round before: out of one call twice,
// the one within the other, or by a path through two objects of one type by the same field, as down a
// list, or each behind an interface. Clients of further rounds are not followed, since each round would
// multiply them. What is missing are findings about these: the first round does the same.
func (u *universe) recurs(v value) bool {
	var through []any // calls, views of interfaces, and links
	again := func(x any) bool {
		known := slices.Contains(through, x)
		through = append(through, x)
		return known
	}
	for {
		switch n := u.node(v); n.kind {
		case kCall:
			if again(n.ptr) {
				return true
			}
			v = n.a
		case kOld:
			v = n.a
		case kInit, kAddr, kJoin, kHavoc:
			for l := n.loc; l != 0; l = u.locs[l].parent {
				if link := u.link(l); link != nil && again(link) {
					return true
				}
			}
			v = u.rootOf(n.loc)
		default:
			return false
		}
	}
}

// link returns what the last step to l goes through: a view, or a field of a type; nil if that is not known.
func (u *universe) link(l locID) any {
	type field struct {
		of   types.Type
		name string
	}
	switch x := u.locs[l]; {
	case isView(x.sel):
		return x.sel
	case x.parent == 0 || u.locs[x.parent].typ == nil:
		return nil
	default:
		return field{u.locs[x.parent].typ, x.sel}
	}
}
