package typestate

import (
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines what may come to pass while a function waits: a timer fires, or the connection is
// lost and the library, which opens it again by itself, calls the handler of that. A wait has two
// outcomes then, one of them with what the function does that is called. It is a may analysis: each
// can really happen, as nothing that the program does prevents it. Left out are timers that somebody
// may stop, handlers that do anything to their client, and all that comes to pass between two waits.

// lossMark is below a client in memory: what is called when its connection is lost.
const lossMark = "#loss"

// overseen returns s, in which m makes obj: its handler of a lost connection is remembered, if it stores
// anything where the program looks, or the caller knows it.
func (r *run) overseen(s *state, obj value, m *making) *state {
	u := r.a.u
	for n, h := range m.handlers {
		if m.proto.Ops[n].In.Auto != protocol.Reconnecting || !u.isEntry(h) && !(u.isFunc(h) && r.stores(u.node(h).fn())) {
			continue
		}
		if l := u.sub(u.pointee(obj), lossMark, nil); l != 0 {
			return u.write(s, l, h)
		}
	}
	return s
}

// stores reports whether a call of fn leaves anything in what it is given, or in a variable.
func (r *run) stores(fn *ssa.Function) bool {
	if fn.Blocks == nil {
		return false
	}
	found := false
	for _, e := range (&summary{r.a, r.a.info(fn, nil), r.exact}).exits(0, 0, nil) {
		e.st.mem.each(func(k uint32, _ value) { found = found || r.a.u.isEntry(r.a.u.rootOf(locID(k))) })
	}
	return found
}

// delayed returns the state in which a timer is yet to call function f; nil if that is nothing to the
// focus. The timer fires when the function waits, or whoever called it. Until then the state tells
// nothing: the other one, in which the timer may have fired, knows what may be said.
func (r *run) delayed(s *state, cs *callSite, f value) *state {
	u := r.a.u
	if s.timer != 0 || s.struck || s.born && !s.open() || !u.isFunc(f) {
		return nil
	}
	if fn := u.node(f).fn(); r.summaryOf(fn) == nil || fn.Blocks != nil && r.a.relevance != nil && !r.a.relevance.reaches[fn] {
		return nil // it has nothing to do with clients
	}
	s = s.note(Delayed, posOf(cs.instr), "")
	s.timer = f
	return s
}

// open reports whether the focus has a connection, or an attempt of it goes on.
func (s *state) open() bool {
	return s.born && (s.q == protocol.Open || s.q == protocol.Pending)
}

// meanwhile returns the states after instruction i, which waits.
func (r *run) meanwhile(s *state, i ssa.Instruction) []*state {
	if s.struck || !s.sure || !s.open() {
		return one(s)
	}
	if s.timer != 0 {
		return append(one(s), r.strike(s, i, s.timer)...)
	}
	if s.q != protocol.Open || s.facts.get(uint32(s.focus)).auto != yes {
		return one(s)
	}
	loss := s.mem.get(uint32(r.a.u.sub(r.a.u.pointee(s.focus), lossMark, nil)))
	if !r.a.u.isFunc(loss) || !r.stores(r.a.u.node(loss).fn()) {
		return one(s) // an option that the caller knows
	}
	return append(one(s), r.strike(s.note(Dropped, posOf(i), ""), i, loss)...)
}

// strike returns the states after f was called while instruction i waited, in which the focus is as it
// was.
func (r *run) strike(s *state, i ssa.Instruction, f value) []*state {
	u := r.a.u
	n := u.node(f)
	if !u.isFunc(f) {
		return nil
	}
	args := u.unknownActuals(i, n)
	for k, p := range n.fn().Params {
		if of := r.a.match.Type(p.Type()); of != nil && of == r.protocol() {
			args.params[k] = s.focus
		}
	}
	s = s.clone()
	s.struck, s.timer = true, 0
	cs := &callSite{instr: i, fn: f, args: args.params, event: true}
	var out []*state
	for _, t := range r.summarised(s, cs, r.summaryOf(n.fn()), args) {
		if t.open() {
			out = append(out, t)
		}
	}
	return out
}

// leaves takes a return as a wait, in a function that its own timer calls and, in this package, nobody
// else: whoever waits is not known. That those close the client first is not considered.
func (r *run) leaves(s *state, i *ssa.Return) {
	if s.timer == 0 || r.birth == nil || r.a.relevance == nil {
		return
	}
	again := r.a.u.node(s.timer).fn()
	callers := r.a.relevance.callers[r.f.fn]
	if len(callers) > 0 && !slices.ContainsFunc(callers, func(c *ssa.Function) bool { return c != again }) {
		r.meanwhile(s, i)
	}
}

// sleepsFirst reports whether n is a function that waits for some time before anything else: as a
// goroutine it is a timer.
func sleepsFirst(n *vnode) bool {
	if n.kind != kClosure || n.fn().Blocks == nil {
		return false
	}
	for _, i := range n.fn().Blocks[0].Instrs {
		if c, ok := i.(*ssa.Call); ok {
			obj := Callee(&c.Call)
			return obj != nil && obj.FullName() == "time.Sleep"
		}
	}
	return false
}
