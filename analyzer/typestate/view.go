package typestate

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines the view of a place: what is known of the clients there, before and after. The
// runs of the function are made once more, with an observer that looks on.

// A FuncView is what is known at a place of one function.
type FuncView struct {
	Name    string
	Clients []ClientView
	Calls   []CallView // what calls do to other clients
	Dead    bool       // no path leads to the place
	Next    token.Pos  // nothing runs at the place, and the states are those before this; or NoPos
}

// An Origin says where a function has a client from.
type Origin uint8

// The origins.
const (
	Parameter Origin = iota // it is a parameter, or is reached from one
	Captured                // a variable of the function around holds it
	Global                  // a package-level variable does
	Made                    // the function makes it, by itself or by a call
	Found                   // a call or a channel gave it to the function, and it is not known to be new
)

// A ClientView is what is known of one client at a place.
type ClientView struct {
	Proto  *protocol.Protocol
	Origin Origin
	Name   string    // how a function names what it does not make, as s.conn; "" if it makes it
	Pos    token.Pos // Made, Found: where
	By     string    // Made, Found: the function that was called, if one was
	Result int       // Made, Found: its result that is the client
	Called bool      // the function is a literal that is only called where it stands: judged there

	Before, After []StateView
	Calls         []CallView // what calls do to it
	Connects      bool       // it is connected there
	Harmless      bool       // connecting it again does no harm with this version of its library
	Infeasible    bool       // it breaks its protocol there, but only on paths that contradict themselves
}

// A StateView is a state that a client may be in, and on what that depends.
type StateView struct {
	Q     protocol.State
	Past  bool        // it is the client that the same instruction made on an earlier round
	Since Step        // what made it so: of kind Call if a call did and no more is known, Branch if nothing here did
	Loss  *Loss       // Unknown: how its history was lost, nil if it is the caller's; or why it is doubted
	If    []Condition // what is known of the results of calls in this state and no other
}

// A Holds is what is known of a result.
type Holds uint8

// What may hold.
const (
	IsNil Holds = iota
	NotNil
	IsTrue
	IsFalse
	DidSucceed // the attempt that a token stands for
	DidFail
)

// A Condition says what holds of the result of a call.
type Condition struct {
	Call   token.Pos // the opening parenthesis
	Name   string    // the function
	Result int
	Holds  Holds
}

// View returns what is known at the place from from to to, in each function of fns that it lies in.
func (a *Analysis) View(fns []*ssa.Function, from, to token.Pos) []FuncView {
	var out []FuncView
	for _, fn := range fns {
		if fn.Blocks == nil || fn.Syntax() == nil || !a.reaches(fns, fn) {
			continue
		}
		if p := placeIn(fn, from, to); len(p.first) > 0 {
			a.steps = maxStepsPerPackage // findings are made: this is not at their expense
			out = append(out, a.viewOf(fn, p))
		}
	}
	return slices.DeleteFunc(out, func(v FuncView) bool {
		return v.Next.IsValid() && slices.ContainsFunc(out, func(w FuncView) bool { return !w.Next.IsValid() })
	})
}

// An observer looks on while a function is simulated.
type observer struct {
	r             *run
	p             place
	before, after []*state
	calls         callBook
}

func (o *observer) see(s *state, i ssa.Instruction, out []*state) {
	o.r.lose(s, i, out, 0)
	if o.p.in[i] {
		o.calls.note(o.r, s, i)
	}
	if slices.Contains(o.p.first, i) {
		o.before = append(o.before, s)
	}
	switch {
	case !slices.Contains(o.p.last, i):
	case slices.Contains(i.Block().Instrs[len(i.Block().Instrs)-1:], i):
		o.after = append(o.after, s) // a return, a panic: it hands on, and returns nothing
	default:
		o.after = append(o.after, out...)
	}
}

func (a *Analysis) viewOf(fn *ssa.Function, p place) FuncView {
	f := a.info(fn, nil)
	out := FuncView{Name: fn.Name(), Next: p.next}
	a.baseRun(f)
	var books []callBook
	for _, v := range slices.Clone(f.foci) {
		if a.match.byName[f.protoOf[v]] == nil {
			continue
		}
		o := a.observe(f, v, p)
		if c := a.clientView(o); len(c.Before)+len(c.After) > 0 {
			out.Clients, books = append(out.Clients, c), append(books, o.calls)
		}
	}
	out.Clients = unite(out.Clients)
	out.Calls, out.Dead = a.others(f, p, books)
	return out
}

// observe simulates f for v, and looks on at p.
func (a *Analysis) observe(f *funcInfo, v value, p place) *observer {
	o := &observer{r: a.watched(f, v, protocol.Unknown), p: p, calls: callBook{}}
	o.r.watch = o.see
	o.r.solve()
	return o
}

// clientView returns what an observer has seen.
func (a *Analysis) clientView(o *observer) ClientView {
	r, v := o.r, o.r.focus
	c := ClientView{Proto: r.protocol(), Called: r.f.local && a.u.isEntry(v), Calls: o.calls.own(r.f)}
	c.Before, c.After = r.stateViews(o.before), r.stateViews(o.after)
	sem := a.semantics(c.Proto)
	c.Harmless = c.Proto.NeverFlag || sem.Again.Severity == protocol.None
	for _, call := range c.Calls {
		c.Connects = c.Connects || slices.ContainsFunc(call.Changes, func(x Change) bool { return x.connects(call.Op) })
	}
	for _, w := range r.found {
		at := func(i ssa.Instruction) bool { return posOf(i) == w.Pos }
		c.Infeasible = c.Infeasible || anyIn(o.p.in, at) && !a.replays(r, w)
	}
	a.origin(&c, r.f, v)
	return c
}

// unite makes one view of those of clients that one call makes: to the source they are one. The
// call's own result is left out then: it stands for all of them where paths were joined.
func unite(list []ClientView) []ClientView {
	var out []ClientView
	for _, c := range list {
		i := slices.IndexFunc(out, func(x ClientView) bool {
			return c.Origin == Made && x.Origin == Made && c.Pos == x.Pos && c.Result == x.Result
		})
		if i < 0 {
			out = append(out, c)
			continue
		}
		x := &out[i]
		x.Before, x.After = joinViews(x.Before, c.Before), joinViews(x.After, c.After)
		x.Connects, x.Infeasible = x.Connects || c.Connects, x.Infeasible || c.Infeasible
	}
	return slices.DeleteFunc(out, func(c ClientView) bool {
		return c.Origin == Found && slices.ContainsFunc(out, func(x ClientView) bool { return x.Origin == Made && x.Pos == c.Pos })
	})
}

func anyIn(set map[ssa.Instruction]bool, is func(ssa.Instruction) bool) bool {
	for i := range set {
		if is(i) {
			return true
		}
	}
	return false
}

// origin says in c where f has v from.
func (a *Analysis) origin(c *ClientView, f *funcInfo, v value) {
	u := a.u
	root := u.node(u.entry(v))
	switch {
	case !u.isEntry(v):
		c.Origin = Found
		if u.isFresh(v) {
			c.Origin = Made
		}
		i := a.birth(f, v)
		if i == nil {
			return
		}
		c.Pos = posOf(i)
		if call, ok := i.(ssa.CallInstruction); ok {
			c.By = calleeName(call.Common())
		}
		if n := u.node(v); n.kind == kInstr {
			c.Result = n.n
		}
		return
	case root.kind == kFree:
		c.Origin = Captured
	case root.kind == kGlobal:
		c.Origin = Global
	}
	c.Name = u.sourceName(f.fn, v)
}

// sourceName returns how the source of fn names v, as far as v is named by a path: "s.conn".
func (u *universe) sourceName(fn *ssa.Function, v value) string {
	switch n := u.node(v); n.kind {
	case kFormal:
		if n.n < len(fn.Params) {
			return fn.Params[n.n].Name()
		}
	case kFree:
		if n.n < len(fn.FreeVars) {
			return fn.FreeVars[n.n].Name()
		}
	case kGlobal:
		if g, ok := n.ptr.(*types.Var); ok {
			return g.Name()
		}
	case kInit, kAddr:
		return u.sourcePath(fn, n.loc)
	}
	return ""
}

func (u *universe) sourcePath(fn *ssa.Function, l locID) string {
	x := u.locs[l]
	if x.root != 0 {
		return u.sourceName(fn, x.root)
	}
	base := u.sourcePath(fn, x.parent)
	switch {
	case base == "":
		return ""
	case x.sel[0] == '[':
		return base + x.sel
	case x.sel[0] == '#':
		return ""
	}
	return base + "." + x.sel
}

// stateViews groups states by what a reader can tell apart.
func (r *run) stateViews(states []*state) []StateView {
	var out []StateView
	for _, s := range states {
		if !s.born {
			continue
		}
		v := StateView{Q: s.q, Past: s.focus != r.focus, Since: since(s), If: r.conditions(s)}
		if s.doubted {
			v.Loss = &Loss{Cause: Overheard} // by the way that a branch took
			if s.why != nil && s.why.Cause == Overheard {
				v.Loss = s.why
			}
		}
		if s.q == protocol.Unknown {
			v.Loss = s.why
			if v.Loss == nil && (s.sure || !r.a.u.isEntry(r.focus)) {
				v.Loss = &Loss{Cause: Unclear}
			}
			v.Since = Step{Kind: Branch}
		}
		if s.q == protocol.Reported {
			v.Since, v.If = Step{Kind: Branch}, nil
		}
		v.Since.Inner = nil
		out = joinViews(out, []StateView{v})
	}
	slices.SortStableFunc(out, func(x, y StateView) int { return cmp.Compare(y.Q, x.Q) })
	return out
}

// since returns what made s what it is. Of a function of another package it is only known where.
func since(s *state) Step {
	step := operationOf(s)
	up := s.q == protocol.Open || s.q == protocol.Pending
	switch step.Kind {
	case Opened:
		if !up {
			step.Kind = Call
		}
	case Closed, Failed, Created:
		if up {
			step.Kind = Call
		}
	}
	return step
}

// joinViews returns the states of both lists, with the conditions that all of the same state share.
func joinViews(list, more []StateView) []StateView {
	for _, v := range more {
		i := slices.IndexFunc(list, v.same)
		if i < 0 {
			list = append(list, v)
			continue
		}
		list[i].If = slices.DeleteFunc(list[i].If, func(c Condition) bool { return !slices.Contains(v.If, c) })
	}
	return list
}

// same reports whether two states differ in their conditions at most.
func (v StateView) same(w StateView) bool {
	if v.Q != w.Q || v.Past != w.Past || v.Since.Kind != w.Since.Kind || v.Since.Pos != w.Since.Pos || v.Since.At != w.Since.At {
		return false
	}
	if v.Loss == nil || w.Loss == nil {
		return v.Loss == w.Loss
	}
	return v.Loss.Cause == w.Loss.Cause && v.Loss.Pos == w.Loss.Pos
}
