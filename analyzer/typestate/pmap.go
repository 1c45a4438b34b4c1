package typestate

import "math/bits"

// A pmap is a persistent map from uint32 to V: an update shares all it can with the map it
// was made from, and [pmap.merge] skips what two maps share. That keeps a join as cheap as
// the difference of its operands, however many facts both know.
//
// It is the big-endian Patricia tree of Okasaki and Gill ("Fast Mergeable Integer Maps",
// ML Workshop 1998), the structure that Astrée keeps its environments in. The zero pmap is
// empty. A zero V means "absent": it cannot be stored.
type pmap[V ~uint32] struct{ root *pnode[V] }

// A pnode is a leaf, or a branch on a bit, all of whose keys agree above it. An analysis keeps
// millions of them, most of them branches: what only one of the two needs shares its room.
type pnode[V ~uint32] struct {
	key         uint32    // leaf: the key; branch: the common prefix
	word        uint32    // leaf: the value; branch: the bit
	left, right *pnode[V] // branch: keys with the bit clear, set; leaf: nil
}

func newLeaf[V ~uint32](key uint32, v V) *pnode[V] { return &pnode[V]{key: key, word: uint32(v)} }

func (n *pnode[V]) isLeaf() bool { return n.left == nil }

// val returns the value of leaf n.
func (n *pnode[V]) val() V { return V(n.word) }

// bit returns the bit of branch n; 0 for a leaf.
func (n *pnode[V]) bit() uint32 {
	if n.isLeaf() {
		return 0
	}
	return n.word
}

// get returns the value at key, or the zero V.
func (m pmap[V]) get(key uint32) (v V) {
	n := m.root
	for n != nil && !n.isLeaf() {
		if key&n.word == 0 {
			n = n.left
		} else {
			n = n.right
		}
	}
	if n != nil && n.key == key {
		return n.val()
	}
	return v
}

// set returns m with key bound to v, or without key if v is zero.
func (m pmap[V]) set(key uint32, v V) pmap[V] {
	if v == 0 {
		return pmap[V]{remove(m.root, key)}
	}
	return pmap[V]{insert(m.root, key, v)}
}

// each calls f for every binding, keys ascending.
func (m pmap[V]) each(f func(key uint32, v V)) { each(m.root, f) }

// size returns how many bindings m has.
func (m pmap[V]) size() (n int) {
	m.each(func(uint32, V) { n++ })
	return n
}

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

func each[V ~uint32](n *pnode[V], f func(uint32, V)) {
	switch {
	case n == nil:
	case n.isLeaf():
		f(n.key, n.val())
	default:
		each(n.left, f)
		each(n.right, f)
	}
}

// prefix returns the bits of key above bit.
func prefix(key, bit uint32) uint32 { return key &^ (bit | (bit - 1)) }

func branch[V ~uint32](key, bit uint32, left, right *pnode[V]) *pnode[V] {
	if left == nil {
		return right
	}
	if right == nil {
		return left
	}
	return &pnode[V]{key: prefix(key, bit), word: bit, left: left, right: right}
}

// join2 joins two trees whose prefixes differ.
func join2[V ~uint32](ka uint32, a *pnode[V], kb uint32, b *pnode[V]) *pnode[V] {
	bit := uint32(1) << (31 - bits.LeadingZeros32(ka^kb))
	if ka&bit == 0 {
		return branch(ka, bit, a, b)
	}
	return branch(ka, bit, b, a)
}

func insert[V ~uint32](n *pnode[V], key uint32, v V) *pnode[V] {
	switch {
	case n == nil:
		return newLeaf(key, v)
	case n.isLeaf():
		if n.key == key {
			if n.val() == v {
				return n
			}
			return newLeaf(key, v)
		}
		return join2(key, newLeaf(key, v), n.key, n)
	case prefix(key, n.word) != n.key:
		return join2(key, newLeaf(key, v), n.key, n)
	case key&n.word == 0:
		if l := insert(n.left, key, v); l != n.left {
			return branch(n.key, n.word, l, n.right)
		}
	default:
		if r := insert(n.right, key, v); r != n.right {
			return branch(n.key, n.word, n.left, r)
		}
	}
	return n
}

func remove[V ~uint32](n *pnode[V], key uint32) *pnode[V] {
	switch {
	case n == nil:
		return nil
	case n.isLeaf():
		if n.key == key {
			return nil
		}
	case prefix(key, n.word) != n.key:
	case key&n.word == 0:
		if l := remove(n.left, key); l != n.left {
			return branch(n.key, n.word, l, n.right)
		}
	default:
		if r := remove(n.right, key); r != n.right {
			return branch(n.key, n.word, n.left, r)
		}
	}
	return n
}

func equalNodes[V ~uint32](a, b *pnode[V]) bool {
	switch {
	case a == b:
		return true
	case a == nil || b == nil || a.key != b.key || a.word != b.word || a.isLeaf() != b.isLeaf():
		return false
	case a.isLeaf():
		return true
	}
	return equalNodes(a.left, b.left) && equalNodes(a.right, b.right)
}

func mergeNodes[V ~uint32](a, b *pnode[V], join func(uint32, V, V) V) *pnode[V] {
	switch {
	case a == b:
		return a
	case a == nil:
		return mapNodes(b, func(k uint32, v V) V { return join(k, 0, v) })
	case b == nil:
		return mapNodes(a, func(k uint32, v V) V { return join(k, v, 0) })
	case a.isLeaf() && b.isLeaf() && a.key == b.key:
		return leaf(a, join(a.key, a.val(), b.val()))
	case a.bit() == b.bit() && a.key == b.key:
		return rebranch(a, mergeNodes(a.left, b.left, join), mergeNodes(a.right, b.right, join))
	case a.bit() > b.bit() && prefix(b.key, a.word) == a.key: // b lies within a
		if b.key&a.word == 0 {
			return rebranch(a, mergeNodes(a.left, b, join), mergeNodes(a.right, nil, join))
		}
		return rebranch(a, mergeNodes(a.left, nil, join), mergeNodes(a.right, b, join))
	case b.bit() > a.bit() && prefix(a.key, b.word) == b.key: // a lies within b
		if a.key&b.word == 0 {
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

func leaf[V ~uint32](n *pnode[V], v V) *pnode[V] {
	switch v {
	case n.val():
		return n
	case 0:
		return nil
	}
	return newLeaf(n.key, v)
}

func rebranch[V ~uint32](n, l, r *pnode[V]) *pnode[V] {
	if l == n.left && r == n.right {
		return n
	}
	return branch(n.key, n.word, l, r)
}

func mapNodes[V ~uint32](n *pnode[V], f func(uint32, V) V) *pnode[V] {
	switch {
	case n == nil:
		return nil
	case n.isLeaf():
		return leaf(n, f(n.key, n.val()))
	}
	return rebranch(n, mapNodes(n.left, f), mapNodes(n.right, f))
}
