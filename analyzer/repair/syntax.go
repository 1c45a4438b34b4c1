package repair

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ast/astutil"
)

// This file finds the way about the syntax tree.

// A site is a call and the statement of a list that it is part of.
type site struct {
	call *ast.CallExpr
	path []ast.Node // from the call outwards
	list []ast.Stmt // the statements among which stmt stands
	n    int        // list[n] is stmt
	stmt ast.Stmt
	up   []ast.Node // from what holds the list outwards
}

// site returns the call at pos, where its parenthesis opens, or which pos lies in. It is not ok
// if the call stands in a literal of a function within its statement, or in no list.
func (p *Package) site(pos token.Pos) (*site, bool) {
	path := p.path(pos)
	for i, n := range path {
		call, ok := n.(*ast.CallExpr)
		if !ok || call.Lparen != pos {
			continue
		}
		return enclosing(call, path[i:])
	}
	return nil, false
}

// path returns the nodes around pos, innermost first.
func (p *Package) path(pos token.Pos) []ast.Node {
	for _, f := range p.Files {
		if f.FileStart <= pos && pos < f.FileEnd {
			path, _ := astutil.PathEnclosingInterval(f, pos, pos)
			return path
		}
	}
	return nil
}

func enclosing(call *ast.CallExpr, path []ast.Node) (*site, bool) {
	for i, n := range path[:max(len(path)-1, 0)] {
		stmt, ok := n.(ast.Stmt)
		if !ok {
			if _, lit := n.(*ast.FuncLit); lit {
				return nil, false
			}
			continue
		}
		list := listOf(path[i+1])
		if k := slices.Index(list, stmt); k >= 0 {
			return &site{call, path[:i+1], list, k, stmt, path[i+1:]}, true
		}
	}
	return nil, false
}

// listOf returns the statements that stand directly in n.
func listOf(n ast.Node) []ast.Stmt {
	switch n := n.(type) {
	case *ast.BlockStmt:
		return n.List
	case *ast.CaseClause:
		return n.Body
	case *ast.CommClause:
		return n.Body
	}
	return nil
}

// function returns the innermost function around a node whose path is given.
func function(path []ast.Node) (ast.Node, *ast.FuncType, *ast.BlockStmt) {
	for _, n := range path {
		switch n := n.(type) {
		case *ast.FuncLit:
			return n, n.Type, n.Body
		case *ast.FuncDecl:
			return n, n.Type, n.Body
		}
	}
	return nil, nil, nil
}

// unconditional reports whether the call of s is evaluated whenever its statement begins to be:
// no operator, and no other part of the statement, decides.
func (s *site) unconditional() bool {
	inner := ast.Node(s.call)
	for _, n := range s.path[1:] {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if (n.Op == token.LAND || n.Op == token.LOR) && n.X != inner {
				return false
			}
		case *ast.IfStmt:
			if n.Init != inner && (n.Cond != inner || n.Init != nil) {
				return false
			}
		case *ast.SwitchStmt:
			if n.Init != inner && (n.Tag != inner || n.Init != nil) {
				return false
			}
		case *ast.ExprStmt, *ast.AssignStmt, *ast.ReturnStmt:
		case ast.Stmt: // loops, go, defer, select: it runs often, later, or perhaps
			return false
		}
		inner = n
	}
	return true
}

// repeatable reports whether e can be evaluated once more to the same value and no effect.
func (p *Package) repeatable(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		_, ok := p.Info.Uses[e].(*types.Var)
		return ok
	case *ast.SelectorExpr:
		if s := p.Info.Selections[e]; s != nil {
			return s.Kind() == types.FieldVal && p.repeatable(e.X)
		}
		_, ok := p.Info.Uses[e.Sel].(*types.Var) // a variable of another package
		return ok
	case *ast.StarExpr:
		return p.repeatable(e.X)
	}
	return false
}

// defined returns the variables that stmt defines for the statements after it. It is not ok if
// it also changes others.
func (p *Package) defined(stmt ast.Stmt) (vars []types.Object, ok bool) {
	assign, isAssign := stmt.(*ast.AssignStmt)
	if !isAssign {
		_, isExpr := stmt.(*ast.ExprStmt)
		_, isIf := stmt.(*ast.IfStmt)
		return nil, isExpr || isIf
	}
	for _, l := range assign.Lhs {
		id, isIdent := l.(*ast.Ident)
		if !isIdent {
			return nil, false
		}
		if id.Name == "_" {
			continue
		}
		obj := p.Info.Defs[id]
		if obj == nil {
			return nil, false
		}
		vars = append(vars, obj)
	}
	return vars, true
}

// mentions reports whether n uses one of vars.
func (p *Package) mentions(n ast.Node, vars ...types.Object) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && slices.Contains(vars, p.Info.Uses[id]) {
			found = true
		}
		return !found
	})
	return found
}

// mentioned reports whether one of stmts uses one of vars.
func (p *Package) mentioned(stmts []ast.Stmt, vars ...types.Object) bool {
	return slices.ContainsFunc(stmts, func(s ast.Stmt) bool { return p.mentions(s, vars...) })
}

// An outcome is what a condition says of an attempt when it is true.
type outcome uint8

const (
	unclear outcome = iota
	failed
	worked
)

// outcomeOf returns what cond says of an attempt: an error is not nil, a wait was cut short.
func (p *Package) outcomeOf(cond ast.Expr) outcome {
	switch e := ast.Unparen(cond).(type) {
	case *ast.BinaryExpr:
		x, y := p.outcomeOf(e.X), p.outcomeOf(e.Y)
		switch e.Op {
		case token.NEQ, token.EQL:
			if !p.isError(e.X) || !p.isNil(e.Y) {
				return unclear
			}
			if e.Op == token.NEQ {
				return failed
			}
			return worked
		case token.LAND: // failed if one of them says so, worked likewise, or if both agree
			if p.isWait(e.X) {
				x = unclear
			}
			if x != unclear && y != unclear && x != y {
				return unclear
			}
			return max(x, y)
		case token.LOR:
			if x == y {
				return x
			}
		}
	case *ast.UnaryExpr:
		if e.Op == token.NOT && p.isWait(e.X) {
			return failed
		}
	}
	return unclear
}

// isWait reports whether e waits for an attempt, and is true when that has ended.
func (p *Package) isWait(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && (sel.Sel.Name == "Wait" || sel.Sel.Name == "WaitTimeout")
}

func (p *Package) isError(e ast.Expr) bool {
	t := p.Info.TypeOf(e)
	return t != nil && types.Identical(t, types.Universe.Lookup("error").Type())
}

func (p *Package) isNil(e ast.Expr) bool {
	tv, ok := p.Info.Types[e]
	return ok && tv.IsNil()
}

// terminates reports whether control never comes to the end of list.
func (p *Package) terminates(list []ast.Stmt) bool {
	if len(list) == 0 {
		return false
	}
	switch s := list[len(list)-1].(type) {
	case *ast.ReturnStmt:
		return true
	case *ast.BranchStmt:
		return s.Tok != token.FALLTHROUGH
	case *ast.BlockStmt:
		return p.terminates(s.List)
	case *ast.IfStmt:
		alt, ok := s.Else.(*ast.BlockStmt)
		if next, isIf := s.Else.(*ast.IfStmt); isIf {
			return p.terminates(s.Body.List) && p.terminates([]ast.Stmt{next})
		}
		return ok && p.terminates(s.Body.List) && p.terminates(alt.List)
	case *ast.ForStmt:
		return s.Cond == nil && !breaks(s.Body)
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		return ok && p.ends(call)
	}
	return false
}

// breaks reports whether body may leave its loop by a break.
func breaks(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			return n == ast.Node(body) || labelled(n)
		case *ast.BranchStmt:
			found = found || n.Tok == token.BREAK
		}
		return true
	})
	return found
}

// labelled reports whether there is a break with a label in n: it may leave a loop further out.
func labelled(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if b, ok := n.(*ast.BranchStmt); ok && b.Label != nil {
			found = true
		}
		return true
	})
	return found
}

// ends reports whether a call does not return: panic, or what ends the program.
func (p *Package) ends(call *ast.CallExpr) bool {
	switch f := ast.Unparen(call.Fun).(type) {
	case *ast.Ident:
		b, ok := p.Info.Uses[f].(*types.Builtin)
		return ok && b.Name() == "panic"
	case *ast.SelectorExpr:
		fn, ok := p.Info.Uses[f.Sel].(*types.Func)
		if !ok || fn.Pkg() == nil {
			return false
		}
		switch fn.FullName() {
		case "os.Exit", "log.Fatal", "log.Fatalf", "log.Fatalln", "log.Panic", "log.Panicf", "log.Panicln", "runtime.Goexit":
			return true
		}
	}
	return false
}
