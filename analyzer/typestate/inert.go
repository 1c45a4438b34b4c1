package typestate

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// This file defines functions that have nothing to do with the clients which are in reach of what they have captured,
// as a handler that logs by a field of the receiver beside its client: that the library has one does not put the
// client in other hands. It is a must analysis of what they do not.

// inert reports whether v, a function, neither has captured the focus itself nor comes to a client that it has not
// been given when it is called.
func (r *run) inert(s *state, v value) bool {
	u := r.a.u
	n := u.node(v)
	for _, a := range n.args { // variables, or what they hold
		if a == s.focus || u.read(s, u.pointee(a)) == s.focus {
			return false
		}
	}
	return n.fn().Blocks != nil && !r.a.anywhere(n.fn(), r.a.reaching, r.reachesOut)
}

// inertStarted reports whether c, which is started at cs, has nothing to do with the focus: it is not given that, nor
// a function, and does not come to a client that it has not been given.
func (r *run) inertStarted(s *state, cs *callSite, c *summary) bool {
	u := r.a.u
	if r.a.anywhere(c.f.fn, r.a.reaching, r.reachesOut) {
		return false
	}
	for _, v := range append([]value{cs.fn}, cs.all()...) {
		switch {
		case s.born && v == s.focus || u.isFunc(v) && !r.inert(s, v), s.born && v != 0 && u.read(s, u.pointee(v)) == s.focus:
			return false
		case u.isFunc(v) || r.a.match.holder(u.typeOf(v)):
		case s.born && u.reaches(s, v, 0): // a channel of it, a list
			return false
		}
	}
	return true
}

// reachesOut reports whether i may come to a client that is in a field, a variable or a container, or lets code do so
// that is not known.
func (r *run) reachesOut(i ssa.Instruction) bool {
	switch i := i.(type) {
	case *ssa.FieldAddr:
		return r.a.match.Type(fieldOf(i).Type()) != nil
	case *ssa.Lookup, *ssa.Next, *ssa.MakeClosure, *ssa.MapUpdate, *ssa.Send, *ssa.Select, *ssa.TypeAssert:
		return true
	case *ssa.UnOp:
		return r.a.match.Type(i.Type()) != nil
	case *ssa.Store:
		return !local(i.Addr)
	case ssa.CallInstruction:
		return r.callReachesOut(i.Common())
	}
	return false
}

func (r *run) callReachesOut(c *ssa.CallCommon) bool {
	if b, ok := c.Value.(*ssa.Builtin); ok {
		return !slices.Contains([]string{"len", "cap", "print", "println", "append", "close"}, b.Name())
	}
	obj, fn := Callee(c), c.StaticCallee()
	if fn != nil && fn.Blocks != nil {
		return r.a.anywhere(fn, r.a.reaching, r.reachesOut)
	}
	if c.IsInvoke() && obj.Pkg() == r.a.pkg.Pkg && r.implementedHere(c.Value.Type()) {
		return slices.ContainsFunc(r.a.behind(c.Value.Type()), func(t types.Type) bool {
			fn := r.a.pkg.Prog.FuncValue(r.a.declared(t, obj))
			return fn == nil || fn.Blocks == nil || r.a.anywhere(fn, r.a.reaching, r.reachesOut)
		})
	}
	return obj == nil || !r.harmless(obj) && !r.a.match.declares(obj)
}

// implementedHere reports whether all that implements t is in sight: no other package can name it.
func (r *run) implementedHere(t types.Type) bool {
	n := namedOf(t)
	return n != nil && n.Obj().Pkg() == r.a.pkg.Pkg && (r.a.pkg.Pkg.Name() == "main" || !n.Obj().Exported())
}
