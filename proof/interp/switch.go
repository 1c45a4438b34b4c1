package interp

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"time"
)

func (c *compiler) switchStmt(s *ast.SwitchStmt) action {
	init := c.optional(s.Init)
	tag := func(*frame) value { return true }
	if s.Tag != nil {
		tag = c.expr(s.Tag)
	}
	var conds [][]eval
	var bodies []action
	def := -1
	for i, cl := range s.Body.List {
		cc := cl.(*ast.CaseClause)
		if cc.List == nil {
			def = i
		}
		var es []eval
		for _, e := range cc.List {
			es = append(es, c.expr(e))
		}
		conds = append(conds, es)
		bodies = append(bodies, c.block(cc.Body))
	}
	pick := func(fr *frame) int {
		v := tag(fr)
		for i, es := range conds {
			for _, e := range es {
				if equal(v, e(fr)) {
					return i
				}
			}
		}
		return def
	}
	return leaving(func(fr *frame) ctl {
		init(fr)
		i := pick(fr)
		for ; i >= 0 && i < len(bodies); i++ {
			if r := bodies[i](fr); r != falls {
				return r
			}
		}
		return next
	}, breaks)
}

// A typeClause is a case of a type switch.
type typeClause struct {
	types []types.Type
	def   bool
	slot  int
	body  action
}

func (c *compiler) typeClause(cc *ast.CaseClause) typeClause {
	k := typeClause{def: cc.List == nil, slot: c.fresh()}
	for _, e := range cc.List {
		k.types = append(k.types, c.info.TypeOf(e))
	}
	if obj := c.info.Implicits[cc]; obj != nil {
		c.slots[obj] = k.slot
	}
	k.body = c.block(cc.Body)
	return k
}

func (k typeClause) matches(v value) bool {
	return slices.ContainsFunc(k.types, func(t types.Type) bool { return hasType(v, t) })
}

// typeSwitch compiles a switch over the type of an interface.
func (c *compiler) typeSwitch(s *ast.TypeSwitchStmt) action {
	init := c.optional(s.Init)
	var x ast.Expr
	switch a := s.Assign.(type) {
	case *ast.ExprStmt:
		x = a.X
	case *ast.AssignStmt:
		x = a.Rhs[0]
	}
	operand := c.expr(x.(*ast.TypeAssertExpr).X)
	var clauses []typeClause
	for _, cl := range s.Body.List {
		clauses = append(clauses, c.typeClause(cl.(*ast.CaseClause)))
	}
	return leaving(func(fr *frame) ctl {
		init(fr)
		v := operand(fr)
		i := slices.IndexFunc(clauses, func(k typeClause) bool { return k.matches(v) })
		if i < 0 {
			i = slices.IndexFunc(clauses, func(k typeClause) bool { return k.def })
		}
		if i < 0 {
			return next
		}
		fr.vars[clauses[i].slot] = &cell{v}
		return clauses[i].body(fr)
	}, breaks)
}

// selectStmt compiles a select whose channels come from a token and from a timer: the token
// decides, and the timer fires if it is still waiting.
func (c *compiler) selectStmt(s *ast.SelectStmt) action {
	type clause struct {
		channel eval
		body    action
	}
	var clauses []clause
	def := -1
	for i, cl := range s.Body.List {
		cc := cl.(*ast.CommClause)
		k := clause{}
		switch comm := cc.Comm.(type) {
		case nil:
			def = i
		case *ast.ExprStmt:
			u, ok := ast.Unparen(comm.X).(*ast.UnaryExpr)
			if !ok || u.Op != token.ARROW {
				c.no(comm.Pos(), "select case")
			}
			k.channel = c.expr(u.X)
		default:
			c.no(cc.Pos(), "select case %T", comm)
		}
		k.body = c.block(cc.Body)
		clauses = append(clauses, k)
	}
	return leaving(func(fr *frame) ctl {
		chosen := def
		for i, k := range clauses {
			if k.channel != nil && ready(k.channel(fr)) && (chosen < 0 || chosen == def) {
				chosen = i
			}
		}
		if chosen < 0 {
			fr.m.diverge() // waits for ever
		}
		return clauses[chosen].body(fr)
	}, breaks)
}

func ready(ch value) bool {
	switch ch := ch.(type) {
	case <-chan struct{}:
		select {
		case <-ch:
			return true
		default:
		}
	case <-chan time.Time:
		select {
		case <-ch:
			return true
		default:
		}
	}
	return false
}
