package typestate

import (
	"go/types"
	"slices"
	"strings"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines how a simulation ends, which is the function's summary: a list of exits,
// each a state in terms of what the function was given. It is relational (what comes out
// depends on what goes in) and disjunctive (one exit per key), as in Pulse.

// An exitKind says how a function ends.
type exitKind uint8

const (
	returning exitKind = iota
	panicking
	violating // it does not end: this path breaks the protocol, if the caller makes it feasible
)

// An exit is one way for a function to end.
type exit struct {
	kind exitKind
	st   *state // its vals are the results, see [resultSlot]
	n    int    // number of results
	viol *Violation
	of   callee
}

// proto names the protocol of an object that the function makes.
func (e *exit) proto(v value) string {
	if e.of == nil {
		return ""
	}
	return e.of.protocol(v)
}

// resultSlot is the pseudo-number of result n in an exit's vals.
func resultSlot(n int) uint32 { return 1<<30 + uint32(n) }

// result returns what result n is.
func (e *exit) result(n int) value { return e.st.vals.get(resultSlot(n)) }

// A callee is whatever has a summary: a function of this package, or one known by its fact.
type callee interface {
	// candidates returns the objects that it can do something to: those it is given, as
	// values in its own terms, and those that it makes.
	candidates() []value
	// exits returns how it ends, for an object that is in state q on entry (0: no object).
	exits(focus value, q protocol.State, aliases []value) []*exit
	// container returns what it was given that v is some element of, or has elements of, or 0.
	container(v value) value
	// does returns what it does to what is not an object of its own.
	does() *sideEffects
	// protocol names the protocol that a candidate was seen to follow, or "".
	protocol(v value) string
	// makings returns the clients whose handlers the caller may know.
	makings() []*making
	// name is the function's name.
	name() string
}

// exit adds a way to end.
func (r *run) exit(s *state, k exitKind, vals []value) {
	vals = r.calculates(vals)
	r.addExit(&exit{kind: k, st: r.project(s, vals), n: len(vals), of: &summary{a: r.a, f: r.f}})
}

func (r *run) addExit(e *exit) {
	u := r.a.u
	k := exitKey(u, e)
	if e.viol != nil && r.f.spec != nil { // the literals that it is given make several mistakes in one place
		k += key(appendNumber(nil, uint32(e.viol.Inner)))
	}
	group := r.exitIdx[k]
	for _, i := range group {
		if r.exits[i].st.equal(e.st) {
			return
		}
	}
	r.a.steps -= e.st.facts.size() + e.st.mem.size() // it is kept, or joined to what is
	if len(group) < maxDisjuncts || r.exact && len(group) < maxExact {
		r.exitIdx[k] = append(group, len(r.exits))
		r.exits = append(r.exits, e)
		return
	}
	i := group[len(group)-1]
	old := r.exits[i]
	own := func(n uint32) value {
		return u.intern(vkey{kind: kInstr, ptr: r.f.fn, n: int(n - resultSlot(0))}, resultType(r.f.fn, int(n-resultSlot(0))))
	}
	m := u.mergeWith(old.st, e.st, r.f.fn.Blocks[0], own, false)
	r.exits[i] = &exit{kind: old.kind, st: m, n: old.n, viol: old.viol, of: old.of}
}

// maxDisjuncts bounds the exits of equal key that keep their conditions apart; further ones are
// joined, which forgets conditions but no exit.
const maxDisjuncts = 8

func exitKey(u *universe, e *exit) key {
	b := u.appendKey(append(make([]byte, 0, 128), uint8(e.kind)), e.st, unknown)
	if e.viol != nil {
		b = appendNumber(append(b, uint8(e.viol.Kind)), uint32(e.viol.Pos))
		b = appendNumber(append(append(b, e.viol.At...), 0), uint32(e.viol.ident))
	}
	for n := range e.n {
		v := e.result(n)
		f := u.factOf(e.st, v)
		if !u.isFunc(v) {
			v = 0
		}
		b = f.appendExact(append(appendNumber(b, uint32(v)), uint8(f.isNil), uint8(f.isTrue)))
	}
	e.st.facts.each(func(k uint32, f fact) {
		if f.opened { // under which conditions, a caller must know
			b = appendNumber(b, k)
		}
	})
	return key(b)
}

// project reduces s to what a caller can see: results, memory that is reached from what the
// function was given or gives back, and facts about these.
func (r *run) project(s *state, results []value) *state {
	u := r.a.u
	c := s.clone()
	c.defers, c.links, c.rounds, c.heldBy = nil, nil, nil, 0
	c.vals = pmap[value]{}
	seen := map[value]bool{}
	held := map[value][]value{} // by what it is reached from
	s.mem.each(func(k uint32, x value) {
		if root := u.rootOf(locID(k)); !u.isEntry(root) {
			held[root] = append(held[root], x)
		}
	})
	var reach func(v value)
	reach = func(v value) {
		if v == 0 || seen[v] {
			return
		}
		seen[v] = true
		n := u.node(v)
		for _, a := range n.args {
			reach(a)
		}
		if n.kind == kCmp || n.kind == kNot || n.kind == kObserve || n.kind == kAdd {
			reach(n.a)
			reach(n.b)
		}
		if !u.isEntry(v) {
			reach(u.entry(v))
		}
		for _, x := range held[v] {
			reach(x)
		}
	}
	if s.born && u.isFresh(s.focus) {
		reach(s.focus) // out of reach or not: which context it lives under
	}
	reach(s.timer)
	for n, v := range results {
		c.vals = c.vals.set(resultSlot(n), v)
		reach(v)
	}
	s.mem.each(func(k uint32, x value) {
		if u.isEntry(u.rootOf(locID(k))) {
			reach(x)
		}
	})
	s.facts.each(func(k uint32, f fact) {
		if f.opened {
			reach(s.mem.get(uint32(u.contextAt(value(k)))))
		}
	})
	c.mem = s.mem.change(func(k uint32, x value) value {
		if l := u.locs[k]; l.sel == contextMark && s.facts.get(uint32(u.rootOf(locID(k)))).opened {
			return x // a client that is not given back has opened there
		}
		if root := u.rootOf(locID(k)); !u.isEntry(root) && !seen[root] {
			return 0
		}
		return x
	})
	c.facts = s.facts.only(func(k uint32, f *fact) bool {
		v := value(k)
		return seen[v] || r.expressible(v) || f.opened && r.a.birth(r.f, v) != nil
	})
	return c
}

// expressible reports whether a caller can say what v is: all its roots were given.
func (r *run) expressible(v value) bool {
	u := r.a.u
	n := u.node(v)
	switch n.kind {
	case kConst, kFunc:
		return true
	case kCmp:
		return r.expressible(n.a) && r.expressible(n.b)
	case kNot, kObserve, kAdd:
		return r.expressible(n.a)
	}
	return u.isEntry(v)
}

// -- a function as a callee --

func (c *summary) candidates() []value {
	c.a.baseRun(c.f)
	return c.f.foci
}

func (c *summary) makings() []*making {
	c.a.baseRun(c.f)
	return c.f.makings
}

func (c *summary) name() string {
	name, _, _ := strings.Cut(c.f.fn.Name(), "$thunk") // of a method expression
	return strings.TrimSuffix(name, "$bound")
}

func (c *summary) exits(focus value, q protocol.State, aliases []value) []*exit {
	if c.fine {
		if r := c.a.fineRun(c.f, focus, q, aliases); r != nil {
			return r.exits
		}
	}
	if focus == 0 {
		return c.a.baseRun(c.f).visible()
	}
	return c.a.aliasedRun(c.f, focus, q, aliases).visible()
}

// A summary is a function of this package as a callee: its runs are made when asked for.
type summary struct {
	a    *Analysis
	f    *funcInfo
	fine bool // for a replay: joins as few exits as it can
}

// touches reports whether c can change object pi, hears that it was changed, or breaks its protocol.
// Opening another client leaves it alone.
func (r *run) touches(c callee, pi value) bool { return r.affects(c, pi, true) }

// acts is touches for what c does itself.
func (r *run) acts(c callee, pi value) bool { return r.affects(c, pi, false) }

func (r *run) affects(c callee, pi value, hearing bool) bool {
	for _, q := range []protocol.State{protocol.NotOpen, protocol.Open} {
		if l, ok := c.(*summary); ok {
			if inner := l.a.focusRun(l.f, pi, q); inner.acted || hearing && inner.touched {
				return true // also if it never returns, as the loop of a watchdog
			}
		}
		for _, e := range c.exits(pi, q, nil) {
			switch {
			case e.kind == violating:
				if !e.viol.Kind.ofAnother() {
					return true
				}
			case e.st.escaped, (hearing || !e.st.heard) && e.st.q != q && e.st.q != protocol.Unknown && e.st.q != protocol.Reported:
				return true
			}
		}
	}
	return false
}

// -- applying a summary --

// summarised applies c's exits to s.
func (r *run) summarised(s *state, cs *callSite, c callee, args actuals) []*state {
	u := r.a.u
	tr := r.translator(s, cs, args)
	q, blurred := s.q, r.disturbs(s, tr, c)
	focus, aliases := value(0), []value(nil)
	switch {
	case r.focus == 0:
		r.adopt(s, tr, c)
		r.f.hears = r.f.hears || c.does().hears // not by passOn: what a goroutine hears, who started it has not
		for _, m := range c.makings() {
			tr.made(m)
		}
	case !s.born:
		if n := u.node(r.focus); r.birth == cs.instr && n.kind == kCall && s.focus == r.focus {
			focus, q = n.a, protocol.Unknown
		}
	default:
		var maybe bool
		focus, aliases, maybe = r.namesIn(s, tr, c)
		blurred = blurred || maybe && focus == 0
	}
	if r.upTo {
		if w := r.watcher(s, cs, c, args); w != nil {
			c, focus = w, w.focus
		}
	}
	if s.begun {
		q = protocol.Unknown // to a callee an attempt under way is one that somebody has waited for
	}
	r.passOn(s, tr, c)
	exits := c.exits(focus, q, aliases)
	if l, ok := c.(*summary); ok && focus != 0 && isFuncType(u.typeOf(s.focus)) {
		r.invokedAs(l.a.aliasedRun(l.f, focus, q, aliases))
	}
	if focus == 0 {
		r.startedBy(s, cs, c)
	}
	switch {
	case focus != 0:
	case r.handsOver(s, tr, c):
		s = s.givenAway() // before the callee stores anything in its place
	case r.givesTo(s, tr, c):
		s = s.clone()
		s.escaped = true
	}
	hears := focus == 0 && s.born && c.does().hears
	var out []*state
	tr.s = s
	for _, e := range exits {
		optional := focus != 0 && tr.optional(e, focus, exits)
		for _, ns := range tr.apply(e, focus, c.name(), len(exits) > 1) {
			if optional {
				ns = ns.doubt()
			}
			if hears {
				ns = r.mayBeGone(ns)
			}
			if blurred {
				ns = ns.moved(lostTrack(ns.q), false)
			}
			out = append(out, ns)
		}
	}
	return out
}

// optional reports whether exit e leaves the focus open for what a flag says that the caller does not
// know, and another exit closes it for the opposite: an option, or a state that the program keeps.
// Others have seen to it that it is right, or else it is missed.
func (t *translator) optional(e *exit, focus value, exits []*exit) bool {
	u := t.r.a.u
	if e.kind != returning || e.st.q != protocol.Open {
		return false
	}
	t.follow(e, focus)
	found := false
	e.st.facts.each(func(k uint32, f fact) {
		if found || f.isTrue == unknown || u.node(value(k)).kind != kInit || u.decide(t.s, t.value(value(k))) != unknown {
			return
		}
		found = slices.ContainsFunc(exits, func(x *exit) bool {
			closed := x.kind == returning && (x.st.q == protocol.NotOpen || x.st.q == protocol.Dead)
			return closed && x.st.facts.get(k).isTrue == answerOf(f.isTrue == no)
		})
	})
	return found
}

// lostTrack is the state after something unknown may have happened.
func lostTrack(q protocol.State) protocol.State {
	if q == protocol.Reported {
		return q
	}
	return protocol.Unknown
}

// adopt notes the objects that a callee makes or does something to as candidates here.
func (r *run) adopt(s *state, tr *translator, c callee) {
	u := r.a.u
	for _, pi := range c.candidates() {
		if u.isEntry(pi) {
			v := tr.value(pi)
			if !u.recurs(v) {
				r.candidate(v, r.a.protocolOf(c, pi))
			}
			if r.f.container(u, v) != 0 && r.touches(c, pi) {
				r.disturb(v)
			}
		} else if v := u.born(tr.cs.instr, pi); !u.recurs(v) && r.a.comesOut(c, pi) {
			r.candidate(v, r.a.protocolOf(c, pi))
		}
	}
}

// resultType returns the type of fn's n-th result.
func resultType(fn *ssa.Function, n int) (t types.Type) {
	if res := fn.Signature.Results(); n < res.Len() {
		return res.At(n).Type()
	}
	return nil
}
