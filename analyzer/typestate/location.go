package typestate

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// This file defines locations: where values are stored, named by access paths.

// -- locations --

func (u *universe) internLoc(l loc) locID {
	key := l
	key.typ = nil
	if id, ok := u.locIdx[key]; ok {
		if u.locs[id].typ == nil {
			u.locs[id].typ = l.typ
		}
		return id
	}
	id := locID(len(u.locs))
	u.locs = append(u.locs, l)
	u.locIdx[key] = id
	if l.parent != 0 {
		u.kids[l.parent] = append(u.kids[l.parent], id)
	}
	return id
}

// pointee returns the location that v points to, or the contents of v if v is a struct,
// array, slice or map.
func (u *universe) pointee(v value) locID {
	n := u.node(v)
	if n.kind == kAddr {
		return n.loc
	}
	var typ types.Type
	if n.typ != nil {
		typ = n.typ
		if p, ok := n.typ.Underlying().(*types.Pointer); ok {
			typ = p.Elem()
		}
	}
	return u.internLoc(loc{root: v, typ: typ})
}

// sub returns the location of selector sel within l, or 0 if the path grows too long.
func (u *universe) sub(l locID, sel string, typ types.Type) locID {
	if l == 0 || u.locs[l].depth >= maxDepth || u.chain(l) >= maxDepth {
		return 0
	}
	return u.internLoc(loc{parent: l, sel: sel, depth: u.locs[l].depth + 1, typ: typ})
}

// chain returns how many pointers an access path goes through before l.
func (u *universe) chain(l locID) int {
	n := 0
	for {
		v := u.node(u.rootOf(l))
		if v.kind != kInit && v.kind != kHavoc && v.kind != kJoin {
			return n
		}
		n++
		l = v.loc
	}
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
func (u *universe) rootOf(l locID) value {
	for u.locs[l].root == 0 {
		l = u.locs[l].parent
	}
	return u.locs[l].root
}

// within reports whether l is base or lies below it.
func (u *universe) within(l, base locID) bool {
	for ; l != 0; l = u.locs[l].parent {
		if l == base {
			return true
		}
	}
	return false
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
