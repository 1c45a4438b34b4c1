package typestate

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// This file defines goroutines that their starter waits for: a literal which answers by a channel, by
// sending its result or by closing it, that the function which starts it has made and receives from.
//
// Such a goroutine is executed where it is started, as if it were called, beside what it is as one that
// runs at any time: that it has come to its end before its starter goes on is one of the orders that
// may be. A starter that waits for a timer as well and goes on when that is first leaves the goroutine
// running. What it opens is opened all the same, only that nobody receives it. Of anything else that is
// first (a context that the goroutine may know, another channel) it is not known whether it makes the
// goroutine give up: then the focus is left to it.

// Marks below a channel that a goroutine answers by.
const (
	sentMark   = "#sent"   // what was sent
	closedMark = "#closed" // true if it was closed
	endedMark  = "#ended"  // true if the goroutine has come to its end
)

// An answering is a literal that is started as a goroutine, in one place, and the channels that it
// answers by.
type answering struct {
	cells   []*ssa.Alloc   // the starter's variables of the channels
	vars    []*ssa.FreeVar // the same ones, as the literal has captured them
	context bool           // the literal does anything with a context
}

// answersOf returns how fn answers whoever starts it as a goroutine, or nil if it does not.
func (a *Analysis) answersOf(fn *ssa.Function) *answering {
	if fn == nil || fn.Parent() == nil {
		return nil
	}
	w, known := a.answers[fn]
	if !known {
		w = newAnswering(fn)
		a.answers[fn] = w
		if w != nil {
			for _, cell := range w.cells {
				a.awaited[cell] = w
			}
		}
	}
	return w
}

func newAnswering(fn *ssa.Function) *answering {
	mk := onlyStarted(fn)
	if mk == nil {
		return nil
	}
	w := &answering{context: knowsContext(fn)}
	for i, b := range mk.Bindings {
		cell, ok := b.(*ssa.Alloc)
		if !ok || !isChan(elemType(cell.Type())) {
			continue
		}
		if made := awaited(cell, mk); made != nil && answersBy(fn.FreeVars[i], made) {
			w.cells, w.vars = append(w.cells, cell), append(w.vars, fn.FreeVars[i])
		}
	}
	if len(w.cells) == 0 {
		return nil
	}
	return w
}

// onlyStarted returns the closure of literal fn if all that is done with it is to start it as a
// goroutine, or nil.
func onlyStarted(fn *ssa.Function) *ssa.MakeClosure {
	if fn.Referrers() == nil || len(*fn.Referrers()) != 1 {
		return nil
	}
	mk, ok := (*fn.Referrers())[0].(*ssa.MakeClosure)
	if !ok || len(*mk.Referrers()) != 1 {
		return nil
	}
	if start, ok := (*mk.Referrers())[0].(*ssa.Go); !ok || start.Call.Value != mk {
		return nil
	}
	return mk
}

func isChan(t types.Type) bool {
	_, ok := t.Underlying().(*types.Chan)
	return ok
}

// awaited returns the one channel that cell holds, if its function receives from it, and nothing but
// goroutine mk sends to it, or nil.
func awaited(cell *ssa.Alloc, mk *ssa.MakeClosure) *ssa.MakeChan {
	var made *ssa.MakeChan
	received := false
	for _, ref := range *cell.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			ch, ok := ref.Val.(*ssa.MakeChan)
			if !ok || ref.Addr != cell || made != nil {
				return nil
			}
			made = ch
		case *ssa.UnOp:
			if !onlyUsed(ref, receives) {
				return nil
			}
			received = received || len(*ref.Referrers()) > 0
		case *ssa.MakeClosure:
			if ref != mk && !capturedFor(ref, cell, receives) {
				return nil
			}
		case *ssa.DebugRef:
		default:
			return nil
		}
	}
	if !received {
		return nil
	}
	return made
}

// answersBy reports whether all that is done with made, the channel in v, a variable that a literal
// has captured, is to send to it or to close it. A literal within may close it.
func answersBy(v *ssa.FreeVar, made *ssa.MakeChan) bool {
	allowed := sends
	if size, ok := made.Size.(*ssa.Const); ok && size.Int64() > 0 {
		allowed = offers
	}
	answers := false
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.UnOp:
			if !onlyUsed(ref, allowed) {
				return false
			}
			answers = true
		case *ssa.MakeClosure:
			if !capturedFor(ref, v, closes) {
				return false
			}
			answers = true
		case *ssa.DebugRef:
		default:
			return false
		}
	}
	return answers
}

// capturedFor reports whether literal mk does nothing but what allowed says with the channel in cell.
func capturedFor(mk *ssa.MakeClosure, cell ssa.Value, allowed func(i ssa.Instruction, ch ssa.Value) bool) bool {
	fn := mk.Fn.(*ssa.Function)
	for i, b := range mk.Bindings {
		if b != cell {
			continue
		}
		for _, ref := range *fn.FreeVars[i].Referrers() {
			load, ok := ref.(*ssa.UnOp)
			if !ok || !onlyUsed(load, allowed) {
				return false
			}
		}
	}
	return true
}

// onlyUsed reports whether each use of ch, a channel, is one that allowed says.
func onlyUsed(ch ssa.Value, allowed func(i ssa.Instruction, ch ssa.Value) bool) bool {
	for _, ref := range *ch.Referrers() {
		if _, debug := ref.(*ssa.DebugRef); !debug && !allowed(ref, ch) {
			return false
		}
	}
	return true
}

func receives(i ssa.Instruction, ch ssa.Value) bool {
	switch i := i.(type) {
	case *ssa.UnOp:
		return true
	case *ssa.Select:
		for _, st := range i.States {
			if st.Chan == ch && st.Dir != types.RecvOnly || st.Send == ch {
				return false
			}
		}
		return true
	}
	return false
}

// sends allows to send to ch and to close it.
func sends(i ssa.Instruction, ch ssa.Value) bool {
	if send, ok := i.(*ssa.Send); ok {
		return send.X != ch
	}
	return closes(i, ch)
}

// offers is sends for a channel that has room for what nobody receives: there a select may send, too.
// Without room it does not unless somebody receives, which is not followed.
func offers(i ssa.Instruction, ch ssa.Value) bool {
	sel, ok := i.(*ssa.Select)
	if !ok {
		return sends(i, ch)
	}
	for _, st := range sel.States {
		if st.Chan == ch && st.Dir != types.SendOnly || st.Send == ch {
			return false
		}
	}
	return true
}

func closes(i ssa.Instruction, ch ssa.Value) bool {
	call, ok := i.(ssa.CallInstruction)
	if !ok {
		return false
	}
	b, ok := call.Common().Value.(*ssa.Builtin)
	return ok && b.Name() == "close"
}

// answered notes that the goroutine which answers by ch sends v, or closes it if v is 0.
func (r *run) answered(s *state, ch, v value) *state {
	u := r.a.u
	sel := sentMark
	if v == 0 {
		sel, v = closedMark, u.boolean(true)
	}
	if l := u.sub(u.pointee(ch), sel, nil); l != 0 {
		return u.write(s, l, v)
	}
	return s
}

// answersTo reports whether ch is a channel by which the function of r answers its starter, or one by
// which that answers which it is written in.
func (r *run) answersTo(ch ssa.Value) bool {
	load, ok := ch.(*ssa.UnOp)
	if !ok {
		return false
	}
	v := load.X
	for fn := r.f.fn; ; fn = fn.Parent() {
		free, ok := v.(*ssa.FreeVar)
		if !ok {
			return false
		}
		if w := r.a.answersOf(fn); w != nil && slices.Contains(w.vars, free) {
			return true
		}
		v = captured(fn, free)
	}
}

// captured returns what fn, a literal that stands for one closure, has captured as v, or nil.
func captured(fn *ssa.Function, v *ssa.FreeVar) ssa.Value {
	if refs := fn.Referrers(); refs != nil && len(*refs) == 1 {
		if mk, ok := (*refs)[0].(*ssa.MakeClosure); ok {
			return mk.Bindings[slices.Index(fn.FreeVars, v)]
		}
	}
	return nil
}

// joined returns the states after goroutine i, which answers as w says, has come to its end.
func (r *run) joined(s *state, i *ssa.Go, w *answering) []*state {
	u := r.a.u
	out := r.apply(s, newCallSite(i, r.operands(s, i.Common())))
	for n := range out {
		for _, cell := range w.cells {
			if l := u.sub(u.pointee(u.read(out[n], u.pointee(r.val(s, cell)))), endedMark, nil); l != 0 {
				out[n] = u.write(out[n], l, u.boolean(true))
			}
		}
	}
	return out
}

// awaitedBy returns the goroutine that answers by ch, or nil.
func (r *run) awaitedBy(ch ssa.Value) *answering {
	if load, ok := ch.(*ssa.UnOp); ok {
		if cell, ok := load.X.(*ssa.Alloc); ok {
			return r.a.awaited[cell]
		}
	}
	return nil
}

// overtaken returns s where select statement i, which waits for goroutines, goes on with case n: those
// that may have given up for it keep the focus to themselves.
func (r *run) overtaken(s *state, i *ssa.Select, n int) *state {
	for k, st := range i.States {
		w := r.awaitedBy(st.Chan)
		if w == nil || k == n || n >= 0 && r.awaitedBy(i.States[n].Chan) == w {
			continue
		}
		switch {
		case !s.born:
		case n < 0 || !r.outlasts(w, r.val(s, i.States[n].Chan)):
			return r.share(s)
		default:
			s = s.note(TimedOut, posOf(i), "")
		}
	}
	return s
}

// receive returns the states after a receive from ch, whose value is result k of i: none where the
// goroutine that was to answer has ended without an answer.
func (r *run) receive(s *state, ch value, i ssa.Value, k int) []*state {
	u := r.a.u
	marked := func(sel string) value { return s.mem.get(uint32(u.sub(u.pointee(ch), sel, nil))) }
	sent := marked(sentMark)
	switch {
	case u.factOf(s, ch).isNil == yes:
		return nil // it waits for ever: that is how a case of a select is turned off
	case marked(endedMark) == 0:
		return r.received(s, ch, i.(ssa.Instruction))
	case sent == 0 && marked(closedMark) == 0:
		return nil
	case sent == 0:
		return one(s)
	}
	vals := make([]value, k+1)
	vals[k] = sent
	return one(r.results(s, i, vals))
}

// outlasts reports whether goroutine w goes on when its starter, which receives from ch instead, does:
// a timer is nothing to it, nor a context if it knows none.
func (r *run) outlasts(w *answering, ch value) bool {
	return r.ticks(ch) || r.a.u.endedBy(ch) != 0 && !w.context
}

// knowsContext reports whether fn does anything with a context.
func knowsContext(fn *ssa.Function) bool {
	for i := range instructions(fn) {
		for _, op := range i.Operands(nil) {
			if *op != nil && IsNamed((*op).Type(), "context", "Context") {
				return true
			}
		}
	}
	return false
}
