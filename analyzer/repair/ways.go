package repair

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// This file walks the ways on which a client is left.

// A nesting says what a jump leaves.
type nesting struct{ loop, breakable bool }

// walk looks for exits in list, and reports whether something keeps the client on the way to its
// end, or has dropped it before.
func (l *leak) walk(list []ast.Stmt, in nesting) (kept bool) {
	for _, stmt := range list {
		if l.drops(stmt) {
			l.exit(stmt)
			return true
		}
		switch s := stmt.(type) {
		case *ast.ReturnStmt:
			if l.local && !l.p.mentions(s, l.vars...) {
				l.exit(s)
			}
			return true
		case *ast.BranchStmt:
			if l.leaves(s, in) {
				l.exit(s)
			}
			return true
		}
		if l.nested(stmt, in) {
			return true
		}
	}
	return false
}

// leaves reports whether a jump ends the life of the handle.
func (l *leak) leaves(s *ast.BranchStmt, in nesting) bool {
	switch s.Tok {
	case token.CONTINUE:
		return l.local && !in.loop && l.perRound(l.p.path(s.Pos()))
	case token.BREAK:
		return l.local && !in.breakable && l.perRound(l.p.path(s.Pos()))
	}
	return false
}

// nested walks what stands in stmt, and reports whether something in it keeps the client. Ways
// out of a switch or a select stay as they are.
func (l *leak) nested(stmt ast.Stmt, in nesting) bool {
	switch s := stmt.(type) {
	case *ast.BlockStmt:
		return l.walk(s.List, in) && !l.p.terminates(s.List)
	case *ast.IfStmt:
		if l.keepsOne(s.Init, s.Cond) {
			return true
		}
		kept := l.nested(s.Body, in)
		if s.Else != nil {
			kept = l.nested(s.Else, in) || kept
		}
		return kept
	case *ast.ForStmt:
		return l.keepsOne(s.Init, s.Cond, s.Post) || l.nested(s.Body, nesting{true, true})
	case *ast.RangeStmt:
		return l.keepsOne(s.X) || l.nested(s.Body, nesting{true, true})
	}
	return l.keeps(stmt)
}

// keepsOne is keeps for those of parts that are there.
func (l *leak) keepsOne(parts ...ast.Node) bool {
	return slices.ContainsFunc(parts, func(n ast.Node) bool { return n != nil && l.keeps(n) })
}

// exit notes that the client is to be closed before stmt.
func (l *leak) exit(stmt ast.Stmt) {
	if b, ok := l.p.block(stmt); ok {
		l.exits = append(l.exits, b.before(l.closing))
	}
}

// drops reports whether stmt stores something else in the handle.
func (l *leak) drops(stmt ast.Stmt) bool {
	assign, ok := stmt.(*ast.AssignStmt)
	if !ok || assign.Tok != token.ASSIGN {
		return false
	}
	for i, e := range assign.Lhs {
		if id, ok := e.(*ast.Ident); ok && l.p.Info.Uses[id] == l.handle {
			return len(assign.Rhs) == len(assign.Lhs) && l.p.isNil(assign.Rhs[i])
		}
	}
	return false
}

// keeps reports whether n may store the client somewhere. What it yields, a channel of the
// connection, holds it too, and is watched from there on.
func (l *leak) keeps(n ast.Node) bool {
	assign, ok := n.(*ast.AssignStmt)
	if !ok {
		return slices.ContainsFunc(l.vars, func(v types.Object) bool { return l.p.spreads(n, v) })
	}
	if l.p.keeps(assign, l.vars...) {
		return true
	}
	if !l.p.mentionedIn(assign.Rhs, l.vars...) {
		return false
	}
	for _, e := range assign.Lhs {
		id, ok := e.(*ast.Ident)
		if plain(l.p.Info.TypeOf(e)) || ok && id.Name == "_" {
			continue
		}
		if !ok {
			return true // a field, an element
		}
		obj := l.p.Info.ObjectOf(id)
		if obj == nil || obj.Parent() == obj.Pkg().Scope() {
			return true
		}
		l.vars = append(l.vars, obj)
	}
	return false
}
