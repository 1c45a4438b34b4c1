package eager

import (
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// This file follows local variables that go/ssa leaves in memory: the results of functions that
// defer, and what literals capture.

// load returns what is known of a variable where it is read: what the stores before, on the ways
// that run, have put there.
func (w *world) load(v *ssa.UnOp) value {
	cell, ok := v.X.(*ssa.Alloc)
	if !ok || !own(cell) {
		return anything
	}
	s := &stores{w: w, cell: cell, seen: map[*ssa.BasicBlock]bool{}}
	return s.before(v.Block(), v)
}

// own reports whether all stores to a variable are in the function that declares it.
func own(cell *ssa.Alloc) bool {
	for _, ref := range *cell.Referrers() {
		switch ref := ref.(type) {
		case *ssa.UnOp:
		case *ssa.Store:
			if ref.Val == cell {
				return false
			}
		case *ssa.MakeClosure:
			if !readsOnly(ref, cell) {
				return false
			}
		default:
			return false
		}
	}
	return true
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

// stores looks for the last stores to a cell, backwards.
type stores struct {
	w    *world
	cell *ssa.Alloc
	seen map[*ssa.BasicBlock]bool
}

// before returns what is in the cell before instruction at of b, or at its end if at is nil.
func (s *stores) before(b *ssa.BasicBlock, at ssa.Instruction) value {
	last := value{}
	for _, i := range b.Instrs {
		if i == at {
			break
		}
		switch i := i.(type) {
		case *ssa.Store:
			if i.Addr == s.cell {
				last = s.w.value(i.Val)
				if last.kind == never {
					return last
				}
			}
		case *ssa.Alloc:
			if i == s.cell {
				last = zero(s.cell)
			}
		}
	}
	if last.kind != never {
		return last
	}
	var out value
	for _, p := range b.Preds {
		switch {
		case !s.w.inside(p):
			return anything
		case s.w.live[edge{p, b}] && !s.seen[p]:
			s.seen[p] = true
			out = join(out, s.before(p, nil))
		}
	}
	return out
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
