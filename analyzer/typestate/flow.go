package typestate

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// This file defines where an interface value comes from, as far as the text of the package tells all
// its sources: variable type analysis (Sundaresan and others, "Practical virtual method call
// resolution for Java", OOPSLA 2000), asked for one value at a time. A type that is behind the
// interface elsewhere only is not behind this value.

// A flow collects the types that may be behind a value. It is over once a source is not known.
type flow struct {
	a       *Analysis
	types   []types.Type
	unknown bool
	seen    map[ssa.Value]bool
	fields  map[*types.Var]bool
}

// sources returns the types that may be behind v, or false if it may come from where that is not seen.
func (a *Analysis) sources(v ssa.Value) ([]types.Type, bool) {
	if f, ok := a.flows[v]; ok {
		return f.types, !f.unknown
	}
	f := &flow{a: a, seen: map[ssa.Value]bool{}, fields: map[*types.Var]bool{}}
	f.from(v)
	a.flows[v] = f
	return f.types, !f.unknown
}

// from adds what may be behind v.
func (f *flow) from(v ssa.Value) {
	if f.unknown || f.seen[v] {
		return
	}
	f.seen[v] = true
	switch v := v.(type) {
	case *ssa.MakeInterface:
		f.types = append(f.types, v.X.Type())
	case *ssa.Const:
	case *ssa.ChangeInterface:
		f.from(v.X)
	case *ssa.Phi:
		for _, e := range v.Edges {
			f.from(e)
		}
	case *ssa.Parameter:
		f.parameter(v)
	case *ssa.Call:
		f.result(v, 0)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			f.result(call, v.Index)
			return
		}
		f.unknown = true
	case *ssa.UnOp:
		f.load(v)
	default:
		f.unknown = true
	}
}

// parameter adds what the callers of p's function pass for it, if they are all in sight.
func (f *flow) parameter(p *ssa.Parameter) {
	fn, n := p.Parent(), -1
	for i, q := range fn.Params {
		if p == q {
			n = i
		}
	}
	callers := f.a.relevance.callers[fn]
	if fn.Parent() != nil || len(callers) == 0 || token.IsExported(fn.Name()) || fn.Origin() != nil {
		f.unknown = true
		return
	}
	for _, caller := range callers {
		for _, b := range caller.Blocks {
			for _, i := range b.Instrs {
				for _, op := range i.Operands(nil) {
					if *op == ssa.Value(fn) {
						f.argument(i, fn, n)
					}
				}
			}
		}
	}
}

// argument adds what i, which mentions fn, passes for its n-th parameter: nobody knows if it is no call.
func (f *flow) argument(i ssa.Instruction, fn *ssa.Function, n int) {
	c, ok := i.(ssa.CallInstruction)
	if !ok || c.Common().StaticCallee() != fn || n >= len(c.Common().Args) {
		f.unknown = true
		return
	}
	for k, arg := range c.Common().Args {
		if arg == ssa.Value(fn) {
			f.unknown = true
		}
		if k == n {
			f.from(arg)
		}
	}
}

// result adds what result n of a call may be.
func (f *flow) result(call *ssa.Call, n int) {
	fn := call.Call.StaticCallee()
	if fn == nil || fn.Blocks == nil {
		f.unknown = true
		return
	}
	for _, b := range fn.Blocks {
		if ret, ok := b.Instrs[len(b.Instrs)-1].(*ssa.Return); ok && n < len(ret.Results) {
			f.from(ret.Results[n])
		}
	}
}

// load adds what is stored in the field or variable that i reads.
func (f *flow) load(i *ssa.UnOp) {
	var v *types.Var
	switch x := i.X.(type) {
	case *ssa.FieldAddr:
		v = fieldOf(x).Origin()
	case *ssa.Global:
		v, _ = x.Object().(*types.Var)
	case *ssa.Alloc:
		f.stored(x)
		return
	}
	if i.Op != token.MUL || v == nil || v.Exported() || v.Pkg() != f.a.pkg.Pkg {
		f.unknown = true
		return
	}
	if f.fields[v] {
		return
	}
	f.fields[v] = true
	for _, fn := range f.a.relevance.all {
		for _, b := range fn.Blocks {
			for _, i := range b.Instrs {
				f.access(i, v)
			}
		}
	}
}

// access adds what i stores in v, if it does.
func (f *flow) access(i ssa.Instruction, v *types.Var) {
	if x, ok := i.(*ssa.FieldAddr); ok && fieldOf(x).Origin() == v {
		f.stored(x)
	}
	for _, op := range i.Operands(nil) {
		if g, ok := (*op).(*ssa.Global); ok && g.Object() == types.Object(v) {
			f.use(g, i)
		}
	}
}

// stored adds what is stored at addr.
func (f *flow) stored(addr ssa.Value) {
	for _, i := range *addr.Referrers() {
		f.use(addr, i)
	}
}

// use adds what i stores at addr. Whoever has the address may store anything.
func (f *flow) use(addr ssa.Value, i ssa.Instruction) {
	switch i := i.(type) {
	case *ssa.UnOp, *ssa.DebugRef:
	case *ssa.Store:
		if i.Addr == addr {
			f.from(i.Val)
			return
		}
		f.unknown = true
	default:
		f.unknown = true
	}
}
