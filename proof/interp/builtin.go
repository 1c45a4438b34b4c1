package interp

import (
	"go/ast"
	"go/types"
	"time"

	"github.com/hublint/hublint/proof/world/hub"
)

func (c *compiler) builtin(name string, e *ast.CallExpr) func(*frame) []value {
	switch name {
	case "new":
		z := zero(c.info.TypeOf(e.Args[0]))
		return func(*frame) []value { return []value{&cell{z()}} }
	case "make":
		return c.makeBuiltin(e)
	case "recover":
		return func(fr *frame) []value {
			if d := fr.deferrer; d != nil && d.panicking != nil {
				v := d.panicking.val
				d.panicking = nil
				return []value{v}
			}
			return []value{nil}
		}
	}
	args := c.values(e.Args)
	return func(fr *frame) []value { return builtinCall(name, args(fr)) }
}

func builtinCall(name string, args []value) []value {
	switch name {
	case "panic":
		panic(&goPanic{val: args[0]})
	case "len":
		switch x := args[0].(type) {
		case *sequence:
			return []value{len(x.elems)}
		case *table:
			return []value{len(x.keys)}
		case string:
			return []value{len(x)}
		}
		return []value{0}
	case "append":
		n := &sequence{}
		if old, ok := args[0].(*sequence); ok {
			n.elems = append(n.elems, old.elems...)
		}
		for _, v := range args[1:] {
			n.elems = append(n.elems, &cell{stored(v)})
		}
		return []value{n}
	case "delete":
		if t, ok := args[0].(*table); ok && t.m[args[1]] != nil {
			delete(t.m, args[1])
			for i, k := range t.keys {
				if equal(k, args[1]) {
					t.keys = append(t.keys[:i], t.keys[i+1:]...)
					break
				}
			}
		}
		return nil
	}
	panic("interp: builtin " + name)
}

func (c *compiler) makeBuiltin(e *ast.CallExpr) func(*frame) []value {
	switch t := c.info.TypeOf(e).Underlying().(type) {
	case *types.Map:
		return func(*frame) []value { return []value{&table{m: make(map[value]*cell)}} }
	case *types.Slice:
		z, n := zero(t.Elem()), c.expr(e.Args[1])
		return func(fr *frame) []value {
			s := &sequence{}
			for range n(fr).(int) {
				s.elems = append(s.elems, &cell{z()})
			}
			return []value{s}
		}
	}
	c.no(e.Pos(), "make")
	return nil
}

// composite compiles a composite literal.
func (c *compiler) composite(e *ast.CompositeLit) eval {
	t := c.info.TypeOf(e)
	pointer := false
	if p, ok := t.Underlying().(*types.Pointer); ok { // elided & in a slice of pointers
		t, pointer = p.Elem(), true
	}
	var lit eval
	switch u := t.Underlying().(type) {
	case *types.Struct:
		lit = c.structLit(e, t, u)
	case *types.Slice, *types.Array:
		lit = c.sequenceLit(e, u)
	case *types.Map:
		lit = c.mapLit(e)
	default:
		c.no(e.Pos(), "literal of %s", t)
	}
	if pointer {
		return func(fr *frame) value { return &cell{lit(fr)} }
	}
	return lit
}

func (c *compiler) structLit(e *ast.CompositeLit, t types.Type, u *types.Struct) eval {
	z := zero(t)
	type set struct {
		field int
		val   eval
	}
	var sets []set
	for i, el := range e.Elts {
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			for i := range u.NumFields() {
				if u.Field(i).Name() == kv.Key.(*ast.Ident).Name {
					sets = append(sets, set{i, c.expr(kv.Value)})
				}
			}
			continue
		}
		sets = append(sets, set{i, c.expr(el)})
	}
	return func(fr *frame) value {
		v := z()
		s, ok := v.(*structure)
		for _, f := range sets {
			x := f.val(fr)
			if ok {
				s.fields[f.field].v = stored(x)
			}
		}
		return v
	}
}

func (c *compiler) sequenceLit(e *ast.CompositeLit, u types.Type) eval {
	var es []eval
	for _, el := range e.Elts {
		if _, ok := el.(*ast.KeyValueExpr); ok {
			c.no(el.Pos(), "keyed element")
		}
		es = append(es, c.expr(el))
	}
	_, array := u.(*types.Array)
	return func(fr *frame) value {
		s := &sequence{array: array}
		for _, x := range es {
			s.elems = append(s.elems, &cell{stored(x(fr))})
		}
		return s
	}
}

func (c *compiler) mapLit(e *ast.CompositeLit) eval {
	var keys, vals []eval
	for _, el := range e.Elts {
		kv := el.(*ast.KeyValueExpr)
		keys, vals = append(keys, c.expr(kv.Key)), append(vals, c.expr(kv.Value))
	}
	return func(fr *frame) value {
		t := &table{m: make(map[value]*cell)}
		for i, k := range keys {
			fr.m.put(t, k(fr), stored(vals[i](fr)))
		}
		return t
	}
}

// receive compiles a receive outside of a select: it waits until it can go on.
func (c *compiler) receive(e *ast.UnaryExpr) eval {
	if call, ok := ast.Unparen(e.X).(*ast.CallExpr); ok {
		if sel, ok := call.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "Done" {
			x := c.expr(sel.X)
			return func(fr *frame) value {
				<-hub.Ended(tokenOf(x(fr)))
				return &structure{}
			}
		}
	}
	x := c.expr(e.X)
	return func(fr *frame) value {
		if ch := x(fr); !ready(ch) {
			if _, timer := ch.(<-chan time.Time); !timer {
				fr.m.diverge()
			}
		}
		return &structure{}
	}
}

func tokenOf(v value) hub.Token {
	t, ok := v.(hub.Token)
	if !ok {
		fail("nil dereference")
	}
	return t
}

// hasType reports whether the value in an interface has type t, or implements it.
func hasType(v value, t types.Type) bool {
	if v == nil {
		return false
	}
	name := types.TypeString(t, nil)
	switch v := v.(type) {
	case *hub.Client:
		return name == "*example.com/hub.Client" || implements(hubMethods, t)
	case *hub.Session:
		return name == "*example.com/hub.Session" || implements(hubMethods, t)
	case error:
		return name == "error"
	case hub.Token:
		return name == "example.com/hub.Token"
	case bool:
		return name == "bool"
	case int:
		return name == "int"
	case string:
		return name == "string"
	case *cell:
		s, ok := v.v.(*structure)
		if !ok {
			return false
		}
		p := types.NewPointer(s.typ)
		if i, ok := t.Underlying().(*types.Interface); ok {
			return types.Implements(p, i)
		}
		return types.Identical(p, t)
	case *structure:
		if i, ok := t.Underlying().(*types.Interface); ok {
			return types.Implements(v.typ, i)
		}
		return types.Identical(v.typ, t)
	}
	return false
}

const hubMethods = " Connect TryConnect ConnectToken Close IsConnected Publish "
