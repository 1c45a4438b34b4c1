package interp

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// values compiles a list of expressions, or one call that has several results.
func (c *compiler) values(list []ast.Expr) func(*frame) []value {
	if len(list) == 1 {
		switch e := ast.Unparen(list[0]).(type) {
		case *ast.CallExpr:
			if t, ok := c.info.TypeOf(e).(*types.Tuple); ok && t.Len() > 1 {
				return c.call(e)
			}
		case *ast.IndexExpr:
			if t, ok := c.info.TypeOf(e).(*types.Tuple); ok && t.Len() == 2 {
				return c.mapOK(e)
			}
		case *ast.TypeAssertExpr:
			if t, ok := c.info.TypeOf(e).(*types.Tuple); ok && t.Len() == 2 {
				return c.assertOK(e, t.At(0).Type())
			}
		}
	}
	es := make([]eval, len(list))
	for i, e := range list {
		es[i] = c.expr(e)
	}
	return func(fr *frame) []value {
		out := make([]value, len(es))
		for i, e := range es {
			out[i] = e(fr)
		}
		return out
	}
}

func (c *compiler) mapOK(e *ast.IndexExpr) func(*frame) []value {
	m, k := c.expr(e.X), c.expr(e.Index)
	z := zero(c.info.TypeOf(e.X).Underlying().(*types.Map).Elem())
	return func(fr *frame) []value {
		if t, ok := m(fr).(*table); ok {
			if p := t.m[k(fr)]; p != nil {
				return []value{p.v, true}
			}
		}
		return []value{z(), false}
	}
}

func (c *compiler) assertOK(e *ast.TypeAssertExpr, t types.Type) func(*frame) []value {
	x, z := c.expr(e.X), zero(t)
	return func(fr *frame) []value {
		if v := x(fr); hasType(v, t) {
			return []value{v, true}
		}
		return []value{z(), false}
	}
}

// expr compiles an expression that has one value.
func (c *compiler) expr(e ast.Expr) eval {
	if tv := c.info.Types[e]; tv.Value != nil {
		v := constantValue(tv.Value)
		return func(*frame) value { return v }
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return c.expr(e.X)
	case *ast.Ident:
		return c.ident(e)
	case *ast.FuncLit:
		return c.funcLit(e)
	case *ast.CallExpr:
		f := c.call(e)
		return func(fr *frame) value {
			if res := f(fr); len(res) > 0 {
				return res[0]
			}
			return nil
		}
	case *ast.SelectorExpr:
		return c.selector(e)
	case *ast.StarExpr, *ast.IndexExpr:
		return c.load(e)
	case *ast.UnaryExpr:
		return c.unary(e)
	case *ast.BinaryExpr:
		return c.binaryExpr(e)
	case *ast.CompositeLit:
		return c.composite(e)
	case *ast.TypeAssertExpr:
		x, t := c.expr(e.X), c.info.TypeOf(e.Type)
		return func(fr *frame) value {
			v := x(fr)
			if !hasType(v, t) {
				fail("type assertion")
			}
			return v
		}
	}
	c.no(e.Pos(), "%T", e)
	return nil
}

func constantValue(v constant.Value) value {
	switch v.Kind() {
	case constant.Bool:
		return constant.BoolVal(v)
	case constant.String:
		return constant.StringVal(v)
	}
	i, _ := constant.Int64Val(constant.ToInt(v))
	return int(i)
}

func (c *compiler) ident(e *ast.Ident) eval {
	switch obj := c.info.ObjectOf(e).(type) {
	case *types.Nil:
		return func(*frame) value { return nil }
	case *types.Func:
		return c.funcValue(obj, e.Pos())
	}
	v := c.variable(e)
	return func(fr *frame) value { return v(fr).v }
}

func (c *compiler) funcValue(fn *types.Func, pos token.Pos) eval {
	if code := c.prog.funcs[fn.Origin()]; code != nil {
		f := &closure{code: code}
		return func(*frame) value { return f }
	}
	if f := nativeFunc(fn); f != nil {
		return func(*frame) value { return f }
	}
	c.no(pos, "function %s", fn.FullName())
	return nil
}

func (c *compiler) funcLit(e *ast.FuncLit) eval {
	k := c.function(c.info, c, &code{name: "func"})
	k.compile(nil, e.Type, e.Body)
	return func(fr *frame) value {
		f := &closure{code: k.code, captured: make([]*cell, len(k.code.free))}
		for i, free := range k.code.free {
			f.captured[i] = fr.vars[free.outer]
		}
		return f
	}
}

// load compiles a dereference, or the element of a slice or a map, or an instantiation.
func (c *compiler) load(e ast.Expr) eval {
	if ix, ok := e.(*ast.IndexExpr); ok {
		if _, ok := c.info.TypeOf(ix.X).Underlying().(*types.Map); ok {
			f := c.mapOK(ix)
			return func(fr *frame) value { return f(fr)[0] }
		}
		if _, ok := c.info.TypeOf(ix.X).Underlying().(*types.Signature); ok {
			return c.expr(ix.X)
		}
	}
	p := c.address(e)
	return func(fr *frame) value { return p(fr).v }
}

func (c *compiler) unary(e *ast.UnaryExpr) eval {
	if e.Op == token.AND {
		p := c.address(e.X)
		return func(fr *frame) value { return p(fr) }
	}
	if e.Op == token.ARROW {
		return c.receive(e)
	}
	x := c.expr(e.X)
	switch e.Op {
	case token.NOT:
		return func(fr *frame) value { return !truth(x(fr)) }
	case token.SUB:
		return func(fr *frame) value { return -x(fr).(int) }
	}
	c.no(e.Pos(), "operator %s", e.Op)
	return nil
}

func (c *compiler) binaryExpr(e *ast.BinaryExpr) eval {
	x, y, op := c.expr(e.X), c.expr(e.Y), e.Op
	switch op {
	case token.LAND:
		return func(fr *frame) value { return truth(x(fr)) && truth(y(fr)) }
	case token.LOR:
		return func(fr *frame) value { return truth(x(fr)) || truth(y(fr)) }
	}
	return func(fr *frame) value {
		a := x(fr)
		return binary(op, a, y(fr))
	}
}

func binary(op token.Token, a, b value) value {
	switch op {
	case token.EQL:
		return equal(a, b)
	case token.NEQ:
		return !equal(a, b)
	}
	if s, ok := a.(string); ok {
		return s + b.(string)
	}
	x, y := a.(int), b.(int)
	switch op {
	case token.ADD:
		return x + y
	case token.SUB:
		return x - y
	case token.MUL:
		return x * y
	case token.REM:
		if y == 0 {
			fail("integer divide by zero")
		}
		return x % y
	case token.LSS:
		return x < y
	case token.LEQ:
		return x <= y
	case token.GTR:
		return x > y
	case token.GEQ:
		return x >= y
	case token.OR:
		return x | y
	case token.AND:
		return x & y
	case token.AND_NOT:
		return x &^ y
	}
	panic("interp: operator " + op.String())
}
