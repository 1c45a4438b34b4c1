package typestate

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// This file defines locations: where values are stored, named by access paths.

// -- locations --

// internLoc returns the location of key k. A type that is not known yet may be told later.
func (u *universe) internLoc(k locKey, typ types.Type) locID {
	id, ok := u.locIdx[k]
	if !ok {
		id = locID(len(u.locs))
		l := loc{locKey: k, base: k.root}
		if p := k.parent; p != 0 {
			l.base, l.depth, l.chain = u.locs[p].base, u.locs[p].depth+1, u.locs[p].chain
			u.locs[p].kids = append(u.locs[p].kids, id)
		} else if n := u.node(k.root); n.kind == kInit || n.kind == kHavoc || n.kind == kJoin {
			l.chain = u.locs[n.loc].chain + 1
		}
		u.locs = append(u.locs, l)
		u.locIdx[k] = id
	}
	if u.locs[id].typ == nil {
		u.locs[id].typ = typ
	}
	return id
}

// pointee returns the location that v points to, or the contents of v if v is a struct,
// array, slice or map.
func (u *universe) pointee(v value) locID {
	n := u.node(v)
	switch {
	case n.kind == kAddr:
		return n.loc
	case n.pointee != 0 && (n.typ == nil || u.locs[n.pointee].typ != nil):
		return n.pointee
	}
	var typ types.Type
	if n.typ != nil {
		typ = n.typ
		if p, ok := n.typ.Underlying().(*types.Pointer); ok {
			typ = p.Elem()
		}
	}
	n.pointee = u.internLoc(locKey{root: v}, typ)
	return n.pointee
}

// sub returns the location of selector sel within l, or 0 if the path grows too long.
func (u *universe) sub(l locID, sel string, typ types.Type) locID {
	if l == 0 || u.locs[l].depth >= maxDepth || u.locs[l].chain >= maxDepth {
		return 0
	}
	return u.internLoc(locKey{parent: l, sel: sel}, typ)
}

// addr returns the value of l's address.
func (u *universe) addr(l locID) value {
	x := u.locs[l]
	if x.root != 0 {
		return x.root
	}
	var typ types.Type
	if x.typ != nil {
		typ = types.NewPointer(x.typ)
	}
	return u.intern(vkey{kind: kAddr, loc: l}, typ)
}

// rootOf returns the value at the start of l's path.
func (u *universe) rootOf(l locID) value { return u.locs[l].base }

// within reports whether l is base or lies below it.
func (u *universe) within(l, base locID) bool {
	for ; l != 0; l = u.locs[l].parent {
		if l == base {
			return true
		}
	}
	return false
}

// known returns the locations at base and below it of which s knows what they hold, ascending.
func (u *universe) known(s *state, base locID) []locID {
	out := u.knownAt(s, base, nil)
	slices.Sort(out)
	return out
}

func (u *universe) knownAt(s *state, l locID, out []locID) []locID {
	if s.mem.get(uint32(l)) != 0 {
		out = append(out, l)
	}
	for _, k := range u.locs[l].kids {
		out = u.knownAt(s, k, out)
	}
	return out
}

// depsOf returns the hashed set of instructions that a value of key k is built from.
func (u *universe) depsOf(k vkey) uint64 {
	switch k.kind {
	case kInstr, kCall:
		return u.bit(k.ptr)
	case kInit, kAddr, kJoin, kHavoc:
		d := u.nodes[u.rootOf(k.loc)].deps
		if k.kind == kHavoc {
			d |= u.bit(k.ptr)
		}
		return d
	case kCmp:
		return u.nodes[k.a].deps | u.nodes[k.b].deps
	case kNot, kObserve, kAdd:
		return u.nodes[k.a].deps
	}
	return 0
}

// bit hashes an instruction to one bit, by the order in which instructions are met.
func (u *universe) bit(ptr any) uint64 {
	n, ok := u.bits[ptr]
	if !ok {
		n = len(u.bits)
		u.bits[ptr] = n
	}
	return 1 << (n % 64)
}

// mentions reports whether v is a result of i, an instruction, or built from one.
func (u *universe) mentions(v value, i any) bool {
	n := u.node(v)
	if n.deps&u.bit(i) == 0 {
		return false
	}
	switch n.kind {
	case kInstr:
		return n.ptr == i
	case kCall, kHavoc:
		return n.ptr == i || n.kind == kHavoc && u.mentions(u.rootOf(n.loc), i)
	case kInit, kAddr, kJoin:
		return u.mentions(u.rootOf(n.loc), i)
	case kCmp:
		return u.mentions(n.a, i) || u.mentions(n.b, i)
	case kNot, kObserve, kAdd:
		return u.mentions(n.a, i)
	case kClosure:
		for _, a := range n.args {
			if u.mentions(a, i) {
				return true
			}
		}
	}
	return false // kOld: a past value does not change when its instruction runs again
}

// self returns the symbol that v stands for where nothing better is known.
func (u *universe) self(v ssa.Value) value {
	if e, ok := v.(*ssa.Extract); ok {
		return u.instr(e.Tuple, e.Index)
	}
	return u.instr(v, 0)
}

// entry returns the value at the root of v's access path: a formal, a free variable, a
// global, or the instruction that v was born at.
func (u *universe) entry(v value) value {
	for {
		n := u.node(v)
		switch n.kind {
		case kInit, kAddr, kJoin, kHavoc:
			v = u.rootOf(n.loc)
		default:
			return v
		}
	}
}

// isEntry reports whether v existed before the function began: its access path starts at a
// parameter, a free variable or a global and no unknown code lies between.
func (u *universe) isEntry(v value) bool {
	for {
		n := u.node(v)
		switch n.kind {
		case kFormal, kFree, kBound, kGlobal:
			return true
		case kInit, kAddr:
			v = u.rootOf(n.loc)
		default:
			return false
		}
	}
}

// isFresh reports whether v was made in this call of the function, by new or by a
// constructor: nothing that existed before can be it.
func (u *universe) isFresh(v value) bool {
	n := u.node(v)
	switch n.kind {
	case kAddr:
		return u.isFresh(u.rootOf(n.loc))
	case kOld:
		return u.isFresh(n.a)
	}
	return n.zero || n.made
}
