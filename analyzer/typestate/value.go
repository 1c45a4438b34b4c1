package typestate

import (
	"fmt"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// This file defines abstract values. A value is an expression over symbols; two equal values
// denote the same run-time value at every point where both are known (must-equality), and
// unequal ones tell nothing, unless [universe.distinct] says so.

// A value is an interned [vnode]. The zero value is "absent".
type value uint32

// A kind is the form of a value.
type kind uint8

const (
	kNone    kind = iota
	kConst        // a constant; nil and the zero of a struct are constants too
	kFormal       // parameter n of the function under analysis, receiver included
	kFree         // free variable n of the function under analysis: the address of a cell
	kBound        // cell m of the closure that parameter n is specialised to, or that cell a holds
	kGlobal       // the address of a package-level variable
	kInstr        // result n of an SSA instruction, as of its latest execution
	kInit         // what loc held on entry
	kJoin         // what loc holds where two paths with different contents meet
	kHavoc        // what loc holds after unknown code at an instruction
	kOld          // value a as of an earlier execution of its instruction
	kCall         // value a that a call gave birth to
	kAddr         // the address of loc
	kFunc         // a function
	kClosure      // a function with its free variables bound
	kCmp          // the comparison a op b
	kNot          // the negation of a
	kAdd          // the sum of a and the constant n
	kObserve      // what a pure observer returns for a
)

// A vkey is what interning compares.
type vkey struct {
	kind kind
	ptr  any // ssa.Instruction, *ssa.Function, *types.Var (global) or *ssa.BasicBlock
	n    int
	op   token.Token
	loc  locID
	a, b value
	s    string // constants: exact form; closures: encoded bindings; observers: the name
}

// A vnode is a value with what is derived from its key.
type vnode struct {
	vkey
	typ  types.Type     // nil if not known
	c    constant.Value // kConst other than nil and zero
	args []value        // kClosure: the bindings
	zero bool           // memory below this value starts zeroed
	made bool           // a constructor of a library made it: it is a new object
	deps uint64         // superset of the instructions it is built from, hashed

	pointee locID // see [universe.pointee]; 0 until somebody asks
}

// A locID is an interned [loc]. The zero locID is "no location".
type locID uint32

// A loc is a storage location: what value root points to, or a selection from parent.
// As a path of selectors from a root it is an access path in Infer's sense.
type loc struct {
	locKey
	typ   types.Type // type of what is stored; nil if not known
	base  value      // the root of the path
	depth int        // how many selections lead from there
	chain int        // how many pointers the path goes through before
	kids  []locID    // the locations directly below
	init  value      // what it held on entry; 0 until somebody asks
}

// A locKey is what interning compares.
type locKey struct {
	root   value // 0 if parent is set
	parent locID
	sel    string // field name, "[k]" for a constant index, "#name" for a setting
}

// maxDepth bounds access paths. A longer one is not tracked: findings can only be lost.
const maxDepth = 8

// A universe interns the values, locations and facts of one package's analysis.
type universe struct {
	nodes  []vnode
	index  map[vkey]value
	locs   []loc
	locIdx map[locKey]locID
	bits   map[any]int // instructions, numbered as they are met
	facts  *factTable
	types  map[value]types.Type   // by [universe.typeName]; see [universe.holdsType]
	masks  map[types.Type][]int64 // that flags of a type are tested with
	met    map[value][]value      // what met under a name, see [universe.metAt]
}

func newUniverse() *universe {
	return &universe{
		nodes: make([]vnode, 1), index: map[vkey]value{},
		locs: make([]loc, 1), locIdx: map[locKey]locID{}, bits: map[any]int{}, types: map[value]types.Type{}, met: map[value][]value{}, masks: map[types.Type][]int64{},
		facts: newFactTable(),
	}
}

func (u *universe) node(v value) *vnode { return &u.nodes[v] }

// typeOf returns v's type; the invalid type if it is not known.
func (u *universe) typeOf(v value) types.Type {
	if t := u.nodes[v].typ; t != nil {
		return t
	}
	return types.Typ[types.Invalid]
}

func (u *universe) intern(k vkey, typ types.Type) value {
	if v, ok := u.index[k]; ok {
		return v
	}
	v := value(len(u.nodes))
	u.nodes = append(u.nodes, vnode{vkey: k, typ: typ, deps: u.depsOf(k)})
	u.index[k] = v
	return v
}

func (u *universe) constant(c constant.Value, typ types.Type) value {
	if c == nil {
		// nil, or the zero of a struct: one value whatever the type, so that nil == nil.
		return u.intern(vkey{kind: kConst}, nil)
	}
	v := u.intern(vkey{kind: kConst, n: int(c.Kind()) + 1, s: c.ExactString()}, typ)
	u.nodes[v].c = c
	return v
}

func (u *universe) nilValue() value { return u.constant(nil, nil) }

// literal returns the value of a Go literal of a basic type, or 0 if text is none.
func (u *universe) literal(text string) value {
	if tv, err := types.Eval(token.NewFileSet(), nil, token.NoPos, text); err == nil && tv.Value != nil {
		return u.constant(tv.Value, tv.Type)
	}
	return 0
}

func (u *universe) boolean(b bool) value {
	return u.constant(constant.MakeBool(b), types.Typ[types.Bool])
}
func (u *universe) integer(n int64) value {
	return u.constant(constant.MakeInt64(n), types.Typ[types.Int])
}
func (u *universe) isNil(v value) bool {
	return v != 0 && u.nodes[v].kind == kConst && u.nodes[v].c == nil
}
func (u *universe) constOf(v value) *vnode {
	if v != 0 && u.nodes[v].kind == kConst {
		return &u.nodes[v]
	}
	return nil
}

// truth returns the truth of a constant bool.
func (u *universe) truth(v value) (b, ok bool) {
	if c := u.constOf(v); c != nil && c.c != nil && c.c.Kind() == constant.Bool {
		return constant.BoolVal(c.c), true
	}
	return false, false
}

// int64Of returns a constant integer.
func (u *universe) int64Of(v value) (n int64, ok bool) {
	if c := u.constOf(v); c != nil && c.c != nil && c.c.Kind() == constant.Int {
		return constant.Int64Val(c.c)
	}
	return 0, false
}

// formal is parameter n of fn (an *ssa.Function, or a *types.Func of another package).
func (u *universe) formal(fn any, n int, typ types.Type) value {
	return u.intern(vkey{kind: kFormal, ptr: fn, n: n}, typ)
}

func (u *universe) free(fn *ssa.Function, n int) value {
	return u.intern(vkey{kind: kFree, ptr: fn, n: n}, fn.FreeVars[n].Type())
}

func (u *universe) bound(fn *ssa.Function, p, n int, typ types.Type) value {
	k := vkey{kind: kBound, ptr: fn, n: p<<16 | n}
	if typ != nil {
		k.s = typ.String() // a helper that calls itself through a literal has two in one place
	}
	return u.intern(k, typ)
}

// boundIn is binding n of the closure that variable cell holds, which closures given to fn have
// captured.
func (u *universe) boundIn(fn *ssa.Function, cell value, n int, typ types.Type) value {
	k := vkey{kind: kBound, ptr: fn, n: n, a: cell}
	if typ != nil {
		k.s = typ.String()
	}
	return u.intern(k, typ)
}

func (u *universe) fn(f *ssa.Function) value {
	return u.intern(vkey{kind: kFunc, ptr: f}, f.Signature)
}

func (u *universe) global(g *types.Var) value {
	return u.intern(vkey{kind: kGlobal, ptr: g}, types.NewPointer(g.Type()))
}

// distantGlobal is a variable of another package that its export data leave out, since it is not
// exported: known by its path alone.
func (u *universe) distantGlobal(path string) value {
	return u.intern(vkey{kind: kGlobal, s: path}, nil)
}

func (u *universe) instr(i ssa.Value, n int) value {
	typ := i.Type()
	if t, ok := typ.(*types.Tuple); ok {
		typ = nil
		if n < t.Len() {
			typ = t.At(n).Type()
		}
	}
	return u.intern(vkey{kind: kInstr, ptr: i, n: n}, typ)
}

func (u *universe) init(l locID) value {
	if u.locs[l].init == 0 {
		u.locs[l].init = u.intern(vkey{kind: kInit, loc: l}, u.locs[l].typ)
	}
	return u.locs[l].init
}

func (u *universe) old(v value) value {
	if u.nodes[v].kind == kOld {
		return v
	}
	return u.intern(vkey{kind: kOld, a: v}, u.nodes[v].typ)
}

func (u *universe) join(b *ssa.BasicBlock, l locID) value {
	return u.intern(vkey{kind: kJoin, ptr: b, loc: l}, u.locs[l].typ)
}

func (u *universe) havoc(site any, l locID) value {
	return u.intern(vkey{kind: kHavoc, ptr: site, loc: l}, u.locs[l].typ)
}

// born is value v of a callee as it comes out of the call at site.
func (u *universe) born(site any, v value) value {
	w := u.intern(vkey{kind: kCall, ptr: site, a: v}, u.nodes[v].typ)
	u.nodes[w].zero, u.nodes[w].made = u.nodes[v].zero, u.nodes[v].made
	return w
}

func (u *universe) observe(name string, v value, typ types.Type) value {
	return u.intern(vkey{kind: kObserve, s: name, a: v}, typ)
}

func (u *universe) closure(f *ssa.Function, args []value) value {
	var s strings.Builder
	for _, a := range args {
		fmt.Fprintf(&s, "%d,", a)
	}
	v := u.intern(vkey{kind: kClosure, ptr: f, s: s.String()}, f.Signature)
	u.nodes[v].args = args
	for _, a := range args {
		u.nodes[v].deps |= u.nodes[a].deps
	}
	return v
}

func (u *universe) not(v value) value {
	if b, ok := u.truth(v); ok {
		return u.boolean(!b)
	}
	if n := u.node(v); n.kind == kNot {
		return n.a
	}
	return u.intern(vkey{kind: kNot, a: v}, types.Typ[types.Bool])
}

// add returns v + n.
func (u *universe) add(v value, n int64) value {
	if c, ok := u.int64Of(v); ok {
		return u.integer(c + n)
	}
	if x := u.node(v); x.kind == kAdd {
		v, n = x.a, n+int64(x.n)
	}
	if n == 0 {
		return v
	}
	return u.intern(vkey{kind: kAdd, a: v, n: int(n)}, u.nodes[v].typ)
}

// pair returns a value that is equal to another pair if both parts are. It has no truth.
func (u *universe) pair(a, b value) value {
	return u.intern(vkey{kind: kCmp, op: token.COMMA, a: a, b: b}, nil)
}

// cmp returns the comparison a op b, folded if both are constants or one value.
// != becomes a negated ==, > and >= turn round, so that equal tests are equal values.
func (u *universe) cmp(op token.Token, a, b value) value {
	switch op {
	case token.COMMA:
		return u.pair(a, b)
	case token.NEQ:
		return u.not(u.cmp(token.EQL, a, b))
	case token.GTR:
		return u.cmp(token.LSS, b, a)
	case token.GEQ:
		return u.not(u.cmp(token.LSS, a, b))
	case token.LEQ:
		return u.not(u.cmp(token.LSS, b, a))
	}
	ca, cb := u.constOf(a), u.constOf(b)
	switch {
	case op == token.EQL && a == b:
		return u.boolean(true)
	case ca != nil && cb != nil:
		if ca.c == nil || cb.c == nil {
			return u.boolean(op == token.EQL && ca.c == nil && cb.c == nil)
		}
		if ca.c.Kind() == cb.c.Kind() {
			return u.boolean(constant.Compare(ca.c, op, cb.c))
		}
	case op == token.EQL && (u.isNil(a) && u.nonNil(b) || u.isNil(b) && u.nonNil(a)):
		return u.boolean(false)
	case op == token.EQL && a > b: // symmetric: one order
		a, b = b, a
	}
	if op == token.EQL {
		if v := u.flagIs(a, b); v != 0 {
			return v
		}
	}
	return u.intern(vkey{kind: kCmp, op: op, a: a, b: b}, types.Typ[types.Bool])
}

// nonNil reports whether v's form alone shows that it is not nil.
func (u *universe) nonNil(v value) bool {
	switch n := u.node(v); n.kind {
	case kAddr, kFunc, kClosure, kGlobal, kFree, kBound:
		return true
	case kOld, kCall:
		return u.nonNil(n.a)
	case kInstr:
		if n.zero { // of another package, where it was allocated
			return true
		}
		switch i := n.ptr.(type) {
		case *ssa.Alloc, *ssa.MakeMap, *ssa.MakeChan, *ssa.MakeSlice:
			return true
		case *ssa.Call:
			return makesContext(i)
		}
	}
	return false
}
