package typestate

import (
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines the clients that goroutines make for themselves. The statement that starts a
// goroutine goes on at once, so the goroutine's client is open beside whatever follows: beside that of
// the next goroutine, too, if nothing keeps that from connecting.
//
// It is a may analysis of one order out of many: the first goroutine has come to where it waits, its
// client open, and only then its starter goes on. Nothing that the program does prevents that. What
// the starter has waited for is not followed: a client that its goroutine closes some day is unknown
// from then on. Nor does a goroutine count that waits before it connects, as for a lock or its turn, that
// asks a client whether it is connected, or that depends on what the other one may have stored: two that
// find nothing at the same time are a race, which is another tool's trade.

// beside is what a function does as a goroutine.
type beside struct {
	// openings are the states in which it has just opened a client of its own, and has not waited.
	openings []*exit
	// keeps are the clients of its own that it holds open.
	keeps []value
	// proto names the protocols of those of another package.
	proto map[value]string
	// brief says which of them it closes some day.
	brief map[value]bool
	// holds are, by client, the states in which it waits while that is open.
	holds map[value][]*exit
}

// protocol names the protocol of v, if b says it.
func (b *beside) protocol(v value) string {
	if b == nil {
		return ""
	}
	return b.proto[v]
}

// maxBeside bounds how deep below a goroutine's function its client is looked for, and how many states
// of each sort are kept.
const (
	maxBeside = 3
	maxHeld   = 8
)

// held returns the states after function c was started as a goroutine at cs, beside those in which
// nothing is known of it: where the focus is a client of its own that it holds open.
func (r *run) held(s *state, cs *callSite, c startable, args actuals, busy bool) []*state {
	u := r.a.u
	if r.focus == 0 {
		for _, pi := range c.keeps(busy, 0) {
			r.candidate(u.born(cs.instr, pi), r.a.protocolOf(c, pi))
		}
		return nil
	}
	n := u.node(r.focus)
	if s.born || r.birth != cs.instr || n.kind != kCall || s.focus != r.focus {
		return nil
	}
	tr := r.translator(s, cs, args)
	var out []*state
	for _, e := range c.holds(n.a, busy, 0) {
		for _, t := range tr.apply(e, n.a, c.name(), false) {
			t = t.keep().clone()
			t.aside, t.brief = true, c.briefly(n.a, busy) || u.contextOf(t) != 0
			e.st.mem.each(func(k uint32, v value) {
				t.escaped = t.escaped || v == n.a && u.isEntry(u.rootOf(locID(k))) // others find it there
			})
			if t = r.asyncSummary(t, cs, c, args); t.open() { // it may store more by then, or less
				out = append(out, t)
			}
		}
	}
	return out
}

// startBeside returns s after goroutine c was started at cs, knowing what clients that opens, besides the
// states in which it holds one. work does what is known of it whenever it runs.
func (r *run) startBeside(s *state, cs *callSite, c startable, args actuals, work func()) []*state {
	out := r.held(s, cs, c, args, false)
	opened := r.opens(s, cs, c, args, false)
	if !s.aside {
		r.started(s, work)
	}
	if r.focus == 0 {
		for _, t := range opened { // when it stores anything is not known
			t.facts.each(func(k uint32, f fact) {
				if f.apart {
					s = s.learn(value(k), f)
				}
			})
		}
	}
	return append(out, s)
}

// goValue starts function value f, which a library calls in a goroutine of its own.
func (r *run) goValue(s *state, cs *callSite, f value) []*state {
	n := r.a.u.node(f)
	work := func() { r.repeat(s, cs, f, once) }
	if n.fn().Blocks == nil || r.limited() {
		r.started(s, work)
		return one(r.asyncValue(s, f, cs.instr))
	}
	inner, c, args := r.ownCall(s, cs, f)
	out := r.startBeside(s, inner, c, args, work)
	last := out[len(out)-1]
	out[len(out)-1] = last.group(r.asyncValue(last, f, cs.instr), n.fn(), cs.recv)
	return out
}

// ownCall returns the call of f, a function value of this package, that a library makes where it is given
// that at cs, and what it is called with.
func (r *run) ownCall(s *state, cs *callSite, f value) (*callSite, *summary, actuals) {
	n := r.a.u.node(f)
	args := r.a.u.unknownActuals(cs.instr, n)
	inner := &callSite{instr: cs.instr, common: cs.common, fn: f, args: args.params}
	return inner, &summary{r.a, r.a.info(n.fn(), r.specialise(s, n.fn(), args)), r.exact}, args
}

// meets reports what function value f, which a server calls for each request, does to the client of
// another request at the same time: that is busy with it, as long as it waits for anything.
func (r *run) meets(s *state, cs *callSite, f value) {
	if n := r.a.u.node(f); r.a.u.isFunc(f) && n.fn().Blocks != nil && !r.a.inTest(posOf(cs.instr)) {
		inner, c, args := r.ownCall(s, cs, f)
		if r.replaces(c) {
			return
		}
		for _, t := range r.held(s, inner, c, args, true) {
			r.opens(r.a.u.kill(t.note(AtOnce, posOf(cs.instr), ""), cs.instr), inner, c, args, true)
		}
	}
}

// replaces reports whether c connects or closes clients that it finds, as a handler does that puts a new
// client in the place of the last: that two such requests may meet is a race.
func (r *run) replaces(c *summary) bool {
	return c.does().strays || slices.ContainsFunc(c.candidates(), func(pi value) bool { return r.a.u.isEntry(pi) && r.acts(c, pi) })
}

// opens returns the states after function c has opened a client as another goroutine: what that means for
// the focus, if that is one of those, is reported.
func (r *run) opens(s *state, cs *callSite, c startable, args actuals, busy bool) []*state {
	if r.focus != 0 && !s.aside {
		return nil
	}
	tr := r.translator(s, cs, args)
	var out []*state
	for _, e := range c.openings(busy, 0) {
		if !tr.unsettled(e) {
			out = append(out, tr.apply(e, 0, c.name(), false)...)
		}
	}
	return out
}

// heeds reports whether i learns something of the focus, which a goroutine has: that it is at its end, or
// what it has stored.
func (r *run) heeds(s *state, i ssa.Instruction) bool {
	if branch, ok := i.(*ssa.If); ok {
		return r.a.u.mentions(r.val(s, branch.Cond), sharedMark{})
	}
	return s.brief && r.waits(i) || r.checks(i)
}

// unsettled reports whether exit e depends on what another goroutine may have changed.
func (t *translator) unsettled(e *exit) bool {
	t.follow(e, 0)
	found := false
	e.st.facts.each(func(k uint32, f fact) {
		if v := value(k); t.r.expressible(v) {
			found = found || t.r.a.u.mentions(t.value(v), sharedMark{})
		}
		found = found || t.r.a.u.mentions(t.value(f.ident), sharedMark{})
	})
	return found
}

// closes reports whether client pi of f is anything but open when f ends, or others have it.
func (a *Analysis) closes(f *funcInfo, pi value) bool {
	left := false // open
	for _, e := range (&summary{a: a, f: f}).exits(pi, protocol.Unknown, nil) {
		if e.kind == violating || !e.st.born {
			continue
		}
		if e.st.q != protocol.Open || e.st.escaped {
			return true
		}
		left = true
	}
	made := a.birth(f, pi)
	return !left && made != nil && f.endsAfter(made.Block()) // no exit has a client that is closed and out of reach
}

// besides returns what f does as a goroutine.
func (f *funcInfo) besides(busy bool) *beside {
	b := &f.aside
	if busy {
		b = &f.atOnce
	}
	if *b == nil {
		*b = &beside{brief: map[value]bool{}, holds: map[value][]*exit{}}
	}
	return *b
}

// keeps returns the clients of its own that f holds open while it waits, those of its calls among them.
func (a *Analysis) keeps(f *funcInfo, busy bool, depth int) []value {
	b := f.besides(busy)
	if depth > maxBeside || b.keeps != nil {
		return b.keeps
	}
	b.keeps = []value{}
	x := a.watched(f, 0, protocol.Unknown)
	own := slices.Clone(f.foci)
	x.watch = func(s *state, i ssa.Instruction, _ []*state) {
		_, c := x.called(s, i)
		if c == nil {
			return
		}
		for _, v := range c.keeps(busy, depth+1) {
			if w := a.u.born(i, v); !a.u.recurs(w) && !slices.Contains(own, w) {
				f.protoOf[w], b.brief[w] = c.protocol(v), c.briefly(v, busy)
				own = append(own, w)
			}
		}
	}
	x.solve()
	for _, v := range own {
		if !a.u.isEntry(v) && a.u.isFresh(v) && len(a.holds(f, v, busy, depth)) > 0 {
			b.keeps = append(b.keeps, v)
			b.brief[v] = b.brief[v] || f.seen[v] && a.closes(f, v)
		}
	}
	return b.keeps
}

// openings returns the states in which f has just opened a client of its own, with no wait before: for its
// turn, if it serves one of many requests.
func (a *Analysis) openings(f *funcInfo, busy bool, depth int) []*exit {
	b := f.besides(busy)
	if depth > maxBeside || b.openings != nil {
		return b.openings
	}
	b.openings = []*exit{}
	x := a.watched(f, 0, protocol.Unknown)
	prompt := x.prompt(busy)
	var out []*exit
	x.watch = func(s *state, i ssa.Instruction, after []*state) {
		if !prompt[i] {
			return
		}
		if tr, c := x.called(s, i); c != nil {
			after = nil
			for _, e := range c.openings(busy, depth+1) {
				after = append(after, tr.apply(e, 0, c.name(), false)...)
			}
		}
		for _, t := range after {
			if t := x.opened(s, t); t != nil {
				out = x.snapshot(out, t)
			}
		}
	}
	x.solve()
	b.openings = out
	return out
}

// opened returns t, a state after s, if a client of r's own is opened in between; else nil.
func (r *run) opened(s, t *state) *state {
	found := false
	t.facts.each(func(k uint32, f fact) {
		if f.opened && !s.facts.get(k).opened && r.a.birth(r.f, value(k)) != nil {
			found, f.apart = true, true
			t = t.learn(value(k), f)
		}
	})
	if !found {
		return nil
	}
	return t
}

// snapshot adds s to out, as those see it who have started r's function.
func (r *run) snapshot(out []*exit, s *state) []*exit {
	e := &exit{kind: returning, st: r.project(s, nil), of: &summary{a: r.a, f: r.f}}
	k := exitKey(r.a.u, e)
	if len(out) >= maxHeld || slices.ContainsFunc(out, func(x *exit) bool { return exitKey(r.a.u, x) == k && x.st.equal(e.st) }) {
		return out
	}
	return append(out, e)
}

// holds returns the states in which f waits while pi, a client of its own, is open. One that never
// closes it holds it as soon as it is open.
func (a *Analysis) holds(f *funcInfo, pi value, busy bool, depth int) []*exit {
	b := f.besides(busy)
	if out, known := b.holds[pi]; known || depth > maxBeside {
		return out
	}
	b.holds[pi] = nil
	x := a.watched(f, pi, protocol.Unknown)
	var held []*state
	if !f.seen[pi] { // it does not come out of the call that makes it
		y := a.watched(f, 0, protocol.Unknown)
		y.watch = func(s *state, i ssa.Instruction, _ []*state) { held = append(held, x.heldWithin(s, i, busy, depth)...) }
		y.solve()
	} else {
		lasting := !a.closes(f, pi)
		x.watch = func(s *state, i ssa.Instruction, after []*state) {
			held = append(held, x.heldWithin(s, i, busy, depth)...)
			if stays(i) || busy && x.waits(i) {
				held = append(held, s.note(Waits, posOf(i), ""))
			}
			if lasting && !s.open() {
				held = append(held, after...)
			}
		}
		x.solve()
	}
	for _, s := range held {
		if s.born && s.q == protocol.Open && s.sure && !s.escaped {
			b.holds[pi] = x.snapshot(b.holds[pi], s)
		}
	}
	return b.holds[pi]
}

// heldWithin returns the states in which i, the call that makes the focus of r, holds it open.
func (r *run) heldWithin(s *state, i ssa.Instruction, busy bool, depth int) []*state {
	if i != r.birth || s.born {
		return nil
	}
	tr, c := r.called(s.about(r.focus), i)
	if c == nil {
		return nil
	}
	inner := r.a.u.node(r.focus).a
	var out []*state
	for _, e := range c.holds(inner, busy, depth+1) {
		out = append(out, tr.apply(e, inner, c.name(), false)...)
	}
	return out
}

// about returns s, a state without focus, with one that is yet to be made: see [run.remembers].
func (s *state) about(focus value) *state {
	c := s.clone()
	c.focus = focus
	s.facts.each(func(k uint32, f fact) {
		if f.opened {
			f.opened = false
			c.facts = c.facts.set(k, f)
		}
	})
	return c
}

// prompt returns the instructions that r's function may come to without having waited, or asked a client.
func (r *run) prompt(busy bool) map[ssa.Instruction]bool {
	waits := r.waits
	if busy {
		waits = r.queues
	}
	out := map[ssa.Instruction]bool{}
	seen := map[*ssa.BasicBlock]bool{}
	var visit func(b *ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		if seen[b] {
			return
		}
		seen[b] = true
		for _, i := range b.Instrs {
			out[i] = true
			if waits(i) || r.checks(i) {
				return
			}
		}
		for _, next := range b.Succs {
			visit(next)
		}
	}
	visit(r.f.fn.Blocks[0])
	return out
}
