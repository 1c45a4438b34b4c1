package typestate

import (
	"go/constant"
	"go/token"
	"go/types"
	"math"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines the transfer functions, one per instruction kind. Each maps a state to
// the states after the instruction and has no other effect on the run than what the
// terminators hand on: returns, panics and successors.

// instr executes i in s. It returns no state if the path ends or goes on in other blocks.
func (r *run) instr(s *state, i ssa.Instruction) []*state {
	if r.f.inLoop[i.Block().Index] {
		switch v := i.(type) {
		case ssa.Value:
			s = r.again(s, v)
		case *ssa.Go:
			s = r.a.u.kill(s, v) // what the last goroutine made
		}
	}
	if s.aside && s.q == protocol.Open && r.heeds(s, i) {
		s = r.share(s)
	}
	s = r.unattended(r.asked(s, i), i)
	r.at = i
	out := r.wakes(s, i, r.execute(s, i))
	for _, t := range out {
		happened := s.born && (t.q != s.q && t.q != protocol.Reported && !t.asked() || t.escaped && !s.escaped)
		r.touched = r.touched || happened
		r.acted = r.acted || happened && !t.heard
	}
	for n, t := range out {
		if r.birth == i && r.focus != 0 && !t.born && t.focus == r.focus {
			out[n] = r.begin(t, i)
		}
	}
	if r.watch != nil {
		r.watch(s, i, out)
	}
	if r.upTo {
		return r.stop(s, i, out)
	}
	return out
}

// asked reports whether the latest step of s was to ask for the focus's state.
func (s *state) asked() bool {
	return s.trace != nil && (s.trace.Kind == CheckedUp || s.trace.Kind == CheckedDown)
}

// begin returns s with the focus born at i, in the state that its kind of birth implies.
func (r *run) begin(s *state, i ssa.Instruction) *state {
	c := s.clone()
	c.born, c.q = true, protocol.Unknown
	if r.a.u.isFresh(r.focus) {
		c.q, c.sure = protocol.NotOpen, true
		c = c.note(Created, posOf(i), "")
	}
	return c
}

func (r *run) execute(s *state, i ssa.Instruction) []*state {
	switch i := i.(type) {
	case *ssa.Alloc:
		return one(r.alloc(s, i))
	case *ssa.MakeChan:
		return one(r.alloc(s, i))
	case *ssa.BinOp:
		return one(r.binop(s, i))
	case *ssa.UnOp:
		return r.unop(s, i)
	case *ssa.Store:
		return one(r.store(s, r.a.u.pointee(r.val(s, i.Addr)), i.Val))
	case *ssa.Field:
		return one(r.field(s, i))
	case *ssa.IndexAddr:
		return one(r.elementAddr(s, i))
	case *ssa.Slice:
		return one(r.sliced(s, i))
	case *ssa.Next:
		return one(r.next(s, i))
	case *ssa.Index:
		return one(r.element(s, i, i.X, i.Index))
	case *ssa.Lookup:
		return r.lookups(s, i)
	case *ssa.MapUpdate:
		return one(r.mapUpdate(s, i))
	case *ssa.Send:
		if r.a.u.factOf(s, r.val(s, i.Chan)).isNil == yes {
			return nil // it waits for ever
		}
		if r.answersTo(i.Chan) {
			return one(r.answered(s, r.val(s, i.Chan), r.val(s, i.X)))
		}
		return one(r.send(s, r.val(s, i.X)))
	case *ssa.TypeAssert:
		return one(r.typeAssert(s, i))
	case *ssa.Select:
		return r.selects(s, i)
	case *ssa.Call:
		out := r.call(s, i)
		for _, v := range r.f.turnsOf(i) {
			for n := range out {
				out[n] = r.inTurn(out[n], v)
			}
		}
		return out
	case *ssa.Go:
		return r.goStmt(s, i)
	case *ssa.Defer:
		return one(r.deferStmt(s, i))
	case *ssa.RunDefers:
		return r.runDefers(s)
	case *ssa.Panic:
		r.panics(s)
	case *ssa.If:
		r.ifs(s, i)
	case *ssa.Jump:
		r.flow(i.Block(), 0, s)
	case *ssa.Return:
		r.returns(s, i)
	case *ssa.Extract:
		return one(s) // bound where its tuple was made
	default:
		if v, ok := i.(ssa.Value); ok {
			return one(r.bind(s, v, r.derive(s, v)))
		}
		return one(s)
	}
	return nil
}

func one(s *state) []*state {
	if s == nil {
		return nil
	}
	return []*state{s}
}

// again forgets the former result of an instruction that is executed anew.
func (r *run) again(s *state, v ssa.Value) *state {
	switch v.(type) {
	case *ssa.Extract:
		return s // bound where its tuple was made, just now
	case *ssa.FieldAddr, *ssa.BinOp, *ssa.MakeInterface, *ssa.ChangeInterface, *ssa.ChangeType, *ssa.MakeClosure:
		return r.bind(s, v, 0) // no symbol of its own, or one that nothing refers to
	}
	return r.a.u.kill(r.bind(r.stillDeferred(s, v), v, 0), v)
}

// val returns the abstract value of v in s.
func (r *run) val(s *state, v ssa.Value) value {
	if n, ok := r.f.num[v]; ok {
		if x := s.vals.get(n); x != 0 {
			return x
		}
	}
	return r.derive(s, v)
}

// derive returns the value that v's form alone gives it: constants, addresses, conversions
// that keep identity, closures; for all others v's own symbol.
func (r *run) derive(s *state, v ssa.Value) value {
	u := r.a.u
	switch v := v.(type) {
	case *ssa.Const:
		return u.constant(v.Value, v.Type())
	case *ssa.Global:
		return r.a.globalOf(v)
	case *ssa.Function:
		return u.fn(v)
	case *ssa.Builtin:
		return u.nilValue()
	case *ssa.Parameter:
		return r.f.formal(u, v)
	case *ssa.FreeVar:
		for n, fv := range r.f.fn.FreeVars {
			if fv == v {
				return u.free(r.f.fn, n)
			}
		}
	case *ssa.FieldAddr:
		return r.fieldAddr(s, v)
	case *ssa.IndexAddr:
		return r.indexAddr(s, v)
	case *ssa.MakeInterface:
		return r.val(s, v.X)
	case *ssa.ChangeInterface:
		return r.val(s, v.X)
	case *ssa.ChangeType:
		return r.val(s, v.X)
	case *ssa.Range:
		return r.val(s, v.X)
	case *ssa.Convert:
		if c := u.constOf(r.val(s, v.X)); c != nil && isInteger(v.Type()) && isInteger(v.X.Type()) {
			return r.val(s, v.X)
		}
	case *ssa.Slice:
		if v.Low == nil && v.High == nil {
			return r.val(s, v.X) // shares its elements with X
		}
	case *ssa.MakeClosure:
		args := make([]value, len(v.Bindings))
		for i, b := range v.Bindings {
			args[i] = r.val(s, b)
		}
		return u.closure(v.Fn.(*ssa.Function), args)
	}
	return u.self(v)
}

func isInteger(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}

// bind returns s with SSA value v standing for x (0: for its own symbol).
func (r *run) bind(s *state, v ssa.Value, x value) *state {
	n := r.f.num[v]
	if x == r.a.u.self(v) {
		x = 0
	}
	if s.vals.get(n) == x {
		return s
	}
	c := s.clone()
	c.vals = c.vals.set(n, x)
	return c
}

// binop: t2 = t0 op t1.
func (r *run) binop(s *state, i *ssa.BinOp) *state {
	u := r.a.u
	x, y := r.val(s, i.X), r.val(s, i.Y)
	switch i.Op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return r.bind(s, i, u.cmp(i.Op, x, y))
	}
	cx, cy := u.constOf(x), u.constOf(y)
	if cx != nil && cy != nil && cx.c != nil && cy.c != nil && foldable(i.Op, cx.c, cy.c) {
		return r.bind(s, i, u.constant(constant.BinaryOp(cx.c, i.Op, cy.c), i.Type()))
	}
	if b, ok := i.Type().Underlying().(*types.Basic); ok && i.Op == token.ADD && b.Info()&types.IsString != 0 {
		return r.bind(s, i, u.concat(x, y))
	}
	if n, ok := u.int64Of(y); ok && isInteger(i.Type()) {
		switch {
		case i.Op == token.ADD:
			return r.bind(s, i, u.add(x, n))
		case i.Op == token.SUB && n != math.MinInt64:
			return r.bind(s, i, u.add(x, -n))
		}
		if v := u.bitwise(i.Op, x, n); v != 0 {
			return r.bind(s, i, v)
		}
	}
	if r.f.inLoop[i.Block().Index] {
		return u.kill(s, i)
	}
	return s
}

func foldable(op token.Token, x, y constant.Value) bool {
	if x.Kind() != y.Kind() {
		return false
	}
	switch op {
	case token.ADD:
		return true
	case token.SUB, token.MUL:
		return x.Kind() != constant.String
	}
	return false
}

// shifted returns the range of x+d. Bounds that could wrap round are given up.
func shifted(x fact, d int64) (fact, bool) {
	const limit = math.MaxInt32 // below every integer's own overflow that matters to a counter
	if !x.ranged || d > limit || d < -limit {
		return fact{}, false
	}
	f := fact{ranged: true, lo: math.MinInt64, hi: math.MaxInt64}
	if x.lo > -limit {
		f.lo = x.lo + d
	}
	if x.hi < limit {
		f.hi = x.hi + d
	}
	return f, f.lo != math.MinInt64 || f.hi != math.MaxInt64
}

// unop: loads, receives and negations.
func (r *run) unop(s *state, i *ssa.UnOp) []*state {
	u := r.a.u
	switch i.Op {
	case token.MUL:
		return one(r.load(s, i))
	case token.NOT:
		return one(r.bind(s, i, u.not(r.val(s, i.X))))
	case token.SUB:
		if c := u.constOf(r.val(s, i.X)); c != nil && c.c != nil {
			return one(r.bind(s, i, u.constant(constant.UnaryOp(token.SUB, c.c, 0), i.Type())))
		}
	case token.ARROW:
		ch := r.val(s, i.X)
		if s = r.fires(s, ch); s == nil {
			return nil
		}
		return r.receive(s.unaware(i), ch, i, 0)
	}
	return one(s)
}

// typeAssert: t1 = t0.(T). The object stays the same one.
func (r *run) typeAssert(s *state, i *ssa.TypeAssert) *state {
	x := r.val(s, i.X)
	if i.CommaOk {
		return r.results(s, i, []value{x, r.a.u.holdsType(x, i.AssertedType)})
	}
	return r.bind(s, i, x)
}

// results binds the components of a tuple to vals (0: their own symbols).
func (r *run) results(s *state, tuple ssa.Value, vals []value) *state {
	if _, ok := tuple.Type().(*types.Tuple); !ok {
		if len(vals) > 0 {
			return r.bind(s, tuple, vals[0])
		}
		return s
	}
	refs := tuple.Referrers()
	if refs == nil {
		return s
	}
	for _, ref := range *refs {
		if e, ok := ref.(*ssa.Extract); ok && e.Index < len(vals) {
			s = r.bind(s, e, vals[e.Index])
		}
	}
	return s
}

// ifs: each successor learns its own truth of the condition.
func (r *run) ifs(s *state, i *ssa.If) {
	cond := r.val(s, i.Cond)
	decided := r.a.u.decide(s, cond) != unknown
	for succ, truth := range []bool{true, false} {
		t := r.a.u.assume(s, cond, truth)
		if t == nil {
			continue
		}
		if truth && r.drives() && r.mayOnly(cond, decided) {
			continue
		}
		if n := r.a.u.node(cond); truth && n.kind == kCmp && (r.sentinel(s, n.a) || r.sentinel(s, n.b)) {
			t = t.doubt()
		}
		t = r.contextAsked(t, cond)
		if k := Branch; !decided {
			if !truth {
				k = Else
			}
			t = t.note(k, condPos(i), "")
		}
		r.flow(i.Block(), succ, t)
	}
}

func condPos(i *ssa.If) token.Pos {
	if v, ok := i.Cond.(ssa.Instruction); ok && v.Pos().IsValid() {
		return v.Pos()
	}
	if p := i.Cond.Pos(); p.IsValid() && i.Cond.Parent() == i.Parent() {
		return p
	}
	return posOf(i)
}
