package typestate

import "math/bits"

// A pmap is a persistent map from uint32 to V: an update shares all it can with the map it
// was made from, and [pmap.merge] skips what two maps share. That keeps a join as cheap as
// the difference of its operands, however many facts both know.
//
// It is the big-endian Patricia tree of Okasaki and Gill ("Fast Mergeable Integer Maps",
// ML Workshop 1998), the structure that Astrée keeps its environments in. The zero pmap is
// empty. A zero V means "absent": it cannot be stored.
type pmap[V comparable] struct{ root *pnode[V] }

// A pnode is a leaf (bit == 0) or a branch on bit, all of whose keys agree above it.
type pnode[V comparable] struct {
	key         uint32 // leaf: the key; branch: the common prefix
	bit         uint32
	val         V
	left, right *pnode[V] // branch: keys with bit clear, set
}

// get returns the value at key, or the zero V.
func (m pmap[V]) get(key uint32) (v V) {
	n := m.root
	for n != nil && n.bit != 0 {
		if key&n.bit == 0 {
			n = n.left
		} else {
			n = n.right
		}
	}
	if n != nil && n.key == key {
		return n.val
	}
	return v
}

// set returns m with key bound to v, or without key if v is zero.
func (m pmap[V]) set(key uint32, v V) pmap[V] {
	var zero V
	if v == zero {
		return pmap[V]{remove(m.root, key)}
	}
	return pmap[V]{insert(m.root, key, v)}
}

// each calls f for every binding, keys ascending.
func (m pmap[V]) each(f func(key uint32, v V)) { each(m.root, f) }

// change returns the map of f(key, v) over all bindings: at once, so that what many keys share is
// made anew but once.
func (m pmap[V]) change(f func(key uint32, v V) V) pmap[V] { return pmap[V]{mapNodes(m.root, f)} }

// same reports whether m and o are one tree: equal without looking inside.
func (m pmap[V]) same(o pmap[V]) bool { return m.root == o.root }

// equal reports whether m and o bind the same keys to the same values.
func (m pmap[V]) equal(o pmap[V]) bool { return equalNodes(m.root, o.root) }

// merge returns the map of join(key, a, b) over all keys of m and o; a or b is zero where
// only the other has the key. join is not called where m and o share a subtree, so
// join(k, a, a) must be a.
func (m pmap[V]) merge(o pmap[V], join func(key uint32, a, b V) V) pmap[V] {
	return pmap[V]{mergeNodes(m.root, o.root, join)}
}

func each[V comparable](n *pnode[V], f func(uint32, V)) {
	switch {
	case n == nil:
	case n.bit == 0:
		f(n.key, n.val)
	default:
		each(n.left, f)
		each(n.right, f)
	}
}

// prefix returns the bits of key above bit.
func prefix(key, bit uint32) uint32 { return key &^ (bit | (bit - 1)) }

func branch[V comparable](key, bit uint32, left, right *pnode[V]) *pnode[V] {
	if left == nil {
		return right
	}
	if right == nil {
		return left
	}
	return &pnode[V]{key: prefix(key, bit), bit: bit, left: left, right: right}
}

// join2 joins two trees whose prefixes differ.
func join2[V comparable](ka uint32, a *pnode[V], kb uint32, b *pnode[V]) *pnode[V] {
	bit := uint32(1) << (31 - bits.LeadingZeros32(ka^kb))
	if ka&bit == 0 {
		return branch(ka, bit, a, b)
	}
	return branch(ka, bit, b, a)
}

func insert[V comparable](n *pnode[V], key uint32, v V) *pnode[V] {
	switch {
	case n == nil:
		return &pnode[V]{key: key, val: v}
	case n.bit == 0:
		if n.key == key {
			if n.val == v {
				return n
			}
			return &pnode[V]{key: key, val: v}
		}
		return join2(key, &pnode[V]{key: key, val: v}, n.key, n)
	case prefix(key, n.bit) != n.key:
		return join2(key, &pnode[V]{key: key, val: v}, n.key, n)
	case key&n.bit == 0:
		if l := insert(n.left, key, v); l != n.left {
			return branch(n.key, n.bit, l, n.right)
		}
	default:
		if r := insert(n.right, key, v); r != n.right {
			return branch(n.key, n.bit, n.left, r)
		}
	}
	return n
}

func remove[V comparable](n *pnode[V], key uint32) *pnode[V] {
	switch {
	case n == nil:
		return nil
	case n.bit == 0:
		if n.key == key {
			return nil
		}
	case prefix(key, n.bit) != n.key:
	case key&n.bit == 0:
		if l := remove(n.left, key); l != n.left {
			return branch(n.key, n.bit, l, n.right)
		}
	default:
		if r := remove(n.right, key); r != n.right {
			return branch(n.key, n.bit, n.left, r)
		}
	}
	return n
}

func equalNodes[V comparable](a, b *pnode[V]) bool {
	switch {
	case a == b:
		return true
	case a == nil || b == nil || a.key != b.key || a.bit != b.bit:
		return false
	case a.bit == 0:
		return a.val == b.val
	}
	return equalNodes(a.left, b.left) && equalNodes(a.right, b.right)
}

func mergeNodes[V comparable](a, b *pnode[V], join func(uint32, V, V) V) *pnode[V] {
	switch {
	case a == b:
		return a
	case a == nil:
		return mapNodes(b, func(k uint32, v V) V { var z V; return join(k, z, v) })
	case b == nil:
		return mapNodes(a, func(k uint32, v V) V { var z V; return join(k, v, z) })
	case a.bit == 0 && b.bit == 0 && a.key == b.key:
		return leaf(a, join(a.key, a.val, b.val))
	case a.bit == b.bit && a.key == b.key:
		return rebranch(a, mergeNodes(a.left, b.left, join), mergeNodes(a.right, b.right, join))
	case a.bit > b.bit && prefix(b.key, a.bit) == a.key: // b lies within a
		if b.key&a.bit == 0 {
			return rebranch(a, mergeNodes(a.left, b, join), mergeNodes(a.right, nil, join))
		}
		return rebranch(a, mergeNodes(a.left, nil, join), mergeNodes(a.right, b, join))
	case b.bit > a.bit && prefix(a.key, b.bit) == b.key: // a lies within b
		if a.key&b.bit == 0 {
			return rebranch(b, mergeNodes(a, b.left, join), mergeNodes(nil, b.right, join))
		}
		return rebranch(b, mergeNodes(nil, b.left, join), mergeNodes(a, b.right, join))
	}
	l, r := mergeNodes(a, nil, join), mergeNodes(nil, b, join)
	if l == nil || r == nil {
		return branch(0, 1, l, r)
	}
	return join2(l.key, l, r.key, r)
}

func leaf[V comparable](n *pnode[V], v V) *pnode[V] {
	var zero V
	switch v {
	case n.val:
		return n
	case zero:
		return nil
	}
	return &pnode[V]{key: n.key, val: v}
}

func rebranch[V comparable](n, l, r *pnode[V]) *pnode[V] {
	if l == n.left && r == n.right {
		return n
	}
	return branch(n.key, n.bit, l, r)
}

func mapNodes[V comparable](n *pnode[V], f func(uint32, V) V) *pnode[V] {
	switch {
	case n == nil:
		return nil
	case n.bit == 0:
		return leaf(n, f(n.key, n.val))
	}
	return rebranch(n, mapNodes(n.left, f), mapNodes(n.right, f))
}
