package typestate

import (
	"go/types"
	"math"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// This file defines elements of slices and maps that cannot be told from each other. An element
// may be any client that its container holds; what happens to it may have happened to each.

// someOf returns s with v standing for some element of a container, or for a container of such: it
// may be, or lead to, the focus if that is in there.
func (r *run) someOf(s *state, container, v value) *state {
	u := r.a.u
	if r.focus == 0 {
		of := container
		if !u.isEntry(of) {
			of = r.f.container(u, of)
		}
		if root := u.entry(v); of != 0 && !u.isEntry(root) && u.constOf(root) == nil {
			r.f.partOf[root] = of
		}
	}
	if !s.born || !u.reaches(s, container, 0) {
		return s
	}
	return s.mayBe(v)
}

// container returns what the callers gave f that v is some element of, or holds elements of, or 0.
func (f *funcInfo) container(u *universe, v value) value {
	for v != 0 {
		root := u.entry(v)
		if c := f.partOf[root]; c != 0 {
			return c
		}
		n := u.node(root)
		if n.kind != kOld {
			return 0
		}
		v = n.a
	}
	return 0
}

func (c *summary) container(v value) value {
	c.a.baseRun(c.f)
	return c.f.container(c.a.u, v)
}

func (c *importedFunc) container(v value) value { return c.partOf[c.u.entry(v)] }

// hold returns s with x among the elements of a container, whose value is v from here on: the
// focus stays within reach, but nobody can say at which place.
func (r *run) hold(s *state, v, x value) *state {
	r.handOut(s, x)
	r.retain(s, x, maxDepth)
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
	s = r.mixed(s, v, cs.args)
	if n, _ := r.a.u.arrayLength(cs.args[len(cs.args)-1]); n > 0 { // append(x, y) is not nil
		f := s.facts.get(uint32(v))
		f.isNil = no
		s = s.learn(v, f)
	}
	return s
}

// arrayLength returns the length of the array that v points to, if it does.
func (u *universe) arrayLength(v value) (int64, bool) {
	if p, ok := types.Unalias(u.typeOf(v)).(*types.Pointer); ok {
		if arr, ok := p.Elem().Underlying().(*types.Array); ok {
			return arr.Len(), true
		}
	}
	return 0, false
}

// mixed returns s with v a container of what containers hold: what each has from a container of the
// caller's, v has from there.
func (r *run) mixed(s *state, v value, containers []value) *state {
	if r.focus != 0 {
		return s
	}
	u := r.a.u
	for _, c := range containers {
		s = r.someOf(s, c, v)
		for _, l := range u.known(s, u.pointee(c)) {
			if x := s.mem.get(uint32(l)); r.f.container(u, x) != 0 {
				s = r.someOf(s, x, v)
			}
		}
	}
	return s
}

// pooled reports whether to store v below root makes it an element of a list in a field or a variable
// that functions have been given: that is a place as another field is, and whoever has the list knows
// what is in it. A package-level list is there for code that is not known.
func (u *universe) pooled(root, v value) bool {
	call, ok := u.node(u.origin(v)).ptr.(*ssa.Call)
	if !ok || u.node(root).kind == kGlobal {
		return false
	}
	b, ok := call.Call.Value.(*ssa.Builtin)
	return ok && b.Name() == "append"
}

// length is len(t0): what holds the focus is not empty, and how many elements a function is given is
// for its caller to say.
func (r *run) length(s *state, cs *callSite) *state {
	u := r.a.u
	if cs.result == nil {
		return s
	}
	if _, array := u.arrayLength(cs.args[0]); array || isSlice(cs.common.Args[0].Type()) {
		return r.bindResult(s, cs, u.lengthOf(cs.args[0]))
	}
	if s.born && u.reaches(s, cs.args[0], 0) {
		return s.learn(u.self(cs.result), fact{ranged: true, lo: 1, hi: math.MaxInt64})
	}
	return s
}

// lengthMark names the observation of how many elements a slice has.
const lengthMark = "len"

// lengthOf returns the length of slice v: the same one for ever.
func (u *universe) lengthOf(v value) value {
	if n, ok := u.arrayLength(v); ok {
		return u.integer(n)
	}
	if u.isNil(v) {
		return u.integer(0)
	}
	return u.observe(lengthMark, v, types.Typ[types.Int])
}

func isSlice(t types.Type) bool {
	_, ok := t.Underlying().(*types.Slice)
	return ok
}

// elementType returns the type of t's elements, or t if it has none.
func elementType(t types.Type) types.Type {
	if c, ok := t.Underlying().(interface{ Elem() types.Type }); ok {
		return c.Elem()
	}
	return t
}

// elementAddr: &t0[t1]. An index that is not known makes it the address of some element.
func (r *run) elementAddr(s *state, i *ssa.IndexAddr) *state {
	v := r.indexAddr(s, i)
	s = r.bind(s, i, v)
	if v == r.a.u.self(i) {
		s = r.someOf(s, r.val(s, i.X), v)
	}
	return s
}

// sliced: t0[t1:t2], which has some of the elements.
func (r *run) sliced(s *state, i *ssa.Slice) *state {
	v := r.derive(s, i)
	s = r.bind(s, i, v)
	if x := r.val(s, i.X); v != x {
		s = r.someOf(s, x, v)
	}
	return s
}

// next: the next entry of a map, or rune of a string.
func (r *run) next(s *state, i *ssa.Next) *state {
	if n, ok := runes(i); ok {
		return r.nextRune(s, i, n)
	}
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
