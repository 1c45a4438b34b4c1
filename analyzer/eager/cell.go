package eager

import (
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// This file follows what is in memory: variables that go/ssa leaves there (the results of
// functions that defer, what literals capture), fields, and package-level variables.

// load returns what is known of a place where it is read: what the stores before, on the ways
// that run, have put there.
func (w *world) load(v *ssa.UnOp) value {
	s := &stores{addr: v.X, key: keyOf(v.X), seen: map[at]bool{}}
	switch x := v.X.(type) {
	case *ssa.Alloc:
		known := false
		if s.shared, known = captured(x); !known {
			return anything
		}
	case *ssa.FieldAddr, *ssa.Global:
		if s.shared = true; !w.a.stored(w.fn)[s.key] {
			return anything // what others put there is not known
		}
	default:
		return anything
	}
	return s.before(w, v.Block(), v)
}

// stored returns the places that fn itself writes.
func (a *Analysis) stored(fn *ssa.Function) writes {
	if s, ok := a.stores[fn]; ok {
		return s
	}
	s := writes{}
	for _, b := range fn.Blocks {
		for _, i := range b.Instrs {
			if st, ok := i.(*ssa.Store); ok {
				s[keyOf(st.Addr)] = true
			}
		}
	}
	a.stores[fn] = s
	return s
}

// captured reports whether literals write a variable, and whether all that write it are known:
// its address goes nowhere else.
func captured(cell *ssa.Alloc) (written, known bool) {
	for _, ref := range *cell.Referrers() {
		switch ref := ref.(type) {
		case *ssa.UnOp, *ssa.DebugRef:
		case *ssa.Store:
			if ref.Val == cell {
				return true, false
			}
		case *ssa.MakeClosure:
			written = written || !readsOnly(ref, cell)
		default:
			return true, false
		}
	}
	return written, true
}

// readsOnly reports whether a literal that captures cell does no more than read it.
func readsOnly(c *ssa.MakeClosure, cell ssa.Value) bool {
	fn := c.Fn.(*ssa.Function)
	for n, b := range c.Bindings {
		if b != cell {
			continue
		}
		for _, ref := range *fn.FreeVars[n].Referrers() {
			if _, ok := ref.(*ssa.UnOp); !ok {
				return false
			}
		}
	}
	return true
}

// stores looks for the last stores to a place, backwards.
type stores struct {
	addr   ssa.Value
	key    any
	shared bool // others may write it when they are called
	seen   map[at]bool
}

type at struct {
	w *world
	b *ssa.BasicBlock
}

// maxSearch bounds the blocks that the search for one load visits. Farther back, anything may
// have been put there.
const maxSearch = 64

// before returns what is in the place before instruction i of b, or at its end if i is nil.
func (s *stores) before(w *world, b *ssa.BasicBlock, i ssa.Instruction) value {
	last, found := value{}, false
	for _, j := range b.Instrs {
		if j == i {
			break
		}
		if v, ok := s.puts(w, j); ok {
			last, found = v, true
		}
	}
	if found {
		return last
	}
	if b == w.head && w.in != nil {
		return s.earlier(w, b)
	}
	if len(b.Preds) == 0 {
		return anything // as the caller left it
	}
	return s.join(w, b)
}

// earlier goes back to the round before. What is there before the first round is not known, nor
// what is not written in every round.
func (s *stores) earlier(w *world, head *ssa.BasicBlock) value {
	if w.prev == nil {
		return anything
	}
	return s.join(w.prev, head)
}

func (s *stores) join(w *world, b *ssa.BasicBlock) value {
	var out value
	for _, p := range b.Preds {
		if !w.live[edge{p, b}] || s.seen[at{w, p}] || !w.inside(p) {
			continue
		}
		if s.seen[at{w, p}] = true; len(s.seen) > maxSearch {
			return anything
		}
		out = join(out, s.before(w, p, nil))
	}
	return out
}

// puts returns what an instruction puts in the place, if it does.
func (s *stores) puts(w *world, i ssa.Instruction) (value, bool) {
	switch i := i.(type) {
	case *ssa.Store:
		switch {
		case sameAddr(i.Addr, s.addr):
			return w.value(i.Val), true
		case keyOf(i.Addr) == s.key:
			return anything, true // it may be the same object
		}
	case *ssa.Alloc:
		if i == s.addr {
			return zero(i), true
		}
	case *ssa.RunDefers:
		return anything, s.shared
	case *ssa.Call:
		return anything, s.shared && w.a.mayWrite(i.Common(), s.key)
	}
	return value{}, false
}

// mayWrite reports whether a call writes a place: a function of this package says so, and another
// one, which is not known to be quick, may call back.
func (a *Analysis) mayWrite(c *ssa.CallCommon, key any) bool {
	if fn := c.StaticCallee(); fn != nil && fn.Blocks != nil {
		return a.summary(fn).writes[key]
	}
	return a.waits(c)
}

// sameAddr reports whether a and b are the same place for sure.
func sameAddr(a, b ssa.Value) bool {
	x, ok := a.(*ssa.FieldAddr)
	y, isField := b.(*ssa.FieldAddr)
	return a == b || ok && isField && x.X == y.X && x.Field == y.Field
}

// zero returns the zero value of what is in cell.
func zero(cell *ssa.Alloc) value {
	switch t := cell.Type().Underlying().(*types.Pointer).Elem().Underlying().(type) {
	case *types.Basic:
		switch {
		case t.Info()&types.IsBoolean != 0:
			return boolean(false)
		case t.Info()&types.IsInteger != 0:
			return integer(0)
		case t.Info()&types.IsString != 0:
			return value{literal, constant.MakeString("")}
		}
	case *types.Interface, *types.Pointer, *types.Map, *types.Slice, *types.Chan, *types.Signature:
		return value{kind: isNil}
	}
	return anything
}
