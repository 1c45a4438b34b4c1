package typestate

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// This file defines connections that goroutines live on: one reads the messages that come by it, and the program
// goes on at once to open the next. Several of them are open on purpose, for several hubs or workers, and nobody
// has lost one. A program that opens a connection again because something has happened has waited for that: it has
// slept, received, or was called once more. May: that the function which is called waits is not asked, which errs
// towards silence.

const (
	// sourceMark is the selector below a channel of messages that come by the focus, or a subscription to them: it does
	// not lead there, whoever has it cannot close the connection.
	sourceMark = "#source"
	// attendedMark is that below a client whose messages a goroutine reads, and nothing has been waited for since.
	attendedMark = "#attended"
)

// messages returns s after a call of a library, knowing by which connection the messages of the channel come that
// it returns, if that is the focus.
func (r *run) messages(s *state, cs *callSite) *state {
	if cs.result == nil || cs.recv == 0 || !s.born || r.protocol() == nil {
		return s
	}
	u := r.a.u
	ch := u.instr(cs.result, 0)
	l := u.sub(u.pointee(ch), sourceMark, nil)
	if l == 0 || !r.delivers(ch) && !r.part(r.a.u.typeOf(ch)) || r.connectionOf(s, cs.recv, r.protocol()) != s.focus {
		return s
	}
	return u.write(s, l, u.boolean(true))
}

// part reports whether t is a type of a client library for what is neither a client nor an error.
func (r *run) part(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	return ok && r.a.match.declares(n.Obj()) && r.a.match.Type(t) == nil && !isErrorLike(types.NewPointer(n))
}

// subscribed returns the states after conn was given a function for messages: if that is the focus, it is attended,
// unless an error says that this has failed. Where a token will tell that, it is not known.
func (r *run) subscribed(s *state, cs *callSite, conn value) []*state {
	e, tells := r.errResult(cs)
	if !s.born || conn != s.focus || !tells {
		return one(s)
	}
	on := r.a.u.write(s, r.a.u.attendedAt(s), r.a.u.boolean(true))
	if !used(cs) {
		return one(on)
	}
	return []*state{on.learn(e, fact{isNil: yes}).link(e), s.learn(e, fact{isNil: no}).link(e)}
}

// attend returns s after a goroutine was started at cs: the focus is attended if it is given messages of it.
func (r *run) attend(s *state, cs *callSite) *state {
	u := r.a.u
	given := cs.all()
	if n := u.node(cs.fn); n.kind == kClosure {
		for _, v := range n.args { // variables, or what they hold
			given = append(given, v, u.read(s, u.pointee(v)))
		}
	}
	for _, v := range given {
		if s.born && v != 0 && s.mem.get(uint32(u.sub(u.pointee(v), sourceMark, nil))) != 0 {
			return u.write(s, u.attendedAt(s), u.boolean(true))
		}
	}
	return s
}

func (u *universe) attendedAt(s *state) locID { return u.sub(u.pointee(s.focus), attendedMark, nil) }

// attended reports whether the focus is attended on every path that s stands for.
func (u *universe) attended(s *state) bool {
	return s.mem.get(uint32(u.attendedAt(s))) == u.boolean(true)
}

// waited returns s after the program has waited for something.
func (u *universe) waited(s *state) *state {
	if !s.born || s.mem.get(uint32(u.attendedAt(s))) == 0 {
		return s
	}
	c := s.clone()
	c.mem = c.mem.set(uint32(u.attendedAt(s)), 0)
	return c
}

// unattended returns s before instruction i.
func (r *run) unattended(s *state, i ssa.Instruction) *state {
	if !stays(i) {
		return s
	}
	return r.a.u.waited(s)
}
