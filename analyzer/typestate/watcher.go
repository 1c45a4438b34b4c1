package typestate

import (
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines watchers: goroutines that wait for the end of a connection, and dial again or clean up
// once it has come.
//
// What a watcher does after its wait it cannot do while the connection is open. So to the focus, if that is
// the connection, a watcher is what it does until it hears of the end: its function is executed once more,
// up to there, and what it would store, close or hand out later is nothing to the focus. Nor does a watcher
// hold the focus that does no more with it than wait: nobody can close it by that. What ends the focus wakes
// the watcher, and then the focus is left to it.
//
// It is a may analysis of one order: the goroutine has come to its wait before its starter goes on. Nothing
// prevents that. The end of a channel is not that of its connection, and what other cases of a select do
// while the connection is open counts, as what it does before it waits.

// A watcher is a function, as a callee, up to where it hears that an object of its caller's is gone.
type watcher struct {
	*summary
	focus value // what the function calls the object
	upTo  *run
}

func (w *watcher) exits(value, protocol.State, []value) []*exit { return w.upTo.visible() }

func (w *watcher) does() *sideEffects { return &w.upTo.side }

// acts reports whether w changes the object, or breaks its protocol, before it hears of its end.
func (w *watcher) acts() bool {
	return w.upTo.acted || slices.ContainsFunc(w.upTo.visible(), func(e *exit) bool {
		return e.st.escaped || e.kind == violating && !e.viol.Kind.ofAnother()
	})
}

// watcher returns c, which cs calls, as a watcher of the focus; nil if it does not wait for the end of that,
// or is of another package.
func (r *run) watcher(s *state, cs *callSite, c callee, args actuals) *watcher {
	l, ok := c.(*summary)
	if !ok || !s.born || s.q != protocol.Open || !r.endTold() {
		return nil
	}
	ends := r.endsIn(s, l.f, args)
	names := r.namesOf(s, r.translator(s, cs, args), l, args)
	if len(names)+len(ends) == 0 {
		return nil
	}
	if len(names) == 0 {
		names = []value{r.a.u.formal(l.f.fn, len(l.f.fn.Params), r.a.u.typeOf(s.focus))} // none
	}
	x := r.a.runUpTo(l.f, names[0], names[1:], ends)
	if !x.hears {
		return nil
	}
	return &watcher{l, names[0], x}
}

// onlyWaits reports whether c, which cs starts, does no more with the focus than to wait for its end. Whoever
// leaves the focus to a goroutine, and does not come back to it, has made that its owner.
func (r *run) onlyWaits(s *state, cs *callSite, c callee, args actuals) bool {
	w := r.watcher(s, cs, c, args)
	return w != nil && !w.upTo.handles && !r.leavesTo(s, cs.instr)
}

// leavesTo reports whether the function does not come to the focus after i.
func (r *run) leavesTo(s *state, i ssa.Instruction) bool {
	u := r.a.u
	l := r.liveAfter(s, i)
	defer l.done()
	if n := u.node(s.focus); n.kind == kFormal || n.kind == kInit && u.node(u.rootOf(n.loc)).kind == kFree {
		return !l.marks.has(s.focus) // the caller's variable may not be used any more either
	}
	return !r.holdable(s, l)
}

// guard returns s with watcher w of the focus, which cs starts. Whoever starts it otherwise than by a go statement,
// as an errgroup does, may learn from its end.
func (r *run) guard(s *state, cs *callSite, w *watcher) *state {
	_, started := cs.instr.(*ssa.Go)
	c := s.clone()
	c.watched, c.waker = true, true
	c.signals = c.signals || !started || r.a.anywhere(w.f.fn, r.a.signalling, r.signals)
	return c
}

// wakes returns out, the states after instruction i in s, with the focus in the hands of its watchers where it
// has come to its end, or may have: the program may have learned that from them.
func (r *run) wakes(s *state, i ssa.Instruction, out []*state) []*state {
	if !s.waker || s.q != protocol.Open {
		return out
	}
	_, call := i.(*ssa.Call)
	told := call && s.signals && r.learns(i)
	for n, t := range out {
		if t.q != protocol.Open && t.q != protocol.Reported || t.doubted && !s.doubted {
			out[n] = r.share(t)
		} else if told {
			out[n] = t.doubt()
		}
	}
	return out
}

// endTold reports whether the library of the focus has a channel that tells of its end.
func (r *run) endTold() bool {
	p := r.protocol()
	return p != nil && slices.ContainsFunc(p.Ops, func(op protocol.Op) bool { return op.Event == protocol.Gone })
}

// namesOf returns what callee c calls the focus.
func (r *run) namesOf(s *state, tr *translator, c *summary, args actuals) []value {
	u := r.a.u
	var out []value
	for i, v := range args.params {
		if v == s.focus {
			out = append(out, u.formal(c.f.fn, i, c.f.fn.Params[i].Type()))
		}
	}
	for i, cell := range args.free {
		if u.read(s, u.pointee(cell)) == s.focus {
			out = append(out, u.init(u.pointee(u.free(c.f.fn, i))))
		}
	}
	for _, pi := range c.candidates() {
		if u.isEntry(pi) && tr.value(pi) == s.focus && !slices.Contains(out, pi) {
			out = append(out, pi)
		}
	}
	return out
}

// endsIn returns what function f, which is given args, calls the channels that tell of the end of the focus.
func (r *run) endsIn(s *state, f *funcInfo, args actuals) []value {
	u := r.a.u
	tells := func(ch value) bool { return r.toldBy(s, ch, goneEnd) == s.focus }
	var out []value
	for i, v := range args.params {
		if tells(v) {
			out = append(out, u.formal(f.fn, i, f.fn.Params[i].Type()))
		}
	}
	s.mem.each(func(k uint32, v value) {
		if u.locs[k].sel == goneMark || !tells(v) {
			return
		}
		if l := r.locIn(s, f, args, locID(k)); l != 0 {
			out = append(out, u.init(l))
		}
	})
	return out
}

// locIn returns what function f, which is given args, calls location l of its caller's; 0 if it knows of none
// by which it would come there in a step or two.
func (r *run) locIn(s *state, f *funcInfo, args actuals, l locID) locID {
	u := r.a.u
	if u.node(u.rootOf(l)).kind == kGlobal {
		return l
	}
	for i, v := range args.params {
		if base := u.pointee(v); u.within(l, base) {
			return u.rebase(l, base, u.pointee(u.formal(f.fn, i, f.fn.Params[i].Type())))
		}
	}
	for i, v := range args.free {
		cell, own := u.pointee(v), u.pointee(u.free(f.fn, i))
		if u.within(l, cell) {
			return u.rebase(l, cell, own)
		}
		if base := u.pointee(u.read(s, cell)); base != 0 && u.within(l, base) {
			return u.rebase(l, base, u.pointee(u.init(own)))
		}
	}
	return 0
}

// runUpTo returns the run of f, for one object that is open and has other names on entry, that ends where f
// hears, as by one of ends, that the object is gone.
func (a *Analysis) runUpTo(f *funcInfo, focus value, aliases, ends []value) *run {
	k := runKey{focus: focus, entry: uint8(protocol.Open), upTo: true, aliases: a.u.valueKeys(aliases), ends: a.u.valueKeys(ends)}
	if r, ok := f.runs[k]; ok {
		return a.reused(r)
	}
	a.baseRun(f)
	r := a.again(&run{a: a, f: f, key: k, focus: focus, entry: protocol.Open, aliases: aliases, tellers: ends, upTo: true})
	f.runs[k] = r
	a.fixpoint(r)
	return r
}

// seeded reports whether r began with v at l.
func (r *run) seeded(l locID, v value) bool {
	at := r.a.u.init(l)
	return slices.Contains(r.aliases, at) && v == r.focus || slices.Contains(r.tellers, at) && v == r.a.u.observe(goneEnd, r.focus, nil)
}

// stop ends the paths among out, the states after instruction i, on which r has just heard that the focus is
// gone.
func (r *run) stop(s *state, i ssa.Instruction, out []*state) []*state {
	r.handles = r.handles || s.born && r.handled(s, i)
	return slices.DeleteFunc(out, func(t *state) bool {
		if !t.heard || s.heard {
			return false
		}
		r.hears = true
		r.exit(t, returning, nil)
		return true
	})
}

// handled reports whether instruction i does anything with the focus, or with what holds it, but to wait for
// its end, or to look at it.
func (r *run) handled(s *state, i ssa.Instruction) bool {
	switch i := i.(type) {
	case ssa.CallInstruction:
		return r.handledBy(s, i)
	case *ssa.Store:
		return !r.a.u.isFresh(r.a.u.rootOf(r.a.u.pointee(r.val(s, i.Addr)))) && r.a.u.reaches(s, r.val(s, i.Val), 0)
	case *ssa.Send, *ssa.Select, *ssa.MapUpdate:
		return slices.ContainsFunc(i.Operands(nil), func(op *ssa.Value) bool { return *op != nil && r.a.u.reaches(s, r.val(s, *op), 0) })
	}
	return false
}

func (r *run) handledBy(s *state, i ssa.CallInstruction) bool {
	cs := newCallSite(i, r.operands(s, i.Common()))
	if !slices.ContainsFunc(append(cs.all(), cs.fn), func(v value) bool { return r.a.u.reaches(s, v, 0) }) {
		return false
	}
	if b, ok := cs.common.Value.(*ssa.Builtin); ok {
		return b.Name() == "append" || b.Name() == "copy"
	}
	if c, args := r.ownFunc(s, cs); c != nil {
		w := r.watcher(s, cs, c, args)
		return w == nil || w.upTo.handles
	}
	obj := Callee(i.Common())
	if _, op := r.a.match.Func(obj); op != nil {
		return op.Event != protocol.Gone && op.Event != protocol.Check
	}
	return obj == nil || !r.harmless(obj)
}
