package typestate

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// This file defines the functions that call the functions they are given: how often, and until
// when.

// A discipline is how a function calls the function it is given.
type discipline uint8

const (
	once        discipline = iota
	untilNil               // again and again until it returns a nil error, or it is given up
	untilFalse             // for each element, until it returns false
	manyTimes              // any number of times
	later                  // at an unknown time
	repeatedly             // at unknown times, again and again: a scheduler's job
	untilTrue              // again and again until it returns true, or it is given up
	untilDone              // … or an error besides
	passing                // once, and says by its own error or bool whether that has worked
	aside                  // in a goroutine of its own
	whileMarked            // again and again while it returns an error that says so
	atOnce                 // as repeatedly, and several at the same time: a server's handler
)

// untilWorked reports whether the function is called until it returns a nil error, and at least once.
func (d discipline) untilWorked() bool { return d == untilNil || d == whileMarked }

// repeatEach calls v by a discipline: a function, or the functions of a list.
func (r *run) repeatEach(s *state, cs *callSite, v value, mode discipline) []*state {
	if r.a.u.isFunc(v) || mode != repeatedly && mode != atOnce {
		return r.repeat(s, cs, v, mode)
	}
	l := r.a.u.pointee(v)
	out := s
	s.mem.each(func(k uint32, f value) {
		if r.a.u.locs[k].parent == l && r.a.u.isFunc(f) {
			out = r.repeat(out, cs, f, mode)[0] // there is one, as nothing waits for a server
		}
	})
	return one(out)
}

// repeat calls function value f in s by a discipline, to the fixpoint.
func (r *run) repeat(s *state, cs *callSite, f value, mode discipline) []*state {
	if !r.a.u.isFunc(f) {
		return one(r.unknownArg(s, f, cs))
	}
	switch mode {
	case repeatedly, atOnce:
		before := len(r.found)
		r.ownRounds(s, cs, f, manyTimes)
		if mode == atOnce && len(r.found) == before {
			r.meets(s, cs, f)
			r.amongOthers(s, cs, f)
		}
		return one(r.asyncValue(s, f, cs.instr))
	case later:
		r.started(s, func() { r.repeat(s, cs, f, once) })
		out := one(r.asyncValue(s, f, cs.instr))
		if yet := r.delayed(s, cs, f); yet != nil {
			out = append(out, yet)
		}
		return out
	case aside:
		return r.goValue(s, cs, f)
	case once:
		out, _ := r.callValue(s, cs, f, mode)
		return out
	case passing:
		out, result := r.callValue(s, cs, f, mode)
		for i, s := range out {
			out[i] = r.passes(s, cs, result)
		}
		return out
	}
	var exits []*state
	if !mode.untilWorked() && !r.a.u.node(f).loopBody() { // how many rounds a loop has is its iterator's secret: none is not held against it
		exits = append(exits, s)
	}
	seen := map[key]*state{}
	work := []*state{s}
	for round := range maxRounds {
		var next []key // of the states that have changed
		for _, s := range work {
			if round > 0 {
				s = r.a.u.kill(s, cs.instr) // what the last call made is old now
			}
			out, result := r.callValue(s, cs, f, mode)
			for _, o := range out {
				stop, goesOn := r.verdict(o, result, mode, cs)
				if stop != nil {
					exits = append(exits, stop)
				}
				if goesOn == nil {
					continue
				}
				k := r.a.u.keyOf(goesOn, unknown)
				if old, ok := seen[k]; ok {
					if goesOn = r.a.u.merge(old, goesOn, cs.instr.Block(), r.f.byNum, true); goesOn.equal(old) {
						continue
					}
				}
				seen[k] = goesOn
				if !slices.Contains(next, k) {
					next = append(next, k)
				}
			}
		}
		work = work[:0]
		for _, k := range next {
			work = append(work, seen[k].note(Again, posOf(cs.instr), ""))
		}
		if len(work) == 0 {
			break
		}
	}
	return r.compact(cs.instr.Block(), exits)
}

const maxRounds = 8

// ownRounds reports what function value f, which is called by a discipline, does to the clients that its own
// last call has left behind. When it is called, and what other code does in between, is not known: only a client
// that nothing can reach is the same at the next call, or one of a package that closes none.
func (r *run) ownRounds(s *state, cs *callSite, f value, mode discipline) {
	if r.a.u.isFunc(f) {
		r.leftBehind(func() { r.repeat(s, cs, f, mode) })
	}
}

// leftBehind reports what calls, calls that follow each other at unknown times, do to a client that the program has
// no hold on in between.
func (r *run) leftBehind(calls func()) {
	before := r.found
	r.found = nil
	calls()
	for _, v := range r.found {
		if v.Kind.loses() || v.Kind == SameIdentity && !r.a.closesAny(v.Proto) {
			before = append(before, v)
		}
	}
	r.found = before
}

// amongOthers reports what f, a handler of requests that is registered at cs, and the handlers that the function
// registers besides do to the clients that each other has left behind: requests come in any order.
func (r *run) amongOthers(s *state, cs *callSite, f value) {
	h := handler{f, posOf(cs.instr)}
	if r.focus == 0 && !slices.Contains(r.f.registered, h) && r.a.u.node(f).fn().Blocks != nil {
		r.f.registered = append(r.f.registered, h)
	}
	all := r.f.registered
	if len(all) < 2 || len(all) > maxRegistered || all[len(all)-1].pos != h.pos { // once, when all of them are there
		return
	}
	r.leftBehind(func() { r.inAnyOrder(s, cs, all) })
}

// A handler is a function that is registered at pos for requests of some kind.
type handler struct {
	fn  value
	pos token.Pos
}

// maxRegistered bounds how many handlers are called in any order.
const maxRegistered = 8

// inAnyOrder calls handlers in s, each any number of times.
func (r *run) inAnyOrder(s *state, cs *callSite, handlers []handler) {
	seen := map[key]*state{}
	work := []*state{s}
	for round := 0; round < maxRounds && len(work) > 0; round++ {
		var next []key // of the states that have changed
		for _, s := range work {
			if round > 0 {
				s = r.a.u.kill(s, cs.instr) // what the last call made is old now
			}
			for _, h := range handlers {
				out, _ := r.callValue(s.note(Requested, h.pos, r.summaryOf(r.a.u.node(h.fn).fn()).name()), cs, h.fn, manyTimes)
				for _, o := range out {
					k := r.a.u.keyOf(o, unknown)
					if old, ok := seen[k]; ok {
						if o = r.a.u.merge(old, o, cs.instr.Block(), r.f.byNum, true); o.equal(old) {
							continue
						}
					}
					seen[k] = o
					if !slices.Contains(next, k) {
						next = append(next, k)
					}
				}
			}
		}
		work = work[:0]
		for _, k := range next {
			work = append(work, seen[k])
		}
	}
}

// verdict splits the state after one call into the one in which the caller stops and the one
// in which it calls again.
func (r *run) verdict(s *state, result value, mode discipline, cs *callSite) (stop, goesOn *state) {
	u := r.a.u
	bound := func(s *state, f fact) *state {
		if cs.result == nil || s == nil {
			return s
		}
		e, isErr := r.errResult(cs)
		if !isErr {
			return s
		}
		return s.learn(e, f).link(e)
	}
	switch mode {
	case untilNil, whileMarked:
		f := u.factOf(s, result)
		if f.ended == yes {
			return bound(s, fact{isNil: no}), nil
		}
		if f.isNil != no {
			stop = bound(s, fact{isNil: yes})
		}
		if f.isNil != yes {
			goesOn = s
		}
		return stop, goesOn
	case untilDone:
		if u.factOf(s, result).ended != yes && u.decide(s, result) != yes {
			goesOn = s
		}
		return s, goesOn
	case untilFalse, untilTrue:
		if u.decide(s, result) != answerOf(mode == untilTrue) {
			goesOn = s
		}
		return s, goesOn // the elements may be at an end, or it is given up
	}
	return s, s
}

// passes returns s after a call that has worked if the function which it was given has, as result says.
func (r *run) passes(s *state, cs *callSite, result value) *state {
	told := r.a.u.factOf(s, result)
	worked, failed := told.worked()
	if result == 0 || cs.result == nil || !worked && !failed {
		return s
	}
	last := cs.common.Signature().Results().Len() - 1
	sym := r.a.u.instr(cs.result, last)
	f := s.facts.get(uint32(sym))
	if isBool(cs.common.Signature().Results().At(last).Type()) {
		f.isTrue = answerOf(worked)
	} else {
		f.isNil = answerOf(worked)
	}
	return s.learn(sym, f).link(sym)
}

// worked reports what f, which is known of an error or a bool, says of the call that returned it.
func (f fact) worked() (worked, failed bool) {
	return f.isNil == yes || f.isTrue == yes, f.isNil == no || f.isTrue == no
}

// passed returns the call at cs if it returns what fn, which it calls, does: a value and an error.
func passed(cs *callSite, fn *ssa.Function) ssa.Value {
	outer, inner := cs.common.Signature().Results(), fn.Signature.Results()
	if cs.result == nil || inner.Len() != 2 || !types.Identical(outer, inner) || !isError(inner.At(1).Type()) {
		return nil
	}
	return cs.result
}

// callValue calls f with unknown arguments and returns the states after it and the symbol that
// stands for the result which tells whether it is called again.
func (r *run) callValue(s *state, cs *callSite, f value, mode discipline) ([]*state, value) {
	u := r.a.u
	n := u.node(f)
	fn := n.fn()
	args := u.unknownActuals(cs.instr, n)
	s = u.waited(s)
	if fn.Blocks == nil || r.a.anywhere(fn, r.a.asking, r.asks) {
		s = r.looked(s)
	}
	if fn.Blocks == nil {
		if obj, ok := origin(fn).Object().(*types.Func); ok && r.a.imported(obj) != nil {
			inner := &callSite{instr: cs.instr, common: cs.common, fn: f, args: args.params}
			return r.summarised(s, inner, r.a.imported(obj), args), 0
		}
		return one(s), 0
	}
	told := 0
	if n := fn.Signature.Results().Len() - 1; (mode.untilWorked() || mode == passing) && n > 0 {
		told = n
	}
	result := u.intern(vkey{kind: kCall, ptr: cs.instr, s: "result"}, resultType(fn, told))
	inner := &callSite{instr: cs.instr, common: cs.common, fn: f, args: args.params, sym: result, told: told, passed: passed(cs, fn), marked: mode == whileMarked}
	s = s.learn(result, fact{})
	if obj, ok := origin(fn).Object().(*types.Func); ok && fn.Synthetic != "" && len(n.args) > 0 {
		if t := u.dynamicType(n.args[0], obj.Signature().Recv().Type()); t != nil {
			obj, fn, args = r.implementation(t, obj, slices.Concat(n.args, args.params))
		}
		if p, op := r.a.match.Func(obj); p != nil {
			inner.recv = n.args[0]
			return r.operation(s, inner, obj, fn, p, op), result
		}
		if fn == nil || fn.Blocks == nil {
			return one(s), 0 // of another package: what it does is not followed
		}
	}
	return r.summarised(s, inner, &summary{r.a, r.a.info(fn, r.specialise(s, fn, args)), r.exact}, args), result
}

// told binds the symbol that stands for the result by which a function that was handed over tells whether
// it is to be called again.
func (t *translator) told(c *state, e *exit) *state {
	u := t.r.a.u
	told := e.result(t.cs.told)
	f := u.factOf(e.st, told)
	f.maybe = false
	if f.isTrue == unknown {
		f.isTrue = u.decide(e.st, told)
	}
	if u.final(told) || e.n == 2 && t.cs.told == 0 && u.factOf(e.st, e.result(1)).isNil != yes {
		f.ended = yes // an error that ends the attempts, or any besides what tells
	}
	if t.cs.marked {
		toRetry, _ := u.chain(e.st, told, func(v value) bool { return u.comesFrom(v, toRetry) })
		f.ended = answerOf(!toRetry && f.isNil != yes)
	}
	if t.cs.passed != nil {
		c = t.r.results(c, t.cs.passed, []value{t.value(e.result(0))})
	}
	return c.learn(t.cs.sym, f).link(t.cs.sym)
}
