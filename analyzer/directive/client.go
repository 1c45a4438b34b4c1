package directive

import (
	"go/types"

	"github.com/hublint/hublint/analyzer/protocol"
)

// This file defines which value of a call is the client that a directive is about.

// An operand is a value of a call whose type can be a client's.
type operand struct {
	protocol.Operand
	name string
	typ  *types.TypeName // nil if it is not a type of the package
}

// operands returns the receiver, the parameters and the results of fn.
func (b *builder) operands(fn *types.Func) []operand {
	sig := fn.Signature()
	var out []operand
	add := func(v *types.Var, kind protocol.OperandKind, i int) {
		o := operand{Operand: protocol.Operand{Kind: kind, Index: i}, name: v.Name()}
		if n := namedOf(v.Type()); n != nil && n.Obj().Pkg() == b.pkg && holds(n) {
			o.typ = n.Obj()
		}
		out = append(out, o)
	}
	if sig.Recv() != nil {
		add(sig.Recv(), protocol.Recv, 0)
	}
	for i := range sig.Params().Len() {
		add(sig.Params().At(i), protocol.Arg, i)
	}
	for i := range sig.Results().Len() {
		add(sig.Results().At(i), protocol.Result, i)
	}
	return out
}

// holds reports whether a value of type n can hold a connection: a number cannot.
func holds(n *types.Named) bool {
	switch n.Underlying().(type) {
	case *types.Struct, *types.Interface:
		return true
	}
	return false
}

// client returns the client of an operation: what the directive names, else the receiver, else
// the only result (of what makes clients) or parameter whose type is one of the package.
func (b *builder) client(fn *types.Func, d *Directive, event protocol.Event) (operand, bool) {
	all := b.operands(fn)
	if d.Kind != Identity && len(d.Path) > 0 {
		return b.named(fn, d, event, all)
	}
	if event != protocol.Create && fn.Signature().Recv() != nil {
		return all[0], b.suits(d, event, all[0])
	}
	for _, kind := range places(event) {
		var own []operand
		for _, o := range all {
			if o.Kind == kind && o.typ != nil {
				own = append(own, o)
			}
		}
		switch len(own) {
		case 0:
		case 1:
			return own[0], true
		default:
			b.problem(d, "%s and %s can both be the client of %s: name it behind the directive", own[0], own[1], fn.Name())
			return operand{}, false
		}
	}
	if event == protocol.Create {
		b.problem(d, "%s neither makes nor connects a client of a type of this package", fn.Name())
	} else {
		b.problem(d, "%s has no client: neither parameter nor result of a type of this package", fn.Name())
	}
	return operand{}, false
}

// places returns what can be the client of an event, likely ones first.
func places(event protocol.Event) []protocol.OperandKind {
	switch event {
	case protocol.Create:
		return []protocol.OperandKind{protocol.Result}
	case protocol.Connect:
		return []protocol.OperandKind{protocol.Result, protocol.Arg}
	}
	return []protocol.OperandKind{protocol.Arg}
}

// named returns the operand that d names: a parameter or result by its name, or by its place
// as in a configuration file.
func (b *builder) named(fn *types.Func, d *Directive, event protocol.Event, all []operand) (operand, bool) {
	name := d.Path[0]
	var names []string
	for _, o := range all {
		if o.name == name || o.Operand.String() == name {
			return o, b.suits(d, event, o)
		}
		if o.name != "" && o.name != "_" {
			names = append(names, o.name)
		}
	}
	b.problem(d, "%s has no parameter or result %q%s", fn.Name(), name, protocol.Suggest(name, names))
	return operand{}, false
}

// suits reports whether o can be the client of an operation, and says why not.
func (b *builder) suits(d *Directive, event protocol.Event, o operand) bool {
	switch {
	case o.typ == nil:
		b.problem(d, "%s is of no struct or interface type of this package", o)
	case o.Kind == protocol.Result && event != protocol.Connect:
		b.problem(d, "%s is a result, and a %s is for a client that is there before", o, event)
	default:
		return true
	}
	return false
}

// String names the operand in a message.
func (o operand) String() string {
	if o.name != "" && o.name != "_" {
		return o.name
	}
	return o.Operand.String()
}
