package typestate

import (
	"go/types"
	"math"
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines elements of slices and maps that cannot be told from each other. An element
// may be any client that its container holds; what happens to it may have happened to each.

// someOf returns s with v standing for some element of a container: it may be the focus if that is
// in there.
func (r *run) someOf(s *state, container, v value) *state {
	if r.focus == 0 && r.a.u.isEntry(container) {
		r.f.partOf[v] = container
	}
	if !s.born || !r.a.u.reaches(s, container, 0) {
		return s
	}
	return s.mayBe(v)
}

// hold returns s with x among the elements of a container, whose value is v from here on: the
// focus stays within reach, but nobody can say at which place.
func (r *run) hold(s *state, v, x value) *state {
	r.handOut(s, x)
	s = r.lend(s, x)
	if !s.born || x == 0 || !r.a.u.reaches(s, x, 0) {
		return s
	}
	return s.mayBe(v).keep()
}

// appended is append(t0, t1...): a slice with the elements of both.
func (r *run) appended(s *state, cs *callSite) *state {
	v := value(0)
	if cs.result != nil {
		v = r.a.u.self(cs.result)
	}
	if v == 0 {
		return s
	}
	for _, a := range cs.args[1:] {
		s = r.hold(s, v, a)
	}
	if s.born && r.a.u.reaches(s, cs.args[0], 0) {
		s = r.hold(s, v, cs.args[0])
	}
	return s
}

// length is len(t0): what holds the focus is not empty, and how many elements a function is given is
// for its caller to say. A parameter's elements are counted, not those of a value: a part of a slice is
// taken for the slice.
func (r *run) length(s *state, cs *callSite) *state {
	u := r.a.u
	if p, ok := types.Unalias(u.typeOf(cs.args[0])).(*types.Pointer); ok {
		if arr, ok := p.Elem().Underlying().(*types.Array); ok {
			return r.bindResult(s, cs, u.integer(arr.Len()))
		}
	}
	if cs.result == nil {
		return s
	}
	n := u.self(cs.result)
	if p, ok := cs.common.Args[0].(*ssa.Parameter); ok && u.node(cs.args[0]).kind == kFormal && isSlice(p.Type()) {
		n = u.observe(lengthMark, cs.args[0], types.Typ[types.Int])
		s = r.bindResult(s, cs, n)
	}
	if s.born && u.reaches(s, cs.args[0], 0) {
		return s.learn(n, fact{ranged: true, lo: 1, hi: math.MaxInt64})
	}
	return s
}

// lengthMark names the observation of how many elements a slice has that a function is given.
const lengthMark = "len"

func isSlice(t types.Type) bool {
	_, ok := t.Underlying().(*types.Slice)
	return ok
}

// given returns what the caller gives for the callee's n-th parameter, as far as it says so itself.
func (t *translator) given(n int) ssa.Value {
	i := n
	if t.cs.common.IsInvoke() {
		i--
	}
	if args := t.cs.common.Args; i < 0 || i >= len(args) || n >= len(t.args.params) || t.r.val(t.s, args[i]) != t.args.params[n] {
		return nil
	}
	return t.cs.common.Args[i]
}

// length returns how many elements the callee's parameter has here, or 0 if that is not known.
func (t *translator) length(param value) value {
	u := t.r.a.u
	switch v := t.given(u.node(param).n).(type) {
	case *ssa.Const:
		return u.integer(0) // nil
	case *ssa.Slice:
		array, ok := v.X.Type().Underlying().(*types.Pointer)
		if whole := v.Low == nil && v.High == nil; ok && whole {
			return u.integer(array.Elem().Underlying().(*types.Array).Len())
		}
	case *ssa.Parameter:
		if l := t.value(param); u.node(l).kind == kFormal {
			return u.observe(lengthMark, l, types.Typ[types.Int])
		}
	}
	return 0
}

// elementType returns the type of t's elements, or t if it has none.
func elementType(t types.Type) types.Type {
	if c, ok := t.Underlying().(interface{ Elem() types.Type }); ok {
		return c.Elem()
	}
	return t
}

// disturb notes that v was connected or closed, which is some element of a container of the
// caller's: the summary must say so.
func (r *run) disturb(v value) {
	u := r.a.u
	for v != 0 && r.focus == 0 {
		root := u.entry(v)
		if c := r.f.partOf[root]; c != 0 {
			r.disturbed(c)
		}
		if n := u.node(root); n.kind != kOld {
			return
		}
		v = u.node(root).a
	}
}

// disturbed notes that anything in container v may have been connected or closed.
func (r *run) disturbed(v value) {
	if r.focus == 0 && r.a.u.isEntry(v) && !slices.Contains(r.f.disturbed, v) {
		r.f.disturbed = append(r.f.disturbed, v)
	}
}

// disturbs reports whether callee c connects or closes elements of a container that the focus
// may be in.
func (r *run) disturbs(s *state, tr *translator, c callee) bool {
	return s.born && slices.ContainsFunc(c.disturbed(), func(d value) bool { return r.a.u.reaches(s, tr.value(d), 0) })
}

func (c *summary) disturbed() []value {
	c.a.baseRun(c.f)
	return c.f.disturbed
}

func (c *importedFunc) disturbed() []value { return c.mixed }

// elementAddr: &t0[t1]. An index that is not known makes it the address of some element.
func (r *run) elementAddr(s *state, i *ssa.IndexAddr) *state {
	v := r.indexAddr(s, i)
	s = r.bind(s, i, v)
	if v == r.a.u.self(i) {
		s = r.someOf(s, r.val(s, i.X), v)
	}
	return s
}

// next: the next entry of a map.
func (r *run) next(s *state, i *ssa.Next) *state {
	m := r.val(s, i.Iter)
	if i.IsString || !s.born || !r.a.u.reaches(s, m, 0) {
		return r.someOf(s, m, r.a.u.instr(i, 2))
	}
	begun := round{i, r.f.num[i], i.Iter, 0}
	if !slices.Contains(s.rounds, begun) { // what holds the focus is not empty
		s = s.learn(r.a.u.instr(i, 0), fact{isTrue: yes})
		s.rounds = append(slices.Clone(s.rounds), begun)
	}
	return r.someOf(s, m, r.a.u.instr(i, 2))
}

// happens notes that a connect or a close happens to obj.
func (r *run) happens(obj value, p *protocol.Protocol) {
	r.candidate(obj, p)
	r.disturb(obj)
	if n := r.a.u.node(obj); r.focus == 0 && !n.made && !n.zero && !r.a.u.isEntry(obj) {
		r.f.strays = true
	}
}
