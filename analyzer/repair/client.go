package repair

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/analyzer/typestate"
)

// This file finds how a program names a client, and what can be called on it.

// sites returns where v's connect can be changed: at the call that leads to it, and at the
// operation itself, if that stands in a function of this package which is called there.
func (p *Package) sites(v *typestate.Violation) []*site {
	var out []*site
	for _, pos := range []token.Pos{v.Pos, v.Inner} {
		s, ok := p.site(pos)
		if ok && !slices.ContainsFunc(out, func(t *site) bool { return t.call == s.call }) {
			out = append(out, s)
		}
	}
	return out
}

// client returns the expression for the client that call connects: the receiver of the
// operation, or the only operand of a call that can be such a client. It can be evaluated twice.
func (p *Package) client(call *ast.CallExpr, proto *protocol.Protocol) (ast.Expr, bool) {
	operands := slices.Clone(call.Args)
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && p.Info.Selections[sel] != nil {
		operands = append(operands, sel.X)
	}
	var found ast.Expr
	for _, e := range operands {
		if t := p.Info.TypeOf(e); t == nil || !isClient(t, proto) {
			continue
		}
		if found != nil {
			return nil, false // which of them?
		}
		found = e
	}
	return found, found != nil && p.repeatable(found)
}

// operation returns the operation of proto that call performs on a client, or nil.
func (p *Package) operation(call *ast.CallExpr, proto *protocol.Protocol) *protocol.Op {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || p.Info.Selections[sel] == nil {
		return nil
	}
	for i := range proto.Ops {
		if fn := method(p.Info.TypeOf(sel.X), proto, &proto.Ops[i]); fn != nil && fn == p.Info.Uses[sel.Sel] {
			return &proto.Ops[i]
		}
	}
	return nil
}

// isClient reports whether t has the methods of one of proto's clients.
func isClient(t types.Type, proto *protocol.Protocol) bool {
	for i := range proto.Ops {
		op := &proto.Ops[i]
		if op.Event == protocol.Connect || op.Event == protocol.Close || op.Event == protocol.Check {
			if method(t, proto, op) != nil {
				return true
			}
		}
	}
	return false
}

// method returns the method of t that op of proto is, or nil.
func method(t types.Type, proto *protocol.Protocol, op *protocol.Op) *types.Func {
	_, name, ok := strings.Cut(op.Func, ".")
	if !ok {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	fn, ok := obj.(*types.Func)
	if !ok || fn.Pkg() == nil || !of(proto, fn.Pkg().Path()) {
		return nil
	}
	return fn
}

// of reports whether path is proto's package, or a fork of it.
func of(proto *protocol.Protocol, path string) bool {
	if i := strings.LastIndex(path, "/vendor/"); i >= 0 {
		path = path[i+len("/vendor/"):]
	}
	return path == proto.Package || slices.ContainsFunc(proto.Forks, func(f string) bool {
		return path == f || strings.HasPrefix(f, "/") && strings.HasSuffix(path, f)
	})
}

// closing returns the source of a call that closes client, "" if there is none that can stand
// anywhere.
func (p *Package) closing(client ast.Expr, proto *protocol.Protocol) string {
	for i := range proto.Ops {
		op := &proto.Ops[i]
		if op.Insert != "" && method(p.Info.TypeOf(client), proto, op) != nil {
			return types.ExprString(client) + "." + op.Insert
		}
	}
	return ""
}

// A condition is an expression that tells whether a client is connected.
type condition struct{ up, down string }

// checks returns the conditions that the library offers for client, the best one first: one that
// tells "not connected" from "the library is bringing it back".
func (p *Package) checks(client ast.Expr, proto *protocol.Protocol) []condition {
	var exact, others []condition
	for i := range proto.Ops {
		op := &proto.Ops[i]
		if op.Event != protocol.Check || !isPredicate(method(p.Info.TypeOf(client), proto, op)) {
			continue
		}
		_, name, _ := strings.Cut(op.Func, ".")
		call := types.ExprString(client) + "." + name + "()"
		switch {
		case op.True == protocol.Open && op.False == protocol.NotOpen:
			exact = append(exact, condition{call, "!" + call})
		case op.True == protocol.Open && op.False == protocol.Reconnecting:
			others = append(others, condition{call, "!" + call})
		case op.True == protocol.NotOpen && op.False == protocol.Open:
			exact = append(exact, condition{"!" + call, call})
		}
	}
	return append(exact, others...)
}

// isPredicate reports whether fn takes nothing and returns a bool.
func isPredicate(fn *types.Func) bool {
	if fn == nil {
		return false
	}
	sig := fn.Signature()
	return sig.Params().Len() == 0 && sig.Results().Len() == 1 &&
		types.Identical(sig.Results().At(0).Type(), types.Typ[types.Bool])
}

// certain reports whether client is not nil where s stands. It is so where the operation itself
// stands. A function that is called with it may look first, so there the client must be a
// variable that nothing compares with nil, neither here nor there.
func (p *Package) certain(s *site, client ast.Expr, v *typestate.Violation) bool {
	if p.operation(s.call, v.Proto) != nil {
		return true
	}
	id, ok := ast.Unparen(client).(*ast.Ident)
	if !ok {
		return false
	}
	_, _, body := function(s.up)
	if body == nil || p.compared(body, p.Info.Uses[id]) || p.declaredNil(p.Info.Uses[id]) {
		return false
	}
	if !v.Inner.IsValid() {
		return true
	}
	path := p.path(v.Inner)
	_, _, inner := function(path)
	return inner == nil || !p.compared(inner, nil)
}

// compared reports whether body compares obj, or if that is nil any client, with nil.
func (p *Package) compared(body *ast.BlockStmt, obj types.Object) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		b, ok := n.(*ast.BinaryExpr)
		if !ok || b.Op != token.EQL && b.Op != token.NEQ || !p.isNil(b.Y) || p.isError(b.X) {
			return !found
		}
		found = found || obj == nil || p.mentions(b.X, obj)
		return true
	})
	return found
}

// declaredNil reports whether obj is declared without a value, or is no variable of a function.
func (p *Package) declaredNil(obj types.Object) bool {
	v, ok := obj.(*types.Var)
	if !ok || v.Parent() == nil || v.Parent() == v.Pkg().Scope() {
		return true
	}
	for _, n := range p.path(v.Pos()) {
		switch n := n.(type) {
		case *ast.ValueSpec:
			return len(n.Values) == 0
		case *ast.AssignStmt, *ast.Field, *ast.RangeStmt:
			return false
		case ast.Stmt, ast.Decl:
			return true
		}
	}
	return true
}
