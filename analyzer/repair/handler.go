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

// This file decides who reconnects: the library, or the handler that it calls.

// reconnectAlone turns the library's own reconnecting off, where the options with the handler
// are made. The handler must try until it succeeds: the library would have.
func reconnectAlone(p *Package, v *typestate.Violation) []candidate {
	if !p.retries(v) {
		return nil
	}
	regs := p.registrations(v)
	if len(regs) != 1 {
		return nil
	}
	r := regs[0]
	off := p.offSwitch(r.options, v.Proto)
	if off == "" {
		return nil
	}
	c := candidate{message: "Turn automatic reconnect off: " + off}
	if p.repeatable(r.options) {
		b, ok := p.block(r.stmt)
		if !ok {
			return nil
		}
		c.edits = []edit{b.before(types.ExprString(r.options) + "." + off)}
		return []candidate{c}
	}
	file, end := p.locate(r.options.End())
	_, name := p.locate(r.name)
	text := p.text(file)
	if text == nil {
		return nil
	}
	gap := string(text[end:name]) // a dot, and maybe a new line
	c.edits = []edit{{file: file, start: end, end: end, text: gap + off}}
	return []candidate{c}
}

// retries reports whether the connect of v stands in a loop without a fixed number of rounds.
func (p *Package) retries(v *typestate.Violation) bool {
	places := []token.Pos{v.Pos, v.Inner}
	for _, s := range v.Steps {
		places = append(places, calls(s)...)
	}
	return slices.ContainsFunc(places, func(pos token.Pos) bool {
		for _, n := range p.path(pos) {
			switch n := n.(type) {
			case *ast.ForStmt:
				return !p.counts(n)
			case *ast.FuncLit, *ast.FuncDecl:
				return false
			}
		}
		return false
	})
}

// calls returns where s and the steps in it happen.
func calls(s typestate.Step) []token.Pos {
	out := []token.Pos{s.Pos}
	for _, inner := range s.Inner {
		out = append(out, calls(inner)...)
	}
	return out
}

// A registration is where a handler is stored in options.
type registration struct {
	options ast.Expr
	name    token.Pos // of the method or the field
	stmt    ast.Stmt
}

// registrations returns where the function that v stands in becomes a handler.
func (p *Package) registrations(v *typestate.Violation) []registration {
	handler, _, _ := function(p.path(v.Pos))
	if handler == nil {
		return nil
	}
	var out []registration
	note := func(sel *ast.SelectorExpr, value ast.Expr) {
		if !p.isHandler(sel, v.Proto) || !p.denotes(value, handler) {
			return
		}
		path := p.path(sel.Sel.Pos())
		for i := range path[:len(path)-1] {
			if stmt, ok := path[i].(ast.Stmt); ok && slices.Contains(listOf(path[i+1]), stmt) {
				out = append(out, registration{sel.X, sel.Sel.Pos(), stmt})
				return
			}
		}
		out = append(out, registration{options: sel.X, name: sel.Sel.Pos()})
	}
	for _, f := range p.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				if sel, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr); ok && len(n.Args) == 1 {
					note(sel, n.Args[0])
				}
			case *ast.AssignStmt:
				if sel, ok := n.Lhs[0].(*ast.SelectorExpr); ok && len(n.Lhs) == 1 && len(n.Rhs) == 1 {
					note(sel, n.Rhs[0])
				}
			}
			return true
		})
	}
	return slices.DeleteFunc(out, func(r registration) bool { return r.stmt == nil })
}

// isHandler reports whether sel names a method or a field that registers a handler of proto which
// is called when the link is lost, whoever reconnects.
func (p *Package) isHandler(sel *ast.SelectorExpr, proto *protocol.Protocol) bool {
	obj := p.Info.Uses[sel.Sel]
	if obj == nil || obj.Pkg() == nil || !of(proto, obj.Pkg().Path()) {
		return false
	}
	return slices.ContainsFunc(proto.Ops, func(op protocol.Op) bool {
		_, name, _ := strings.Cut(op.Func, ".")
		_, field := obj.(*types.Var)
		return op.Event == protocol.Handler && op.In.Auto == protocol.Reconnecting && op.In.Manual == protocol.NotOpen && (name == obj.Name() || field && op.Setting == obj.Name())
	})
}

// denotes reports whether value is the function fn: its literal, its name, or a variable that is
// defined as it.
func (p *Package) denotes(value ast.Expr, fn ast.Node) bool {
	value = ast.Unparen(value)
	if call, ok := value.(*ast.CallExpr); ok && len(call.Args) == 1 && p.Info.Types[call.Fun].IsType() {
		value = ast.Unparen(call.Args[0])
	}
	if ast.Node(value) == fn {
		return true
	}
	id, ok := value.(*ast.Ident)
	if sel, isSel := value.(*ast.SelectorExpr); isSel {
		id, ok = sel.Sel, true
	}
	if !ok || p.Info.Uses[id] == nil {
		return false
	}
	obj := p.Info.Uses[id]
	for _, n := range p.path(obj.Pos()) {
		switch n := n.(type) {
		case *ast.FuncDecl:
			return n == fn && n.Name.Pos() == obj.Pos()
		case *ast.ValueSpec:
			return len(n.Values) == 1 && p.denotes(n.Values[0], fn)
		case *ast.AssignStmt:
			return len(n.Rhs) == 1 && p.denotes(n.Rhs[0], fn)
		case ast.Stmt:
			return false
		}
	}
	return false
}

// offSwitch returns the call on options that turns automatic reconnect off, or "".
func (p *Package) offSwitch(options ast.Expr, proto *protocol.Protocol) string {
	for i := range proto.Ops {
		op := &proto.Ops[i]
		if op.Event != protocol.Set || op.Setting != proto.Reconnect.Setting || op.Value != protocol.Arg0 {
			continue
		}
		fn := method(p.Info.TypeOf(options), proto, op)
		if fn != nil && fn.Signature().Params().Len() == 1 && types.Identical(fn.Signature().Params().At(0).Type(), types.Typ[types.Bool]) {
			return fn.Name() + "(false)"
		}
	}
	return ""
}

// leaveToLibrary takes the connect out of the handler, where this version of the library ignores
// it: nothing happens any less. All that goes with it is about its outcome.
func leaveToLibrary(p *Package, v *typestate.Violation) []candidate {
	s, ok := p.site(v.Pos)
	if !ok || v.Via != "" || v.Wrong.Severity != protocol.Note || p.operation(s.call, v.Proto) == nil || !s.unconditional() {
		return nil
	}
	n, returns, ok := p.attempt(s)
	if !ok || returns {
		return nil
	}
	b, ok := p.block(s.list[s.n : n+1]...)
	if !ok {
		return nil
	}
	remove := edit{file: b.file, start: b.start - len(b.indent), end: b.end + len("\n")}
	edits := append(p.unused(s.list[s.n].Pos(), s.list[n].End()), remove)
	return []candidate{{message: "Leave it to the library, which is reconnecting already", edits: edits}}
}

// unused returns the edits that remove the imports of a file that only the text from from to to
// uses.
func (p *Package) unused(from, to token.Pos) []edit {
	var file *ast.File
	for _, f := range p.Files {
		if f.FileStart <= from && from < f.FileEnd {
			file = f
		}
	}
	inside, outside := map[types.Object]bool{}, map[types.Object]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if name, ok := p.Info.Uses[id].(*types.PkgName); ok {
				if from <= id.Pos() && id.Pos() < to {
					inside[name] = true
				} else {
					outside[name] = true
				}
			}
		}
		return true
	})
	var out []edit
	for _, spec := range file.Imports {
		name := p.Info.PkgNameOf(spec)
		if name == nil || !inside[name] || outside[name] {
			continue
		}
		if b, ok := p.span(spec.Pos(), spec.End()); ok { // one of a group, on a line of its own
			out = append(out, edit{file: b.file, start: b.start - len(b.indent), end: b.end + len("\n")})
		}
	}
	return out
}
