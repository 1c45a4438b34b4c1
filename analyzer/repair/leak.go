package repair

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/hublint/hublint/analyzer/typestate"
)

// This file closes clients where the last handle to them is dropped.

// closeLeft closes the client that was left open, on each way out of the code that opened it on
// which nothing keeps it. A variable of the function must be the only handle there.
func closeLeft(p *Package, v *typestate.Violation) []candidate {
	var out []candidate
	for _, pos := range openings(v.Opened) {
		s, ok := p.site(pos)
		if !ok {
			continue
		}
		l, ok := p.leakAt(s, v)
		if !ok {
			continue
		}
		if l.confused {
			continue
		}
		l.follow(s)
		if len(l.exits) > 0 {
			out = append(out, candidate{message: "Close it where it is left: " + l.closing, edits: l.exits, optional: true})
		}
		if e, ok := l.beforeNext(v); ok {
			out = append(out, candidate{message: "Close the first one before: " + l.closing, edits: []edit{e}})
		}
	}
	return out
}

// beforeNext returns the insertion of a close right before the second client is connected, if
// nothing uses the first one from there on.
func (l *leak) beforeNext(v *typestate.Violation) (edit, bool) {
	s, ok := l.p.site(v.Pos)
	if !ok || l.dialed || !l.local || v.Kind != typestate.SameIdentity || !l.handle.Parent().Contains(v.Pos) {
		return edit{}, false
	}
	if !l.scoped(s.up, s.stmt.Pos()) || l.p.spreads(l.body, l.handle) {
		return edit{}, false
	}
	b, ok := l.p.block(s.stmt)
	return b.before(l.closing), ok
}

// openings returns the calls by which a client was opened, innermost first.
func openings(s typestate.Step) []token.Pos {
	var out []token.Pos
	for i := len(s.Inner) - 1; i >= 0; i-- {
		if k := s.Inner[i].Kind; k == typestate.Opened || k == typestate.Call {
			out = openings(s.Inner[i])
			break
		}
	}
	if s.Pos.IsValid() && (s.Kind == typestate.Opened || s.Kind == typestate.Call) {
		out = append(out, s.Pos)
	}
	return out
}

// A leak is a client that is open, the variable that holds it, and the ways on which it is left.
type leak struct {
	p       *Package
	handle  types.Object
	closing string
	// dialed says that there is a client only if the call worked.
	dialed bool
	// local says that the handle is a variable of the function: what leaves the function, or the
	// round of the loop that defines it, leaves the client. Others can only be seen to be
	// overwritten.
	local    bool
	vars     []types.Object // the handle, and what holds the client for it: its channels
	exits    []edit
	confused bool // there are jumps that are not followed, or functions that have the handle
	body     *ast.BlockStmt
}

// leakAt returns the leak of the client that the call of s opens.
func (p *Package) leakAt(s *site, v *typestate.Violation) (*leak, bool) {
	l := &leak{p: p}
	var e ast.Expr
	if p.operation(s.call, v.Proto) != nil {
		e = ast.Unparen(s.call.Fun).(*ast.SelectorExpr).X
	} else if e = p.assigned(s, v); e != nil {
		l.dialed = true
	} else {
		e, _ = p.client(s.call, v.Proto) // a helper connects it
	}
	id, ok := e.(*ast.Ident)
	_, typ, body := function(s.up)
	if !ok || id.Name == "_" || body == nil || p.Info.ObjectOf(id) == nil {
		return nil, false
	}
	l.handle, l.body = p.Info.ObjectOf(id), body
	l.closing, l.vars = p.closing(id, v.Proto), []types.Object{l.handle}
	// A parameter is the caller's, and a named result is returned by any return.
	l.local = body.Pos() <= l.handle.Pos() && l.handle.Pos() < body.End()
	if l.closing == "" || typ == nil || !l.local && !p.sole(l.handle) || !p.makes(l.handle, v) {
		return nil, false
	}
	l.confused = l.shared()
	return l, true
}

// makes reports whether all that is stored in the handle is made for it: it comes from calls, and
// not from where others may have it. What is lost nobody has; of a twin that is not known, so it
// must come from the library itself.
func (p *Package) makes(handle types.Object, v *typestate.Violation) bool {
	ok := true
	check := func(names []ast.Expr, values []ast.Expr) {
		for i, e := range names {
			if id, isIdent := e.(*ast.Ident); !isIdent || p.Info.ObjectOf(id) != handle || len(values) == 0 {
				continue
			}
			value := values[min(i, len(values)-1)]
			call, isCall := ast.Unparen(value).(*ast.CallExpr)
			switch {
			case p.isNil(value):
			case !isCall:
				ok = false
			case v.Kind == typestate.SameIdentity:
				fn := p.callee(call)
				ok = ok && fn != nil && fn.Pkg() != nil && of(v.Proto, fn.Pkg().Path())
			}
		}
	}
	for _, f := range p.Files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				check(n.Lhs, n.Rhs)
			case *ast.ValueSpec:
				names := make([]ast.Expr, len(n.Names))
				for i, id := range n.Names {
					names[i] = id
				}
				check(names, n.Values)
			case *ast.RangeStmt:
				ok = ok && (n.Value == nil || !p.mentions(n.Value, handle) && !p.defines(n.Value, handle))
			}
			return ok
		})
	}
	return ok
}

// defines reports whether e is the name by which obj is defined.
func (p *Package) defines(e ast.Expr, obj types.Object) bool {
	id, ok := e.(*ast.Ident)
	return ok && p.Info.Defs[id] == obj
}

// assigned returns the variable that the client of s.call is assigned to, or nil.
func (p *Package) assigned(s *site, v *typestate.Violation) ast.Expr {
	stmt := s.stmt
	if cond, ok := stmt.(*ast.IfStmt); ok {
		stmt = cond.Init
	}
	assign, ok := stmt.(*ast.AssignStmt)
	if !ok || len(assign.Rhs) != 1 || ast.Unparen(assign.Rhs[0]) != s.call {
		return nil
	}
	var found ast.Expr
	for _, e := range assign.Lhs {
		if t := p.Info.TypeOf(e); t != nil && isClient(t, v.Proto) {
			if found != nil {
				return nil
			}
			found = e
		}
	}
	return found
}

// sole reports whether obj, a variable of the package, never gives away what it holds.
func (p *Package) sole(obj types.Object) bool {
	if obj.Exported() || obj.Parent() != obj.Pkg().Scope() {
		return false // fields: two of them may hold one client
	}
	return !slices.ContainsFunc(p.Files, func(f *ast.File) bool { return p.keeps(f, obj) })
}

// shared reports whether a function literal or a deferred call of the body has the handle, or
// there are labels: the ways out are not to be seen then.
func (l *leak) shared() bool {
	found := false
	ast.Inspect(l.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.LabeledStmt:
			found = true
		case *ast.FuncLit:
			found = found || l.p.mentions(n, l.handle)
		case *ast.UnaryExpr:
			found = found || n.Op == token.AND && l.p.mentions(n.X, l.handle)
		}
		return !found
	})
	return found
}

// follow looks for the ways on which the client of s is left, from where it is open.
func (l *leak) follow(s *site) {
	rest, n := s.list[s.n:], 0
	var vars []types.Object // what holds the outcome
	for ; n < len(rest); n++ {
		cond, ok := rest[n].(*ast.IfStmt)
		if ok && l.judges(cond, n == 0, vars) {
			l.branch(cond, rest[n+1:], s.up)
			return
		}
		if ok || n > 0 && !l.p.mentions(rest[n], vars...) {
			break
		}
		vars = append(vars, l.outcomes(rest[n])...)
	}
	if !l.dialed || len(vars) == 0 {
		l.leave(rest[1:], s.up)
	}
}

// outcomes returns the variables beside the handle that stmt assigns.
func (l *leak) outcomes(stmt ast.Stmt) (vars []types.Object) {
	assign, ok := stmt.(*ast.AssignStmt)
	if !ok {
		return nil
	}
	for _, e := range assign.Lhs {
		if id, ok := e.(*ast.Ident); ok {
			if obj := l.p.Info.ObjectOf(id); obj != nil && obj != l.handle {
				vars = append(vars, obj)
			}
		}
	}
	return vars
}

// judges reports whether cond is about the outcome of the opening: it makes the attempt itself,
// or looks at what holds the outcome.
func (l *leak) judges(cond *ast.IfStmt, itself bool, vars []types.Object) bool {
	return l.p.outcomeOf(cond.Cond) != unclear && (itself || l.p.mentions(cond.Cond, vars...))
}

// branch follows the way from cond on which the client is open. The other one ends, or the two
// meet again: what is dialed is not at hand there for sure.
func (l *leak) branch(cond *ast.IfStmt, rest []ast.Stmt, up []ast.Node) {
	good := cond.Body
	if l.p.outcomeOf(cond.Cond) == failed {
		good, _ = cond.Else.(*ast.BlockStmt)
		if l.p.terminates(cond.Body.List) || !l.dialed {
			if good != nil {
				l.walk(good.List, nesting{})
			}
			l.leave(rest, up)
			return
		}
	}
	switch {
	case good == nil:
	case l.dialed:
		l.leave(good.List, append([]ast.Node{good, cond}, up...))
	case !l.walk(good.List, nesting{}) && !l.p.terminates(good.List):
		l.leave(rest, up)
	}
}

// leave walks list, the end of the statements directly in up[0], and the way out of it.
func (l *leak) leave(list []ast.Stmt, up []ast.Node) {
	if kept := l.walk(list, nesting{}); kept || l.p.terminates(list) || len(list) == 0 || !l.local {
		return
	}
	if !l.scoped(up, list[len(list)-1].End()) {
		return
	}
	if b, ok := l.p.block(list[len(list)-1]); ok {
		l.exits = append(l.exits, b.after(l.closing))
	}
}

// scoped reports whether nothing can look at the handle once control has passed end, in what up
// encloses: it is not mentioned behind it, and a loop defines it anew, or only assigns it.
func (l *leak) scoped(up []ast.Node, end token.Pos) bool {
	ok := true
	ast.Inspect(l.body, func(n ast.Node) bool {
		if id, isIdent := n.(*ast.Ident); isIdent && l.p.Info.Uses[id] == l.handle && id.Pos() >= end {
			ok = false
		}
		return ok
	})
	return ok && l.perRound(up)
}

// perRound reports whether the innermost loop around up defines the handle in each round.
func (l *leak) perRound(up []ast.Node) bool {
	for _, n := range up {
		switch n := n.(type) {
		case *ast.ForStmt:
			return n.Body.Pos() <= l.handle.Pos()
		case *ast.RangeStmt:
			return n.Body.Pos() <= l.handle.Pos()
		case *ast.FuncLit, *ast.FuncDecl:
			return true
		}
	}
	return false
}
