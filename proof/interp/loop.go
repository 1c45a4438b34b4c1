package interp

import (
	"go/ast"
	"go/types"
)

// after says what a loop does when its body has ended with r: it goes on, or ends with out.
func after(r ctl, label int) (goesOn bool, out ctl) {
	switch {
	case r == next || r == continues || label >= 0 && r == continueTo(label):
		return true, next
	case r == breaks || label >= 0 && r == breakTo(label):
		return false, next
	}
	return false, r
}

func (c *compiler) forStmt(s *ast.ForStmt, label int) action {
	init := c.optional(s.Init)
	var own []int // variables of the loop, one per iteration
	if s.Init != nil {
		if a, ok := s.Init.(*ast.AssignStmt); ok {
			for _, l := range a.Lhs {
				if obj := c.info.Defs[l.(*ast.Ident)]; obj != nil {
					own = append(own, c.slots[obj])
				}
			}
		}
	}
	cond := func(*frame) value { return true }
	if s.Cond != nil {
		cond = c.expr(s.Cond)
	}
	post := c.optional(s.Post)
	body := c.block(s.Body.List)
	return func(fr *frame) ctl {
		init(fr)
		for truth(cond(fr)) {
			fr.m.tick()
			goesOn, out := after(body(fr), label)
			if !goesOn {
				return out
			}
			for _, slot := range own {
				fr.vars[slot] = &cell{fr.vars[slot].v}
			}
			post(fr)
		}
		return next
	}
}

func (m *machine) tick() {
	if m.steps++; m.steps > maxSteps {
		m.diverge()
	}
}

// rangeStmt compiles the loop over a number, a slice, a map or a function.
func (c *compiler) rangeStmt(s *ast.RangeStmt, label int) action {
	x := c.expr(s.X)
	bind := c.rangeVars(s)
	body := c.block(s.Body.List)
	iteration := func(fr *frame, k, v value) (bool, ctl) {
		fr.m.tick()
		bind(fr, k, v)
		return after(body(fr), label)
	}
	if _, ok := c.info.TypeOf(s.X).Underlying().(*types.Signature); ok {
		return c.rangeFunc(s, x, iteration)
	}
	return func(fr *frame) ctl {
		over := x(fr)
		held := len(fr.m.held)
		fr.m.held = append(fr.m.held, over)
		defer func() { fr.m.held = fr.m.held[:held] }()
		var keys, vals []value
		switch x := over.(type) {
		case int:
			for i := range x {
				keys, vals = append(keys, i), append(vals, nil)
			}
		case *sequence:
			for i, e := range x.elems {
				keys, vals = append(keys, i), append(vals, e.v)
			}
		case *table:
			for _, k := range x.keys {
				keys, vals = append(keys, k), append(vals, x.m[k].v)
			}
		}
		for i := range keys {
			if goesOn, out := iteration(fr, keys[i], vals[i]); !goesOn {
				return out
			}
		}
		return next
	}
}

// rangeFunc compiles the loop over a function: its body is the function that is yielded to.
func (c *compiler) rangeFunc(s *ast.RangeStmt, x eval, iteration func(*frame, value, value) (bool, ctl)) action {
	line := c.loaded.LineOf(s.Pos())
	at := Frame{line, line, s.Pos()}
	return func(fr *frame) ctl {
		out, done := next, false
		yield := native(func(m *machine, args []value) []value {
			if done {
				fail("yield after the end of the loop")
			}
			args = append(args, nil, nil)
			goesOn, r := iteration(fr, args[0], args[1])
			if !goesOn {
				out, done = r, true
			}
			return []value{goesOn}
		})
		fr.m.invoke(at, x(fr), []value{yield}, nil)
		done = true
		return out
	}
}

func (c *compiler) rangeVars(s *ast.RangeStmt) func(fr *frame, k, v value) {
	set := func(e ast.Expr) func(*frame, value) {
		if e == nil {
			return func(*frame, value) {}
		}
		if id, ok := e.(*ast.Ident); ok && id.Name == "_" {
			return func(*frame, value) {}
		}
		if id, ok := e.(*ast.Ident); ok && c.info.Defs[id] != nil {
			slot := c.define(id)
			return func(fr *frame, v value) { fr.declare(slot, stored(v)) }
		}
		to := c.address(e)
		return func(fr *frame, v value) {
			p := to(fr)
			fr.m.overwrite(p)
			p.v = stored(v)
		}
	}
	key, val := set(s.Key), set(s.Value)
	return func(fr *frame, k, v value) {
		key(fr, k)
		val(fr, v)
	}
}
