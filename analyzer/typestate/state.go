package typestate

import (
	"go/constant"
	"go/token"
	"go/types"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines the abstract state and what joins do to it.

// A state is the abstract state of one path, or of all paths that agree on its [state.key].
// States are immutable once stored at a block; the transfer functions work on copies.
type state struct {
	q       protocol.State
	born    bool            // the focus exists
	sure    bool            // q follows from what this function did or tested, not from how it was entered
	escaped bool            // unknown code holds the focus: any unknown call may change it
	kept    bool            // code that runs later holds the focus, and does not change it
	heldBy  value           // … the group of goroutines that it is, if it is nothing else: see [state.group]
	lost    bool            // nothing holds the focus any more
	watched bool            // something may learn that the focus lost its connection
	waker   bool            // … and then do to it what it likes: see [watcher]
	signals bool            // … and tell others
	heard   bool            // the focus is not open because this function has learned that
	doubted bool            // a receive since it was opened may have brought that news
	news    ssa.Instruction // the receive, if what it receives are messages and it may be executed again
	begun   bool            // nobody waits for the attempt that is pending
	struck  bool            // something came to pass while the function waited: see [run.meanwhile]
	aside   bool            // a goroutine has made the focus, and goes on beside
	brief   bool            // … which closes it some day
	hole    locID           // where the focus was held until something else was stored there
	focus   value           // the tracked object
	timer   value           // the function that a timer calls, which was set while the focus was open; 0 if there is none
	defers  *deferred       // calls deferred so far, last first
	rounds  []round         // of loops over lists that are written out
	links   []value         // results of the latest calls that tell their cases apart, oldest first

	vals  pmap[value] // SSA value number -> value, where it is not the value's own symbol
	mem   pmap[value] // locID -> value
	facts factMap     // of values

	trace  *step // how this path came here, last first
	opened *step // the step that made q what it is
	why    *Loss // how its history was lost; only in a run that is watched
	unwind bool  // a panic is on its way up
	// recovers tells whether recover was called, and what it found: a panic on its way up in
	// the caller, which ends, or none.
	recovers answer
}

// maxLinks bounds [state.links]. More would only keep more paths apart; the oldest goes.
const maxLinks = 4

// top returns a state that knows nothing.
func (u *universe) top() *state { return &state{facts: factMap{table: u.facts}} }

func (s *state) clone() *state {
	c := *s
	return &c
}

// learn returns s knowing f of v.
func (s *state) learn(v value, f fact) *state {
	c := s.clone()
	c.facts = c.facts.set(uint32(v), f)
	return c
}

// mayBe returns s in which v may be the focus, or lead to it: nobody can tell.
func (s *state) mayBe(v value) *state {
	f := s.facts.get(uint32(v))
	f.maybe = true
	return s.learn(v, f)
}

// heldForGood reports whether something holds the focus that no wait for a group of goroutines ends.
func (s *state) heldForGood() bool { return s.kept && s.heldBy == 0 }

// keep returns s in which something that is not followed holds the focus.
func (s *state) keep() *state {
	if s.heldForGood() {
		return s
	}
	c := s.clone()
	c.kept, c.heldBy = true, 0
	return c
}

// link returns s with v among the results that keep states apart.
func (s *state) link(v value) *state {
	for _, l := range s.links {
		if l == v {
			return s
		}
	}
	c := s.clone()
	c.links = append(append(make([]value, 0, len(s.links)+1), s.links...), v)
	if len(c.links) > maxLinks {
		c.links = c.links[1:]
	}
	return c
}

// read returns what l holds in s: what was stored last, else what it held on entry, or zero
// below a new object, or an unknown value where unknown code came between.
func (u *universe) read(s *state, l locID) value {
	if l == 0 {
		return 0
	}
	if v := s.mem.get(uint32(l)); v != 0 {
		return v
	}
	for p := u.locs[l].parent; p != 0; p = u.locs[p].parent {
		v := s.mem.get(uint32(p))
		if v == 0 {
			continue
		}
		switch n := u.node(v); {
		case n.kind == kHavoc && n.loc == p:
			return u.havoc(n.ptr, l)
		case n.kind == kConst:
			return u.zeroOf(l) // a zeroed struct was stored
		default:
			return u.read(s, u.rebase(l, p, u.pointee(v))) // a struct was stored whole
		}
	}
	if u.node(u.rootOf(l)).zero {
		return u.zeroOf(l)
	}
	return u.init(l)
}

// zeroOf returns the zero value of what l holds, or an unknown one if its type is not known.
func (u *universe) zeroOf(l locID) value {
	t := u.locs[l].typ
	if t == nil {
		return u.init(l)
	}
	switch b := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case b.Info()&types.IsBoolean != 0:
			return u.boolean(false)
		case b.Info()&types.IsInteger != 0:
			return u.integer(0)
		case b.Info()&types.IsString != 0:
			return u.constant(constant.MakeString(""), t)
		case b.Info()&types.IsFloat != 0:
			return u.constant(constant.MakeFloat64(0), t)
		}
		return u.init(l)
	case *types.Struct, *types.Array:
		return u.init(l) // read field by field
	}
	return u.nilValue()
}

// write returns s with v stored at l; what was known below l is gone.
func (u *universe) write(s *state, l locID, v value) *state {
	c := s.clone()
	u.clearBelow(c, l)
	if v == 0 {
		v = u.havoc(nil, l)
	}
	c.mem = c.mem.set(uint32(l), v)
	return c
}

func (u *universe) clearBelow(c *state, l locID) {
	for _, k := range u.locs[l].kids {
		if u.locs[k].sel == lentMark {
			continue // whatever is stored there
		}
		c.mem = c.mem.set(uint32(k), 0)
		u.clearBelow(c, k)
	}
}

// forget returns s with l and all below it unknown, since code at site may have changed it.
func (u *universe) forget(s *state, l locID, site any) *state {
	c := s.clone()
	u.clearBelow(c, l)
	c.mem = c.mem.set(uint32(l), u.havoc(site, l))
	return c
}

// merge joins two states of equal key at block b. It keeps what both know: an unequal value
// becomes the block's own symbol for it, with the facts that both values share.
func (u *universe) merge(old, new *state, b *ssa.BasicBlock, num []ssa.Value, loop bool) *state {
	if old == new {
		return old
	}
	return u.mergeWith(old, new, b, func(k uint32) value { return u.self(num[k]) }, loop)
}

// mergeWith is merge with own naming the symbol of a number.
func (u *universe) mergeWith(old, new *state, b *ssa.BasicBlock, own func(uint32) value, loop bool) *state {
	c := old.clone()
	join := joinFacts
	if loop {
		join = widen
	}
	extra := map[value]fact{}
	c.vals = old.vals.merge(new.vals, func(k uint32, x, y value) value {
		if x == y {
			return x
		}
		self := own(k)
		if x == 0 {
			x = self
		}
		if y == 0 {
			y = self
		}
		u.noteJoin(extra, self, old, new, x, y, join)
		return 0
	})
	c.mem = old.mem.merge(new.mem, func(k uint32, x, y value) value {
		if x == y {
			return x
		}
		l := locID(k)
		if x == 0 {
			x = u.read(old, l)
		}
		if y == 0 {
			y = u.read(new, l)
		}
		if x == y {
			return x
		}
		if u.node(x).kind == kHavoc && u.node(x).loc == l && u.locs[l].root != 0 {
			return x // contents unknown on one side
		}
		if u.node(y).kind == kHavoc && u.node(y).loc == l && u.locs[l].root != 0 {
			return y
		}
		own := u.join(b, l)
		u.noteJoin(extra, own, old, new, x, y, join)
		return own
	})
	c.facts = old.facts.merge(new.facts, func(k uint32, x, y fact) fact {
		if _, ok := extra[value(k)]; ok {
			return fact{}
		}
		return join(u.factIn(old, value(k), x), u.factIn(new, value(k), y))
	})
	for v, f := range extra {
		c.facts = c.facts.set(uint32(v), f)
	}
	if new.trace.shorter(old.trace) {
		c.trace, c.opened = new.trace, new.opened
	}
	return c
}

// factIn returns f, or what the form of v tells if the path told nothing.
func (u *universe) factIn(s *state, v value, f fact) fact {
	if f == (fact{}) {
		return u.factOf(s, v)
	}
	return f
}

// truthOf returns whether comparison v is true in s; nothing of other values.
func (u *universe) truthOf(s *state, v value) fact {
	if k := u.node(v).kind; k == kCmp || k == kNot {
		return fact{isTrue: u.decide(s, v)}
	}
	return fact{}
}

func (u *universe) noteJoin(extra map[value]fact, own value, old, new *state, x, y value, join func(a, b fact) fact) {
	if old.focus == 0 {
		u.noteMet(own, x)
		u.noteMet(own, y)
	}
	fx, fy := u.factIn(old, x, u.truthOf(old, x)), u.factIn(new, y, u.truthOf(new, y))
	// An object that is the focus on one side only, or leads to it, may do so.
	fx.maybe = fx.maybe || old.born && u.reaches(old, x, 0)
	fy.maybe = fy.maybe || new.born && u.reaches(new, y, 0)
	u.joinFlags(extra, own, old, new, x, y, join)
	if x == own && fx == (fact{}) && old.facts.get(uint32(own)) == (fact{}) {
		extra[own] = fact{maybe: fy.maybe}
		return
	}
	extra[own] = join(fx, fy)
}

// equal reports whether two states of equal key know the same, traces aside.
func (s *state) equal(t *state) bool {
	return s.vals.equal(t.vals) && s.mem.equal(t.mem) && s.facts.equal(t.facts)
}

// String prints s without its memory. Example: open sure focus=v12
func (s *state) String() string {
	out := s.q.String()
	if !s.born {
		out = "unborn"
	}
	if s.sure {
		out += " sure"
	}
	if s.escaped {
		out += " escaped"
	}
	return out
}

// posOf returns a valid position for instr: its own, or that of the nearest instruction
// before it, or the function's.
func posOf(instr ssa.Instruction) token.Pos {
	if p := instr.Pos(); p.IsValid() {
		return p
	}
	b := instr.Block()
	best := token.NoPos
	for _, i := range b.Instrs {
		if i == instr {
			break
		}
		if p := i.Pos(); p.IsValid() {
			best = p
		}
	}
	if best.IsValid() {
		return best
	}
	return b.Parent().Pos()
}
