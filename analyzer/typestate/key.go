package typestate

import (
	"encoding/binary"

	"golang.org/x/tools/go/ssa"
)

// This file defines what keeps states apart.

// A key is the part of a state that a join must agree on: the property of property
// simulation (Das, Lerner and Seigle, "ESP", PLDI 2002).
type key string

// keyOf returns s's key. extra is the truth of the branch that the block ends in, if that is
// decided by the block's own phis.
func (u *universe) keyOf(s *state, extra answer) key {
	return key(u.appendKey(make([]byte, 0, 96), s, extra))
}

// appendKey appends s's key to b. Keys are only compared with each other: every part has a fixed
// size, or begins with how many there are.
func (u *universe) appendKey(b []byte, s *state, extra answer) []byte {
	b = append(b, uint8(s.q), packed(s.born, s.sure, s.escaped, s.kept, s.lost, s.watched, s.doubted, s.unwind), packed(s.heard, s.struck, s.begun, s.aside, s.brief, s.waker, s.signals), uint8(s.recovers), uint8(extra))
	b = appendNumber(appendNumber(b, uint32(s.hole)), uint32(s.heldBy))
	b = appendNumber(b, uint32(s.focus))
	b = appendNumber(b, uint32(s.timer))
	for d := s.defers; d != nil; d = d.next {
		b = appendNumber(b, d.number)
	}
	b = appendNumber(b, 0)
	b = append(b, uint8(len(s.rounds)))
	for _, x := range s.rounds {
		b = appendNumber(appendNumber(b, x.number), uint32(x.n))
	}
	s.mem.each(func(k uint32, v value) { // what was chosen to be called next
		if u.isFunc(v) && u.isEntry(u.rootOf(locID(k))) {
			b = appendNumber(appendNumber(b, k), uint32(v))
		}
	})
	b = appendNumber(b, 0)
	for _, l := range s.links {
		if s.focus == 0 && !u.isSelect(l) {
			continue // without an object there is nothing that results must be tied to, but what was received from
		}
		f := u.factOf(s, l)
		b = append(appendNumber(b, uint32(l)), uint8(f.isNil), uint8(f.isTrue), uint8(f.outcome))
		b = f.appendExact(b)
	}
	b = appendNumber(b, 0)
	if s.focus == 0 { // which result is a client that was opened: another is nil where that failed
		s.vals.each(func(k uint32, v value) {
			if s.facts.get(uint32(v)).opened {
				b = appendNumber(appendNumber(b, k), uint32(v))
			}
		})
	}
	if !s.born {
		return b
	}
	held := func(k uint32, v value) {
		if v == s.focus {
			b = appendNumber(b, k)
		}
	}
	s.vals.each(held)
	b = appendNumber(b, 0)
	s.mem.each(held)
	return b
}

// isSelect reports whether v is which case of a select was chosen.
func (u *universe) isSelect(v value) bool {
	n := u.node(v)
	_, ok := n.ptr.(*ssa.Select)
	return n.kind == kInstr && ok
}

// appendExact appends the integer that f says its value is, if it does.
func (f fact) appendExact(b []byte) []byte {
	if f.ranged && f.lo == f.hi {
		return binary.LittleEndian.AppendUint64(append(b, 1), uint64(f.lo))
	}
	return append(b, 0)
}

func appendNumber(b []byte, n uint32) []byte { return binary.LittleEndian.AppendUint32(b, n) }

// packed packs up to eight truths.
func packed(truths ...bool) (b uint8) {
	for n, t := range truths {
		if t {
			b |= 1 << n
		}
	}
	return b
}
