package typestate

import (
	"go/types"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines what a protocol's operations do: small steps of the automaton.

// event executes operation op (nil: one that is not listed) of protocol p.
func (r *run) event(s *state, cs *callSite, p *protocol.Protocol, op *protocol.Op) []*state {
	if op == nil {
		return one(r.handlers(r.messages(s, cs), cs))
	}
	switch op.Event {
	case protocol.Create:
		return r.create(s, cs, p, op)
	case protocol.Dial:
		return r.dial(s, cs, p, op)
	case protocol.Connect:
		return r.connect(s, cs, p, op)
	case protocol.Close:
		return r.closes(s, cs, p, op)
	case protocol.Check:
		return r.check(s, cs, p, op)
	case protocol.Await:
		return r.await(s, cs, p, op)
	case protocol.Gone:
		return one(r.gone(s, cs, op))
	case protocol.Wait:
		return one(r.wait(s, cs, op))
	case protocol.WaitTimeout:
		return r.waitTimeout(s, cs, op)
	case protocol.Err:
		return r.tokenErr(s, cs, op)
	case protocol.Done:
		return one(r.bindResult(s, cs, r.a.u.observe("done", r.tokenOf(cs, op), nil)))
	case protocol.Handler:
		if op.Append { // of messages, which come one after the other
			h := r.operand(cs, op.Value, protocol.Arg0)
			r.ownRounds(s, cs, h, manyTimes)
			return r.subscribed(r.set(r.a.u.serve(s, r.object(cs, op), h), cs, op), cs, r.object(cs, op))
		}
		return one(r.set(s, cs, op))
	case protocol.Set:
		return one(r.set(s, cs, op))
	case protocol.Child:
		return r.child(r.handlers(s, cs), cs, p, op)
	}
	return one(r.handlers(s, cs))
}

// operand returns the value of o, or of def if o is left to its default.
func (r *run) operand(cs *callSite, o, def protocol.Operand) value {
	if o.IsZero() {
		o = def
	}
	switch o.Kind {
	case protocol.Recv:
		return cs.recv
	case protocol.Arg:
		if o.Index < len(cs.args) {
			return cs.args[o.Index]
		}
	case protocol.Result:
		if o.Index >= 0 && o.Index < len(cs.bound) {
			return cs.bound[o.Index]
		}
		if cs.sym != 0 {
			return cs.sym
		}
		if cs.result != nil && o.Index >= 0 { // the last of no results
			return r.a.u.instr(cs.result, o.Index)
		}
	}
	return 0
}

// object returns the client that op happens to.
func (r *run) object(cs *callSite, op *protocol.Op) value {
	return r.operand(cs, op.Object, protocol.OnRecv)
}

// resultOf returns the symbol of the result that tells op's outcome.
func (r *run) resultOf(cs *callSite, op *protocol.Op) value {
	n := cs.common.Signature().Results().Len()
	return r.operand(cs, op.Result, protocol.Operand{Kind: protocol.Result, Index: n - 1})
}

func (r *run) bindResult(s *state, cs *callSite, v value) *state {
	if cs.result == nil {
		return s
	}
	return r.bind(s, cs.result, v)
}

// create: a client that is not connected yet.
func (r *run) create(s *state, cs *callSite, p *protocol.Protocol, op *protocol.Op) []*state {
	if cs.result == nil {
		return one(s)
	}
	u := r.a.u
	obj := r.operand(cs, op.Object, protocol.Result0)
	u.nodes[obj].made = true
	r.candidate(obj, p)
	if r.idle(r.through(s, cs, op)) {
		if obj == r.focus && s.focus == obj {
			return nil // there is no connection to follow
		}
		return one(r.handlers(s, cs))
	}
	s = r.under(r.configured(s, obj, cs, p, op), obj, cs, op)
	if obj != r.focus || s.focus != obj {
		return one(s)
	}
	c := s.note(Created, posOf(cs.instr), opName(op)).moved(protocol.NotOpen, true)
	c.born = true
	if errSym, ok := r.errResult(cs); ok {
		c = r.tell(c, cs, errSym, fact{isNil: yes}) // where it is not, there is no client
	}
	return one(c)
}

func errorType() types.Type { return types.Universe.Lookup("error").Type() }

func isError(t types.Type) bool { return types.Identical(t, errorType()) }

// isErrorLike reports whether values of type t are errors.
func isErrorLike(t types.Type) bool {
	return types.Implements(t, errorType().Underlying().(*types.Interface))
}

// errResult returns the symbol of a call's error result.
func (r *run) errResult(cs *callSite) (value, bool) {
	res := cs.common.Signature().Results()
	n := res.Len() - 1
	if n < 0 || cs.result == nil || !isError(res.At(n).Type()) {
		return 0, false
	}
	if n < len(cs.bound) {
		return cs.bound[n], true
	}
	return r.a.u.instr(cs.result, n), true
}

// tell returns s knowing f of result sym of cs, or nil if the callee's body contradicts it.
func (r *run) tell(s *state, cs *callSite, sym value, f fact) *state {
	switch {
	case s == nil:
		return nil
	case cs.bound == nil:
		return s.learn(sym, f)
	}
	if s = r.a.u.constrain(s, sym, f); s != nil && f.outcome != undecided {
		known := r.a.u.factOf(s, sym)
		known.outcome = f.outcome
		s = s.learn(sym, known)
	}
	return s
}

// both returns those of two states that there are, each linked to sym.
func both(up, down *state, sym value) []*state {
	var out []*state
	for _, s := range []*state{up, down} {
		if s != nil {
			out = append(out, s.link(sym))
		}
	}
	return out
}

// dial: a client that is connected, if there is one.
func (r *run) dial(s *state, cs *callSite, p *protocol.Protocol, op *protocol.Op) []*state {
	if cs.result == nil {
		return one(s)
	}
	u := r.a.u
	obj := r.operand(cs, op.Object, protocol.Result0)
	u.nodes[obj].made = true
	r.candidate(obj, p)
	s = r.under(r.configured(s, obj, cs, p, op), obj, cs, op)
	s = r.opening(s, obj, cs, p, op)
	errSym, hasErr := r.errResult(cs)
	if obj == r.focus && s.focus == obj {
		c := s.note(Opened, posOf(cs.instr), opName(op)).moved(protocol.Open, true)
		c.born = true
		if hasErr {
			c = r.tell(c, cs, errSym, fact{isNil: yes})
		}
		return one(c) // where the dial failed there is no object to follow
	}
	if !hasErr {
		return one(s)
	}
	up, down := s.facts.get(uint32(obj)), s.facts.get(uint32(obj))
	up.isNil, down.isNil = no, yes
	return both(
		r.tell(s.learn(obj, up), cs, errSym, fact{isNil: yes}),
		r.tell(s.learn(obj, down), cs, errSym, fact{isNil: no}), errSym)
}

// connect: the event that must not happen to a client that is open.
func (r *run) connect(s *state, cs *callSite, p *protocol.Protocol, op *protocol.Op) []*state {
	obj := r.object(cs, op)
	if r.a.u.factOf(s, obj).isNil == yes {
		return nil // a nil client panics
	}
	s = r.a.u.constrain(s, obj, fact{isNil: no})
	r.happens(obj, p)
	s = r.configured(s, obj, cs, p, op)
	s = r.opening(s, obj, cs, p, op)
	if !s.born || obj != s.focus {
		if s.born && !r.a.u.distinct(s, obj) {
			return one(s.moved(lostTrack(s.q), false))
		}
		return one(r.alien(s, cs, op))
	}
	if s.doubted && r.a.u.factOf(s, obj).auto == no { // the news that it is gone, and nobody else connects it
		s = s.moved(lostTrack(s.q), false)
	}
	sem := r.a.semantics(p)
	wrong, kind := sem.Again, DoubleConnect
	switch s.q {
	case protocol.Open:
	case protocol.Dead:
		wrong, kind = sem.AfterClose, ReuseClosed
	case protocol.Pending:
		if wrong, kind = sem.Retry, TimeoutRetry; s.begun { // it asks for no more than that
			wrong = protocol.Wrong{}
		}
	case protocol.Reconnecting:
		wrong = protocol.Wrong{}
		if !s.sure { // in a handler that says so, not after a check
			wrong, kind = sem.Callback, CallbackConnect
		}
	default:
		wrong = protocol.Wrong{}
	}
	to := protocol.Open
	switch {
	case s.q == protocol.Reported:
		to = protocol.Reported
	case wrong.Severity != protocol.None && !p.NeverFlag:
		r.violate(s, kind, cs, p, op)
		to = protocol.Reported
	case s.q == protocol.Open: // harmless with this client
		return r.outcomes(s, s, cs, op)
	}
	up := s.note(Opened, posOf(cs.instr), opName(op)).moved(to, true)
	left := failure(sem, to)
	if left == protocol.Pending && !r.canExpire(s, cs, op) {
		left = protocol.NotOpen
	}
	down := s.note(Failed, posOf(cs.instr), opName(op)).moved(left, true)
	out := r.outcomes(up, down, cs, op)
	if op.Success == protocol.TokenOK && to == protocol.Open && !used(cs) {
		out = append(out, s.note(Begun, posOf(cs.instr), opName(op)).begins())
	}
	return out
}

// alien returns s knowing that the token of op, a connect of another client, tells nothing of the focus.
func (r *run) alien(s *state, cs *callSite, op *protocol.Op) *state {
	if r.focus == 0 || op.Success != protocol.TokenOK || cs.result == nil {
		return s
	}
	sym := r.resultOf(cs, op)
	f := s.facts.get(uint32(sym))
	f.alien = true
	return s.learn(sym, f)
}

// failure is the state that a connect leaves behind when it fails.
func failure(sem protocol.Semantics, to protocol.State) protocol.State {
	if to == protocol.Reported {
		return to
	}
	if sem.Failure != protocol.Unknown {
		return sem.Failure
	}
	return protocol.NotOpen
}

// outcomes ties the two ends of a connect to the result that tells them apart.
func (r *run) outcomes(up, down *state, cs *callSite, op *protocol.Op) []*state {
	sym := value(0)
	if cs.result != nil || cs.sym != 0 {
		sym = r.resultOf(cs, op)
	}
	if sym == 0 {
		if op.Success == protocol.Always {
			return one(up)
		}
		return []*state{up, down}
	}
	switch op.Success {
	case protocol.NilError, protocol.Background:
		up, down = r.tell(up, cs, sym, fact{isNil: yes}), r.tell(down, cs, sym, fact{isNil: no})
	case protocol.BoolTrue:
		up, down = r.tell(up, cs, sym, fact{isTrue: yes}), r.tell(down, cs, sym, fact{isTrue: no})
	case protocol.TokenOK:
		up = r.tell(up, cs, sym, fact{isNil: no, outcome: succeeds})
		down = r.tell(down, cs, sym, fact{isNil: no, outcome: fails})
	default:
		return one(up)
	}
	return both(up, down, sym)
}

// closes: the client is not connected any more.
func (r *run) closes(s *state, cs *callSite, p *protocol.Protocol, op *protocol.Op) []*state {
	obj := r.object(cs, op)
	if obj == cs.recv && s.facts.get(uint32(obj)).isNil == yes || r.a.u.isNil(obj) {
		return nil // there is no client to close: it panics
	}
	r.happens(obj, p)
	s = r.handlers(s, cs)
	if !s.born {
		return one(s)
	}
	if obj != s.focus {
		if !r.a.u.distinct(s, obj) {
			s = s.moved(lostTrack(s.q), false)
		}
		return one(s)
	}
	return one(s.note(Closed, posOf(cs.instr), opName(op)).moved(r.closedState(p), true))
}

func (r *run) closedState(p *protocol.Protocol) protocol.State {
	if r.a.semantics(p).AfterClose.Severity != protocol.None {
		return protocol.Dead
	}
	return protocol.NotOpen
}

// handlers takes the functions that are handed to a library: it calls them when it likes.
func (r *run) handlers(s *state, cs *callSite) *state {
	for _, a := range cs.args {
		s = r.asyncValue(s, a, cs.instr)
	}
	return s
}

// isFunc reports whether v is a function that is known.
func (u *universe) isFunc(v value) bool {
	k := u.node(v).kind
	return k == kClosure || k == kFunc
}

func (n *vnode) fn() *ssa.Function { return n.ptr.(*ssa.Function) }

// unknownActuals returns the operands of a call, at site, of function n by code that passes what it
// likes.
func (u *universe) unknownActuals(site any, n *vnode) actuals {
	fn := n.fn()
	args := actuals{free: n.args}
	for i, param := range fn.Params {
		args.params = append(args.params, u.havoc(site, u.pointee(u.formal(fn, i, param.Type()))))
	}
	return args
}

func opName(op *protocol.Op) string { return op.Func }
