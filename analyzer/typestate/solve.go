package typestate

import (
	"container/heap"
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines the solver: it loops, the transfer functions do not.

// A run simulates one function for one tracked object: the focus. Each focus has a run of
// its own, so that unrelated clients cost each other nothing and cannot change a verdict.
type run struct {
	a       *Analysis
	f       *funcInfo
	focus   value // 0: no object, only what the function returns and stores
	proto   *protocol.Protocol
	entry   protocol.State  // of the focus on entry, if it existed then
	aliases []value         // other names of the focus on entry
	birth   ssa.Instruction // where the focus is made, if it is made here

	upTo    bool        // it ends where it hears that the focus is gone, see [watcher]
	tellers []value     // … names on entry of channels that tell that
	hears   bool        // … it has heard
	handles bool        // … it did more with the focus than to wait for that
	side    sideEffects // … what it does besides, until then

	exact  bool       // join only equal states: the second stage
	budget int        // exact: states left to explore
	target *Violation // exact: what to reach

	in      map[int]*blockIn // by block index
	queue   rpoQueue
	exits   []*exit
	at      ssa.Instruction // being executed
	touched bool            // something happened to the focus, on a path that may have no exit
	acted   bool            // … and this function did it, and did not only hear of it
	exitIdx map[key][]int
	found   []*Violation
	starts  bool // see [run.started]

	visits    int     // blocks visited
	busy      bool    // being solved
	recursive bool    // it was asked for its exits while being solved
	previous  []*exit // its exits of the round before

	key        runKey        // its name among the runs of its function; zero for the base run
	began      int           // its size when it was begun
	grown      bool          // a run that depends on it has grown
	roots      []*run        // the runs being solved that it used exits of
	rooted     map[*run]bool // … as a set
	dependents []*run        // the runs that used its exits while it was being solved

	watch func(s *state, i ssa.Instruction, out []*state) // is told of every instruction, see [Analysis.View]; or nil

	happenings []happening // without focus: to what is not the caller's, in the order they were met

	repeated bool // the focus, a function, is called again after it succeeded
	retried  bool // … after it failed
}

// solve runs to the fixpoint. Termination: keys are finite in number, joins only lose facts,
// and ranges are widened; [maxLosses] is a fuse for a law that a change here might break.
func (r *run) solve() {
	fn := r.f.fn
	r.in = map[int]*blockIn{}
	r.exitIdx = map[key][]int{}
	for _, s := range r.seeds() {
		r.arrive(s.block, s.st)
	}
	for len(r.queue) > 0 {
		i := heap.Pop(&r.queue).(int)
		b := r.f.rpo[i]
		in := r.in[b.Index]
		in.queued = false
		for j := 0; j < len(in.cells); j++ {
			if c := in.cells[j]; c.dirty {
				c.dirty = false
				r.visits++
				r.a.visits++
				if r.a.steps -= stepsPerVisit; r.a.exhausted() || r.visits > maxVisitsPerBlock*len(fn.Blocks)+300 {
					return
				}
				if r.exact {
					if r.budget--; r.budget < 0 || r.reached() {
						return
					}
				}
				r.block(b, c.st)
			}
		}
	}
}

// reached reports whether a replay has found what it was to find.
func (r *run) reached() bool {
	return r.target != nil && slices.ContainsFunc(r.found, r.target.same)
}

// maxLosses bounds how often the state for one key may still change. States that change nothing are
// no reason to stop: a switch of many cases has as many of them.
const maxLosses = 40

// maxVisitsPerBlock bounds how often a run visits its blocks on average: a fuse like
// maxStepsPerPackage, for a single function. A run that it ends knows fewer ends than there are.
const maxVisitsPerBlock = 60

// holding returns s, in which the focus is somewhere in what the function is given: the pointers on the
// way to it are not nil.
func (u *universe) holding(s *state) *state {
	for n := u.node(s.focus); n.kind == kInit; {
		root := u.rootOf(n.loc)
		if !u.nonNil(root) {
			s = s.learn(root, fact{isNil: no})
		}
		n = u.node(root)
	}
	return s
}

// A seed is a state to begin with.
type seed struct {
	block *ssa.BasicBlock
	st    *state
}

func (r *run) seeds() []seed {
	u := r.a.u
	st := u.top()
	st.focus = r.focus
	for j := range r.f.fn.FreeVars {
		if v := r.f.specFree(j); v != 0 {
			st.mem = st.mem.set(uint32(u.pointee(u.free(r.f.fn, j))), v)
		}
	}
	for cell, held := range r.f.captured() {
		st.mem = st.mem.set(uint32(u.pointee(cell)), held)
	}
	for _, v := range r.aliases {
		st = r.known(st, v, r.focus)
	}
	for _, v := range r.tellers {
		st = r.known(st, v, u.observe(goneEnd, r.focus, nil))
	}
	if r.focus == 0 {
		return []seed{{r.f.fn.Blocks[0], st}}
	}
	if u.isEntry(r.focus) {
		st.born, st.q = true, r.entry
		return []seed{{r.f.fn.Blocks[0], u.holding(st)}}
	}
	// The object is made here: begin where the run without focus says that its birth can be reached.
	birth := r.birth
	if birth == nil {
		return nil
	}
	var out []seed
	from := r.a.baseRun(r.f).in[birth.Block().Index]
	if from == nil {
		return nil
	}
	for _, c := range from.cells {
		if c.st.timer != 0 {
			continue // by a timer that was set before it was made
		}
		s := c.st.clone()
		s.focus, s.trace = r.focus, nil
		out = append(out, seed{birth.Block(), s})
	}
	return out
}

// known returns s, a state to begin with, in which what v names on entry is x.
func (r *run) known(s *state, v, x value) *state {
	switch n := r.a.u.node(v); n.kind {
	case kInit:
		s.mem = s.mem.set(uint32(n.loc), x)
	case kFormal:
		s = r.bind(s, r.f.fn.Params[n.n], x)
	}
	return s
}

// block executes b from s and hands the outcome to the successors.
func (r *run) block(b *ssa.BasicBlock, s *state) {
	cur, next := []*state{s}, []*state(nil)
	for _, instr := range b.Instrs {
		if _, ok := instr.(*ssa.Phi); ok {
			continue // executed on the edge
		}
		next = next[:0]
		for _, s := range cur {
			next = append(next, r.instr(s, instr)...)
		}
		if cur, next = r.compact(b, next), cur; !r.affords(cur) {
			return
		}
	}
}

// affords charges r for an instruction that has led to the states in cur, and reports whether to go
// on from there. An exact run pays for those that it has beside one: the calls of a block can multiply
// them.
func (r *run) affords(cur []*state) bool {
	r.a.steps -= max(len(cur), 1)
	if r.exact {
		r.budget -= max(len(cur)-1, 0)
	}
	return len(cur) > 0 && r.a.steps >= 0 && (!r.exact || r.budget >= 0)
}

func (r *run) enqueue(b *ssa.BasicBlock) {
	if in := r.into(b); !in.queued {
		in.queued = true
		heap.Push(&r.queue, r.f.order[b.Index])
	}
}

// flow takes s over the edge from b to its succ-th successor: phis are evaluated, all at once.
func (r *run) flow(b *ssa.BasicBlock, succ int, s *state) {
	to := b.Succs[succ]
	edge := edgeIndex(b, succ)
	c := s
	if r.f.order[to.Index] <= r.f.order[b.Index] {
		c = c.note(Again, posOf(b.Instrs[len(b.Instrs)-1]), "")
	}
	var phis []*ssa.Phi
	var vals []value
	for _, instr := range to.Instrs {
		phi, ok := instr.(*ssa.Phi)
		if !ok {
			break
		}
		phis = append(phis, phi)
		vals = append(vals, r.val(s, phi.Edges[edge]))
	}
	facts := make([]fact, len(phis))
	for i, phi := range phis {
		if r.f.inLoop[to.Index] && vals[i] != r.a.u.self(phi) {
			facts[i] = r.a.u.factOf(c, vals[i])
			c = r.a.u.kill(c, phi)
		}
	}
	for i, phi := range phis {
		switch {
		case vals[i] == r.a.u.self(phi) || !r.mentionsAny(vals[i], phis):
			c = r.bind(c, phi, vals[i])
		case r.a.u.node(vals[i]).kind == kAdd: // a counter: the phi's own symbol, with its new range
			c = r.bind(c, phi, 0).learn(r.a.u.self(phi), facts[i])
		default: // built from the former round's value
			c = r.bind(c, phi, r.a.u.old(vals[i]))
		}
	}
	r.arrive(to, r.inRound(c, to))
}

func (r *run) mentionsAny(v value, phis []*ssa.Phi) bool {
	for _, p := range phis {
		if r.a.u.mentions(v, p) {
			return true
		}
	}
	return false
}

// edgeIndex returns which predecessor of its succ-th successor b is.
func edgeIndex(b *ssa.BasicBlock, succ int) int {
	to := b.Succs[succ]
	nth := 0
	for i := range succ {
		if b.Succs[i] == to {
			nth++
		}
	}
	for i, p := range to.Preds {
		if p == b {
			if nth == 0 {
				return i
			}
			nth--
		}
	}
	return 0
}

// An rpoQueue is a heap of block positions in reverse postorder.
type rpoQueue []int

func (q rpoQueue) Len() int           { return len(q) }
func (q rpoQueue) Less(i, j int) bool { return q[i] < q[j] }
func (q rpoQueue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *rpoQueue) Push(x any)        { *q = append(*q, x.(int)) }
func (q *rpoQueue) Pop() any {
	old := *q
	n := len(old) - 1
	x := old[n]
	*q = old[:n]
	return x
}
