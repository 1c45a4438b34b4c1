package catalog

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/hublint/hublint/analyzer/protocol"
)

// op checks the shape of one operation.
func (d *drift) op(op *protocol.Op, obj types.Object) {
	f, ok := obj.(*types.Func)
	if !ok {
		d.field(op, obj)
		return
	}
	sig := f.Signature()
	recv := d.receiver(op.Func)
	if recv != nil && !d.p.NeverFlag && typeName(recv) != typeName(sig.Recv().Type()) {
		// The type that declares a method is the one that a call of it leads to.
		d.t.Errorf("%s is declared by %s", op.Func, sig.Recv().Type())
	}
	object := op.Object
	if object.IsZero() {
		object = protocol.Result0
		if recv != nil {
			object = protocol.OnRecv
		}
	}
	d.object(op, d.operand(op, "object", sig, recv, object))
	d.result(op, sig, recv)
	for _, o := range []protocol.Operand{op.Context, op.Deadline} {
		if !o.IsZero() {
			d.want(op, "context", d.operand(op, "context", sig, recv, o), "context.Context")
		}
	}
	for _, o := range []protocol.Operand{op.Options, op.Value, op.Over} {
		if !o.IsZero() {
			d.operand(op, "operand", sig, recv, o)
		}
	}
	if typ := d.operand(op, "value", sig, recv, op.Value); op.Event == protocol.Handler && typ != nil {
		if _, ok := typ.Underlying().(*types.Signature); !ok {
			d.t.Errorf("%s: the handler is of type %s, not a function", op.Func, typ)
		}
	}
	if op.Insert != "" {
		d.insertion(op, sig)
	}
	if v, ok := d.pkg.Scope().Lookup(op.Late).(*types.Var); op.Late != "" && (!ok || v.Type().String() != "error") {
		d.t.Errorf("%s: %s is no error of the package", op.Func, op.Late)
	}
	if !op.Over.IsZero() && op.Setting != "" {
		typ := d.operand(op, "over", sig, recv, op.Over)
		if f, _, _ := types.LookupFieldOrMethod(typ, true, d.pkg, op.Setting); f == nil {
			d.t.Errorf("%s: a %s has no %s", op.Func, typ, op.Setting)
		}
	}
	if op.Fluent && (sig.Results().Len() != 1 || !types.Identical(sig.Results().At(0).Type(), sig.Recv().Type())) {
		d.t.Errorf("%s is not fluent: %s", op.Func, sig)
	}
}

// insertion checks that the call which a fix inserts compiles: the parser has seen its name, and
// that its arguments are literals.
func (d *drift) insertion(op *protocol.Op, sig *types.Signature) {
	expr, err := parser.ParseExpr(op.Insert)
	if err != nil {
		d.t.Errorf("%s: %v", op.Func, err)
		return
	}
	args := expr.(*ast.CallExpr).Args
	if len(args) != sig.Params().Len() || sig.Variadic() {
		d.t.Errorf("%s cannot be called as %s: %s", op.Func, op.Insert, sig)
		return
	}
	for i, arg := range args {
		tv, err := types.Eval(token.NewFileSet(), nil, token.NoPos, types.ExprString(arg))
		if want := sig.Params().At(i).Type(); err != nil || !types.AssignableTo(tv.Type, want) && !types.ConvertibleTo(tv.Type, want) {
			d.t.Errorf("%s: argument %s of %s is no %s: %v", op.Func, types.ExprString(arg), op.Insert, want, err)
		}
	}
}

// field checks an operation that is a field of an options type.
func (d *drift) field(op *protocol.Op, obj types.Object) {
	if op.Event != protocol.Set && op.Event != protocol.Handler {
		d.t.Errorf("%s is a field", op.Func)
	}
	if _, ok := obj.Type().Underlying().(*types.Signature); op.Event == protocol.Handler && !ok {
		d.t.Errorf("%s is of type %s, not a function", op.Func, obj.Type())
	}
}

// object checks what an event happens to.
func (d *drift) object(op *protocol.Op, typ types.Type) {
	if typ == nil {
		return
	}
	name := typeName(typ)
	switch op.Event {
	case protocol.Wait, protocol.WaitTimeout, protocol.Err, protocol.Done:
		if !slices.Contains(d.p.Tokens, name) {
			d.t.Errorf("%s happens to a %s, which is no token", op.Func, typ)
		}
	case protocol.Set, protocol.Handler, protocol.Child:
	default:
		if !slices.Contains(d.p.Types, name) {
			d.t.Errorf("%s happens to a %s, which is none of %v", op.Func, typ, d.p.Types)
		}
	}
}

// result checks what tells of success, of the answer, or of the end.
func (d *drift) result(op *protocol.Op, sig *types.Signature, recv types.Type) {
	last := op.Result
	if last.IsZero() {
		last = protocol.Operand{Kind: protocol.Result, Index: sig.Results().Len() - 1}
	}
	typ := func() types.Type { return d.operand(op, "result", sig, recv, last) }
	switch {
	case op.Success == protocol.NilError, op.Event == protocol.Err:
		d.want(op, "result", typ(), "error")
	case op.Success == protocol.BoolTrue, op.Event == protocol.WaitTimeout:
		d.want(op, "result", typ(), "bool")
	case op.Success == protocol.TokenOK:
		if r := typ(); r != nil && !slices.Contains(d.p.Tokens, typeName(r)) {
			d.t.Errorf("%s returns a %s, which is no token", op.Func, r)
		}
	case op.Event == protocol.Check && len(op.Values) == 0:
		d.want(op, "result", typ(), "bool")
	case op.Event == protocol.Check:
		d.constants(op, typ())
	case op.Event == protocol.Done, op.Event == protocol.Gone:
		if r := typ(); r != nil {
			if _, ok := r.Underlying().(*types.Chan); !ok {
				d.t.Errorf("%s returns a %s, not a channel", op.Func, r)
			}
		}
	}
}

func (d *drift) constants(op *protocol.Op, result types.Type) {
	for name := range op.Values {
		c, ok := d.pkg.Scope().Lookup(name).(*types.Const)
		if !ok {
			d.t.Errorf("%s: no constant %s", op.Func, name)
		} else if result != nil && !types.Identical(c.Type(), result) {
			d.t.Errorf("%s: constant %s is a %s, not a %s", op.Func, name, c.Type(), result)
		}
	}
}

// source checks where an identity is said to come from.
func (d *drift) source(s protocol.Source) {
	f, ok := d.objects[s.Func].(*types.Func)
	if !ok {
		return
	}
	typ := d.operand(d.p.Op(s.Func), "source", f.Signature(), d.receiver(s.Func), s.Operand)
	if typ == nil || s.Setting == "" || types.IsInterface(typ) {
		return
	}
	for _, op := range d.p.Ops {
		if op.Event == protocol.Set && op.Setting == s.Setting {
			return
		}
	}
	for field := range strings.SplitSeq(s.Setting, ".") {
		obj, _, _ := types.LookupFieldOrMethod(typ, true, d.pkg, field)
		v, ok := obj.(*types.Var)
		if !ok {
			d.t.Errorf("source of %s: %s has no field %s of %s", s.Func, typ, field, s.Setting)
			return
		}
		typ = v.Type()
	}
}

func (d *drift) want(op *protocol.Op, what string, typ types.Type, name string) {
	if typ != nil && types.TypeString(typ, nil) != name {
		d.t.Errorf("%s: the %s is a %s, not a %s", op.Func, what, typ, name)
	}
}

// receiver returns the type that a method is named with; the method may be an embedded type's.
func (d *drift) receiver(name string) types.Type {
	typ, _, ok := strings.Cut(name, ".")
	if !ok {
		return nil
	}
	return d.pkg.Scope().Lookup(typ).Type()
}

// operand returns the type of an operand, and reports one that is not there.
func (d *drift) operand(op *protocol.Op, what string, sig *types.Signature, recv types.Type, o protocol.Operand) types.Type {
	tuple := sig.Params()
	switch o.Kind {
	case protocol.Default:
		return nil
	case protocol.Recv:
		if recv == nil {
			d.t.Errorf("%s has no receiver", op.Func)
		}
		return recv
	case protocol.Result:
		tuple = sig.Results()
	}
	if o.Index < 0 || o.Index >= tuple.Len() {
		d.t.Errorf("%s has no %s for its %s: %s", op.Func, o, what, sig)
		return nil
	}
	return tuple.At(o.Index).Type()
}

func typeName(typ types.Type) string {
	if ptr, ok := types.Unalias(typ).(*types.Pointer); ok {
		typ = ptr.Elem()
	}
	if named, ok := types.Unalias(typ).(*types.Named); ok {
		return named.Obj().Name()
	}
	return ""
}
