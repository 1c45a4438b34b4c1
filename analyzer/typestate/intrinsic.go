package typestate

import (
	"go/types"
	"strings"
)

// This file defines the functions of the standard library, and a few others, whose effect on
// errors or on the functions they are given decides verdicts.

// intrinsic executes a call of a function that is known by name.
func (r *run) intrinsic(s *state, cs *callSite, obj *types.Func) ([]*state, bool) {
	u := r.a.u
	if out, ok := r.atomic(s, cs, obj); ok {
		return out, true
	}
	if out, ok := r.calculated(s, cs, obj); ok {
		return one(out), true
	}
	switch obj.FullName() {
	case "fmt.Errorf":
		return one(r.errorf(s, cs)), true
	case "(context.Context).Done":
		return one(r.contextDone(s, cs)), true
	case "(context.Context).Err":
		return one(r.contextErr(s, cs)), true
	case "errors.New", "github.com/pkg/errors.New", "github.com/pkg/errors.Errorf":
		if cs.result != nil {
			return one(s.learn(u.self(cs.result), fact{isNil: no})), true
		}
	case "github.com/pkg/errors.Wrap", "github.com/pkg/errors.Wrapf", "github.com/pkg/errors.WithMessage",
		"github.com/pkg/errors.WithMessagef", "github.com/pkg/errors.WithStack":
		return one(r.bindResult(s, cs, cs.args[0])), true // nil exactly if its argument is
	case toRetry:
		return r.wrapError(s, cs), true
	case "fmt.Sprintf":
		return one(r.formatted(s, cs)), true
	case "errors.Join":
		return one(r.joinErrors(s, cs)), true
	case "errors.Is", "errors.As":
		return r.isError(s, cs, obj.Name() == "As"), true
	case "github.com/stretchr/testify/require.NoError", "github.com/stretchr/testify/require.NoErrorf", "github.com/stretchr/testify/require.Nil":
		if len(cs.args) > 1 {
			return one(u.constrain(s, cs.args[1], fact{isNil: yes})), true
		}
	case "(*sync.Map).Store", "(*sync.Map).LoadOrStore", "(*sync.Map).Swap", "(*sync.Map).CompareAndSwap", "context.WithValue":
		for _, a := range cs.args {
			s = r.file(s, a)
		}
		return one(s), true
	case "(*sync.Pool).Put", "runtime.AddCleanup", "runtime.SetFinalizer":
		for _, a := range cs.args {
			s = r.escape(s, a)
		}
		return one(s), true
	case "(*time.Timer).Stop", "(*time.Timer).Reset":
		if s.timer != 0 { // whichever it was
			return nil, true
		}
	case "(*sync.Once).Do":
		return r.onceDo(s, cs, cs.recv, cs.args[0]), true
	case "sync.OnceFunc", "sync.OnceValue":
		if cs.result != nil {
			l := u.sub(u.pointee(u.self(cs.result)), "#func", nil)
			done := u.sub(u.pointee(u.self(cs.result)), "#done", types.Typ[types.Bool])
			return one(u.write(u.write(s, l, cs.args[0]), done, u.boolean(false))), true
		}
	}
	return nil, false
}

// wrapError: an error of its own that wraps the one it is given, or nil if that is.
func (r *run) wrapError(s *state, cs *callSite) []*state {
	u := r.a.u
	if cs.result == nil {
		return one(s)
	}
	var out []*state
	if none := u.constrain(s, cs.args[0], fact{isNil: yes}); none != nil {
		out = append(out, r.bindResult(none, cs, u.nilValue()))
	}
	if some := u.constrain(s, cs.args[0], fact{isNil: no}); some != nil {
		sym := u.self(cs.result)
		out = append(out, u.write(some.learn(sym, fact{isNil: no}), u.sub(u.pointee(sym), wrapsMark, nil), cs.args[0]))
	}
	return out
}

// joinErrors: nil exactly if all arguments are.
func (r *run) joinErrors(s *state, cs *callSite) *state {
	u := r.a.u
	if cs.result == nil || len(cs.args) != 1 {
		return s
	}
	l := u.pointee(cs.args[0])
	allNil, anyNonNil, n := true, false, 0
	s.mem.each(func(k uint32, v value) {
		if u.locs[k].parent != l {
			return
		}
		n++
		f := u.factOf(s, v)
		allNil = allNil && f.isNil == yes
		anyNonNil = anyNonNil || f.isNil == no
	})
	switch {
	case anyNonNil:
		return s.learn(u.self(cs.result), fact{isNil: no})
	case allNil && n > 0:
		return s.learn(u.self(cs.result), fact{isNil: yes})
	}
	return s
}

// onceDo: the function runs at most once for each Once. Whether it has run is a fact about the
// Once, so that a second Do in the same function knows.
func (r *run) onceDo(s *state, cs *callSite, o, f value) []*state {
	u := r.a.u
	l := u.sub(u.pointee(o), "#done", types.Typ[types.Bool])
	if l == 0 {
		return r.repeat(s, cs, f, once)
	}
	done := u.read(s, l)
	var out []*state
	if skip := u.assume(s, done, true); skip != nil {
		out = append(out, skip)
	}
	if first := u.assume(s, done, false); first != nil {
		first = u.write(first, l, u.boolean(true))
		out = append(out, r.repeat(first, cs, f, once)...)
	}
	return out
}

// onceFunc executes a call of what sync.OnceFunc returned.
func (r *run) onceFunc(s *state, cs *callSite) ([]*state, bool) {
	u := r.a.u
	if cs.fn == 0 || u.constOf(cs.fn) != nil {
		return nil, false
	}
	f := s.mem.get(uint32(u.sub(u.pointee(cs.fn), "#func", nil)))
	if !u.isFunc(f) {
		return nil, false
	}
	memo := u.sub(u.pointee(cs.fn), "#value", resultOfFunc(cs.fn, u))
	if cs.result == nil || memo == 0 || cs.common.Signature().Results().Len() == 0 {
		return r.onceDo(s, cs, cs.fn, f), true
	}
	var out []*state
	done := u.read(s, u.sub(u.pointee(cs.fn), "#done", types.Typ[types.Bool]))
	if again := u.assume(s, done, true); again != nil {
		out = append(out, r.bindResult(again, cs, u.read(again, memo)))
	}
	if first := u.assume(s, done, false); first != nil {
		first = u.write(first, u.sub(u.pointee(cs.fn), "#done", types.Typ[types.Bool]), u.boolean(true))
		states, v := r.callValue(first, cs, f, once)
		for _, t := range states {
			out = append(out, r.bindResult(u.write(t, memo, v), cs, v))
		}
	}
	return out, true
}

func resultOfFunc(f value, u *universe) types.Type {
	if sig, ok := u.typeOf(f).Underlying().(*types.Signature); ok && sig.Results().Len() > 0 {
		return sig.Results().At(0).Type()
	}
	return nil
}

// yieldArg returns the body of a range-over-func loop, if cs calls an iterator that is not known.
func (r *run) yieldArg(cs *callSite) (value, bool) {
	if len(cs.args) == 0 {
		return 0, false
	}
	last := cs.args[len(cs.args)-1]
	return last, r.a.u.node(last).loopBody()
}

// loopBody reports whether n is the body of a range-over-func loop.
func (n *vnode) loopBody() bool {
	return n.kind == kClosure && strings.Contains(n.fn().Synthetic, "range-over-func")
}
