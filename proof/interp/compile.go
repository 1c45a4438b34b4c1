package interp

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"github.com/hublint/hublint/proof/program"
)

// An action is a compiled statement, an eval a compiled expression.
type (
	action func(fr *frame) ctl
	eval   func(fr *frame) value
)

// A ctl says where control goes after a statement. Values from labelled on carry the number
// of a label.
type ctl int

const (
	next ctl = iota
	returned
	breaks
	continues
	falls
	labelled
)

func breakTo(label int) ctl    { return labelled + ctl(3*label) }
func continueTo(label int) ctl { return labelled + ctl(3*label) + 1 }
func gotoTo(label int) ctl     { return labelled + ctl(3*label) + 2 }

// unsupported is panicked with by the compiler and becomes the error of Compile.
type unsupported struct {
	what string
	pos  token.Pos
}

// A linker holds what the functions of a program share.
type linker struct {
	loaded  *program.Loaded
	prog    *Program
	globals map[types.Object]int
}

// A compiler compiles one function.
type compiler struct {
	*linker
	info   *types.Info
	outer  *compiler
	code   *code
	slots  map[types.Object]int
	labels map[types.Object]int
}

// Compile prepares a program to run.
func Compile(l *program.Loaded) (p *Program, err error) {
	defer func() {
		if u, ok := recover().(unsupported); ok {
			err = fmt.Errorf("%v: not interpreted: %s", l.LineOf(u.pos), u.what)
		} else if err == nil && p == nil {
			panic("interp: compiler failed")
		}
	}()
	k := &linker{l, &Program{funcs: make(map[*types.Func]*code), Shared: make(map[string]bool)}, make(map[types.Object]int)}
	for _, pkg := range l.Packages {
		for _, d := range pkg.File.Decls {
			k.declare(pkg, d)
		}
	}
	for _, pkg := range l.Packages {
		for _, d := range pkg.File.Decls {
			if fd, ok := d.(*ast.FuncDecl); ok && fd.Body != nil {
				fn := pkg.Info.Defs[fd.Name].(*types.Func)
				c := k.function(pkg.Info, nil, k.prog.funcs[fn])
				c.compile(fd.Recv, fd.Type, fd.Body)
			}
		}
		for _, init := range pkg.Info.InitOrder {
			c := k.function(pkg.Info, nil, &code{})
			k.prog.inits = append(k.prog.inits, c.initializer(init))
		}
	}
	run, _ := l.Main().Types.Scope().Lookup(program.Entry).(*types.Func)
	if run == nil {
		return nil, fmt.Errorf("no func %s", program.Entry)
	}
	k.prog.run = k.prog.funcs[run]
	for v := range run.Signature().Params().Variables() {
		k.prog.params = append(k.prog.params, v.Type())
	}
	return k.prog, nil
}

func (k *linker) declare(pkg *program.Package, d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if fn, ok := pkg.Info.Defs[d.Name].(*types.Func); ok {
			k.prog.funcs[fn] = &code{name: d.Name.Name}
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			vs, ok := spec.(*ast.ValueSpec)
			if !ok || d.Tok != token.VAR {
				continue
			}
			for _, name := range vs.Names {
				if v, ok := pkg.Info.Defs[name].(*types.Var); ok {
					k.globals[v] = len(k.prog.globals)
					k.prog.globals = append(k.prog.globals, zero(v.Type()))
				}
			}
		}
	}
}

func (k *linker) function(info *types.Info, outer *compiler, code *code) *compiler {
	return &compiler{
		linker: k, info: info, outer: outer, code: code,
		slots: make(map[types.Object]int), labels: make(map[types.Object]int),
	}
}

func (c *compiler) initializer(init *types.Initializer) action {
	if len(init.Lhs) != 1 {
		c.no(init.Rhs.Pos(), "multi-value initializer")
	}
	rhs := c.expr(init.Rhs)
	g, ok := c.globals[init.Lhs[0]]
	n := &c.code.vars
	return func(fr *frame) ctl {
		fr.vars = make([]*cell, *n)
		v := stored(rhs(fr))
		if ok {
			fr.m.globals[g].v = v
		}
		return next
	}
}

func (c *compiler) no(pos token.Pos, format string, args ...any) {
	panic(unsupported{fmt.Sprintf(format, args...), pos})
}

// compile compiles parameters, results and body into c.code.
func (c *compiler) compile(recv *ast.FieldList, typ *ast.FuncType, body *ast.BlockStmt) {
	c.code.pos = body.Pos()
	c.code.first, c.code.last = c.loaded.LineOf(body.Pos()), c.loaded.LineOf(body.End())
	c.prog.all = append(c.prog.all, c.code)
	c.parameters(recv)
	c.parameters(typ.Params)
	if n := len(typ.Params.List); n > 0 {
		_, c.code.variadic = typ.Params.List[n-1].Type.(*ast.Ellipsis)
	}
	if typ.Results != nil {
		for _, f := range typ.Results.List {
			z := zero(c.info.TypeOf(f.Type))
			c.code.named = len(f.Names) > 0
			if !c.code.named {
				c.code.results = append(c.code.results, variable{-1, z})
			}
			for _, name := range f.Names {
				c.code.results = append(c.code.results, variable{c.define(name), z})
			}
		}
	}
	c.code.defers = defers(body)
	c.code.body = c.block(body.List)
}

func (c *compiler) parameters(list *ast.FieldList) {
	if list == nil {
		return
	}
	for _, f := range list.List {
		if len(f.Names) == 0 {
			c.code.params = append(c.code.params, c.fresh())
		}
		for _, name := range f.Names {
			c.code.params = append(c.code.params, c.define(name))
		}
	}
}

func (c *compiler) fresh() int {
	c.code.vars++
	return c.code.vars - 1
}

// define makes a slot for the variable that name declares.
func (c *compiler) define(name *ast.Ident) int {
	slot := c.fresh()
	if obj := c.info.Defs[name]; obj != nil {
		c.slots[obj] = slot
	}
	return slot
}

// slot returns the slot of a local variable, capturing it if an enclosing function has it.
func (c *compiler) slot(obj types.Object) (int, bool) {
	if s, ok := c.slots[obj]; ok {
		return s, true
	}
	if c.outer == nil {
		return 0, false
	}
	outer, ok := c.outer.slot(obj)
	if !ok {
		return 0, false
	}
	inner := c.fresh()
	c.slots[obj] = inner
	c.code.free = append(c.code.free, capture{outer, inner})
	return inner, true
}

// label returns the number of a label.
func (c *compiler) label(name *ast.Ident) int {
	obj := c.info.Uses[name]
	if obj == nil {
		obj = c.info.Defs[name]
	}
	n, ok := c.labels[obj]
	if !ok {
		n = len(c.labels)
		c.labels[obj] = n
	}
	return n
}

// defers reports whether the function with this body has defer statements of its own.
func defers(body *ast.BlockStmt) bool {
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.DeferStmt:
			found = true
		}
		return true
	})
	return found
}

func (c *compiler) frame(call *ast.CallExpr) Frame {
	return Frame{c.loaded.LineOf(call.Pos()), c.loaded.LineOf(call.Lparen), call.Lparen}
}
