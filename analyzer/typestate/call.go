package typestate

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// This file defines what a call does: which of a protocol's operations it is, or whose
// summary is applied, or that nothing is known of it.

// A callSite is a call with its operands as of some state: of the call itself, or of the
// defer statement that put it off.
type callSite struct {
	instr  ssa.Instruction
	common *ssa.CallCommon
	fn     value   // the callee, if it is a value
	recv   value   // 0 if it is not a method
	args   []value // without the receiver
	result ssa.Value
	sym    value     // stands for the first result where there is no SSA value for it
	bound  []value   // what the results are, where the callee's body tells; see [run.described]
	at     token.Pos // where it happens, if that is not at instr
}

// operands evaluates c's callee, receiver and arguments in s, in this order.
func (r *run) operands(s *state, c *ssa.CallCommon) []value {
	vals := []value{r.val(s, c.Value)}
	for _, a := range c.Args {
		vals = append(vals, r.val(s, a))
	}
	return vals
}

// pos returns where the call is written.
func (cs *callSite) pos() token.Pos {
	if cs.at.IsValid() {
		return cs.at
	}
	return posOf(cs.instr)
}

func newCallSite(instr ssa.CallInstruction, vals []value) *callSite {
	c := instr.Common()
	cs := &callSite{instr: instr, common: c, fn: vals[0], args: vals[1:]}
	cs.result, _ = instr.(ssa.Value)
	switch {
	case c.IsInvoke():
		cs.recv = vals[0]
	case c.Signature().Recv() != nil && len(cs.args) > 0:
		cs.recv, cs.args = cs.args[0], cs.args[1:]
	}
	return cs
}

// all returns receiver and arguments as the callee's parameters.
func (cs *callSite) all() []value {
	if cs.recv == 0 {
		return cs.args
	}
	return append([]value{cs.recv}, cs.args...)
}

// call: t0 = f(t1, …).
func (r *run) call(s *state, i *ssa.Call) []*state {
	return r.apply(s, newCallSite(i, r.operands(s, i.Common())))
}

// apply returns the states after a call.
func (r *run) apply(s *state, cs *callSite) []*state {
	if b, ok := cs.common.Value.(*ssa.Builtin); ok {
		return r.builtin(s, cs, b)
	}
	obj, fn, args := r.callee(s, cs)
	if obj != nil {
		if p, op := r.a.match.Func(obj); p != nil {
			return r.operation(s, cs, obj, fn, p, op)
		}
	}
	if fn != nil && fn.Blocks != nil {
		return r.summarised(s, cs, &summary{r.a, r.a.info(fn, r.specialise(s, fn, args)), r.exact}, args)
	}
	if obj != nil {
		if out, ok := r.intrinsic(s, cs, obj); ok {
			return out
		}
		if sum := r.a.imported(obj); sum != nil {
			return r.importedCall(s, cs, sum, args)
		}
		return r.external(s, cs, obj)
	}
	return r.dynamic(s, cs)
}

// importedCall applies the summary of a function of another package, or its discipline if it
// is given a function that is known here.
func (r *run) importedCall(s *state, cs *callSite, c callee, args actuals) []*state {
	if f, ok := c.(*importedFunc); ok {
		for _, inv := range f.modes {
			if inv.Param < len(args.params) {
				if r.a.u.isFunc(args.params[inv.Param]) {
					return r.repeat(s, cs, args.params[inv.Param], discipline(inv.Mode))
				}
			}
		}
	}
	return r.summarised(s, cs, c, args)
}

// callee resolves what cs calls: a declared function or method (obj), its body if it is at
// hand (fn), and the values of its parameters and free variables.
func (r *run) callee(s *state, cs *callSite) (*types.Func, *ssa.Function, actuals) {
	if cs.common.IsInvoke() {
		t := r.a.u.node(cs.recv).typ
		p, _ := r.a.match.Func(cs.common.Method)
		if p != nil && (t == nil || types.IsInterface(t)) {
			return cs.common.Method, nil, actuals{params: cs.all()}
		}
		// A type of the program's own behind a client interface is no client: a test double.
		if fn := r.a.method(t, cs.common.Method); fn != nil {
			obj, _ := origin(fn).Object().(*types.Func)
			return obj, fn, actuals{params: cs.all()}
		}
		return cs.common.Method, nil, actuals{params: cs.all()}
	}
	fn := cs.common.StaticCallee()
	var free []value
	switch n := r.a.u.node(cs.fn); n.kind {
	case kFunc:
		fn = n.ptr.(*ssa.Function)
	case kClosure:
		fn, free = n.ptr.(*ssa.Function), n.args
	case kInit:
		fn = r.a.constantFunc(n.loc)
	}
	if fn == nil {
		return nil, nil, actuals{}
	}
	obj, _ := origin(fn).Object().(*types.Func)
	if fn.Synthetic != "" && obj != nil && obj.Signature().Recv() != nil && cs.recv == 0 {
		// A method value (one free variable) or a method expression (receiver first).
		if p, _ := r.a.match.Func(obj); p != nil {
			all := append(append([]value{}, free...), cs.args...)
			if len(all) > 0 {
				cs.recv, cs.args = all[0], all[1:]
			}
		}
	}
	return obj, fn, actuals{params: cs.all(), free: free}
}

// Callee returns the function or method that c names, or nil: the generic one for an instance.
func Callee(c *ssa.CallCommon) *types.Func {
	if c.IsInvoke() {
		return c.Method
	}
	fn := c.StaticCallee()
	if fn == nil {
		return nil
	}
	obj, _ := origin(fn).Object().(*types.Func)
	return obj
}

// origin returns the generic function that fn instantiates, or fn.
func origin(fn *ssa.Function) *ssa.Function {
	if o := fn.Origin(); o != nil {
		return o
	}
	return fn
}

// actuals are the values of a callee's parameters and free variables at a call.
type actuals struct {
	params []value
	free   []value
}

// specialise returns the closures among the arguments for fn's parameters, their own free
// variables turned into symbols, and the concrete types behind its interface parameters, so
// that a helper which calls its argument is analysed together with what it is given. It returns
// nil if there are none.
func (r *run) specialise(s *state, fn *ssa.Function, args actuals) []value {
	u := r.a.u
	if r.a.depth >= maxSpecialised {
		return nil
	}
	spec := make([]value, len(fn.Params)+len(fn.FreeVars))
	found := false
	for i, p := range fn.Params {
		if i >= len(args.params) {
			break
		}
		if t := u.dynamicType(args.params[i], p.Type()); t != nil {
			spec[i] = u.intern(vkey{kind: kFormal, ptr: fn, n: i, s: t.String()}, t)
		} else {
			spec[i] = u.symbolic(fn, args.params[i], i)
		}
		found = found || spec[i] != 0
	}
	for j := range fn.FreeVars {
		if j < len(args.free) {
			i := len(fn.Params) + j
			held := r.cell(s, args.free[j])
			if t := u.dynamicType(held, elemType(fn.FreeVars[j].Type())); t != nil {
				spec[i] = u.intern(vkey{kind: kInit, loc: u.pointee(u.free(fn, j)), s: t.String()}, t)
			} else {
				spec[i] = u.symbolic(fn, held, i)
			}
			found = found || spec[i] != 0
		}
	}
	if !found {
		return nil
	}
	return spec
}

// cell returns what the captured variable at address v holds, if it was stored here.
func (r *run) cell(s *state, v value) value { return s.mem.get(uint32(r.a.u.pointee(v))) }

// symbolic returns function value v with its own bindings replaced by symbols of place i, or 0.
func (u *universe) symbolic(fn *ssa.Function, v value, i int) value {
	n := u.node(v)
	switch n.kind {
	case kFunc:
		return v
	case kClosure:
		bound := make([]value, len(n.args))
		for j := range n.args {
			bound[j] = u.bound(fn, i, j, u.node(n.args[j]).typ)
		}
		return u.closure(n.fn(), bound)
	}
	return 0
}

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
const maxSpecialised = 6

// builtin: append, delete, copy and the like.
func (r *run) builtin(s *state, cs *callSite, b *ssa.Builtin) []*state {
	switch b.Name() {
	case "len":
		if p, ok := types.Unalias(r.a.u.typeOf(cs.args[0])).(*types.Pointer); ok {
			if arr, ok := p.Elem().Underlying().(*types.Array); ok {
				return one(r.bindResult(s, cs, r.a.u.integer(arr.Len())))
			}
		}
	case "append":
		for _, a := range cs.args[1:] {
			s = r.escape(s, a)
		}
	case "delete", "clear", "copy":
		if len(cs.args) > 0 {
			s = r.a.u.forget(s, r.a.u.pointee(cs.args[0]), cs.instr)
		}
	case "recover":
		return r.recovers(s, cs)
	case "println":
		return one(r.assumed(s, cs))
	}
	return one(s)
}

// recovers: whether there is a panic is the caller's to know.
func (r *run) recovers(s *state, cs *callSite) []*state {
	if s.recovers != unknown {
		return one(r.bindResult(s, cs, r.a.u.nilValue())) // the first call took it
	}
	panicked, fine := s.clone(), s.clone()
	panicked.recovers, fine.recovers = yes, no
	if cs.result != nil {
		sym := r.a.u.self(cs.result)
		panicked, fine = panicked.learn(sym, fact{isNil: no}), fine.learn(sym, fact{isNil: yes})
	}
	return []*state{panicked, fine}
}

// dynamic is a call of a function value that nothing is known of. It may do to an object that
// others can reach whatever they can: the focus becomes unknown, so findings can only be lost.
func (r *run) dynamic(s *state, cs *callSite) []*state {
	if s.born && cs.fn == s.focus {
		return r.invoked(s, cs)
	}
	if out, ok := r.onceFunc(s, cs); ok {
		return out
	}
	if t, ok := r.cancels(s, cs); ok {
		return one(t)
	}
	if yield, ok := r.yieldArg(cs); ok {
		return r.repeat(s, cs, yield, untilFalse)
	}
	for _, a := range cs.all() {
		s = r.unknownArg(s, a, cs)
	}
	if s.born && (s.escaped || !r.a.u.isFresh(s.focus)) {
		s = s.moved(lostTrack(s.q), false)
	}
	return one(s)
}
