package typestate

import (
	"go/types"

	"github.com/hublint/hublint/analyzer/protocol"
)

// This file defines what a client's channels, sessions and links are to it.

// parentMark is the selector below a child at which its client is.
const parentMark = "#parent"

// child is a channel, session or link: whoever has it has the connection. Where the call fails
// there is none.
func (r *run) child(s *state, cs *callSite, p *protocol.Protocol, op *protocol.Op) []*state {
	u := r.a.u
	parent := r.object(cs, op)
	if cs.result == nil || parent == 0 {
		return one(s)
	}
	l := u.sub(u.pointee(u.instr(cs.result, 0)), parentMark, nil)
	if l == 0 {
		return one(s)
	}
	r.candidate(parent, p) // the summary must tie what is made to the error
	up := u.write(s, l, parent)
	if conn := r.connectionOf(up, parent, p); conn != 0 {
		before := up.facts.get(uint32(conn)).ident
		up = r.identify(up, conn, cs, p, op)
		if f := up.facts.get(uint32(conn)); f.ident != before { // it is known as this device from here on
			up = r.rivals(up, conn, f, cs, p, op)
		}
	}
	e, ok := r.errResult(cs)
	if !ok || !s.born || parent != s.focus {
		return one(up)
	}
	made := u.instr(cs.result, 0)
	return []*state{
		up.learn(made, fact{isNil: no}).learn(e, fact{isNil: yes}).link(e),
		s.learn(made, fact{isNil: yes}).learn(e, fact{isNil: no}).link(e),
	}
}

// extension executes a function of a package that extends the library of p: what it makes of a
// client is like a channel of it. With anything else it does what it likes, but to clients. A function that
// takes clients may be called with the one that the extension has, and close it.
func (r *run) extension(s *state, cs *callSite, p *protocol.Protocol) []*state {
	for i, v := range cs.args {
		if sig, ok := r.a.u.typeOf(v).Underlying().(*types.Signature); ok && s.born && r.takes(sig, p) {
			s = s.givenAway()
		}
		if r.a.match.Type(r.a.u.typeOf(v)) == p {
			return r.child(s, cs, p, &protocol.Op{Event: protocol.Child, Object: protocol.Operand{Kind: protocol.Arg, Index: i}})
		}
	}
	return one(s)
}

// takes reports whether a function of signature sig has a parameter that is a client of p.
func (r *run) takes(sig *types.Signature, p *protocol.Protocol) bool {
	for v := range sig.Params().Variables() {
		if r.a.match.Type(v.Type()) == p {
			return true
		}
	}
	return false
}

// wrapped executes a function of a library that may make a wrapper of a client, as NATS's NewEncodedConn
// does: what can be closed, and was given a client, may close that, so that it is not followed.
func (r *run) wrapped(s *state, cs *callSite, obj *types.Func) *state {
	results := obj.Signature().Results()
	if results.Len() == 0 || !closable(results.At(0).Type()) {
		return s
	}
	for _, v := range cs.args {
		if r.a.match.Type(r.a.u.typeOf(v)) != nil {
			s = r.unknownArg(s, v, cs)
		}
	}
	return s
}

// closable reports whether a t has a method that closes it.
func closable(t types.Type) bool {
	m, _, _ := types.LookupFieldOrMethod(t, true, nil, "Close")
	_, ok := m.(*types.Func)
	return ok
}

// connectionOf returns the client that v, a client or a child of one, belongs to, or 0.
func (r *run) connectionOf(s *state, v value, p *protocol.Protocol) value {
	u := r.a.u
	for range maxNestedChildren {
		if r.a.match.Type(u.typeOf(v)) == p {
			return v
		}
		if v = s.mem.get(uint32(u.sub(u.pointee(v), parentMark, nil))); v == 0 {
			return 0
		}
	}
	return 0
}

// maxNestedChildren is how deep links lie in sessions of connections.
const maxNestedChildren = 3

// tellsChild: a channel that delivers at the end of a child: that may end alone, by its own error, and the
// connection stays.
func (r *run) tellsChild(s *state, cs *callSite, obj *types.Func) *state {
	for _, p := range r.a.match.Package(obj.Pkg().Path()) {
		if conn := r.connectionOf(s, cs.recv, p); conn != 0 {
			return r.tells(s, cs, childEnd, conn)
		}
	}
	return s
}

// childClosed executes a method of a child. One that cannot even be closed says that the connection
// may be gone.
func (r *run) childClosed(s *state, cs *callSite, obj *types.Func) []*state {
	if obj.Name() == "NotifyClose" && cs.recv != 0 {
		return one(r.tellsChild(s, cs, obj))
	}
	if !s.born || obj.Name() != "Close" || cs.recv == 0 || s.q != protocol.Open {
		return one(s)
	}
	u := r.a.u
	e, ok := r.errResult(cs)
	if !ok || s.mem.get(uint32(u.sub(u.pointee(cs.recv), parentMark, nil))) != s.focus {
		return one(s)
	}
	failed := s.moved(protocol.Unknown, false)
	return []*state{s.learn(e, fact{isNil: yes}).link(e), failed.learn(e, fact{isNil: no}).link(e)}
}
