package interp

import (
	"go/ast"
	"go/token"
	"go/types"
)

// assign compiles =, := and the operators like +=.
func (c *compiler) assign(s *ast.AssignStmt) action {
	if s.Tok != token.ASSIGN && s.Tok != token.DEFINE {
		return c.update(s.Lhs[0], s.Rhs[0], s.Tok-(token.ADD_ASSIGN-token.ADD))
	}
	rhs := c.values(s.Rhs)
	targets := make([]func(*frame) func(value), len(s.Lhs))
	for i, l := range s.Lhs {
		targets[i] = c.target(l)
	}
	if len(targets) == 1 {
		return func(fr *frame) ctl {
			set := targets[0](fr)
			set(stored(rhs(fr)[0]))
			return next
		}
	}
	return func(fr *frame) ctl {
		sets := make([]func(value), len(targets))
		for i, t := range targets {
			sets[i] = t(fr)
		}
		vals := rhs(fr)
		for i, v := range vals {
			vals[i] = stored(v)
		}
		for i, set := range sets {
			set(vals[i])
		}
		return next
	}
}

// target compiles the left side of an assignment.
func (c *compiler) target(e ast.Expr) func(*frame) func(value) {
	e = ast.Unparen(e)
	if id, ok := e.(*ast.Ident); ok {
		if id.Name == "_" {
			return func(*frame) func(value) { return func(value) {} }
		}
		if c.info.Defs[id] != nil {
			slot := c.define(id)
			return func(fr *frame) func(value) {
				return func(v value) { fr.declare(slot, v) }
			}
		}
	}
	if ix, ok := e.(*ast.IndexExpr); ok {
		if _, ok := c.info.TypeOf(ix.X).Underlying().(*types.Map); ok {
			m, k := c.expr(ix.X), c.expr(ix.Index)
			return func(fr *frame) func(value) {
				tab, key := m(fr), k(fr)
				return func(v value) { fr.m.put(tab, key, v) }
			}
		}
	}
	to := c.address(e)
	return func(fr *frame) func(value) {
		p := to(fr)
		return func(v value) {
			fr.m.overwrite(p)
			p.v = v
		}
	}
}

func (m *machine) put(tab, key, v value) {
	t, ok := tab.(*table)
	if !ok {
		fail("assignment to entry in nil map")
	}
	if old := t.m[key]; old != nil {
		m.overwrite(old)
		old.v = v
		return
	}
	t.keys = append(t.keys, key)
	t.m[key] = &cell{v}
}

func (c *compiler) incDec(s *ast.IncDecStmt) action {
	one := func(*frame) value { return 1 }
	op := token.ADD
	if s.Tok == token.DEC {
		op = token.SUB
	}
	return c.updateWith(s.X, one, op)
}

func (c *compiler) update(l, r ast.Expr, op token.Token) action {
	return c.updateWith(l, c.expr(r), op)
}

func (c *compiler) updateWith(l ast.Expr, r eval, op token.Token) action {
	if ix, ok := ast.Unparen(l).(*ast.IndexExpr); ok {
		if _, ok := c.info.TypeOf(ix.X).Underlying().(*types.Map); ok {
			old, to := c.expr(l), c.target(l)
			return func(fr *frame) ctl {
				to(fr)(binary(op, old(fr), r(fr)))
				return next
			}
		}
	}
	to := c.address(l)
	return func(fr *frame) ctl {
		p := to(fr)
		p.v = binary(op, p.v, r(fr))
		return next
	}
}

// address compiles a variable in the widest sense: what & may be applied to.
func (c *compiler) address(e ast.Expr) func(*frame) *cell {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		return c.variable(e)
	case *ast.StarExpr:
		p := c.expr(e.X)
		return func(fr *frame) *cell { return deref(p(fr)) }
	case *ast.SelectorExpr:
		sel := c.info.Selections[e]
		if sel == nil { // a variable of another package
			return c.variable(e.Sel)
		}
		return c.field(e.X, sel.Index())
	case *ast.IndexExpr:
		x, i := c.expr(e.X), c.expr(e.Index)
		return func(fr *frame) *cell {
			s, _ := x(fr).(*sequence)
			n := i(fr).(int)
			if s == nil || n < 0 || n >= len(s.elems) {
				fail("index out of range")
			}
			return s.elems[n]
		}
	case *ast.CompositeLit:
		v := c.expr(e)
		return func(fr *frame) *cell { return &cell{v(fr)} }
	}
	c.no(e.Pos(), "address of %T", e)
	return nil
}

func (c *compiler) variable(id *ast.Ident) func(*frame) *cell {
	obj := c.info.ObjectOf(id)
	if slot, ok := c.slot(obj); ok {
		return func(fr *frame) *cell { return fr.vars[slot] }
	}
	if g, ok := c.globals[obj]; ok {
		return func(fr *frame) *cell { return fr.m.globals[g] }
	}
	c.no(id.Pos(), "variable %s", id.Name)
	return nil
}

// field compiles x followed by a path of fields; pointers on the way are followed.
func (c *compiler) field(x ast.Expr, path []int) func(*frame) *cell {
	base := c.expr(x)
	return func(fr *frame) *cell {
		v := base(fr)
		var f *cell
		for _, i := range path {
			s, ok := v.(*structure)
			if !ok {
				s = deref(v).v.(*structure)
			}
			f = s.fields[i]
			v = f.v
		}
		return f
	}
}
