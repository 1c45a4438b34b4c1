package typestate

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// This file defines how a program asks for what it has put under a key that is not constant: whether
// it is there, or closed, the answer is not followed. A client that was filed and not asked for since
// is as open as any other.

// asked returns s after i, if that may look for what is filed: then the focus may be it.
func (r *run) asked(s *state, i ssa.Instruction) *state {
	if !s.born || !r.asks(i) {
		return s
	}
	return r.looked(s)
}

// looked returns s after something may have looked for what is filed.
func (r *run) looked(s *state) *state {
	if !s.born || !r.a.u.isFiled(s) {
		return s
	}
	if l := r.a.u.sub(r.a.u.pointee(s.focus), askedMark, nil); l != 0 {
		return r.a.u.write(s, l, r.a.u.boolean(true))
	}
	return s
}

// wasAsked reports whether the program has looked for what is filed since the focus is: may.
func (u *universe) wasAsked(s *state) bool {
	return s.mem.get(uint32(u.sub(u.pointee(s.focus), askedMark, nil))) != 0
}

// asks reports whether i may look into a list or a map at a place that is not constant. It is a must
// analysis of what does not: so does any call of which nothing else is known.
func (r *run) asks(i ssa.Instruction) bool {
	switch i := i.(type) {
	case *ssa.Next, *ssa.Range:
		return true
	case *ssa.Lookup:
		return !isConst(i.Index)
	case *ssa.IndexAddr:
		return !isConst(i.Index) && (!isBasic(elemType(i.Type())) || compared(i))
	case *ssa.Call:
		return r.callAsks(&i.Call)
	}
	return false
}

func isBasic(t types.Type) bool {
	_, ok := t.Underlying().(*types.Basic)
	return ok
}

// compared reports whether what is at i is compared with anything.
func compared(i *ssa.IndexAddr) bool {
	for _, ref := range *i.Referrers() {
		load, ok := ref.(*ssa.UnOp)
		if !ok || slices.ContainsFunc(*load.Referrers(), func(use ssa.Instruction) bool { _, ok := use.(*ssa.BinOp); return ok }) {
			return true
		}
	}
	return false
}

func (r *run) callAsks(c *ssa.CallCommon) bool {
	if b, builtin := c.Value.(*ssa.Builtin); builtin {
		return b.Name() == "len"
	}
	obj, fn := Callee(c), c.StaticCallee()
	if fn != nil && fn.Blocks != nil && !r.a.tracks(obj) {
		return r.a.anywhere(fn, r.a.asking, r.asks)
	}
	if obj != nil {
		if c, ok := r.a.imported(obj).(*importedFunc); ok {
			return c.asks
		}
	}
	return obj == nil || !r.a.tracks(obj) && (!r.harmless(obj) || collects(obj))
}

// collects reports whether obj is of a package that looks into lists and maps.
func collects(obj *types.Func) bool {
	if obj.Pkg() == nil {
		return false
	}
	switch obj.Pkg().Path() {
	case "slices", "maps", "sort", "sync":
		switch obj.Name() {
		case "Lock", "Unlock", "RLock", "RUnlock", "Store", "Done", "Add", "Wait":
			return false
		}
		return true
	}
	return false
}

// anywhere reports whether holds is true of an instruction of fn, or of what it calls. A function that
// calls itself adds nothing to that.
func (a *Analysis) anywhere(fn *ssa.Function, known map[*ssa.Function]bool, holds func(ssa.Instruction) bool) bool {
	if found, ok := known[fn]; ok {
		return found
	}
	known[fn] = false
	for i := range instructions(fn) {
		if holds(i) {
			known[fn] = true
			return true
		}
	}
	return false
}
