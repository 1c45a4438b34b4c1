package typestate

import (
	"fmt"
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// This file defines how values, locations and exits are numbered for a summary, and what constants
// and places look like in one.

// An encoder numbers values in the order it meets them.
type encoder struct {
	a    *Analysis
	out  Summary
	vals map[value]int
	locs map[locID]int
	// carried counts the facts and stores of all exits.
	carried int
}

// tooLarge reports whether the summary is not worth its size.
func (e *encoder) tooLarge() bool { return len(e.out.Vals) > maxSummary || e.carried > maxCarried }

func (e *encoder) value(v value) int {
	if v == 0 {
		return 0
	}
	if i, ok := e.vals[v]; ok {
		return i
	}
	n := *e.a.u.node(v)
	x := Val{Kind: uint8(n.kind), N: n.n, Op: int(n.op), S: n.s, Zero: n.zero, Made: n.made}
	switch n.kind {
	case kConst:
		if n.c != nil {
			x.S = n.c.ExactString()
		}
	case kFormal:
		x.S = ""
	case kGlobal:
		if n.s != "" {
			break // a distant one: it goes on by its path
		}
		g, ok := n.ptr.(*types.Var)
		if !ok || g.Pkg() == nil {
			x.Kind = uint8(kInstr)
			break
		}
		x.S = g.Pkg().Path() + "." + g.Name()
	case kInit, kAddr:
		x.Loc = e.loc(n.loc)
	case kCmp:
		x.A, x.B = e.value(n.a), e.value(n.b)
	case kNot, kObserve, kAdd:
		x.A = e.value(n.a)
	default: // something that is only known to be itself
		x = Val{Kind: uint8(kInstr), Zero: n.zero, Made: n.made, Type: e.a.boxedAs(n.typ)}
	}
	if kind(x.Kind) == kInstr {
		x.N = len(e.out.Vals) + 1 // its name
	}
	e.out.Vals = append(e.out.Vals, x)
	e.vals[v] = len(e.out.Vals)
	return e.vals[v]
}

func (e *encoder) values(list []value) (out []int) {
	for _, v := range list {
		out = append(out, e.value(v))
	}
	return out
}

func (e *encoder) loc(l locID) int {
	if i, ok := e.locs[l]; ok {
		return i
	}
	x := e.a.u.locs[l]
	var out Loc
	if x.root != 0 {
		out.Root = e.value(x.root)
	} else {
		out.Parent, out.Sel = e.loc(x.parent), x.sel
	}
	e.out.Locs = append(e.out.Locs, out)
	e.locs[l] = len(e.out.Locs)
	return e.locs[l]
}

func (e *encoder) exits(exits []*exit) []Exit {
	var out []Exit
	for _, x := range exits {
		if x.st.timer == 0 { // what its timers call is the package's own
			out = append(out, e.exit(x))
		}
	}
	return out
}

func (e *encoder) exit(x *exit) Exit {
	u, s := e.a.u, x.st
	out := Exit{Kind: uint8(x.kind), Q: s.q, Born: s.born, Sure: s.sure, Escaped: s.escaped, Recovers: uint8(s.recovers), Kept: s.kept, Lost: s.lost, Watched: s.watched, Waker: s.waker, Signals: s.signals, Heard: s.heard, Doubted: s.doubted, Struck: s.struck, Begun: s.begun, Aside: s.aside, Brief: s.brief}
	if s.hole != 0 {
		out.Hole = e.loc(s.hole)
	}
	for n := range x.n {
		out.Results = append(out.Results, e.value(x.result(n)))
	}
	s.mem.each(func(k uint32, v value) {
		st := Store{Loc: e.loc(locID(k))}
		n := u.node(v)
		switch {
		case n.kind == kHavoc && n.loc == locID(k) && n.ptr == any(sharedMark{}):
			st.Val = -2
		case n.kind == kHavoc && n.loc == locID(k):
			st.Val = -1
		default:
			st.Val = e.value(v)
		}
		out.Stores = append(out.Stores, st)
	})
	s.facts.each(func(k uint32, f fact) {
		known := Known{
			Val: e.value(value(k)), Nil: uint8(f.isNil), True: uint8(f.isTrue),
			Ranged: f.ranged, Lo: f.lo, Hi: f.hi, Eq: e.value(f.eq), Outcome: uint8(f.outcome), Ended: uint8(f.ended), Opened: f.opened, Apart: f.apart, Auto: uint8(f.auto), Ident: e.value(f.ident), Maybe: f.maybe,
		}
		if f.place != 0 {
			known.Place = e.loc(f.place)
		}
		for i, n := range f.ne {
			known.Ne[i] = e.value(n)
		}
		out.Facts = append(out.Facts, known)
	})
	e.carried += len(out.Stores) + len(out.Facts)
	if s.opened != nil {
		did := s.opened.innermost()
		if did.Kind == Call {
			did.Kind = Opened // something in it did
		}
		out.Opened, out.Did = e.a.where(did), uint8(did.Kind)
	}
	if v := x.viol; v != nil {
		out.Breaks = &Break{Kind: v.Kind, Proto: v.Proto.Name, Op: v.Op.Func, At: e.a.operation(v), Sure: s.sure, Ident: e.value(v.ident)}
	}
	return out
}

// parts returns the containers of those values that the summary mentions.
func (e *encoder) parts(f *funcInfo) []Part {
	var out []Part
	for _, v := range slices.Sorted(maps.Keys(e.vals)) {
		if of := f.partOf[v]; of != 0 {
			out = append(out, Part{e.vals[v], e.value(of)})
		}
	}
	return out
}

// operation returns where v's operation stands, in the form of [Step.At].
func (a *Analysis) operation(v *Violation) string {
	if v.At != "" {
		return v.At
	}
	return a.posString(v.Inner)
}

func (a *Analysis) where(s Step) string {
	if s.At != "" {
		return s.At
	}
	return a.posString(s.Pos)
}

// posString returns pos in the form of [Step.At].
func (a *Analysis) posString(pos token.Pos) string {
	if !pos.IsValid() {
		return ""
	}
	p := a.pkg.Prog.Fset.Position(pos)
	return fmt.Sprintf("%s/%s:%d", a.pkg.Pkg.Path(), filepath.Base(p.Filename), p.Line)
}

// constantOf parses a constant's exact form.
func constantOf(kind int, s string) constant.Value {
	switch constant.Kind(kind - 1) {
	case constant.Bool:
		return constant.MakeBool(s == "true")
	case constant.String:
		return constant.MakeFromLiteral(s, token.STRING, 0)
	case constant.Int:
		digits, neg := strings.CutPrefix(s, "-")
		c := constant.MakeFromLiteral(digits, token.INT, 0)
		if neg && c.Kind() == constant.Int {
			return constant.UnaryOp(token.SUB, c, 0)
		}
		return c
	}
	return constant.MakeUnknown()
}
