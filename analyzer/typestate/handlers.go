package typestate

import (
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines connects in the handlers of a client: of one that reconnects by itself, and of
// any in a handler that is called while it is open. What its options say is a [making].

// made judges m, a client that a callee makes, by what is known of it here.
func (t *translator) made(m *making) {
	c := &making{proto: m.proto, typ: m.typ, opts: t.value(m.opts), handlers: make([]value, len(m.handlers))}
	if m.auto != 0 {
		c.auto = t.value(m.auto)
	}
	for i, h := range m.handlers {
		if h != 0 {
			c.handlers[i] = t.value(h)
		}
	}
	c.held = t.r.holders(t.s, t.cs)
	for _, l := range m.held {
		if l = t.loc(l); l != 0 {
			c.held = append(c.held, l)
		}
	}
	t.r.judge(t.s, t.cs, c)
}

// judge reports what the handlers of m do to their client, and leaves to the callers what they know
// better.
func (r *run) judge(s *state, cs *callSite, m *making) {
	auto := r.reconnects(m.proto, m.opts, m.auto)
	kind := CallbackConnect
	if auto != yes {
		kind = DoubleConnect
	}
	open := false
	for i, v := range m.handlers {
		h := &m.proto.Ops[i]
		switch {
		case v == 0 || r.a.u.isNil(v) || !judged(h, CallbackConnect):
		case r.a.u.isFunc(v):
			open = open || auto == unknown
			if judged(h, kind) {
				r.callback(s, cs, m, h, r.a.u.node(v), kind)
			}
		default:
			open = true
		}
	}
	if open && r.expressible(m.opts) && len(r.f.makings) < maxMakings && !slices.ContainsFunc(r.f.makings, m.same) {
		r.f.makings = append(r.f.makings, m)
	}
}

func (m *making) same(o *making) bool {
	return m.proto == o.proto && m.opts == o.opts && m.auto == o.auto && slices.Equal(m.handlers, o.handlers)
}

// maxMakings bounds what a function leaves to its callers to judge.
const maxMakings = 8

// judged reports whether it is known in which state a client is in handler h: while its library
// reconnects by itself, or, for a double connect, whether it does so or not.
func judged(h *protocol.Op, kind Kind) bool {
	if kind == DoubleConnect {
		return h.In.Auto == protocol.Open && h.In.Manual == protocol.Open
	}
	return h.In.Auto == protocol.Reconnecting || h.In.Auto == protocol.Open
}

// interferes reports whether a handler of m does anything to its client.
func (r *run) interferes(s *state, cs *callSite, m *making) bool {
	for _, v := range m.handlers {
		if !r.a.u.isFunc(v) || r.a.u.node(v).fn().Blocks == nil {
			continue
		}
		c, own := r.handler(s, cs, m, r.a.u.node(v))
		if slices.ContainsFunc(own, func(pi value) bool { return r.touches(c, pi) }) {
			return true
		}
	}
	return false
}

// handler returns handler n of m as a callee, and by which names it knows its client.
func (r *run) handler(s *state, cs *callSite, m *making, n *vnode) (*summary, []value) {
	c := &summary{r.a, r.a.info(n.fn(), nil), true}
	return c, r.own(c, r.translator(s, cs, r.a.u.unknownActuals(cs.instr, n)), m.held, m.proto)
}

// callback reports what handler n does to its client in the state that the library calls it in.
func (r *run) callback(s *state, cs *callSite, m *making, h *protocol.Op, n *vnode, kind Kind) {
	if n.fn().Blocks == nil {
		return
	}
	c, own := r.handler(s, cs, m, n)
	for _, pi := range own {
		r.blame(c.exits(pi, h.In.Auto, nil), m.proto, kind)
	}
	if h.In.Auto != protocol.Reconnecting || r.meddles(c, own, m.proto) {
		return
	}
	if len(own) == 0 && m.typ != nil { // it has no name for its client
		own = append(own, r.a.u.formal(n.fn(), len(n.fn().Params), m.typ))
	}
	if len(own) > 0 {
		r.blame(c.exits(own[0], h.In.Auto, own[1:]), m.proto, CallbackNew)
	}
}

// started reports what f, which applies a call, finds: a handler leaves the call to a goroutine or a timer,
// and so it counts, whenever it runs.
func (r *run) started(s *state, f func()) {
	if !s.inHandler() {
		return
	}
	before := r.starts
	r.starts = true
	f()
	r.starts = before
}

// inHandler reports whether s is that of a handler while the library reconnects.
func (s *state) inHandler() bool { return s.born && s.q == protocol.Reconnecting && !s.sure }

// startedBy reports the clients that callee c leaves to a goroutine or a timer to open: a handler calls it,
// and it has no name for the handler's client. What it opens itself, its exits tell.
func (r *run) startedBy(s *state, cs *callSite, c callee) {
	l, ok := c.(*summary)
	if !ok || !s.inHandler() {
		return
	}
	client := r.a.u.formal(l.f.fn, len(l.f.fn.Params), r.a.u.typeOf(s.focus))
	for _, e := range c.exits(client, protocol.Reconnecting, nil) {
		if e.kind == violating && e.viol.Kind == CallbackNew && e.viol.started {
			r.violateIn(s, e, cs, c.name())
		}
	}
}

// meddles reports whether c does something to a client that it is not known to own: that may be
// its own, by a name that nobody knows here.
func (r *run) meddles(c *summary, own []value, p *protocol.Protocol) bool {
	return slices.ContainsFunc(c.candidates(), func(pi value) bool {
		return r.a.u.isEntry(pi) && !slices.Contains(own, pi) && r.a.protocolOf(c, pi) == p && r.touches(c, pi)
	})
}

// own returns by which names handler c knows its client: its parameters of that type, and the
// variables and fields in held.
func (r *run) own(c *summary, tr *translator, held []locID, p *protocol.Protocol) []value {
	u := r.a.u
	var out []value
	for i, param := range c.f.fn.Params {
		if r.a.match.Type(param.Type()) == p {
			out = append(out, u.formal(c.f.fn, i, param.Type()))
		}
	}
	for _, pi := range c.candidates() {
		if n := u.node(pi); n.kind == kInit && slices.Contains(held, tr.loc(n.loc)) {
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
		if e.kind != violating || e.st.sure || e.viol.ident != 0 || e.viol.Proto != p || (k == CallbackNew) != (e.viol.Kind == CallbackNew) {
			continue
		}
		v := *e.viol
		v.Kind, v.Wrong = k, WrongOf(k, r.a.semantics(p))
		if v.Wrong.Severity != protocol.None {
			r.found = append(r.found, &v)
		}
	}
}

// holders returns the locations that the client among the results of cs is stored to: the
// variables and fields by which a handler knows it.
func (r *run) holders(s *state, cs *callSite) []locID {
	var out []locID
	var stores func(v ssa.Value)
	stores = func(v ssa.Value) {
		for _, ref := range *v.Referrers() {
			switch ref := ref.(type) {
			case *ssa.Store:
				if l := r.a.u.pointee(r.val(s, ref.Addr)); l != 0 && ref.Val == v {
					out = append(out, l)
				}
			case *ssa.Extract:
				stores(ref)
			}
		}
	}
	if cs.result != nil && cs.result.Referrers() != nil {
		stores(cs.result)
	}
	return out
}
