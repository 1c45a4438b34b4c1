package typestate

import "golang.org/x/tools/go/ssa"

// This file defines what can be started as a goroutine: a function of this package, of which there is a
// body, and one of another, whose summary says which clients it opens and holds.

// A startable is a callee of which is known what it does as a goroutine. busy asks what it does as one of
// many requests; depth is how far below the goroutine's function it is called.
type startable interface {
	callee
	// openings are the states in which it has just opened a client of its own, and has not waited.
	openings(busy bool, depth int) []*exit
	// keeps are the clients of its own that it holds open while it waits.
	keeps(busy bool, depth int) []value
	// holds are the states in which it waits while pi is open.
	holds(pi value, busy bool, depth int) []*exit
	// briefly reports whether it closes pi some day.
	briefly(pi value, busy bool) bool
}

func (c *summary) openings(busy bool, depth int) []*exit { return c.a.openings(c.f, busy, depth) }
func (c *summary) keeps(busy bool, depth int) []value    { return c.a.keeps(c.f, busy, depth) }
func (c *summary) holds(pi value, busy bool, depth int) []*exit {
	return c.a.holds(c.f, pi, busy, depth)
}
func (c *summary) briefly(pi value, busy bool) bool { return c.f.besides(busy).brief[pi] }

// What a function of another package does as one of many requests is not told.

func (c *importedFunc) openings(busy bool, _ int) []*exit {
	if busy {
		return nil
	}
	return c.aside.openings
}

func (c *importedFunc) keeps(busy bool, _ int) []value {
	if busy {
		return nil
	}
	return c.aside.keeps
}

func (c *importedFunc) holds(pi value, busy bool, _ int) []*exit {
	if busy {
		return nil
	}
	return c.aside.holds[pi]
}

func (c *importedFunc) briefly(pi value, _ bool) bool { return c.aside.brief[pi] }

// called returns the function that i calls, if it can be started, and what it is given.
func (r *run) called(s *state, i ssa.Instruction) (*translator, startable) {
	call, ok := i.(*ssa.Call)
	if !ok {
		return nil, nil
	}
	cs := newCallSite(call, r.operands(s, &call.Call))
	c, args := r.startable(s, cs)
	return r.translator(s, cs, args), c
}

// startable returns the function that cs calls or starts, or nil, and what it is given.
func (r *run) startable(s *state, cs *callSite) (startable, actuals) {
	if c, args := r.ownFunc(s, cs); c != nil {
		return c, args
	}
	obj, _, args := r.callee(s, cs)
	if obj == nil {
		return nil, actuals{}
	}
	if c, ok := r.a.imported(obj).(*importedFunc); ok && c.aside != nil {
		return c, args
	}
	return nil, actuals{}
}

// ownFunc returns the function of this package that cs calls, or nil, and what it is given.
func (r *run) ownFunc(s *state, cs *callSite) (*summary, actuals) {
	if _, builtin := cs.common.Value.(*ssa.Builtin); builtin {
		return nil, actuals{}
	}
	obj, fn, args := r.callee(s, cs)
	if p, _ := r.a.match.Func(obj); p != nil || fn == nil || fn.Blocks == nil {
		return nil, actuals{}
	}
	return &summary{r.a, r.a.info(fn, r.specialise(s, fn, args)), r.exact}, args
}

// asGoroutine returns what importers must know of f for when it is started as a goroutine, or nil if it
// holds no client of its own open: one that comes back at once, and leaves a client open, is not told of.
func (e *encoder) asGoroutine(f *funcInfo) *Started {
	if !e.a.anywhere(f.fn, e.a.staying, (&run{a: e.a, f: f}).staysIn) {
		return nil
	}
	kept := e.a.keeps(f, false, 0)
	if len(kept) == 0 {
		return nil
	}
	out := &Started{Openings: e.exits(e.a.openings(f, false, 0))}
	for _, v := range kept {
		out.Keeps = append(out.Keeps, Held{Val: e.value(v), Proto: f.protoOf[v], Brief: f.besides(false).brief[v], Exits: e.exits(e.a.holds(f, v, false, 0))})
	}
	return out
}

// asGoroutine is the inverse of that of an encoder.
func (d *decoder) asGoroutine(x *Started) *beside {
	if x == nil {
		return nil
	}
	b := &beside{openings: d.exits(x.Openings, 0), proto: map[value]string{}, brief: map[value]bool{}, holds: map[value][]*exit{}}
	for _, h := range x.Keeps {
		v := d.value(h.Val)
		b.keeps, b.brief[v], b.proto[v] = append(b.keeps, v), h.Brief, h.Proto
		b.holds[v] = d.exits(h.Exits, v)
	}
	return b
}
