package typestate

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// This file defines calls through interfaces. What is behind one may be any type of which the program
// makes such an interface: rapid type analysis (Bacon and Sweeney, "Fast static analysis of C++
// virtual function calls", OOPSLA 1996) over the package and those that it imports. Others may be
// behind it, too, so a call is a may-call: one state for each type that does something to a client,
// which knows from there on that this value is one of that type, as behind a type switch, and one
// state in which nothing is known of the call.
//
// A client that a method makes, or that is in a field of its receiver, tells by itself which type it
// belongs to. It is followed under that type only, so that no path runs the methods of two types on
// one value. To any other client the call is one of unknown code, as before: another value may be of
// another type, and is not taken for the same one.

// maxImplementers bounds the types that a call through an interface may meet and that reach a client: those
// of this package, whose methods may lead back to the call, beyond which nothing is known of it; and all of
// them that the run without focus tells apart, beyond which it notes what each does to clients and goes on
// knowing nothing of the call.
const maxImplementers = 4

// typeMark observes which type is behind an interface.
const typeMark = "type"

// behind returns the value that says which type is behind v.
func (u *universe) behind(v value) value {
	if t := u.node(v).typ; t != nil && !types.IsInterface(t) && u.constOf(v) == nil {
		return u.typeName(t)
	}
	return u.observe(typeMark, v, nil)
}

// as returns what v, an interface, holds if that is a t. It lies below v as a field does: the fields
// of two types that go by one name are two, and who is given v is given all of them.
func (u *universe) as(v value, t types.Type) value {
	inner := t
	if p, ok := t.Underlying().(*types.Pointer); ok {
		inner = p.Elem()
	}
	if l := u.sub(u.pointee(v), viewOf(t), inner); l != 0 {
		return u.addr(l)
	}
	return v
}

func viewOf(t types.Type) string { return "(" + types.TypeString(t, nil) + ")" }

func isView(sel string) bool { return strings.HasPrefix(sel, "(") }

// viewed returns where view sel of interface value v leads to, if v's type is known: to what v is, or
// to nothing if that is of another type.
func (u *universe) viewed(v value, sel string) (l locID, known bool) {
	t := u.node(v).typ
	if t == nil || !isView(sel) || types.IsInterface(t) {
		return 0, false
	}
	if sel == viewOf(t) {
		l = u.pointee(v)
	}
	return l, true
}

// holdsType returns whether v, an interface, holds a t: a caller knows what it has put there.
func (u *universe) holdsType(v value, t types.Type) value {
	have := u.node(v).typ
	it, asked := t.Underlying().(*types.Interface)
	switch {
	case u.isNil(v):
		return u.boolean(false)
	case have == nil:
	case !types.IsInterface(have):
		return u.boolean(types.Identical(have, t) || asked && types.Implements(have, it))
	case asked && types.Implements(have, it):
		return u.not(u.cmp(token.EQL, v, u.nilValue()))
	}
	out := u.observe("is ("+types.TypeString(t, nil)+")", v, types.Typ[types.Bool])
	u.types[out] = t
	return out
}

// typeName returns the value that stands for t.
func (u *universe) typeName(t types.Type) value {
	v := u.constant(constant.MakeString(types.TypeString(t, nil)), types.Typ[types.String])
	u.types[v] = t
	return v
}

// dispatch returns the states after a call through an interface of which nothing is known, or false
// if no type that does something to a client is known to be behind it.
func (r *run) dispatch(s *state, cs *callSite) ([]*state, bool) {
	if !cs.common.IsInvoke() || r.asserted(cs.common.Value) || r.a.u.factOf(s, r.a.u.behind(cs.recv)).eq != 0 {
		return nil, false
	}
	list := r.acting(s, cs)
	if len(list) == 0 || r.a.own(list) > maxImplementers {
		return nil, false
	}
	unknown := func() []*state { return r.external(s, cs, cs.common.Method) }
	switch t := r.owner(s, cs, list); {
	case r.focus == 0:
		out := unknown()
		for _, t := range list {
			if states := r.as(s, cs, t); len(list) <= maxImplementers {
				out = append(out, states...)
			}
		}
		return out, true
	case t == nil:
		if s.born && r.mistakable(s, cs, list) {
			s = s.moved(lostTrack(s.q), false)
		}
		return unknown(), true
	case !s.born:
		return r.as(s, cs, t), true
	default:
		return append(unknown(), r.as(s, cs, t)...), true
	}
}

// own counts the types of list that this package declares.
func (a *Analysis) own(list []types.Type) int {
	n := 0
	for _, t := range list {
		if named := namedOf(t); named != nil && named.Obj().Pkg() == a.pkg.Pkg {
			n++
		}
	}
	return n
}

// as executes a call for a receiver that is a t.
func (r *run) as(s *state, cs *callSite, t types.Type) []*state {
	v := r.a.u.behind(cs.recv)
	f := r.a.u.factOf(s, v)
	if f.eq = r.a.u.typeName(t); f.excludes(f.eq) {
		return nil
	}
	return r.apply(s.learn(v, f), cs)
}

// owner returns the one of list that the focus belongs to, or nil: its method makes it here, or finds
// it in a field that it was in before. A client that came to an interface of unknown type otherwise
// is in the hands of code that is not known.
func (r *run) owner(s *state, cs *callSite, list []types.Type) types.Type {
	u := r.a.u
	n := u.node(r.focus)
	if !s.born && (r.birth != cs.instr || n.kind != kCall) || s.born && !u.isEntry(s.focus) {
		return nil
	}
	for _, t := range list {
		c, args := r.resolved(s, cs, t)
		tr := r.translator(s, cs, args)
		if slices.ContainsFunc(c.candidates(), func(pi value) bool {
			return !s.born && pi == n.a || s.born && u.isEntry(pi) && tr.value(pi) == s.focus
		}) {
			return t
		}
	}
	return nil
}

// mistakable reports whether one of list may do something to a client that may be the focus.
func (r *run) mistakable(s *state, cs *callSite, list []types.Type) bool {
	u := r.a.u
	return slices.ContainsFunc(list, func(t types.Type) bool {
		c, args := r.resolved(s, cs, t)
		tr := r.translator(s, cs, args)
		return slices.ContainsFunc(c.candidates(), func(pi value) bool {
			return u.isEntry(pi) && !u.distinct(s, tr.value(pi)) && r.touches(c, pi)
		})
	})
}

// acting returns the types whose method that cs calls does something to a client.
func (r *run) acting(s *state, cs *callSite) []types.Type {
	list := r.a.implementers(cs.common)
	if len(list) == 0 {
		return nil
	}
	only, known := r.a.sources(cs.common.Value)
	var out []types.Type
	for _, t := range list {
		if known && !slices.ContainsFunc(only, func(x types.Type) bool { return types.Identical(x, t) }) {
			continue
		}
		if c, _ := r.resolved(s, cs, t); c != nil && len(c.candidates()) > 0 {
			out = append(out, t)
		}
	}
	return out
}

// resolved returns what cs calls in s for a receiver that is a t, with its operands.
func (r *run) resolved(s *state, cs *callSite, t types.Type) (callee, actuals) {
	u := r.a.u
	s = s.learn(u.behind(cs.recv), fact{eq: u.typeName(t)})
	obj, fn, args := r.callee(s, cs)
	switch {
	case fn != nil && fn.Blocks != nil:
		return &summary{r.a, r.a.info(fn, r.specialise(s, fn, args)), r.exact}, args
	case obj != nil:
		return r.a.imported(obj), args
	}
	return nil, args
}

// typeBehind returns the type that s knows to be behind v, or nil.
func (r *run) typeBehind(s *state, v value) types.Type {
	return r.a.u.types[r.a.u.factOf(s, r.a.u.behind(v)).eq]
}

// asserted reports whether the program asks which type is behind v: what it does then may depend on
// the answer.
func (r *run) asserted(v ssa.Value) bool {
	refs := v.Referrers()
	return refs != nil && slices.ContainsFunc(*refs, func(i ssa.Instruction) bool {
		t, ok := i.(*ssa.TypeAssert)
		return ok && !types.IsInterface(t.AssertedType)
	})
}
