package interp

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// block compiles a list of statements, which may have labels that goto jumps to.
func (c *compiler) block(list []ast.Stmt) action {
	first := c.code.vars
	acts := make([]action, len(list))
	var targets map[ctl]int
	for i, s := range list {
		if l, ok := s.(*ast.LabeledStmt); ok {
			if targets == nil {
				targets = make(map[ctl]int)
			}
			targets[gotoTo(c.label(l.Label))] = i
		}
		acts[i] = c.stmt(s, -1)
	}
	ended := c.own(first)
	return func(fr *frame) ctl {
		defer ended(fr)
		for i := 0; i < len(acts); {
			if fr.m.steps++; fr.m.steps > maxSteps {
				fr.m.diverge()
			}
			r := acts[i](fr)
			if len(fr.m.follows) > 0 {
				fr.m.step()
			}
			if r == next {
				i++
				continue
			}
			if to, ok := targets[r]; ok {
				i = to
				continue
			}
			return r
		}
		return next
	}
}

// own returns how to forget the variables from slot first on, which belong to a block that has
// ended. What a closure has captured stays.
func (c *compiler) own(first int) func(*frame) {
	var slots []int
	for s := first; s < c.code.vars; s++ {
		if !slices.ContainsFunc(c.code.free, func(k capture) bool { return k.inner == s }) {
			slots = append(slots, s)
		}
	}
	return func(fr *frame) {
		for _, s := range slots {
			fr.leave(s)
		}
	}
}

// stmt compiles a statement that has the given label, or -1.
func (c *compiler) stmt(s ast.Stmt, label int) action {
	switch s := s.(type) {
	case *ast.EmptyStmt:
		return func(*frame) ctl { return next }
	case *ast.LabeledStmt:
		n := c.label(s.Label)
		return leaving(c.stmt(s.Stmt, n), breakTo(n))
	case *ast.BlockStmt:
		return c.block(s.List)
	case *ast.ExprStmt:
		return c.exprStmt(s)
	case *ast.DeclStmt:
		return c.declStmt(s)
	case *ast.AssignStmt:
		return c.assign(s)
	case *ast.IncDecStmt:
		return c.incDec(s)
	case *ast.IfStmt:
		return c.ifStmt(s)
	case *ast.ForStmt:
		return c.forStmt(s, label)
	case *ast.RangeStmt:
		return c.rangeStmt(s, label)
	case *ast.SwitchStmt:
		return c.switchStmt(s)
	case *ast.TypeSwitchStmt:
		return c.typeSwitch(s)
	case *ast.SelectStmt:
		return c.selectStmt(s)
	case *ast.ReturnStmt:
		return c.returnStmt(s)
	case *ast.BranchStmt:
		return c.branch(s)
	case *ast.DeferStmt:
		return c.deferStmt(s)
	case *ast.GoStmt:
		return c.goStmt(s)
	}
	c.no(s.Pos(), "%T", s)
	return nil
}

// leaving returns an action that ends normally when act ends with out.
func leaving(act action, out ctl) action {
	return func(fr *frame) ctl {
		if r := act(fr); r != out {
			return r
		}
		return next
	}
}

func (c *compiler) exprStmt(s *ast.ExprStmt) action {
	if call, ok := ast.Unparen(s.X).(*ast.CallExpr); ok {
		f := c.call(call)
		return func(fr *frame) ctl {
			f(fr)
			return next
		}
	}
	f := c.expr(s.X)
	return func(fr *frame) ctl {
		f(fr)
		return next
	}
}

func (c *compiler) declStmt(s *ast.DeclStmt) action {
	var acts []action
	d := s.Decl.(*ast.GenDecl)
	for _, spec := range d.Specs {
		vs, ok := spec.(*ast.ValueSpec)
		if !ok || d.Tok != token.VAR {
			continue
		}
		acts = append(acts, c.varSpec(vs))
	}
	return func(fr *frame) ctl {
		for _, a := range acts {
			a(fr)
		}
		return next
	}
}

func (c *compiler) varSpec(vs *ast.ValueSpec) action {
	if len(vs.Values) > 0 {
		rhs := c.values(vs.Values)
		slots := make([]int, len(vs.Names))
		for i, n := range vs.Names {
			slots[i] = c.define(n)
		}
		return func(fr *frame) ctl {
			for i, v := range rhs(fr) {
				fr.declare(slots[i], stored(v))
			}
			return next
		}
	}
	z := zero(c.info.TypeOf(vs.Type))
	slots := make([]int, len(vs.Names))
	for i, n := range vs.Names {
		slots[i] = c.define(n)
	}
	return func(fr *frame) ctl {
		for _, s := range slots {
			fr.declare(s, z())
		}
		return next
	}
}

func (c *compiler) ifStmt(s *ast.IfStmt) action {
	init := c.optional(s.Init)
	cond := c.expr(s.Cond)
	then := c.block(s.Body.List)
	other := c.optional(s.Else)
	return func(fr *frame) ctl {
		init(fr)
		if truth(cond(fr)) {
			return then(fr)
		}
		return other(fr)
	}
}

func (c *compiler) optional(s ast.Stmt) action {
	if s == nil {
		return func(*frame) ctl { return next }
	}
	return c.stmt(s, -1)
}

func (c *compiler) returnStmt(s *ast.ReturnStmt) action {
	if len(s.Results) == 0 {
		return func(*frame) ctl { return returned }
	}
	rhs := c.values(s.Results)
	return func(fr *frame) ctl {
		res := rhs(fr)
		out := make([]value, len(res))
		for i, v := range res {
			out[i] = stored(v)
		}
		fr.ret = out
		if fr.code.named {
			for i, r := range fr.code.results {
				fr.vars[r.slot].v = out[i]
			}
		}
		return returned
	}
}

func (c *compiler) branch(s *ast.BranchStmt) action {
	var r ctl
	switch s.Tok {
	case token.BREAK:
		r = breaks
	case token.CONTINUE:
		r = continues
	case token.FALLTHROUGH:
		r = falls
	}
	if s.Label != nil {
		switch n := c.label(s.Label); s.Tok {
		case token.BREAK:
			r = breakTo(n)
		case token.CONTINUE:
			r = continueTo(n)
		case token.GOTO:
			r = gotoTo(n)
		}
	}
	return func(*frame) ctl { return r }
}

func (c *compiler) deferStmt(s *ast.DeferStmt) action {
	at := c.frame(s.Call)
	at.Begin = c.loaded.LineOf(s.Pos())
	if id, ok := s.Call.Fun.(*ast.Ident); ok {
		if _, ok := c.info.Uses[id].(*types.Builtin); ok {
			c.no(s.Pos(), "deferred builtin")
		}
	}
	fn, args := c.callee(s.Call)
	return func(fr *frame) ctl {
		f, recv := fn(fr)
		fr.defers = append(fr.defers, deferred{at, f, append(recv, args(fr)...)})
		return next
	}
}

func (c *compiler) goStmt(s *ast.GoStmt) action {
	at := c.frame(s.Call)
	fn, args := c.callee(s.Call)
	return func(fr *frame) ctl {
		f, recv := fn(fr)
		fr.m.start(at, f, append(recv, args(fr)...))
		return next
	}
}
