package typestate

import (
	"cmp"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"github.com/hublint/hublint/analyzer/protocol"
)

// This file defines the functions of other packages, as their facts describe them.

// An importedFunc is a callee that is known by its summary only.
type importedFunc struct {
	u     *universe
	obj   *types.Func
	foci  []value
	proto map[value]string
	table map[runKey][]*exit
	base  []*exit
	modes []invoked
	sideEffects
	// partOf names the containers that values come out of.
	partOf map[value]value
	makes  []*making
	aside  *beside // nil: nothing is known of it as a goroutine
}

func (c *importedFunc) candidates() []value     { return c.foci }
func (c *importedFunc) protocol(v value) string { return cmp.Or(c.proto[v], c.aside.protocol(v)) }
func (c *importedFunc) makings() []*making      { return c.makes }
func (c *importedFunc) name() string            { return c.obj.Name() }

func (c *importedFunc) exits(focus value, q protocol.State, aliases []value) []*exit {
	if focus == 0 {
		return c.base
	}
	if _, ok := c.proto[focus]; !ok {
		return c.plain(focus)
	}
	if len(aliases) > 0 {
		q = protocol.Unknown // it was summarised for distinct objects
	}
	if out, ok := c.table[runKey{focus: focus, entry: uint8(q)}]; ok {
		return out
	}
	if q == protocol.Reported {
		return c.reported(focus)
	}
	return c.table[runKey{focus: focus, entry: uint8(protocol.Unknown)}]
}

// plain returns how c ends for an object that it makes and does nothing to, as new(Client) does:
// such a client is not open, where it comes out. One that c has from elsewhere is in any state.
func (c *importedFunc) plain(focus value) []*exit {
	var out []*exit
	for _, e := range c.base {
		x := *e
		x.st = e.st.clone()
		x.st.focus = focus
		for n := range e.n {
			x.st.born = x.st.born || e.result(n) == focus
		}
		e.st.mem.each(func(_ uint32, v value) { x.st.born = x.st.born || v == focus })
		if x.st.q, x.st.sure = protocol.Unknown, false; c.u.isFresh(focus) {
			x.st.q, x.st.sure = protocol.NotOpen, true
		}
		out = append(out, &x)
	}
	return out
}

// reported returns how c ends for an object that was reported already: as from an unknown
// state, but silent unless c closes it.
func (c *importedFunc) reported(focus value) []*exit {
	var out []*exit
	for _, e := range c.table[runKey{focus: focus, entry: uint8(protocol.Unknown)}] {
		if e.kind == violating {
			continue
		}
		x := *e
		x.st = e.st.clone()
		if x.st.q != protocol.NotOpen && x.st.q != protocol.Dead {
			x.st.q = protocol.Reported
		}
		out = append(out, &x)
	}
	return out
}

// imported returns what is known of a function of another package, or nil.
func (a *Analysis) imported(obj *types.Func) callee {
	obj = obj.Origin()
	if c, ok := a.importedC[obj]; ok {
		return c
	}
	a.importedC[obj] = nil
	if a.facts == nil || obj.Pkg() == a.pkg.Pkg {
		return nil
	}
	sum := a.facts(obj)
	if sum == nil || sum.Unknown {
		return nil
	}
	d := &decoder{a: a, obj: obj, sum: sum, vals: make([]value, len(sum.Vals)+1), locs: make([]locID, len(sum.Locs)+1)}
	c := d.decode()
	a.importedC[obj] = c
	return c
}

// inert reports whether obj is known to do nothing to a client: its package was analysed and
// had nothing to say of it.
func (a *Analysis) inert(obj *types.Func) bool {
	if a.analysed == nil || obj.Pkg() == nil || obj.Pkg() == a.pkg.Pkg || !a.analysed(obj.Pkg()) {
		return false
	}
	if recv := obj.Signature().Recv(); recv != nil && types.IsInterface(recv.Type()) {
		return false // whoever implements it
	}
	return a.facts(obj.Origin()) == nil
}

// A decoder turns a summary's tables into values of this package's universe.
type decoder struct {
	a    *Analysis
	obj  *types.Func
	sum  *Summary
	vals []value
	locs []locID
	c    *importedFunc
}

func (d *decoder) decode() callee {
	c := &importedFunc{u: d.a.u, obj: d.obj, proto: map[value]string{}, partOf: map[value]value{}, table: map[runKey][]*exit{}}
	d.c = c
	d.typeResults()
	for _, o := range d.sum.Objects {
		v := d.value(o.Val)
		c.foci = append(c.foci, v)
		c.proto[v] = o.Proto
		for _, r := range o.Runs {
			c.table[runKey{focus: v, entry: uint8(r.Q)}] = d.exits(r.Exits, v)
		}
	}
	c.base = d.exits(d.sum.Base, 0)
	c.aside = d.asGoroutine(d.sum.Started)
	for _, p := range d.sum.Parts {
		c.partOf[d.value(p.Val)] = d.value(p.Of)
	}
	for _, i := range d.sum.Invokes {
		c.modes = append(c.modes, invoked{d.value(i.Fn), discipline(i.Mode)})
	}
	c.sideEffects = d.sideEffects(d.sum.Effects)
	for _, m := range d.sum.Makings {
		c.makes = append(c.makes, d.making(m)...)
	}
	return c
}

// typeResults gives what the function returns the types of its results: for a new struct that
// says which fields there are.
func (d *decoder) typeResults() {
	sig := d.obj.Signature()
	res := sig.Results()
	if sig.TypeParams().Len() > 0 || sig.RecvTypeParams().Len() > 0 {
		return // each call says anew which types they are
	}
	for _, e := range d.sum.Base {
		for n, i := range e.Results {
			if v := d.value(i); v != 0 && n < res.Len() && d.a.u.node(v).typ == nil && !types.IsInterface(res.At(n).Type()) {
				d.a.u.nodes[v].typ = res.At(n).Type()
			}
		}
	}
}

func (d *decoder) formalType(n int) types.Type {
	sig := d.obj.Signature()
	if sig.Recv() != nil {
		if n == 0 {
			return sig.Recv().Type()
		}
		n--
	}
	if n < sig.Params().Len() {
		return sig.Params().At(n).Type()
	}
	return nil
}

func (d *decoder) value(i int) value {
	if i <= 0 || i >= len(d.vals) {
		return 0
	}
	if d.vals[i] == 0 {
		d.vals[i] = d.decodeValue(d.sum.Vals[i-1])
	}
	return d.vals[i]
}

func (d *decoder) values(list []int) (out []value) {
	for _, i := range list {
		out = append(out, d.value(i))
	}
	return out
}

func (d *decoder) decodeValue(x Val) value {
	u := d.a.u
	var v value
	switch kind(x.Kind) {
	case kConst:
		if x.N == 0 {
			return u.nilValue()
		}
		if c := constantOf(x.N, x.S); c.Kind() != constant.Unknown {
			return u.constant(c, nil)
		}
	case kFormal:
		return u.formal(d.obj, x.N, d.formalType(x.N))
	case kGlobal:
		if g := d.global(x.S); g != nil {
			return u.global(g)
		}
		return u.distantGlobal(x.S)
	case kInit:
		if l := d.loc(x.Loc); l != 0 {
			return u.init(l)
		}
	case kAddr:
		if l := d.loc(x.Loc); l != 0 {
			return u.addr(l)
		}
	case kCmp:
		return u.cmp(token.Token(x.Op), d.value(x.A), d.value(x.B))
	case kNot:
		return u.not(d.value(x.A))
	case kAdd:
		return u.add(d.value(x.A), int64(x.N))
	case kObserve:
		if x.S == "+" {
			if pair := u.node(d.value(x.A)); pair.kind == kCmp {
				return u.concat(pair.a, pair.b)
			}
		}
		return u.observe(x.S, d.value(x.A), nil)
	}
	v = u.intern(vkey{kind: kInstr, ptr: d.obj, n: x.N}, nil)
	u.nodes[v].zero, u.nodes[v].made = x.Zero, x.Made
	if x.Type != "" {
		u.nodes[v].typ = d.a.named(x.Type)
	}
	return v
}

func (d *decoder) loc(i int) locID {
	if i <= 0 || i >= len(d.locs) {
		return 0
	}
	if d.locs[i] == 0 {
		d.locs[i] = d.decodeLoc(d.sum.Locs[i-1])
	}
	return d.locs[i]
}

func (d *decoder) decodeLoc(x Loc) locID {
	u := d.a.u
	if x.Parent == 0 {
		return u.pointee(d.value(x.Root))
	}
	p := d.loc(x.Parent)
	if p == 0 {
		return 0
	}
	return u.sub(p, x.Sel, d.a.partType(u.locs[p].typ, x.Sel))
}

// partType returns the type of what selector sel of a t leads to, or nil.
func (a *Analysis) partType(t types.Type, sel string) types.Type {
	if !isView(sel) {
		return fieldType(t, sel)
	}
	return a.named(strings.Trim(sel, "(*)"))
}

// fieldType returns the type of t's field of that name, or nil.
func fieldType(t types.Type, name string) types.Type {
	if t == nil {
		return nil
	}
	if st, ok := t.Underlying().(*types.Struct); ok {
		for i := range st.NumFields() {
			if st.Field(i).Name() == name {
				return st.Field(i).Type()
			}
		}
	}
	return nil
}

// global finds a package-level variable among what this package imports.
func (d *decoder) global(path string) *types.Var {
	i := strings.LastIndex(path, ".")
	if d.obj.Pkg().Path() == path[:i] {
		g, _ := d.obj.Pkg().Scope().Lookup(path[i+1:]).(*types.Var)
		return g
	}
	for _, p := range d.obj.Pkg().Imports() {
		if p.Path() == path[:i] {
			g, _ := p.Scope().Lookup(path[i+1:]).(*types.Var)
			return g
		}
	}
	return nil
}

func (d *decoder) exits(list []Exit, focus value) []*exit {
	var out []*exit
	for i := range list {
		if b := list[i].Breaks; b != nil && d.a.match.byName[b.Proto] == nil {
			continue // a client that is not known here: nothing could be said of it
		}
		out = append(out, d.exit(&list[i], focus))
	}
	return out
}

func (d *decoder) exit(x *Exit, focus value) *exit {
	u := d.a.u
	s := u.top()
	s.q, s.born, s.sure, s.escaped, s.kept, s.lost = x.Q, x.Born, x.Sure, x.Escaped, x.Kept, x.Lost
	s.aside, s.brief, s.waker, s.signals = x.Aside, x.Brief, x.Waker, x.Signals
	s.watched, s.heard, s.doubted, s.struck, s.begun, s.recovers = x.Watched, x.Heard, x.Doubted, x.Struck, x.Begun, answer(x.Recovers)
	s.hole, s.focus = d.loc(x.Hole), focus
	for n, i := range x.Results {
		s.vals = s.vals.set(resultSlot(n), d.value(i))
	}
	for _, st := range x.Stores {
		l := d.loc(st.Loc)
		if l == 0 {
			continue
		}
		switch st.Val {
		case -1:
			s.mem = s.mem.set(uint32(l), u.havoc(d.obj, l))
		case -2:
			s.mem = s.mem.set(uint32(l), u.havoc(sharedMark{}, l))
		default:
			s.mem = s.mem.set(uint32(l), d.value(st.Val))
		}
	}
	for _, k := range x.Facts {
		f := fact{isNil: answer(k.Nil), isTrue: answer(k.True), ranged: k.Ranged, lo: k.Lo, hi: k.Hi,
			eq: d.value(k.Eq), outcome: outcome(k.Outcome), ended: answer(k.Ended), opened: k.Opened, apart: k.Apart, auto: answer(k.Auto), ident: d.value(k.Ident), place: d.loc(k.Place), maybe: k.Maybe}
		for _, n := range k.Ne {
			if n != 0 {
				f = f.without(d.value(n))
			}
		}
		s.facts = s.facts.set(uint32(d.value(k.Val)), f)
	}
	if x.Opened != "" {
		s.trace = &step{Step: Step{Kind: StepKind(x.Did), At: x.Opened}, n: 1}
		s.opened = s.trace
	}
	e := &exit{kind: exitKind(x.Kind), st: s, n: len(x.Results), of: d.c}
	if b := x.Breaks; b != nil {
		e.viol = d.violation(b)
	}
	return e
}

func (d *decoder) violation(b *Break) *Violation {
	v := &Violation{Kind: b.Kind, At: b.At, ident: d.value(b.Ident), Steps: []Step{{Kind: Violates, At: b.At}}}
	if p := d.a.match.byName[b.Proto]; p != nil {
		if v.Proto, v.Op = p, p.Op(b.Op); v.Op == nil { // of another client, which a callee opens
			v.Op = &protocol.Op{Func: b.Op, Event: protocol.Connect}
		}
		sem := d.a.semantics(p)
		v.Wrong = WrongOf(b.Kind, sem)
	}
	return v
}
