package typestate

import (
	"go/types"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines what clients connect through: a network connection that the program has opened,
// or a transport. Who closes that ends the client's connection, without a word to the client.

// overMark is the selector below a network connection at which the client is that connects over it.
const overMark = "#over"

// through returns what op's client connects through, or 0.
func (r *run) through(s *state, cs *callSite, op *protocol.Op) value {
	if op.Over.IsZero() {
		return 0
	}
	v := r.operand(cs, op.Over, protocol.Arg0)
	if v != 0 && op.Setting != "" {
		return r.setting(s, v, op.Setting, 0)
	}
	return v
}

// idle reports whether a client over v opens no connection.
func (r *run) idle(v value) bool {
	p := r.a.match.Type(r.a.u.typeOf(v))
	return v != 0 && p != nil && p.NeverFlag
}

// over returns s with client obj connecting over v: whoever has that has the client. It may be a
// wrapper, of what the call that made it was given or of what it holds.
func (r *run) over(s *state, obj, v value, depth int) *state {
	u := r.a.u
	if v == 0 || v == obj || u.constOf(v) != nil || depth == 0 {
		return s
	}
	l := u.sub(u.pointee(v), overMark, nil)
	if l == 0 {
		return s
	}
	var inner []value
	if c, ok := u.node(v).ptr.(*ssa.Call); ok {
		for _, a := range c.Call.Args {
			if t := a.Type().Underlying(); mutable(t) {
				inner = append(inner, r.val(s, a))
			}
		}
	}
	for _, k := range u.known(s, u.pointee(v)) {
		inner = append(inner, s.mem.get(uint32(k)))
	}
	s = u.write(s, l, obj)
	for _, x := range inner {
		s = r.over(s, obj, x, depth-1)
	}
	return s
}

// maxWrapped is how deep network connections lie in wrappers.
const maxWrapped = 3

// hangsUp reports whether obj closes what data goes through, which may be a client's connection.
func hangsUp(obj *types.Func) bool {
	recv := obj.Signature().Recv()
	if recv == nil || obj.Name() != "Close" {
		return false
	}
	methods := types.NewMethodSet(recv.Type())
	return methods.Lookup(obj.Pkg(), "Read") != nil && methods.Lookup(obj.Pkg(), "Write") != nil
}
