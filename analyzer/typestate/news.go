package typestate

import (
	"go/types"
	"slices"
	"strings"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines what a receive may tell of the focus: a channel that something else writes to,
// or closes, may bring the news that the connection is gone. A program that waits for such news
// and then opens another client is right. Findings can only be lost. Connecting the same client
// stays wrong: the library itself says when that may be done.

// news returns s after a receive from ch, which does not surely tell of anything.
func (r *run) news(s *state, ch value) *state {
	if !s.born || s.doubted || s.q != protocol.Open || r.quiet(s, ch) || r.toldBy(s, ch, childEnd) == s.focus || !r.library(ch) && !r.overheard(s) {
		return s
	}
	return r.mayBeGone(s)
}

// mayBeGone returns s where the news that the focus is gone may have come.
func (r *run) mayBeGone(s *state) *state {
	if s.facts.get(uint32(s.focus)).auto == yes && !s.escaped && !r.a.closesAny(r.protocol()) {
		return s // the library brings it back, and nobody closes it for good
	}
	return s.doubt()
}

// closesAny reports whether this package may close clients of protocol p, as far as names tell: whether it
// mentions a function or method that is called like one of those that close.
func (a *Analysis) closesAny(p *protocol.Protocol) bool {
	if p == nil || a.relevance == nil {
		return true
	}
	closes, known := a.closing[p]
	if !known {
		closes = slices.ContainsFunc(a.relevance.all, func(fn *ssa.Function) bool { return mentionsClose(fn, p) })
		a.closing[p] = closes
	}
	return closes
}

func mentionsClose(fn *ssa.Function, p *protocol.Protocol) bool {
	closes := func(name string) bool {
		name, _, _ = strings.Cut(name, "$") // a method value
		return slices.ContainsFunc(p.Ops, func(op protocol.Op) bool {
			return op.Event == protocol.Close && op.Func[strings.LastIndexByte(op.Func, '.')+1:] == name
		})
	}
	for i := range instructions(fn) {
		if call, ok := i.(ssa.CallInstruction); ok && call.Common().IsInvoke() && closes(call.Common().Method.Name()) {
			return true
		}
		for _, op := range i.Operands(nil) {
			if f, ok := (*op).(*ssa.Function); ok && closes(f.Name()) {
				return true
			}
		}
	}
	return false
}

// delivers reports whether ch is a library's channel of messages: only its end is news.
func (r *run) delivers(ch value) bool {
	n := r.message(ch)
	return n != nil && !isErrorLike(types.NewPointer(n))
}

// delivered returns the states after instruction i, which receives a message or the end of messages. A program
// that does not ask which, and comes back to wait for the next one, has not been told the end.
func (r *run) delivered(s *state, i ssa.Instruction) []*state {
	if !s.born || s.doubted || s.q != protocol.Open {
		return r.meanwhile(s, i)
	}
	if ok := r.asksForEnd(i); ok != 0 {
		return append(r.meanwhile(s.learn(ok, fact{isTrue: yes}).link(ok), i), s.doubt().learn(ok, fact{isTrue: no}).link(ok))
	}
	s = s.doubt()
	s.news = i
	return r.meanwhile(s, i)
}

// unaware returns s before instruction i, which waits again for what it has waited for: what it received
// was no end.
func (s *state) unaware(i ssa.Instruction) *state {
	if !s.doubted || s.news != i {
		return s
	}
	c := s.clone()
	c.doubted, c.news = false, nil
	return c
}

// asksForEnd returns the value that tells whether what i receives is a message, if the program asks: v, ok := <-ch.
func (r *run) asksForEnd(i ssa.Instruction) value {
	v := i.(ssa.Value)
	if recv, ok := v.(*ssa.UnOp); ok && !recv.CommaOk {
		return 0
	}
	for _, ref := range *v.Referrers() {
		if x, ok := ref.(*ssa.Extract); ok && x.Index == 1 {
			return r.a.u.instr(v, 1)
		}
	}
	return 0
}

// doubt returns s where the focus may have lost its connection.
func (s *state) doubt() *state {
	if !s.born || s.doubted || s.q != protocol.Open {
		return s
	}
	c := s.clone()
	c.doubted = true
	return c
}

// sentinel reports whether v is an error that a client library declares, or a variable for one of
// its error types: an error that is one may say that the connection is gone.
func (r *run) sentinel(s *state, v value) bool {
	u := r.a.u
	n := u.node(v)
	if n.kind == kInit && u.locs[n.loc].root != 0 {
		if g, ok := u.node(u.locs[n.loc].root).ptr.(*types.Var); ok {
			return r.a.match.declares(g)
		}
	}
	t := u.typeOf(v)
	for range 2 {
		if p, ok := types.Unalias(t).(*types.Pointer); ok {
			t = p.Elem()
		}
	}
	named, ok := types.Unalias(t).(*types.Named)
	return ok && n.kind != kConst && r.a.match.declares(named.Obj()) && isErrorLike(types.NewPointer(named))
}

// quiet reports whether ch tells the time, a signal of the system, or the end of a context that a watcher does
// not end: nothing of the focus's connection.
func (r *run) quiet(s *state, ch value) bool {
	return r.ticks(ch) || r.a.u.endedBy(ch) != 0 && !s.signals
}

// ticks reports whether ch tells the time or a signal of the system.
func (r *run) ticks(ch value) bool {
	return ticking(r.a.u.typeOf(ch))
}

// ticking is ticks for a channel of type t.
func ticking(t types.Type) bool {
	c, ok := types.Unalias(t).Underlying().(*types.Chan)
	return ok && (IsNamed(c.Elem(), "time", "Time") || IsNamed(c.Elem(), "os", "Signal"))
}

// library reports whether ch is what a function of a client library returned, or has elements of a
// library's: it ends with the connection at the latest, as a channel of deliveries does, whoever made it.
func (r *run) library(ch value) bool {
	if call, ok := r.a.u.node(r.a.u.origin(ch)).ptr.(*ssa.Call); ok {
		if obj := Callee(&call.Call); obj != nil && r.a.match.declares(obj) {
			return true
		}
	}
	return r.message(ch) != nil
}

// message returns the type of the elements of channel ch if a client library declares it, or nil.
func (r *run) message(ch value) *types.Named {
	t := r.a.u.typeOf(ch)
	if t == nil {
		return nil
	}
	c, ok := t.Underlying().(*types.Chan)
	if !ok {
		return nil
	}
	if n := namedOf(c.Elem()); n != nil && r.a.match.declares(n.Obj()) {
		return n
	}
	return nil
}

// overheard reports whether anything but this function may learn that the focus has no connection
// any more: it is shared, its end was asked for, or its library has handlers for that. A client
// that the library reconnects is open for all that they tell.
func (r *run) overheard(s *state) bool {
	if s.escaped || s.kept || s.watched || r.underContext(s) || !r.a.u.isFresh(s.focus) {
		return true
	}
	if p := r.protocol(); p != nil && p.HasHandlers() && s.facts.get(uint32(s.focus)).auto != yes {
		return true
	}
	found := false
	s.mem.each(func(k uint32, v value) {
		found = found || r.a.u.isEntry(r.a.u.rootOf(locID(k))) && r.a.u.reaches(s, v, 0)
	})
	return found
}
