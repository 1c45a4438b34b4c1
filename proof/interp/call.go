package interp

import (
	"go/ast"
	"go/types"

	"github.com/hublint/hublint/proof/world/hub"
)

// call compiles a call, a conversion, or the use of a builtin.
func (c *compiler) call(e *ast.CallExpr) func(*frame) []value {
	if tv := c.info.Types[e.Fun]; tv.IsType() {
		x := c.expr(e.Args[0])
		return func(fr *frame) []value { return []value{x(fr)} }
	}
	if id, ok := ast.Unparen(e.Fun).(*ast.Ident); ok {
		if b, ok := c.info.Uses[id].(*types.Builtin); ok {
			return c.builtin(b.Name(), e)
		}
	}
	at := c.frame(e)
	fn, args := c.callee(e)
	return func(fr *frame) []value {
		f, recv := fn(fr)
		if recv != nil {
			return fr.m.invoke(at, f, append(recv, args(fr)...), nil)
		}
		return fr.m.invoke(at, f, args(fr), nil)
	}
}

// callee compiles the function of a call, with its receiver if it is a method, and the arguments.
func (c *compiler) callee(e *ast.CallExpr) (func(*frame) (value, []value), func(*frame) []value) {
	args := c.values(e.Args)
	if e.Ellipsis.IsValid() {
		args = spread(args)
	}
	if sel, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr); ok {
		if s := c.info.Selections[sel]; s != nil && s.Kind() == types.MethodVal {
			bind := c.method(sel, s)
			return func(fr *frame) (value, []value) {
				f, recv := bind(fr)
				return f, []value{recv}
			}, args
		}
	}
	f := c.expr(e.Fun)
	return func(fr *frame) (value, []value) { return f(fr), nil }, args
}

func spread(args func(*frame) []value) func(*frame) []value {
	return func(fr *frame) []value {
		vs := args(fr)
		last, _ := vs[len(vs)-1].(*sequence)
		vs = vs[:len(vs)-1]
		if last != nil {
			for _, e := range last.elems {
				vs = append(vs, e.v)
			}
		}
		return vs
	}
}

// selector compiles a field, a method value, a method expression, or a qualified name.
func (c *compiler) selector(e *ast.SelectorExpr) eval {
	s := c.info.Selections[e]
	if s == nil {
		if fn, ok := c.info.Uses[e.Sel].(*types.Func); ok {
			return c.funcValue(fn, e.Pos())
		}
		if v, ok := c.info.Uses[e.Sel].(*types.Var); ok && v.Pkg().Path()+"."+v.Name() == "example.com/hub.ErrRefused" {
			return func(*frame) value { return hub.ErrRefused }
		}
		return c.load(e)
	}
	switch s.Kind() {
	case types.MethodVal:
		bind := c.method(e, s)
		closes := e.Sel.Name == "Close"
		return func(fr *frame) value {
			f, recv := bind(fr)
			b := &bound{native: func(m *machine, args []value) []value {
				return m.call(f, append([]value{recv}, args...), nil)
			}}
			// A client is not at hand by its other methods: nobody can close it by them.
			if _, client := recv.(connection); !client || closes {
				b.holds = []value{f, recv}
			}
			return b
		}
	case types.MethodExpr:
		find := c.dispatch(s.Obj().(*types.Func))
		return func(*frame) value {
			return native(func(m *machine, args []value) []value {
				return m.call(find(args[0]), args, nil)
			})
		}
	}
	return c.load(e)
}

// method compiles the choice of a method and of its receiver.
func (c *compiler) method(e *ast.SelectorExpr, s *types.Selection) func(*frame) (value, value) {
	fn := s.Obj().(*types.Func)
	find := c.dispatch(fn)
	path := s.Index()[:len(s.Index())-1]
	holder := s.Recv()
	for _, i := range path {
		holder = under(holder).(*types.Struct).Field(i).Type()
	}
	_, isPointer := types.Unalias(holder).(*types.Pointer)
	wantsPointer := false
	if recv := fn.Signature().Recv(); recv != nil {
		_, wantsPointer = types.Unalias(recv.Type()).(*types.Pointer)
	}
	var recv eval
	switch {
	case wantsPointer && !isPointer && !dynamic(holder):
		if len(path) == 0 {
			p := c.address(e.X)
			recv = func(fr *frame) value { return p(fr) }
		} else {
			p := c.field(e.X, path)
			recv = func(fr *frame) value { return p(fr) }
		}
	case len(path) > 0:
		p := c.field(e.X, path)
		recv = func(fr *frame) value { return p(fr).v }
	default:
		recv = c.expr(e.X)
	}
	if isPointer && !wantsPointer && !dynamic(holder) {
		p := recv
		recv = func(fr *frame) value { return deref(p(fr)).v }
	}
	return func(fr *frame) (value, value) {
		r := recv(fr)
		return find(r), stored(r)
	}
}

func under(t types.Type) types.Type {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	return t.Underlying()
}

func dynamic(t types.Type) bool {
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return true
	}
	return types.IsInterface(t)
}

// dispatch returns how to find the function of a method for a receiver: at once, or by the
// type of the value if the method is an interface's.
func (c *compiler) dispatch(fn *types.Func) func(recv value) value {
	recv := fn.Signature().Recv().Type()
	if !dynamic(recv) {
		if code := c.prog.funcs[fn.Origin()]; code != nil {
			f := &closure{code: code}
			return func(value) value { return f }
		}
		f := nativeMethod(fn.Name())
		return func(value) value { return f }
	}
	name, funcs := fn.Name(), c.prog.funcs
	return func(recv value) value {
		f := methodOf(recv, name)
		if f == nil {
			return nativeMethod(name)
		}
		if code := funcs[f.Origin()]; code != nil {
			if _, ptr := f.Signature().Recv().Type().(*types.Pointer); !ptr {
				return native(func(m *machine, args []value) []value {
					if p, ok := args[0].(*cell); ok {
						args[0] = p.v
					}
					return m.call(&closure{code: code}, args, nil)
				})
			}
			return &closure{code: code}
		}
		return promoted(name)
	}
}

// methodOf returns the method of the struct that v is, or points to.
func methodOf(v value, name string) *types.Func {
	s, ok := v.(*structure)
	if p, isPtr := v.(*cell); isPtr {
		s, ok = p.v.(*structure)
	}
	if !ok {
		return nil
	}
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(s.typ), true, nil, name)
	f, _ := obj.(*types.Func)
	return f
}

// promoted returns the method that a struct has from the hub client embedded in it.
func promoted(name string) native {
	return func(m *machine, args []value) []value {
		s, ok := args[0].(*structure)
		if !ok {
			s = deref(args[0]).v.(*structure)
		}
		for _, f := range s.fields {
			if _, ok := f.v.(connection); ok {
				args[0] = f.v
				return nativeMethod(name)(m, args)
			}
		}
		fail("nil dereference")
		return nil
	}
}
