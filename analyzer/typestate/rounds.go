package typestate

import (
	"go/constant"
	"slices"
	"unicode/utf8"

	"golang.org/x/tools/go/ssa"
)

// This file defines loops over lists that are written out, as in range []T{a, b}: their rounds are
// kept apart, as if each had been written down. Then each element is the one that it is, and all
// of them have had their turn when the loop ends.

// A round is which turn of a loop over a list a state is in.
type round struct {
	counter ssa.Value // a phi, or what takes the next entry of a map
	number  uint32    // of the counter
	next    ssa.Value // the counter of the next round, or the iterator
	n       int64
}

// maxListed bounds the lists whose rounds are kept apart.
const maxListed = 8

// inRound returns s, which has entered block b, with the round of the loop that b is the header of.
func (r *run) inRound(s *state, b *ssa.BasicBlock) *state {
	for _, v := range r.f.turnsAt(b) {
		s = r.inTurn(s, v)
	}
	counter, next, length := listLoop(b)
	if counter == nil {
		return s
	}
	n, known := r.a.u.int64Of(r.val(s, counter))
	if l, ok := r.a.u.int64Of(r.val(s, length)); known && ok && l <= maxListed {
		return s.inRoundOf(counter, round{counter, r.f.num[counter], next, n})
	}
	return s.inRoundOf(counter)
}

// inRoundOf returns s with what is known of the round of counter, if anything.
func (s *state) inRoundOf(counter ssa.Value, known ...round) *state {
	rounds := slices.DeleteFunc(slices.Clone(s.rounds), func(x round) bool { return x.counter == counter })
	if rounds = append(rounds, known...); len(rounds) == 0 && len(s.rounds) == 0 {
		return s
	}
	c := s.clone()
	c.rounds = rounds
	return c
}

// listLoop returns the counter, the counter of the next round and the length of the list, if b is the
// header of a loop that ranges over a slice of what may be, or hold, a client, or of functions.
func listLoop(b *ssa.BasicBlock) (counter *ssa.Phi, next, length ssa.Value) {
	for _, i := range b.Instrs {
		if phi, ok := i.(*ssa.Phi); ok && phi.Comment == "rangeindex" {
			counter = phi
		}
	}
	last, ok := b.Instrs[len(b.Instrs)-1].(*ssa.If)
	if !ok || counter == nil {
		return nil, nil, nil
	}
	less, ok := last.Cond.(*ssa.BinOp)
	if !ok {
		return nil, nil, nil
	}
	list, ok := less.Y.(*ssa.Call)
	if !ok || len(list.Call.Args) != 1 {
		return nil, nil, nil
	}
	if elem := elementType(list.Call.Args[0].Type()); !mutable(elem) && !isFuncType(elem) {
		return nil, nil, nil
	}
	return counter, less.X, list
}

// runes returns how many rounds a loop has that goes over a constant string, as those that only mean to
// be left with break, and ends with i.
func runes(i *ssa.Next) (int64, bool) {
	over, ok := i.Iter.(*ssa.Range)
	if !ok || !i.IsString {
		return 0, false
	}
	c, ok := over.X.(*ssa.Const)
	if !ok || c.Value == nil {
		return 0, false
	}
	n := int64(utf8.RuneCountInString(constant.StringVal(c.Value)))
	return n, n <= maxListed
}

// nextRune is next of a string of n runes.
func (r *run) nextRune(s *state, i *ssa.Next, n int64) *state {
	turn := int64(0)
	if k := slices.IndexFunc(s.rounds, func(x round) bool { return x.counter == i }); k >= 0 {
		turn = s.rounds[k].n
	}
	s = s.learn(r.a.u.instr(i, 0), fact{isTrue: answerOf(turn < n)})
	return s.inRoundOf(i, round{i, r.f.num[i], i.Iter, turn + 1})
}

// leave returns the rounds of s that are not over at the block that l stands for.
func (l *liveSet) leave(rounds []round) []round {
	var out []round
	for _, x := range rounds {
		if l.needed(l.r.f.num[x.counter]) || l.needed(l.r.f.num[x.next]) {
			out = append(out, x)
		}
	}
	return out
}
