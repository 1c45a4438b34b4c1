package typestate

import (
	"fmt"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// This file defines how a function is specialised to the functions that it is given, and to those
// that they have captured.

// specialise returns the closures among the arguments for fn's parameters, their own free
// variables turned into symbols, and the concrete types behind its interface parameters, so
// that a helper which calls its argument is analysed together with what it is given. Behind these
// follow pairs of a captured variable, or a field of an argument, and the function that it holds, see
// [run.captured]. It returns nil if there are none.
func (r *run) specialise(s *state, fn *ssa.Function, args actuals) []value {
	u := r.a.u
	if r.a.depth >= maxSpecialised {
		return nil
	}
	spec := make([]value, len(fn.Params)+len(fn.FreeVars))
	var cells []value
	found := false
	for i, p := range fn.Params {
		if i >= len(args.params) {
			break
		}
		if t := u.dynamicType(args.params[i], p.Type()); t != nil {
			spec[i] = u.intern(vkey{kind: kFormal, ptr: fn, n: i, s: t.String()}, t)
		} else if list := r.listOf(s, args.params[i]); list != nil {
			spec[i] = u.intern(vkey{kind: kFormal, ptr: fn, n: i, s: u.typeOf(args.params[i]).String()}, u.typeOf(args.params[i]))
			cells = r.elements(s, fn, list, spec[i], cells)
		} else {
			spec[i] = u.symbolic(fn, args.params[i], i)
			cells = r.captured(s, fn, args.params[i], spec[i], cells)
		}
		if spec[i] == 0 && r.a.declaresType(p.Type()) {
			cells = r.functions(s, fn, u.pointee(args.params[i]), u.pointee(u.formal(fn, i, p.Type())), cells)
		}
		found = found || spec[i] != 0 || len(cells) > 0
	}
	for j := range fn.FreeVars {
		if j < len(args.free) {
			i := len(fn.Params) + j
			held := r.cell(s, args.free[j])
			if t := u.dynamicType(held, elemType(fn.FreeVars[j].Type())); t != nil {
				spec[i] = u.intern(vkey{kind: kInit, loc: u.pointee(u.free(fn, j)), s: t.String()}, t)
			} else {
				spec[i] = u.symbolic(fn, held, i)
				cells = r.captured(s, fn, held, spec[i], cells)
			}
			found = found || spec[i] != 0
		}
	}
	if !found {
		return nil
	}
	return append(spec, cells...)
}

// listOf returns the functions, or values of types with methods, that are written out as list v, as
// options are, or nil.
func (r *run) listOf(s *state, v value) []value {
	u := r.a.u
	n, ok := u.arrayLength(v)
	if !ok || n == 0 || n > maxListed || u.isNil(v) {
		return nil
	}
	elem := elemType(u.typeOf(v)).Underlying().(*types.Array).Elem()
	var out []value
	for k := range n {
		x := s.mem.get(uint32(u.sub(u.pointee(v), fmt.Sprintf("[%d]", k), nil)))
		if !u.isFunc(x) && u.dynamicType(x, elem) == nil {
			return nil
		}
		out = append(out, x)
	}
	return out
}

// elements adds to cells the places of list, which is sym to callee fn, with what is there in the
// callee's terms.
func (r *run) elements(s *state, fn *ssa.Function, list []value, sym value, cells []value) []value {
	u := r.a.u
	elem := elemType(u.typeOf(sym)).Underlying().(*types.Array).Elem()
	for k, x := range list {
		l := u.sub(u.pointee(sym), fmt.Sprintf("[%d]", k), elem)
		cell, inner := u.addr(l), value(0)
		if t := u.dynamicType(x, elem); t != nil {
			inner = u.intern(vkey{kind: kInit, loc: l, s: t.String()}, t)
		} else {
			inner = u.rebound(x, func(n int, typ types.Type) value { return u.boundIn(fn, cell, n, typ) })
		}
		cells = append(cells, cell, inner)
		cells = r.captured(s, fn, x, inner, cells)
	}
	return cells
}

// cell returns what the captured variable at address v holds, if it was stored here.
func (r *run) cell(s *state, v value) value { return s.mem.get(uint32(r.a.u.pointee(v))) }

// symbolic returns function value v with its own bindings replaced by symbols of place i, or 0.
func (u *universe) symbolic(fn *ssa.Function, v value, i int) value {
	return u.rebound(v, func(j int, typ types.Type) value { return u.bound(fn, i, j, typ) })
}

// rebound returns function value v with each of its bindings replaced, or 0.
func (u *universe) rebound(v value, symbol func(j int, typ types.Type) value) value {
	n := u.node(v)
	switch n.kind {
	case kFunc:
		return v
	case kClosure:
		bound := make([]value, len(n.args))
		for j, a := range n.args {
			bound[j] = symbol(j, u.node(a).typ)
		}
		return u.closure(n.fn(), bound)
	}
	return 0
}

// captured adds to cells the variables, and parts of them, that closure v, which is sym to callee
// fn, has captured and that hold functions, with these functions in the callee's terms; and what
// they have captured.
func (r *run) captured(s *state, fn *ssa.Function, v, sym value, cells []value) []value {
	u := r.a.u
	if u.node(sym).kind != kClosure {
		return cells
	}
	for j, a := range u.node(v).args {
		cells = r.functions(s, fn, u.pointee(a), u.pointee(u.node(sym).args[j]), cells)
	}
	return cells
}

// functions adds to cells the functions that are within location from, which callee fn knows as to.
func (r *run) functions(s *state, fn *ssa.Function, from, to locID, cells []value) []value {
	u := r.a.u
	if from == 0 || to == 0 {
		return cells
	}
	s.mem.each(func(k uint32, held value) {
		if len(cells) >= 2*maxCaptured || !u.isFunc(held) || !u.within(locID(k), from) || slices.ContainsFunc(u.node(held).args, func(a value) bool { return u.pointee(a) == from }) {
			return // no function, or one that has what it is in: a literal that calls itself
		}
		cell := u.addr(u.rebase(locID(k), from, to))
		inner := u.rebound(held, func(n int, typ types.Type) value { return u.boundIn(fn, cell, n, typ) })
		cells = r.captured(s, fn, held, inner, append(cells, cell, inner))
	})
	return cells
}

// declaresType reports whether t is a pointer to a struct that this package declares: one that may have
// functions among its fields.
func (a *Analysis) declaresType(t types.Type) bool {
	p, ok := types.Unalias(t).(*types.Pointer)
	if !ok {
		return false
	}
	n := namedOf(p)
	return n != nil && n.Obj().Pkg() == a.pkg.Pkg
}

// maxCaptured bounds the functions that the functions given to a helper have captured.
const maxCaptured = 8

// dynamicType returns the concrete type of v if it is passed as an interface with methods, and
// is known.
func (u *universe) dynamicType(v value, as types.Type) types.Type {
	if as == nil || v == 0 {
		return nil
	}
	iface, ok := as.Underlying().(*types.Interface)
	t := u.node(v).typ
	if !ok || iface.NumMethods() == 0 || t == nil || types.IsInterface(t) || u.constOf(v) != nil {
		return nil
	}
	return t
}

// maxSpecialised bounds closures handed through helpers that hand them on.
const maxSpecialised = 8
