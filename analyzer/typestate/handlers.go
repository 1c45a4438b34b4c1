package typestate

import (
	"go/constant"
	"go/types"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines connects in the handlers of a client: of one that reconnects by itself, and of
// any in a handler that is called while it is open. What counts
// are the handlers and the settings that the options hold when the client is made: the last
// writer wins.

// callbacks reports the connects of obj in the handlers that it is made with. Only a run without
// focus asks: a handler is the client's, not the path's.
func (r *run) callbacks(s *state, obj value, cs *callSite, p *protocol.Protocol, op *protocol.Op) {
	if r.focus != 0 || r.exact || op.Options.IsZero() {
		return
	}
	opts := r.operand(cs, op.Options, protocol.Arg0)
	if opts == 0 {
		return
	}
	u := r.a.u
	kind := CallbackConnect
	if r.reconnects(s, opts, p) != yes {
		kind = DoubleConnect
	}
	for i := range p.Ops {
		h := &p.Ops[i]
		if h.Setting == "" || h.Append || !judged(h, kind) {
			continue
		}
		l := u.sub(u.pointee(opts), h.Setting, nil)
		if l == 0 {
			continue
		}
		if f := u.read(s, l); u.isFunc(f) {
			r.callback(s, cs, p, h, u.node(f), kind)
		}
	}
}

// handlersIn takes the handlers that options hold when a client is made with them, whoever has put
// them there.
func (r *run) handlersIn(s *state, cs *callSite, p *protocol.Protocol, op *protocol.Op) *state {
	if op.Options.IsZero() {
		return s
	}
	u, opts := r.a.u, r.operand(cs, op.Options, protocol.Arg0)
	for i := range p.Ops {
		if h := &p.Ops[i]; opts != 0 && h.Event == protocol.Handler && h.Setting != "" {
			if l := u.sub(u.pointee(opts), h.Setting, nil); l != 0 {
				s = r.asyncValue(s, u.read(s, l), cs.instr)
			}
		}
	}
	return s
}

// judged reports whether it is known in which state a client is in handler h: while its library
// reconnects by itself, or, for a double connect, whether it does so or not.
func judged(h *protocol.Op, kind Kind) bool {
	if kind == DoubleConnect {
		return h.In.Auto == protocol.Open && h.In.Manual == protocol.Open
	}
	return h.In.Auto == protocol.Reconnecting || h.In.Auto == protocol.Open
}

// reconnects tells whether a client made with opts reconnects by itself.
func (r *run) reconnects(s *state, opts value, p *protocol.Protocol) answer {
	u := r.a.u
	if p.Reconnect.Setting == "" {
		return answerOf(p.Reconnect.Default)
	}
	if _, list := u.typeOf(opts).Underlying().(*types.Slice); list || u.isNil(opts) {
		if u.isNil(opts) { // no options at all
			return answerOf(p.Reconnect.Default)
		}
		return unknown
	}
	v := u.read(s, u.sub(u.pointee(opts), p.Reconnect.Setting, nil))
	if c := u.constOf(v); c != nil {
		if c.c != nil && c.c.Kind() == constant.Bool {
			return answerOf(constant.BoolVal(c.c))
		}
		return unknown
	}
	// Not set: what the options' constructor sets.
	n := u.node(opts)
	call, ok := n.ptr.(*ssa.Call)
	if n.kind != kInstr || !ok || u.node(v).kind != kInit || !p.Reconnect.Default {
		return unknown
	}
	fn := call.Call.StaticCallee()
	if fn != nil && fn.Name() == p.Reconnect.Options && fn.Pkg != nil && r.a.match.Package(fn.Pkg.Pkg.Path()) != nil {
		return yes
	}
	return unknown
}

// callback reports what handler n does to its client in the state that the library calls it in.
func (r *run) callback(s *state, cs *callSite, p *protocol.Protocol, h *protocol.Op, n *vnode, kind Kind) {
	u, fn := r.a.u, n.fn()
	if fn.Blocks == nil {
		return
	}
	c := &summary{r.a, r.a.info(fn, nil), true}
	args := u.unknownActuals(cs.instr, n)
	own := r.own(c, r.translator(s, cs, args), r.holders(s, cs), p)
	for _, pi := range own {
		r.blame(c.exits(pi, h.In.Auto, nil), p, kind)
	}
	if len(own) > 0 && h.In.Auto == protocol.Reconnecting {
		r.blame(c.exits(own[0], h.In.Auto, own[1:]), p, CallbackNew)
	}
}

// own returns by which names handler c knows its client: its parameters of that type, and the
// variables and fields in held.
func (r *run) own(c *summary, tr *translator, held map[locID]bool, p *protocol.Protocol) []value {
	u := r.a.u
	var out []value
	for i, param := range c.f.fn.Params {
		if r.a.match.Type(param.Type()) == p {
			out = append(out, u.formal(c.f.fn, i, param.Type()))
		}
	}
	for _, pi := range c.candidates() {
		if n := u.node(pi); n.kind == kInit && held[tr.loc(n.loc)] {
			out = append(out, pi)
		}
	}
	return out
}

// blame reports the latent violations among a handler's exits that are of kind k, once the state
// that the library calls the handler in makes them so: a connect of its own client is, whatever
// else it would be elsewhere.
func (r *run) blame(exits []*exit, p *protocol.Protocol, k Kind) {
	for _, e := range exits {
		if e.kind != violating || e.st.sure || e.viol.Proto != p || (k == CallbackNew) != (e.viol.Kind == CallbackNew) {
			continue
		}
		v := *e.viol
		v.Kind, v.Wrong = k, WrongOf(k, r.a.semantics(p))
		if v.Wrong.Severity != protocol.None {
			r.found = append(r.found, &v)
		}
	}
}

// holders returns the locations that the result of cs is stored to: the variables and fields
// by which a handler knows its client.
func (r *run) holders(s *state, cs *callSite) map[locID]bool {
	out := map[locID]bool{}
	if cs.result == nil || cs.result.Referrers() == nil {
		return out
	}
	for _, ref := range *cs.result.Referrers() {
		if st, ok := ref.(*ssa.Store); ok && st.Val == cs.result {
			if l := r.a.u.pointee(r.val(s, st.Addr)); l != 0 {
				out[l] = true
			}
		}
	}
	return out
}
