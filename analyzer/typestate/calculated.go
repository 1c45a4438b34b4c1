package typestate

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// This file defines functions whose result depends on their arguments only, within one process: what they
// return for equal arguments is equal. That makes identities equal that look unique, as one of host name and
// process number. It is a must analysis: what is not known to be so is a value of its own.

// maxCalculated bounds how deep what is calculated is calculated from in turn.
const maxCalculated = 4

// calculation returns the first result of name for these arguments, or 0 if one of them is not known.
func (u *universe) calculation(name string, args []value, typ types.Type) value {
	all := u.nilValue()
	for _, v := range args {
		if v == 0 || u.calculatedFrom(v) >= maxCalculated {
			return 0
		}
		all = u.pair(all, v)
	}
	return u.observe(calcMark+name, all, typ)
}

const calcMark = "calc "

// calculatedFrom returns how many calculations v is nested in.
func (u *universe) calculatedFrom(v value) int {
	switch n := u.node(v); n.kind {
	case kObserve:
		return 1 + u.calculatedFrom(n.a)
	case kCmp:
		return max(u.calculatedFrom(n.a), u.calculatedFrom(n.b))
	}
	return 0
}

// calculated executes a call of obj, if that is known to calculate its first result.
func (r *run) calculated(s *state, cs *callSite, obj *types.Func) (*state, bool) {
	if cs.result == nil || !calculates(obj) {
		return s, false
	}
	v := r.a.u.calculation(obj.FullName(), cs.args, obj.Signature().Results().At(0).Type())
	if v == 0 {
		return s, false
	}
	if _, several := cs.result.Type().(*types.Tuple); several {
		return r.results(s, cs.result, []value{v}), true
	}
	return r.bindResult(s, cs, v), true
}

// calculates reports whether obj, of another package, calculates its first result. That of the environment is
// taken to stay as it is.
func calculates(obj *types.Func) bool {
	if obj.Pkg() == nil || !plain(obj.Signature()) {
		return false
	}
	switch obj.Pkg().Path() {
	case "strings", "strconv", "path", "path/filepath", "unicode", "unicode/utf8", "html":
		return true
	case "os":
		switch obj.Name() {
		case "Getpid", "Getppid", "Getuid", "Hostname", "Getenv":
			return true
		}
	}
	return false
}

// plain reports whether sig takes nothing but numbers, texts and truths, and returns one first.
func plain(sig *types.Signature) bool {
	if sig.Recv() != nil || sig.Variadic() || sig.Results().Len() == 0 || !isBasic(sig.Results().At(0).Type()) {
		return false
	}
	for i := range sig.Params().Len() {
		if !isBasic(sig.Params().At(i).Type()) {
			return false
		}
	}
	return true
}

// calculator reports whether fn, a function of this package, calculates its first result.
func (a *Analysis) calculator(fn *ssa.Function) bool {
	return len(fn.FreeVars) == 0 && plain(fn.Signature) && !a.anywhere(fn, a.peeking, a.peeks)
}

// calculates returns vals, what r's function returns, with the first one by what it is calculated from if
// callers have no name for it.
func (r *run) calculates(vals []value) []value {
	if len(vals) == 0 || r.f.spec != nil || vals[0] != 0 && r.expressible(vals[0]) || !r.a.calculator(r.f.fn) {
		return vals
	}
	var formals []value
	for _, p := range r.f.fn.Params {
		formals = append(formals, r.f.formal(r.a.u, p))
	}
	vals = slices.Clone(vals)
	vals[0] = cmp.Or(r.a.u.calculation(r.f.fn.String(), formals, r.f.fn.Signature.Results().At(0).Type()), vals[0])
	return vals
}

// peeks reports whether what i does may depend on more than the values that it has, or be seen by others.
func (a *Analysis) peeks(i ssa.Instruction) bool {
	switch i := i.(type) {
	case *ssa.Alloc, *ssa.BinOp, *ssa.Convert, *ssa.ChangeType, *ssa.Extract, *ssa.FieldAddr, *ssa.If, *ssa.Index, *ssa.IndexAddr, *ssa.Jump,
		*ssa.Panic, *ssa.Phi, *ssa.Return, *ssa.Slice, *ssa.DebugRef:
		return false
	case *ssa.MakeInterface:
		_, basic := types.Unalias(i.X.Type()).(*types.Basic)
		return !basic // it may print itself
	case *ssa.UnOp:
		return i.Op == token.ARROW || i.Op == token.MUL && !local(i.X)
	case *ssa.Store:
		return !local(i.Addr)
	case *ssa.Call:
		return !a.calculatesCall(&i.Call)
	}
	return true
}

func (a *Analysis) calculatesCall(c *ssa.CallCommon) bool {
	if b, ok := c.Value.(*ssa.Builtin); ok {
		return b.Name() == "len" || b.Name() == "min" || b.Name() == "max"
	}
	fn, obj := c.StaticCallee(), Callee(c)
	switch {
	case fn != nil && fn.Blocks != nil:
		return a.calculator(fn)
	case obj == nil || c.IsInvoke():
		return false
	}
	return calculates(obj) || obj.FullName() == "fmt.Sprintf" || obj.FullName() == "fmt.Sprint"
}

// local reports whether addr is in a variable of the function itself.
func local(addr ssa.Value) bool {
	for {
		switch x := addr.(type) {
		case *ssa.Alloc:
			return true
		case *ssa.FieldAddr:
			addr = x.X
		case *ssa.IndexAddr:
			addr = x.X
		default:
			return false
		}
	}
}
