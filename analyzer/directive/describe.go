package directive

import (
	"go/types"
	"slices"
	"strings"

	"github.com/hublint/hublint/analyzer/protocol"
)

// This file defines how directives become protocols. They say less than a catalogue can, so
// what they leave out is decided here, for a client as most are: it can be connected again once
// it is closed, a second connect costs the first connection, and it does not reconnect by itself.

// droppedByHub is what a hub does to the first of two connections.
const droppedByHub = "the hub drops the first connection (IoT Hub: 409002, 400027)"

// Known tells the clients and tokens that are described elsewhere.
type Known interface {
	Type(t types.Type) *protocol.Protocol
	Token(t types.Type) bool
}

// Protocols returns what the directives say of the types of the package, one protocol for each
// type, in the order of their first directives. Such a protocol has one op for each function.
func (s *Set) Protocols(known Known) []protocol.Protocol {
	if s == nil {
		return nil
	}
	b := builder{Set: s, known: known, first: map[string]*Directive{}, broken: map[*types.TypeName]bool{}}
	for _, x := range s.funcs {
		b.subject(x)
	}
	var out []protocol.Protocol
	for _, p := range b.protocols {
		if !slices.ContainsFunc(p.Ops, func(op protocol.Op) bool { return op.Event == protocol.Connect || op.Event == protocol.Dial }) {
			if !b.broken[s.typeName(p)] {
				s.problem(b.first[p.Types[0]], "no %sconnect says how a %s is connected", prefix, p.Types[0])
			}
			continue
		}
		if len(p.Identity) > 0 {
			p.Semantics[0].Twin = protocol.Wrong{Severity: protocol.Error, Consequence: droppedByHub}
		}
		out = append(out, *p)
	}
	return out
}

func (s *Set) typeName(p *protocol.Protocol) *types.TypeName {
	t, _ := s.pkg.Scope().Lookup(p.Types[0]).(*types.TypeName)
	return t
}

// A builder adds one function after the other to the protocols.
type builder struct {
	*Set
	known     Known
	protocols []*protocol.Protocol
	first     map[string]*Directive    // by type
	broken    map[*types.TypeName]bool // there is a connect that cannot be used
}

// subject adds the operation of a function.
func (b *builder) subject(x *subject) {
	var event *Directive
	var identities []*Directive
	for _, d := range x.list {
		switch {
		case d.Kind == Identity:
			identities = append(identities, d)
		case event != nil:
			b.problem(d, "%s has %s%s already", x.fn.Name(), prefix, event.Kind)
		default:
			event = d
		}
	}
	op, client, ok := b.op(x, event)
	if !ok {
		for _, o := range b.operands(x.fn) {
			b.broken[o.typ] = b.broken[o.typ] || event != nil && event.Kind == Connect
		}
		return
	}
	p := b.protocol(client, x.list[0])
	p.Ops = append(p.Ops, op)
	for _, d := range identities {
		if src, ok := b.source(x.fn, d); ok {
			if op.Event != protocol.Connect && op.Event != protocol.Dial && op.Event != protocol.Create {
				b.problem(d, "%s neither makes nor connects a client: its identity is given elsewhere", x.fn.Name())
				continue
			}
			src.Func = op.Func
			p.Identity = append(p.Identity, src)
		}
	}
}

// protocol returns the protocol of a client type.
func (b *builder) protocol(client *types.TypeName, at *Directive) *protocol.Protocol {
	for _, p := range b.protocols {
		if p.Types[0] == client.Name() {
			return p
		}
	}
	p := &protocol.Protocol{
		Name:    b.pkg.Path() + "." + client.Name(),
		Client:  b.pkg.Name() + "." + client.Name(),
		Package: b.pkg.Path(),
		Types:   []string{client.Name()},
		Semantics: []protocol.Semantics{{
			Again: protocol.Wrong{Severity: protocol.Error, Consequence: droppedByHub},
			Lost:  protocol.Wrong{Severity: protocol.Warning, Consequence: "the first connection stays open, and nothing can close it any more"},
		}},
	}
	b.protocols, b.first[client.Name()] = append(b.protocols, p), at
	return p
}

// op returns the operation that a directive makes of a function, and its client. With no
// directive but an identity the function makes the client.
func (b *builder) op(x *subject, d *Directive) (protocol.Op, *types.TypeName, bool) {
	op := protocol.Op{Func: opName(x.fn)}
	event := protocol.Create
	at := x.list[0]
	if d != nil {
		at = d
		event = map[Kind]protocol.Event{Connect: protocol.Connect, Close: protocol.Close, Check: protocol.Check}[d.Kind]
	}
	c, ok := b.client(x.fn, at, event)
	if !ok {
		return op, nil, false
	}
	if c.Kind == protocol.Result && event == protocol.Connect {
		event = protocol.Dial
	}
	op.Event = event
	if !(c.Kind == protocol.Recv || c.Operand == protocol.Result0) {
		op.Object = c.Operand
	}
	if event == protocol.Check {
		ok = b.answers(&op, x.fn, d)
	} else if event == protocol.Connect || event == protocol.Dial {
		ok = b.outcome(&op, x.fn, at, c)
	}
	return op, c.typ, ok
}

// opName returns the name of fn as protocols have it. Example: Link.Open
func opName(fn *types.Func) string {
	if recv := fn.Signature().Recv(); recv != nil {
		if n := namedOf(recv.Type()); n != nil {
			return n.Obj().Name() + "." + fn.Name()
		}
	}
	return fn.Name()
}

// answers completes a check: a bool that is true or an error that is nil proves the state.
func (b *builder) answers(op *protocol.Op, fn *types.Func, d *Directive) bool {
	op.True, op.False = protocol.Open, protocol.NotOpen
	if d.State == protocol.NotOpen {
		op.True, op.False = op.False, op.True
	}
	res := fn.Signature().Results()
	i := lastResult(res, isBool)
	if i < 0 {
		op.Success = protocol.NilError
		i = lastResult(res, isError)
	}
	if i < 0 {
		b.problem(d, "%s returns neither a bool nor an error: what it has found out cannot be seen", fn.Name())
		return false
	}
	if i != res.Len()-1 {
		op.Result = protocol.Operand{Kind: protocol.Result, Index: i}
	}
	return true
}

// outcome completes a connect: a caller must be able to see whether it has worked, unless it
// cannot fail.
func (b *builder) outcome(op *protocol.Op, fn *types.Func, d *Directive, c operand) bool {
	res := fn.Signature().Results()
	i := -1
	for _, way := range []struct {
		success protocol.Success
		is      func(types.Type) bool
	}{{protocol.NilError, isError}, {protocol.BoolTrue, isBool}, {protocol.TokenOK, b.known.Token}} {
		if i = lastResult(res, way.is); i >= 0 {
			op.Success = way.success
			break
		}
	}
	own := func(t types.Type) bool { n := namedOf(t); return n != nil && n.Obj() == c.typ }
	switch {
	case c.Kind == protocol.Result && i >= 0 && (op.Success != protocol.NilError || i != res.Len()-1):
		b.problem(d, "%s makes a client, so its last result must be an error, if it can fail", fn.Name())
		return false
	case i < 0 && lastResult(res, own) != res.Len()-1:
		b.problem(d, "%s returns neither an error nor a bool: whether it has worked cannot be seen", fn.Name())
		return false
	case i >= 0 && i != res.Len()-1:
		op.Result = protocol.Operand{Kind: protocol.Result, Index: i}
	}
	return true
}

// lastResult returns the index of the last result for which is holds, or -1.
func lastResult(res *types.Tuple, is func(types.Type) bool) int {
	for i := res.Len() - 1; i >= 0; i-- {
		if is(res.At(i).Type()) {
			return i
		}
	}
	return -1
}

func isError(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type())
}

func isBool(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsBoolean != 0
}

func isString(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsString != 0
}

// source returns the place that an identity directive names.
func (b *builder) source(fn *types.Func, d *Directive) (protocol.Source, bool) {
	var names []string
	for i := range fn.Signature().Params().Len() {
		v := fn.Signature().Params().At(i)
		names = append(names, v.Name())
		if v.Name() != d.Path[0] {
			continue
		}
		t, fields, ok := b.fields(d, v)
		if ok && !isString(t) {
			b.problem(d, "%s is no string, and an identity is one", strings.Join(d.Path, "."))
			ok = false
		}
		return protocol.Source{Operand: protocol.Operand{Kind: protocol.Arg, Index: i}, Setting: strings.Join(fields, ".")}, ok
	}
	b.problem(d, "%s has no parameter %q%s", fn.Name(), d.Path[0], protocol.Suggest(d.Path[0], names))
	return protocol.Source{}, false
}

// fields returns the type of what d names within v, and the fields that lead there, those of
// embedded structs among them.
func (b *builder) fields(d *Directive, v *types.Var) (types.Type, []string, bool) {
	t := v.Type()
	var path []string
	for _, name := range d.Path[1:] {
		obj, index, _ := types.LookupFieldOrMethod(t, true, b.pkg, name)
		f, ok := obj.(*types.Var)
		if !ok {
			b.problem(d, "type %s has no field %q%s", types.TypeString(t, types.RelativeTo(b.pkg)), name, protocol.Suggest(name, fieldNames(t)))
			return nil, nil, false
		}
		for _, i := range index {
			st := structOf(t)
			path, t = append(path, st.Field(i).Name()), st.Field(i).Type()
		}
		t = f.Type()
	}
	return t, path, true
}

// structOf returns the struct that t is or points to, or nil.
func structOf(t types.Type) *types.Struct {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	st, _ := t.Underlying().(*types.Struct)
	return st
}

func fieldNames(t types.Type) []string {
	var out []string
	if st := structOf(t); st != nil {
		for f := range st.Fields() {
			out = append(out, f.Name())
		}
	}
	return out
}

func namedOf(t types.Type) *types.Named {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	n, _ := t.(*types.Named)
	return n
}
