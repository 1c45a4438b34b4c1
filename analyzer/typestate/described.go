package typestate

import (
	"go/token"
	"go/types"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines what directives mean: operations whose bodies are at hand, and states that
// the program vouches for.

// operation executes op of p, the operation that calling obj is. fn is its body, if it is known.
func (r *run) operation(s *state, cs *callSite, obj *types.Func, fn *ssa.Function, p *protocol.Protocol, op *protocol.Op) []*state {
	s = r.defaults(s, cs, obj, p)
	if op == nil || !r.a.match.described(p) {
		return r.event(s, cs, p, op)
	}
	return r.described(s, cs, r.bodyOf(obj, fn), p, op)
}

// bodyOf returns what is known of the body of obj, or nil.
func (r *run) bodyOf(obj *types.Func, fn *ssa.Function) callee {
	if fn == nil || fn.Signature.Recv() == nil && obj.Signature().Recv() != nil {
		fn = r.a.pkg.Prog.FuncValue(obj) // and not the wrapper of a method value
	}
	if fn != nil && fn.Blocks != nil {
		return &summary{r.a, r.a.info(fn, nil), r.exact}
	}
	return r.a.imported(obj)
}

// described executes an operation that a directive describes. The directive says what becomes
// of the client, and the body what else the call does: what it stores, and which result goes
// with it. Other clients within the body are its own affair. They are not followed through the
// call, so that one mistake is not reported for two clients: a finding can only be lost.
func (r *run) described(s *state, cs *callSite, c callee, p *protocol.Protocol, op *protocol.Op) []*state {
	client := value(0)
	if op.Event != protocol.Create && op.Event != protocol.Dial {
		client = r.object(cs, op)
	}
	args := actuals{params: cs.all()}
	s = r.within(s, cs, c, args, client)
	if c == nil {
		return r.event(s, cs, p, op)
	}
	var out []*state
	exits := c.exits(0, protocol.Unknown, nil)
	tr := r.translator(s, cs, args)
	tr.described = true
	for _, e := range exits {
		for _, t := range tr.apply(e, 0, c.name(), len(exits) > 1) {
			at := *cs
			at.bound = r.boundResults(t, cs)
			if client == 0 && len(at.bound) > 0 {
				made := protocol.Result0.Index
				if !op.Object.IsZero() {
					made = op.Object.Index
				}
				if r.a.u.factOf(t, at.bound[made]).isNil == yes {
					out = append(out, t) // there is no client
					continue
				}
				t = r.renew(t, cs, at.bound, made)
			}
			out = append(out, r.event(t, &at, p, op)...)
		}
	}
	return out
}

// within returns s after what the body of a described operation may do to clients other than
// the operation's, and to whom it may hand that one.
func (r *run) within(s *state, cs *callSite, c callee, args actuals, client value) *state {
	if !s.born {
		return s
	}
	if c == nil {
		for _, v := range cs.all() {
			if s.focus != client && r.a.u.reaches(s, v, 0) {
				return r.share(s)
			}
		}
		return s
	}
	tr := r.translator(s, cs, args)
	for _, pi := range c.candidates() {
		if !r.a.u.isEntry(pi) {
			continue
		}
		v := tr.value(pi)
		switch {
		case v == s.focus && v == client:
			for _, e := range c.exits(pi, s.q, nil) {
				if e.st.escaped && !s.escaped {
					s = s.clone()
					s.escaped = true
				}
				if e.st.kept {
					s = s.keep()
				}
			}
		case s.focus != client && !r.a.u.distinct(s, v) && r.touches(c, pi):
			s = s.moved(lostTrack(s.q), false)
		}
	}
	return s
}

// boundResults returns the values of the results of cs in s.
func (r *run) boundResults(s *state, cs *callSite) []value {
	if cs.sym != 0 {
		return []value{cs.sym}
	}
	if cs.result == nil {
		return nil
	}
	tuple, ok := cs.result.Type().(*types.Tuple)
	if !ok {
		return []value{r.val(s, cs.result)}
	}
	out := make([]value, tuple.Len())
	for n := range out {
		out[n] = r.a.u.instr(cs.result, n)
	}
	for _, ref := range *cs.result.Referrers() {
		if e, ok := ref.(*ssa.Extract); ok {
			out[e.Index] = r.val(s, e)
		}
	}
	return out
}

// renew returns s with result n of cs standing for an object that is made by the call: the
// directive says that it is one, whatever the body returns.
func (r *run) renew(s *state, cs *callSite, bound []value, n int) *state {
	own := r.a.u.instr(cs.result, n)
	if r.a.birth(r.f, bound[n]) == cs.instr || cs.sym != 0 || own == bound[n] {
		return s
	}
	bound[n] = own
	return r.results(s, cs.result, bound)
}

// Assume makes each call of println at one of the positions say that its argument is a client
// in that state. Such calls are put into the syntax for directives.
func (a *Analysis) Assume(at map[token.Pos]protocol.State) { a.assumptions = at }

// assumed is what the program vouches for, whatever was believed before.
func (r *run) assumed(s *state, cs *callSite) *state {
	q, ok := r.a.assumptions[posOf(cs.instr)]
	if !ok || len(cs.args) != 1 || cs.result == nil {
		return s
	}
	u, obj := r.a.u, cs.args[0]
	if n := u.node(obj); n.kind == kHavoc && n.loc != 0 {
		obj = u.self(cs.result) // from here on it has a name
		s = u.write(s, n.loc, obj)
	}
	r.candidate(obj, r.a.match.Type(cs.common.Args[0].Type()))
	if q == protocol.Open {
		s = u.constrain(s, obj, fact{isNil: no})
	}
	switch {
	case s == nil:
		return nil
	case obj == r.focus && s.focus == obj && !s.born && r.birth == cs.instr:
		s = s.clone()
		s.born = true
	case !s.born:
		return s
	case obj != s.focus && u.distinct(s, obj):
		return s
	case obj != s.focus:
		return s.moved(lostTrack(s.q), false)
	}
	return vouched(s, q, posOf(cs.instr))
}

// vouched returns s with the focus in state q because the program says so at pos.
func vouched(s *state, q protocol.State, pos token.Pos) *state {
	switch {
	case q != protocol.Open:
		return s.note(CheckedDown, pos, "hublint:assume").moved(q, true)
	case s.q == protocol.Reported:
		return s
	}
	return s.note(CheckedUp, pos, "hublint:assume").moved(q, true)
}
