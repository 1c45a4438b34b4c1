package typestate

import (
	"fmt"
	"go/constant"
	"go/types"
	"slices"
	"strings"

	"github.com/hublint/hublint/analyzer/protocol"
)

// This file defines what the options say that a client is made with. Settings are locations below
// the options, or below the elements of a list of options. The last writer wins.

// A making is the making of a client, as far as it says what the client's handlers do. Where the
// maker is given the options, or a part of them, its callers know the rest.
type making struct {
	proto    *protocol.Protocol
	typ      types.Type // of the client; nil if another package makes it
	opts     value
	auto     value   // what the setting that makes the library reconnect is set to; 0 if there is none
	handlers []value // by operation of proto: what it is set to, or 0
	held     []locID // the variables and fields by which a handler knows the client
}

// configured returns s with what op, which makes or connects obj, says of it: its identity, what it
// connects through, and what its options hold. The library may call their handlers from here on, whoever has put them there.
func (r *run) configured(s *state, obj value, cs *callSite, p *protocol.Protocol, op *protocol.Op) *state {
	link := r.through(s, cs, op)
	s = r.over(r.identify(r.handlers(s, cs), obj, cs, p, op), obj, link, maxWrapped)
	opts := value(0)
	if !op.Options.IsZero() {
		opts = r.operand(cs, op.Options, protocol.Arg0)
	}
	if opts == 0 {
		return s
	}
	m := r.making(s, cs, p, op, opts)
	for _, h := range m.handlers {
		s = r.asyncValue(s, h, cs.instr)
		s = r.a.u.serve(s, obj, h)
	}
	if r.focus == 0 && !r.exact && op.Event != protocol.Connect { // a handler is the client's, not the path's
		r.judge(s, cs, m)
	}
	return r.automatic(s, obj, cs, m)
}

// automatic notes whether the library reconnects obj, made as m says, by itself, and the program
// leaves that to it: a handler that does something to its client may have closed it.
func (r *run) automatic(s *state, obj value, cs *callSite, m *making) *state {
	f := s.facts.get(uint32(obj))
	if f.auto = r.reconnects(m.proto, m.opts, m.auto); f.auto == yes && r.interferes(s, cs, m) {
		f.auto = unknown
	}
	if f.auto == yes {
		s = r.overseen(s, obj, m)
	}
	return s.learn(obj, f)
}

// making returns how op, at cs, makes a client with opts.
func (r *run) making(s *state, cs *callSite, p *protocol.Protocol, op *protocol.Op, opts value) *making {
	u := r.a.u
	m := &making{proto: p, typ: madeType(cs, op), opts: opts, handlers: make([]value, len(p.Ops)), held: r.holders(s, cs)}
	m.auto = r.setting(s, opts, p.Reconnect.Setting, u.boolean(p.Reconnect.Default))
	for i, h := range p.Ops {
		if h.Event == protocol.Handler && !h.Append {
			m.handlers[i] = r.setting(s, opts, h.Setting, u.nilValue())
		}
	}
	return m
}

// madeType returns the type of the client that op, at cs, makes or connects.
func madeType(cs *callSite, op *protocol.Op) types.Type {
	res := cs.common.Signature().Results()
	if op.Object.Kind == protocol.Recv || op.Object.Index >= res.Len() {
		return nil
	}
	return res.At(op.Object.Index).Type()
}

// setting returns what opts say of the setting of that name, def if it is known that they do not
// say anything, or 0 if nobody can tell.
func (r *run) setting(s *state, opts value, name string, def value) value {
	u := r.a.u
	if name == "" {
		return 0
	}
	if u.isNil(opts) {
		return def
	}
	switch t := types.Unalias(u.typeOf(opts)).Underlying().(type) {
	case *types.Slice:
		return 0
	case *types.Pointer:
		if list, ok := t.Elem().Underlying().(*types.Array); ok { // of the variadic argument
			return r.listed(s, u.pointee(opts), int(list.Len()), name, def)
		}
	}
	if l := u.settingOf(u.pointee(opts), name); l != 0 {
		return u.read(s, l)
	}
	return 0
}

// settingOf returns the location of a setting within the options at l. A name with a dot is a
// setting within another.
func (u *universe) settingOf(l locID, name string) locID {
	for _, sel := range strings.Split(name, ".") {
		l = u.sub(l, sel, fieldType(u.locs[l].typ, sel))
	}
	return l
}

// listed returns what the last of n options says that sets the setting of that name, unless there
// is one after it that is not the library's own: it may set anything.
func (r *run) listed(s *state, list locID, n int, name string, def value) value {
	u := r.a.u
	for i := n - 1; i >= 0; i-- {
		option := u.read(s, u.sub(list, fmt.Sprintf("[%d]", i), nil))
		if v := s.mem.get(uint32(u.sub(u.pointee(option), name, nil))); v != 0 {
			return v
		}
		if !r.library(option) {
			return 0
		}
	}
	return def
}

// reconnects tells whether the library reconnects a client made with opts by itself, whose setting
// of that is auto.
func (r *run) reconnects(p *protocol.Protocol, opts, auto value) answer {
	u := r.a.u
	if p.Reconnect.Setting == "" || u.isNil(opts) { // no options at all
		return answerOf(p.Reconnect.Default)
	}
	if c := u.constOf(auto); auto != 0 && c != nil && c.c != nil && c.c.Kind() == constant.Bool {
		return answerOf(constant.BoolVal(c.c))
	}
	if auto != 0 && u.node(auto).kind == kInit && r.a.byDefault(p) {
		return answerOf(p.Reconnect.Default)
	}
	return unknown
}

// defaults notes what a constructor of options sets, if obj is that.
func (r *run) defaults(s *state, cs *callSite, obj *types.Func, p *protocol.Protocol) *state {
	u := r.a.u
	if p.Reconnect.Options == "" || obj.Name() != p.Reconnect.Options || cs.result == nil {
		return s
	}
	l := u.sub(u.pointee(u.instr(cs.result, 0)), p.Reconnect.Setting, nil)
	if l == 0 {
		return s
	}
	return u.write(s, l, u.boolean(p.Reconnect.Default))
}

// -- in a summary --

// A Making is a client that a function makes with options of its caller, who knows what the
// handlers do.
type Making struct {
	Proto      string
	Opts, Auto int
	Handlers   []Setting
	Held       []int // Locs
}

// A Setting is what an option is set to.
type Setting struct {
	Name string
	Val  int
}

func (e *encoder) making(m *making) Making {
	out := Making{Proto: m.proto.Name, Opts: e.value(m.opts), Auto: e.value(m.auto)}
	for i, v := range m.handlers {
		if v != 0 && !e.a.u.isFunc(v) {
			out.Handlers = append(out.Handlers, Setting{m.proto.Ops[i].Setting, e.value(v)})
		}
	}
	for _, l := range m.held {
		out.Held = append(out.Held, e.loc(l))
	}
	return out
}

// making returns m, or nothing if its client is not known here.
func (d *decoder) making(m Making) []*making {
	p := d.a.match.byName[m.Proto]
	if p == nil {
		return nil
	}
	out := &making{proto: p, opts: d.value(m.Opts), auto: d.value(m.Auto), handlers: make([]value, len(p.Ops))}
	for _, h := range m.Handlers {
		i := slices.IndexFunc(p.Ops, func(op protocol.Op) bool { return op.Setting == h.Name })
		if i >= 0 {
			out.handlers[i] = d.value(h.Val)
		}
	}
	for _, l := range m.Held {
		out.held = append(out.held, d.loc(l))
	}
	return []*making{out}
}
