package typestate

import (
	"go/types"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines code that runs at an unknown time: goroutines and the functions that a library
// is given. It is not sequenced with what follows: what it may change is unknown from its start.

// goStmt: go f(…). What the goroutine does is not sequenced with what follows, unless that waits for it.
func (r *run) goStmt(s *state, i *ssa.Go) []*state {
	var out []*state
	if mk, ok := i.Call.Value.(*ssa.MakeClosure); ok {
		if w := r.a.answersOf(mk.Fn.(*ssa.Function)); w != nil {
			out = r.joined(s, i, w)
		}
	}
	cs := newCallSite(i, r.operands(s, i.Common()))
	s = r.attend(s, cs)
	c, args := r.ownFunc(s, cs)
	waits := c != nil && (r.onlyWaits(s, cs, c, args) || r.inertStarted(s, cs, c))
	if !waits {
		for _, v := range append([]value{cs.fn}, cs.all()...) {
			s = r.lend(s, v)
		}
	}
	work := func() { r.apply(s, cs) }
	if c != nil {
		beside := r.startBeside(s, cs, c, args, work)
		out, s = append(out, beside[:len(beside)-1]...), beside[len(beside)-1]
	} else if far, args := r.startable(s, cs); far != nil {
		beside := r.startBeside(s, cs, far, args, work)
		out, s = append(out, beside[:len(beside)-1]...), beside[len(beside)-1]
		r.importedGo(s, cs)
	} else {
		r.started(s, work)
		r.importedGo(s, cs)
	}
	if sleepsFirst(r.a.u.node(cs.fn)) {
		if yet := r.delayed(s, cs, cs.fn); yet != nil {
			out = append(out, yet)
		}
	}
	after := s
	if !waits {
		after = r.keep(s, cs.fn)
	}
	after = r.async(after, cs)
	return append(out, s.group(after, i.Call.StaticCallee(), r.groupOf(s, i)))
}

// importedGo reports what a function of another package that is started as a goroutine does by calling those
// that it is given: each round has the clients of the last, which nobody else has.
func (r *run) importedGo(s *state, cs *callSite) {
	obj, _, args := r.callee(s, cs)
	if obj == nil {
		return
	}
	if f, ok := r.a.imported(obj).(*importedFunc); ok {
		for _, inv := range f.modes {
			r.ownRounds(s, cs, r.translator(s, cs, args).value(inv.fn), inv.mode)
		}
	}
}

// async is a call that happens at an unknown time from now on, any number of times.
func (r *run) async(s *state, cs *callSite) *state {
	obj, fn, args := r.callee(s, cs)
	if obj != nil {
		if p, op := r.a.match.Func(obj); p != nil {
			if op != nil && changes(op.Event) {
				r.candidate(cs.recv, p) // the summary must say that it is shared
			}
			if op != nil && changes(op.Event) && s.born && !r.a.u.distinct(s, cs.recv) {
				s = r.shareWith(s, op.Event)
			}
			return s
		}
	}
	switch {
	case fn != nil && fn.Blocks != nil:
		return r.asyncSummary(s, cs, &summary{r.a, r.a.info(fn, r.specialise(s, fn, args)), r.exact}, args)
	case obj != nil && r.a.imported(obj) != nil:
		return r.asyncSummary(s, cs, r.a.imported(obj), args)
	}
	if s.born && cs.fn == s.focus {
		return r.share(s)
	}
	for _, a := range cs.all() {
		s = r.unknownArg(s, a, cs)
	}
	return s
}

// keep returns s where code that runs later holds v, and with it the focus if v reaches it.
func (r *run) keep(s *state, v value) *state {
	if !s.born || s.heldForGood() || !r.a.u.reaches(s, v, 0) {
		return s
	}
	return s.keep()
}

// share returns s with the focus in the hands of code that runs at any time.
func (r *run) share(s *state) *state {
	c := s.moved(lostTrack(s.q), false)
	c.escaped = true
	return c
}

// shareWith is share for code that does no more than e: to close a client that is not open leaves it so.
func (r *run) shareWith(s *state, e protocol.Event) *state {
	if e != protocol.Close || s.q != protocol.NotOpen {
		return r.share(s)
	}
	c := s.clone()
	c.escaped = true
	return c
}

// asyncSummary applies what a function may do, at any time from now on: the focus is shared if
// the function can change it, and what the function stores is unknown.
func (r *run) asyncSummary(s *state, cs *callSite, c callee, args actuals) *state {
	u := r.a.u
	tr := r.translator(s, cs, args)
	if own, _ := c.(*summary); !r.onlyWaits(s, cs, c, args) && !(own != nil && r.inertStarted(s, cs, own)) {
		for _, v := range cs.all() {
			s = r.keep(s, v)
		}
	}
	w := r.watcher(s, cs, c, args)
	if w != nil {
		c = w
		if s = r.guard(s, cs, w); w.acts() {
			s = r.share(s)
		}
	}
	if r.disturbs(s, tr, c) || r.handsOver(s, tr, c) {
		s = r.share(s)
	}
	r.passOn(s, tr, c)
	for _, pi := range c.candidates() {
		if !u.isEntry(pi) || w != nil && tr.value(pi) == s.focus {
			continue
		}
		if !r.touches(c, pi) {
			continue
		}
		v := tr.value(pi)
		r.candidate(v, r.a.protocolOf(c, pi))
		if !s.born || v != s.focus && u.distinct(s, v) {
			continue
		}
		if r.acts(c, pi) {
			s = r.share(s)
			break
		}
		s = s.clone()
		s.watched = true // it waits for the end of the connection
	}
	for _, e := range c.exits(0, 0, nil) {
		e.st.mem.each(func(k uint32, v value) {
			l := locID(k)
			if !u.isEntry(u.rootOf(l)) || w != nil && w.upTo.seeded(l, v) {
				return
			}
			if to := tr.loc(l); to != 0 {
				s = r.shareLoc(s, to)
			}
		})
	}
	return s
}

// A sharedMark is the site of stores by code that runs at any time.
type sharedMark struct{}

// shareLoc returns s with l unknown, until this function stores there again: what the other code
// stores between two statements of this one is not followed.
func (r *run) shareLoc(s *state, l locID) *state {
	return r.a.u.forget(s, l, sharedMark{})
}

// asyncValue takes a function value that is called at an unknown time.
func (r *run) asyncValue(s *state, v value, instr ssa.Instruction) *state {
	if !r.a.u.isFunc(v) {
		return s
	}
	n := r.a.u.node(v)
	fn := n.fn()
	c := r.summaryOf(fn)
	if c == nil {
		return r.keep(r.lend(s, v), v)
	}
	args := r.a.u.unknownActuals(instr, n)
	cs := &callSite{instr: instr, fn: v, args: args.params}
	if !r.onlyWaits(s, cs, c, args) && !r.inert(s, v) {
		s = r.keep(r.lend(s, v), v)
	}
	return r.asyncSummary(s, cs, c, args)
}

// summaryOf returns fn, a function value, as a callee, or nil if nothing is known of it.
func (r *run) summaryOf(fn *ssa.Function) callee {
	if fn.Blocks != nil {
		return &summary{r.a, r.a.info(fn, nil), r.exact}
	}
	if obj, ok := origin(fn).Object().(*types.Func); ok {
		if c := r.a.imported(obj); c != nil {
			return c
		}
	}
	return nil
}
