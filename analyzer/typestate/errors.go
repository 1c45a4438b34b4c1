package typestate

import (
	"fmt"
	"go/constant"
	"go/types"
	"strings"
)

// This file defines what is known of errors: what they wrap, and whether they are what a program asks
// them for.

// wrapsMark is the selector below an error at which the one is that it wraps.
const wrapsMark = "#wraps"

// errorf: a new error, that wraps the one argument which %w is for.
func (r *run) errorf(s *state, cs *callSite) *state {
	u := r.a.u
	if cs.result == nil {
		return s
	}
	sym := u.self(cs.result)
	s = s.learn(sym, fact{isNil: no})
	format := ""
	if c := u.constOf(cs.args[0]); c != nil && c.c != nil && c.c.Kind() == constant.String {
		format = constant.StringVal(c.c)
		if !strings.Contains(format, "%w") {
			return s
		}
	}
	var wrapped []value
	for i := 0; len(cs.args) > 1; i++ {
		v := s.mem.get(uint32(u.sub(u.pointee(cs.args[1]), fmt.Sprintf("[%d]", i), nil)))
		if v == 0 {
			break
		}
		if t := u.node(v).typ; t == nil || isErrorLike(t) {
			wrapped = append(wrapped, v)
		}
	}
	inner := value(0) // any
	if len(wrapped) == 1 && strings.Count(format, "%w") == 1 {
		inner = wrapped[0]
	}
	return u.write(s, u.sub(u.pointee(sym), wrapsMark, nil), inner)
}

// chain calls f with err and what it wraps, until f returns true. It reports whether f did, and
// whether all of the chain is known.
func (u *universe) chain(s *state, err value, f func(value) bool) (found, whole bool) {
	for range maxDepth {
		if f(err) {
			return true, true
		}
		inner := s.mem.get(uint32(u.sub(u.pointee(err), wrapsMark, nil)))
		if inner == 0 {
			return false, u.isPlain(err)
		}
		err = inner
	}
	return false, false
}

// isPlain reports whether v is an error that errors.New or fmt.Errorf has made.
func (u *universe) isPlain(v value) bool {
	name := u.maker(u.origin(v))
	return name == "errors.New" || name == "fmt.Errorf"
}

// isError executes errors.Is(err, target), and errors.As, which stores what it finds in target. They are
// true only of an error.
func (r *run) isError(s *state, cs *callSite, as bool) []*state {
	u := r.a.u
	if cs.result == nil || len(cs.args) < 2 {
		return one(s)
	}
	err, target, hit := cs.args[0], cs.args[1], value(0)
	found, whole := u.chain(s, err, func(v value) bool {
		hit = v
		if as {
			return u.node(v).typ != nil && types.Identical(u.node(v).typ, pointedTo(u.typeOf(target)))
		}
		return v == target && u.constOf(v) == nil
	})
	sym := u.self(cs.result)
	var out []*state
	if !found {
		out = append(out, s.learn(sym, fact{isTrue: no}).link(sym))
	}
	t := u.constrain(s, err, fact{isNil: no})
	if t == nil || whole && !found && (as || u.isPlain(target)) {
		return out
	}
	if r.sentinel(s, target) {
		t = t.doubt()
	}
	if as {
		t = r.storeAs(t, cs, target, hit, found)
	}
	return append(out, t.learn(sym, fact{isTrue: yes}).link(sym))
}

// storeAs returns s after errors.As has stored hit in target, or something, unless it is found.
func (r *run) storeAs(s *state, cs *callSite, target, hit value, found bool) *state {
	l := r.a.u.pointee(target)
	if l == 0 {
		return s
	}
	if !found {
		return r.a.u.forget(s, l, cs.instr)
	}
	return r.a.u.write(s, l, hit)
}
