package typestate

import (
	"go/token"
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines what the calls at a place do to clients, as far as their summaries say.

// A Manner says when a call happens.
type Manner uint8

// The manners.
const (
	Now   Manner = iota
	Later        // deferred: when the function ends
	Aside        // in a goroutine
)

// A CallView is what a call does to clients.
type CallView struct {
	Pos     token.Pos
	Name    string
	Manner  Manner
	Op      *protocol.Op // an operation of a library, or of what a directive describes; or nil
	Changes []Change
}

// An Change is what a call does to one client.
type Change struct {
	Proto *protocol.Protocol
	Makes bool // the client comes out of the call
	Ways  []Way

	own bool // it is the client that is looked at
}

// A Way is one way in which a called function may end.
type Way struct {
	From   protocol.State // of the client before; Unknown if the function makes it
	To     protocol.State
	Breaks bool // it does not end: that breaks the protocol
	Kind   Kind // Breaks: how
	Told   bool // If is known
	If     Holds
}

// connects reports whether the call may connect the client; op is the operation that it is.
func (e *Change) connects(op *protocol.Op) bool {
	if op != nil {
		return op.Event == protocol.Connect
	}
	return slices.ContainsFunc(e.Ways, func(w Way) bool {
		return w.Breaks && !w.Kind.ofAnother() || w.From == protocol.NotOpen && (w.To == protocol.Open || w.To == protocol.Pending)
	})
}

// A callBook has what is known of the calls at a place.
type callBook map[ssa.Instruction]*CallView

// note adds what is known of i, if that is a call, in state s. What a call does in another state, it
// does as well.
func (b callBook) note(r *run, s *state, i ssa.Instruction) {
	call, ok := i.(ssa.CallInstruction)
	if !ok {
		return
	}
	v := r.callView(s, newCallSite(call, r.operands(s, call.Common())))
	old := b[i]
	if old == nil || len(old.Changes) != len(v.Changes) {
		b[i] = v
		return
	}
	for n := range v.Changes {
		old.Changes[n].own = old.Changes[n].own || v.Changes[n].own
	}
}

// list returns the calls with those changes that are wanted, in the order in which they run.
func (b callBook) list(f *funcInfo, wanted func(i ssa.Instruction, n int) bool) []CallView {
	var out []CallView
	for _, block := range f.rpo {
		for _, i := range block.Instrs {
			if b[i] == nil {
				continue
			}
			v := *b[i]
			v.Changes = nil
			for n, c := range b[i].Changes {
				if wanted(i, n) {
					v.Changes = append(v.Changes, c)
				}
			}
			if len(v.Changes) > 0 {
				out = append(out, v)
			}
		}
	}
	return out
}

// own returns the calls that do something to the client that the book is about.
func (b callBook) own(f *funcInfo) []CallView {
	return b.list(f, func(i ssa.Instruction, n int) bool { return b[i].Changes[n].own })
}

// others returns what calls at p do to clients that none of books is about, and whether p is dead.
func (a *Analysis) others(f *funcInfo, p place, books []callBook) (calls []CallView, dead bool) {
	x := a.watched(f, 0, protocol.Unknown)
	all := callBook{}
	dead = true
	x.watch = func(s *state, i ssa.Instruction, _ []*state) {
		dead = dead && !slices.Contains(p.first, i)
		if p.in[i] {
			all.note(x, s, i)
		}
	}
	x.solve()
	calls = all.list(f, func(i ssa.Instruction, n int) bool {
		return !slices.ContainsFunc(books, func(b callBook) bool {
			return b[i] != nil && n < len(b[i].Changes) && b[i].Changes[n].own
		})
	})
	return calls, dead
}

func (r *run) callView(s *state, cs *callSite) *CallView {
	v := &CallView{Pos: posOf(cs.instr), Name: calleeName(cs.common)}
	switch cs.instr.(type) {
	case *ssa.Go:
		v.Manner = Aside
	case *ssa.Defer:
		v.Manner = Later
	}
	if _, ok := cs.common.Value.(*ssa.Builtin); ok {
		return v
	}
	obj, fn, args := r.callee(s, cs)
	if obj != nil {
		if p, op := r.a.match.Func(obj); p != nil {
			if op != nil {
				v.Op = op
				v.Changes = []Change{{Proto: p, own: r.subject(cs, op) == s.focus && s.focus != 0}}
			}
			return v
		}
	}
	switch {
	case fn != nil && fn.Blocks != nil:
		v.Changes = r.effects(s, cs, &summary{a: r.a, f: r.a.info(fn, r.specialise(s, fn, args))}, args)
	case obj != nil && r.a.imported(obj) != nil:
		v.Changes = r.effects(s, cs, r.a.imported(obj), args)
	}
	return v
}

// subject returns the client that op is about.
func (r *run) subject(cs *callSite, op *protocol.Op) value {
	if op.Event == protocol.Create || op.Event == protocol.Dial {
		return r.operand(cs, op.Object, protocol.Result0)
	}
	return r.object(cs, op)
}

func (r *run) effects(s *state, cs *callSite, c callee, args actuals) []Change {
	u := r.a.u
	tr := r.translator(s, cs, args)
	var out []Change
	for _, pi := range c.candidates() {
		e := Change{Proto: r.a.protocolOf(c, pi)}
		switch {
		case e.Proto == nil:
			continue
		case u.isEntry(pi):
			e.own = s.born && tr.value(pi) == s.focus
			for _, q := range []protocol.State{protocol.NotOpen, protocol.Open} {
				e.add(u, c, q, c.exits(pi, q, nil))
			}
		case r.a.comesOut(c, pi):
			e.Makes, e.own = true, u.born(cs.instr, pi) == s.focus
			e.add(u, c, protocol.Unknown, c.exits(pi, protocol.Unknown, nil))
		default:
			continue
		}
		out = append(out, e)
	}
	return out
}

// add adds the ways that exits are, for a client in state q before.
func (e *Change) add(u *universe, c callee, q protocol.State, exits []*exit) {
	for _, x := range exits {
		w := Way{From: q, To: x.st.q}
		switch {
		case x.kind == violating && x.viol.ident != 0: // of some clients only
			continue
		case x.kind == violating:
			w.Breaks, w.Kind = true, x.viol.Kind
		case x.kind == panicking || !x.st.born:
			continue
		case x.n > 0:
			w.If, w.Told = u.holds(x.st, x.result(x.n-1))
		}
		if !slices.Contains(e.Ways, w) {
			e.Ways = append(e.Ways, w)
		}
	}
}
