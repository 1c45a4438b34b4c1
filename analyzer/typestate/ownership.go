package typestate

import (
	"go/types"
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines which fields and variables own the client that they hold: no copy of the
// handle lives on that could close it, so that overwriting them loses the client, whoever stored
// it. It is a question about the text of the package, asked once: unexported fields and package
// variables that hold what a constructor made and that are only used in place. All that is not
// seen to be so counts as shared: findings can only be lost.

// An ownership is the set of fields and variables that share what they hold.
type ownership struct {
	a      *Analysis
	shared map[*types.Var]bool
	asked  map[ssa.Value]bool // cycles are taken to be fine until shown otherwise
}

// owns reports whether location l is a field or variable that owns its client.
func (a *Analysis) owns(l locID) bool {
	v := a.variable(l)
	if v == nil || v.Pkg() != a.pkg.Pkg || v.Exported() && a.pkg.Pkg.Name() != "main" || a.match.Type(v.Type()) == nil {
		return false
	}
	if a.ownership == nil {
		a.ownership = a.newOwnership()
	}
	return !a.ownership.shared[v]
}

// variable returns the field or package variable that l is, or nil.
func (a *Analysis) variable(l locID) *types.Var {
	x := a.u.locs[l]
	if x.root != 0 {
		g, _ := a.u.node(x.root).ptr.(*types.Var)
		return g
	}
	t := a.u.locs[x.parent].typ
	if t == nil {
		return nil
	}
	st, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil
	}
	for i := range st.NumFields() {
		if f := st.Field(i); f.Name() == x.sel {
			return f.Origin()
		}
	}
	return nil
}

func (a *Analysis) newOwnership() *ownership {
	o := &ownership{a: a, shared: map[*types.Var]bool{}, asked: map[ssa.Value]bool{}}
	if a.relevance == nil {
		return o
	}
	for _, fn := range a.relevance.all {
		for _, b := range fn.Blocks {
			for _, i := range b.Instrs {
				o.instr(i)
			}
		}
	}
	return o
}

// instr notes what i shares.
func (o *ownership) instr(i ssa.Instruction) {
	switch i := i.(type) {
	case *ssa.FieldAddr:
		if f := fieldOf(i).Origin(); o.a.match.Type(f.Type()) != nil {
			for _, ref := range *i.Referrers() {
				o.access(f, i, ref)
			}
		}
		return
	case *ssa.Field:
		o.copied(i.X.Type(), maxNestedCopy)
	case *ssa.UnOp, *ssa.Store:
		for _, op := range i.Operands(nil) {
			o.copied((*op).Type(), maxNestedCopy)
		}
		if v, ok := i.(*ssa.UnOp); ok {
			o.copied(v.Type(), maxNestedCopy)
		}
	}
	for _, op := range i.Operands(nil) {
		if g, ok := (*op).(*ssa.Global); ok {
			if v, ok := g.Object().(*types.Var); ok && o.a.match.Type(v.Type()) != nil {
				o.access(v, g, i)
			}
		}
	}
}

const maxNestedCopy = 3

// copied notes that a struct of type t is copied, with all the handles in it.
func (o *ownership) copied(t types.Type, depth int) {
	st, ok := t.Underlying().(*types.Struct)
	if !ok || depth == 0 {
		return
	}
	for i := range st.NumFields() {
		f := st.Field(i)
		o.copied(f.Type(), depth-1)
		if o.a.match.Type(f.Type()) != nil {
			o.shared[f.Origin()] = true
		}
	}
}

// access notes what i does with f, whose address is addr.
func (o *ownership) access(f *types.Var, addr ssa.Value, i ssa.Instruction) {
	fine := false
	switch i := i.(type) {
	case *ssa.UnOp:
		fine = o.inPlace(i)
	case *ssa.Store:
		fine = i.Addr == addr && o.made(i.Val, maxMakers)
	case *ssa.DebugRef:
		fine = true
	}
	if !fine {
		o.shared[f] = true
	}
}

// inPlace reports whether handle v is only used to call methods and to compare, in the function
// that reads it: whether it is alive there, a state knows.
func (o *ownership) inPlace(v ssa.Value) bool {
	if done, ok := o.asked[v]; ok {
		return done
	}
	o.asked[v] = true
	for _, ref := range *v.Referrers() {
		if !o.use(v, ref) {
			o.asked[v] = false
		}
	}
	return o.asked[v]
}

func (o *ownership) use(v ssa.Value, i ssa.Instruction) bool {
	switch i := i.(type) {
	case *ssa.BinOp, *ssa.DebugRef:
		return true
	case *ssa.ChangeInterface:
		return o.inPlace(i)
	case *ssa.MakeInterface:
		return o.inPlace(i)
	case *ssa.Call:
		return o.passed(v, &i.Call)
	case *ssa.Defer:
		return o.passed(v, &i.Call)
	}
	return false
}

// passed reports whether call c leaves handle v where it was: it is a method of v's library, or a
// function of this package that does no more.
func (o *ownership) passed(v ssa.Value, c *ssa.CallCommon) bool {
	args, fn := c.Args, c.StaticCallee()
	if fn != nil && fn.Blocks != nil {
		for i, a := range args {
			if a == v && !o.inPlace(fn.Params[i]) {
				return false
			}
		}
		return true
	}
	obj := Callee(c)
	if obj != nil && obj.Pkg() != nil && o.a.match.Extension(obj.Pkg().Path()) != nil {
		return true // it keeps the handle as a channel does
	}
	if !c.IsInvoke() {
		if fn == nil || fn.Signature.Recv() == nil {
			return false
		}
		args = args[1:]
	}
	if obj == nil || slices.Contains(args, v) {
		return false
	}
	p, _ := o.a.match.Func(obj)
	return p != nil
}

// maxMakers bounds constructors that call constructors.
const maxMakers = 3

// made reports whether v is nil or what a constructor made for this place alone.
func (o *ownership) made(v ssa.Value, depth int) bool {
	switch v := v.(type) {
	case *ssa.Const:
		return true
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		return ok && o.constructs(&call.Call, v.Index, depth) && o.only(v)
	case *ssa.Call:
		return o.constructs(&v.Call, 0, depth) && o.only(v)
	case *ssa.MakeInterface:
		return o.made(v.X, depth)
	}
	return false
}

// only reports whether v is stored or returned, and used in place otherwise.
func (o *ownership) only(v ssa.Value) bool {
	stores := 0
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store, *ssa.Return:
			if stores++; stores > 1 {
				return false
			}
		case *ssa.Extract, *ssa.MakeInterface:
		default:
			if !o.use(v, ref) {
				return false
			}
		}
	}
	return true
}

// constructs reports whether result n of c is new and in nobody else's hands.
func (o *ownership) constructs(c *ssa.CallCommon, n, depth int) bool {
	fn := c.StaticCallee()
	if fn == nil || depth == 0 {
		return false
	}
	if fn.Blocks == nil {
		obj := Callee(c)
		if obj == nil {
			return false
		}
		_, op := o.a.match.Func(obj)
		return op != nil && (op.Event == protocol.Dial || op.Event == protocol.Create)
	}
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && (n >= len(ret.Results) || !o.made(ret.Results[n], depth-1)) {
			return false
		}
	}
	return true
}
