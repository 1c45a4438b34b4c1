package typestate

import (
	"go/token"
	"go/types"
	"slices"

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
	sym    value // stands for result told where there is no SSA value for it
	told   int
	marked bool      // only an error that is marked so makes the caller call again
	passed ssa.Value // the call that returns what this one does first, or nil
	bound  []value   // what the results are, where the callee's body tells; see [run.described]
	at     token.Pos // where it happens, if that is not at instr
	event  bool      // instr only waits, and the call comes meanwhile
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
	if !cs.common.IsInvoke() {
		r.hand(cs.fn) // a function of the caller's, with variables of its own
	}
	if obj != nil {
		if p, op := r.a.match.Func(obj); p != nil {
			return r.operation(s, cs, obj, fn, p, op)
		}
	}
	if fn != nil && fn.Blocks != nil {
		spec := r.specialise(s, fn, args)
		if spec == nil {
			for _, v := range args.params {
				s = r.asyncValue(s, v, cs.instr) // a function that the callee knows nothing of, too deep
			}
		}
		return r.summarised(s, cs, &summary{r.a, r.a.info(fn, spec), r.exact}, args)
	}
	if out, ok := r.dispatch(s, cs); ok {
		return out
	}
	if obj != nil {
		s = r.groupEnds(s, cs, obj)
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

// importedCall applies the summary of a function of another package. The functions that it is given and
// that are known here it calls by their disciplines, before it does what it does to clients: when both
// concern the focus, nothing is known of that any more.
func (r *run) importedCall(s *state, cs *callSite, c callee, args actuals) []*state {
	f, ok := c.(*importedFunc)
	if !ok {
		return r.summarised(s, cs, c, args)
	}
	states, called := one(s), false
	args.params = slices.Clone(args.params)
	for _, inv := range f.modes {
		fn, before := r.translator(s, cs, args).value(inv.fn), states
		if !r.a.u.isFunc(fn) {
			continue
		}
		states, called = nil, true
		for _, t := range before {
			if inv.mode != later && r.concerned(t, cs, f, args) {
				t = t.moved(lostTrack(t.q), false)
			}
			states = append(states, r.repeat(t, cs, fn, inv.mode)...)
		}
		if i := slices.Index(args.params, fn); i >= 0 {
			args.params[i] = r.a.u.havoc(cs.instr, r.a.u.pointee(fn)) // what it does is done
		}
	}
	if called && len(f.foci) == 0 {
		return states
	}
	var out []*state
	for _, t := range states {
		out = append(out, r.summarised(t, cs, f, args)...)
	}
	return out
}

// concerned reports whether callee c may do something to the focus.
func (r *run) concerned(s *state, cs *callSite, c callee, args actuals) bool {
	if !s.born {
		return false
	}
	focus, _, maybe := r.namesIn(s, r.translator(s, cs, args), c)
	return focus != 0 || maybe
}

// callee resolves what cs calls: a declared function or method (obj), its body if it is at
// hand (fn), and the values of its parameters and free variables.
func (r *run) callee(s *state, cs *callSite) (*types.Func, *ssa.Function, actuals) {
	if cs.common.IsInvoke() {
		t := r.a.u.node(cs.recv).typ
		p, _ := r.a.match.Func(cs.common.Method)
		if t == nil || types.IsInterface(t) {
			if p != nil {
				return cs.common.Method, nil, actuals{params: cs.all()}
			}
			if known := r.typeBehind(s, cs.recv); known != nil {
				return r.implementation(known, cs.common.Method, append([]value{r.a.u.as(cs.recv, known)}, cs.args...))
			}
		}
		// A type of the program's own behind a client interface is no client: a test double.
		return r.implementation(t, cs.common.Method, cs.all())
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
	if o := fn.Origin(); o != nil && fn.Blocks == nil {
		fn = o // called with a type parameter of its caller's
	}
	obj, _ := origin(fn).Object().(*types.Func)
	if promoted(fn, obj) {
		return nil, fn, actuals{params: cs.all(), free: free}
	}
	args := actuals{params: cs.all(), free: free}
	if all := slices.Concat(free, cs.args); fn.Synthetic != "" && obj != nil && obj.Signature().Recv() != nil && cs.recv == 0 && len(all) > 0 {
		// A method value (one free variable) or a method expression (receiver first).
		if t := r.a.u.dynamicType(all[0], obj.Signature().Recv().Type()); t != nil {
			obj, fn, args = r.implementation(t, obj, all)
		}
		if p, _ := r.a.match.Func(obj); p != nil {
			cs.recv, cs.args = all[0], all[1:]
			args = actuals{params: all}
		}
	}
	return obj, fn, args
}

// implementation resolves a call of m, a method of an interface that holds a t.
func (r *run) implementation(t types.Type, m *types.Func, params []value) (*types.Func, *ssa.Function, actuals) {
	obj, fn := m, r.a.method(t, m)
	if fn != nil {
		if obj, _ = origin(fn).Object().(*types.Func); promoted(fn, obj) {
			obj = nil
		}
	}
	return obj, fn, actuals{params: params}
}

// promoted reports whether fn stands for obj, a method of something that is embedded in the receiver:
// it happens to that, as the body of fn says.
func promoted(fn *ssa.Function, obj *types.Func) bool {
	if fn.Synthetic == "" || obj == nil || obj.Signature().Recv() == nil || len(fn.FreeVars) > 0 || len(fn.Params) == 0 {
		return false
	}
	return origin(fn) == fn && !types.Identical(pointedTo(fn.Params[0].Type()), pointedTo(obj.Signature().Recv().Type()))
}

// pointedTo returns the type of what a pointer points to, and any other type as it is.
func pointedTo(t types.Type) types.Type {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	return t
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

// builtin: append, delete, copy and the like.
func (r *run) builtin(s *state, cs *callSite, b *ssa.Builtin) []*state {
	switch b.Name() {
	case "len":
		return one(r.length(s, cs))
	case "append":
		return one(r.appended(s, cs))
	case "close":
		if r.answersTo(cs.common.Args[0]) {
			return one(r.answered(s, cs.args[0], 0))
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
	if r.a.u.isEntry(cs.fn) { // whoever handed the function in asks how often it is called
		r.candidate(cs.fn, nil)
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
	r.stray()
	if s.born && (s.escaped || !r.a.u.isFresh(s.focus) && !isFuncType(r.a.u.typeOf(s.focus)) || r.ends(s, cs.fn)) {
		s = s.moved(lostTrack(s.q), false) // but how a function calls one that it is given is its own affair
	}
	return one(s)
}
