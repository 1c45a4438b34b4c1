package repair

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/analyzer/typestate"
)

// This file gives the rounds of a loop a function of their own, so that what they defer happens.

// narrowDefer makes a function of the body of a loop that defers the close: it runs at the end of
// the round then, and not at the end of the function. All that the body defers must be such a
// close, nothing may use the client later, and the body must go on to the next round, or leave
// with an error.
func narrowDefer(p *Package, v *typestate.Violation) []candidate {
	for _, pos := range deferrals(v.Steps) {
		path := p.path(pos)
		k := slices.IndexFunc(path, func(n ast.Node) bool { _, ok := n.(*ast.DeferStmt); return ok })
		if k < 0 || k+2 >= len(path) {
			continue
		}
		body, ok := path[k+1].(*ast.BlockStmt)
		if !ok || !isLoop(path[k+2]) {
			continue
		}
		r := &round{p: p, body: body, proto: v.Proto}
		_, r.typ, r.function = function(path[k+2:])
		if edits, ok := r.narrowed(); ok {
			return []candidate{{message: "Make a function of the loop's body, so that the deferred close runs in each round", edits: edits}}
		}
	}
	return nil
}

// deferrals returns where calls were deferred on the way.
func deferrals(steps []typestate.Step) []token.Pos {
	var out []token.Pos
	for _, s := range steps {
		if s.Kind == typestate.Deferred && s.Pos.IsValid() && !slices.Contains(out, s.Pos) {
			out = append(out, s.Pos)
		}
		out = append(out, deferrals(s.Inner)...)
	}
	return out
}

func isLoop(n ast.Node) bool {
	switch n.(type) {
	case *ast.ForStmt, *ast.RangeStmt:
		return true
	}
	return false
}

// A round is the body of a loop that is to become a function.
type round struct {
	p        *Package
	proto    *protocol.Protocol
	body     *ast.BlockStmt
	typ      *ast.FuncType // of the function around
	function *ast.BlockStmt
	edits    []edit
	returns  bool // some statement leaves the function, with an error
	bad      bool
}

func (r *round) narrowed() ([]edit, bool) {
	b, ok := r.p.block(r.body.List...)
	if !ok || r.function == nil {
		return nil, false
	}
	r.jumps(r.body.List, nesting{})
	next := "return"
	above, below := "func() {", "}()"
	if r.returns {
		next = "return nil"
		above, below = "if err := func() error {", "}(); err != nil {\n"+b.indent+"\treturn err\n"+b.indent+"}"
		if !r.p.terminates(r.body.List) {
			below = "\treturn nil\n" + b.indent + below
		}
	}
	if r.bad {
		return nil, false
	}
	for i := range r.edits {
		r.edits[i].text = next
	}
	return r.p.wrap(b, above, below, r.edits...), true
}

// jumps looks at the statements that leave the round, and at what is deferred in it.
func (r *round) jumps(list []ast.Stmt, in nesting) {
	for _, stmt := range list {
		switch s := stmt.(type) {
		case *ast.BranchStmt:
			r.branch(s, in)
		case *ast.ReturnStmt:
			r.returns = true
			r.bad = r.bad || !r.fails(s)
		case *ast.DeferStmt:
			r.bad = r.bad || !r.closes(s.Call)
		case *ast.LabeledStmt:
			r.bad = true
		case *ast.IfStmt:
			r.jumps(s.Body.List, in)
			if s.Else != nil {
				r.jumps([]ast.Stmt{s.Else}, in)
			}
		case *ast.BlockStmt:
			r.jumps(s.List, in)
		case *ast.ForStmt:
			r.jumps(s.Body.List, nesting{true, true})
		case *ast.RangeStmt:
			r.jumps(s.Body.List, nesting{true, true})
		case *ast.SwitchStmt:
			r.clauses(s.Body, in)
		case *ast.TypeSwitchStmt:
			r.clauses(s.Body, in)
		case *ast.SelectStmt:
			r.clauses(s.Body, in)
		}
	}
}

func (r *round) clauses(body *ast.BlockStmt, in nesting) {
	for _, c := range body.List {
		r.jumps(listOf(c), nesting{in.loop, true})
	}
}

// branch takes a continue of the loop for a return. A break, or a jump to a label, cannot be kept.
func (r *round) branch(s *ast.BranchStmt, in nesting) {
	switch {
	case s.Label != nil || s.Tok == token.GOTO || s.Tok == token.BREAK && !in.breakable:
		r.bad = true
	case s.Tok == token.CONTINUE && !in.loop:
		file, start := r.p.locate(s.Pos())
		_, end := r.p.locate(s.End())
		r.edits = append(r.edits, edit{file: file, start: start, end: end})
	}
}

// fails reports whether s returns one result, an error that is not nil: the condition right
// around it says so.
func (r *round) fails(s *ast.ReturnStmt) bool {
	if len(s.Results) != 1 || r.typ.Results.NumFields() != 1 || len(r.typ.Results.List[0].Names) > 0 || !r.p.isError(r.typ.Results.List[0].Type) {
		return false
	}
	id, ok := ast.Unparen(s.Results[0]).(*ast.Ident)
	if !ok {
		return false
	}
	obj := r.p.Info.Uses[id]
	for i, n := range r.p.path(s.Pos()) {
		cond, ok := n.(*ast.IfStmt)
		if !ok {
			if i > 3 {
				return false
			}
			continue
		}
		b, ok := ast.Unparen(cond.Cond).(*ast.BinaryExpr)
		return ok && obj != nil && b.Op == token.NEQ && r.p.isNil(b.Y) && r.p.isError(b.X) && r.p.mentions(b.X, obj) &&
			cond.Body.Pos() < s.Pos() && s.End() < cond.Body.End() && !r.p.assigns(cond.Body, obj)
	}
	return false
}

// assigns reports whether n may change obj.
func (p *Package) assigns(n ast.Node, obj types.Object) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			found = found || p.mentionedIn(n.Lhs, obj)
		case *ast.UnaryExpr:
			found = found || n.Op == token.AND && p.mentions(n.X, obj)
		}
		return !found
	})
	return found
}

// closes reports whether call closes a client, or something that the round makes, and nothing
// can use that after the round.
func (r *round) closes(call *ast.CallExpr) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok {
		return false
	}
	id, ok := ast.Unparen(sel.X).(*ast.Ident)
	if !ok {
		return false
	}
	obj := r.p.Info.Uses[id]
	if obj == nil || r.p.spreads(r.function, obj) || r.later(obj) {
		return false
	}
	own := r.body.Pos() <= obj.Pos() && obj.Pos() < r.body.End()
	op := r.p.operation(call, r.proto)
	return op != nil && op.Event == protocol.Close || own && len(call.Args) == 0 && sel.Sel.Name == "Close"
}

// later reports whether obj is mentioned behind the loop.
func (r *round) later(obj types.Object) bool {
	found := false
	ast.Inspect(r.function, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && r.p.Info.Uses[id] == obj && id.Pos() >= r.body.End() {
			found = true
		}
		return !found
	})
	return found
}
