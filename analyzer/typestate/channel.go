package typestate

import (
	"go/types"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines the transfer functions of instructions that wait for channels.

// received: t1 = <-t0.
func (r *run) received(s *state, ch value, i ssa.Instruction) []*state {
	if t := r.doneOf(ch); t != 0 {
		return one(r.ended(s, t))
	}
	if obj := r.toldBy(s, ch, goneEnd); obj != 0 && s.born && obj == s.focus && s.q != protocol.Reported {
		c := s.note(Closed, posOf(i), "").moved(protocol.NotOpen, true)
		c.heard = true
		return one(c)
	}
	r.f.hears = r.f.hears || r.focus == 0 && r.library(ch)
	s = r.cancelled(s, ch)
	if r.delivers(ch) {
		return r.delivered(s, i)
	}
	return r.meanwhile(r.news(s, ch), i)
}

// selects: one of the cases, each knowing its index. A case other than the attempt's end means
// that the attempt goes on.
func (r *run) selects(s *state, i *ssa.Select) []*state {
	if i.Blocking && len(i.States) == 0 {
		return r.meanwhile(s, i)
	}
	s = s.unaware(i)
	waiting := value(0)
	for _, st := range i.States {
		if t := r.doneOf(r.val(s, st.Chan)); t != 0 {
			waiting = t
		}
		if st.Send != nil && !r.answersTo(st.Chan) {
			s = r.send(s, r.val(s, st.Send))
		}
	}
	var out []*state
	if !i.Blocking && !r.ready(s, i) {
		out = append(out, r.chosen(s, i, -1, waiting))
	}
	result := 2 // of the first case that receives
	for n, st := range i.States {
		t := r.chosen(s, i, n, waiting)
		ch := r.val(s, st.Chan)
		switch {
		case st.Dir == types.RecvOnly:
			if t = r.fires(t, ch); t != nil {
				out = append(out, r.receive(t, ch, i, result)...)
			}
			result++
		case r.a.u.factOf(s, ch).isNil == yes: // never chosen
		case r.answersTo(st.Chan):
			out = append(out, r.answered(t, ch, r.val(t, st.Send)))
		default:
			out = append(out, t)
		}
	}
	return out
}

// chosen returns s where case n of i was the first, -1 for none. The attempt of token waiting, if there is
// one, has ended or goes on.
func (r *run) chosen(s *state, i *ssa.Select, n int, waiting value) *state {
	index := r.a.u.instr(i, 0)
	t := s.learn(index, fact{ranged: true, lo: int64(n), hi: int64(n)}).link(index)
	done := value(0)
	if n >= 0 {
		done = r.doneOf(r.val(s, i.States[n].Chan))
	}
	switch {
	case done != 0:
		t = r.ended(t, done)
	case waiting != 0 && s.facts.get(uint32(waiting)).ended != yes:
		t = r.late(t, waiting, posOf(i), "")
	}
	return r.overtaken(t, i, n)
}
