package typestate

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines what options say that come from elsewhere in the package, as from a field: if all
// options of a package are made by the library's constructor, nothing in the package changes the setting
// that makes the library reconnect, and no others can, then each has its default. It must hold for all
// of them, as no flow of values is followed.

// byDefault reports whether the library reconnects every client of p by itself, or none, as its default
// says, whichever options of this package it is made with.
func (a *Analysis) byDefault(p *protocol.Protocol) bool {
	known, ok := a.defaults[p]
	if !ok {
		a.defaults[p] = false // a handler that makes a client asks again
		known = a.relevance != nil && a.keepsDefault(p)
		a.defaults[p] = known
	}
	return known
}

func (a *Analysis) keepsDefault(p *protocol.Protocol) bool {
	d := &defaults{a: a, p: p, options: a.optionsOf(p)}
	if d.options == nil || d.exported() || slices.ContainsFunc(a.relevance.all, d.changedBy) {
		return false
	}
	return !slices.ContainsFunc(d.handlers, func(fn *ssa.Function) bool {
		c := &summary{a: a, f: a.info(fn, nil)}
		r := a.baseRun(c.f)
		return slices.ContainsFunc(c.candidates(), func(pi value) bool { return r.touches(c, pi) })
	})
}

// optionsOf returns the type of p's options, or nil if this package does not import their constructor.
func (a *Analysis) optionsOf(p *protocol.Protocol) *types.Named {
	if p.Reconnect.Options == "" {
		return nil
	}
	for _, pkg := range a.pkg.Pkg.Imports() {
		if !slices.Contains(a.match.Package(pkg.Path()), p) {
			continue
		}
		if fn, ok := pkg.Scope().Lookup(p.Reconnect.Options).(*types.Func); ok && fn.Signature().Results().Len() > 0 {
			return namedOf(fn.Signature().Results().At(0).Type())
		}
	}
	return nil
}

// defaults is the search for what changes the settings of options.
type defaults struct {
	a        *Analysis
	p        *protocol.Protocol
	options  *types.Named
	handlers []*ssa.Function // that clients are given
}

func (d *defaults) is(t types.Type) bool { return namedOf(t) == d.options }

// exported reports whether other packages can reach a variable or a field for options.
func (d *defaults) exported() bool {
	pkg := d.a.pkg.Pkg
	if pkg.Name() == "main" {
		return false
	}
	for _, name := range pkg.Scope().Names() {
		switch obj := pkg.Scope().Lookup(name).(type) {
		case *types.Var:
			if obj.Exported() && d.is(obj.Type()) {
				return true
			}
		case *types.TypeName:
			if s, ok := obj.Type().Underlying().(*types.Struct); ok && slices.ContainsFunc(slices.Collect(s.Fields()), func(f *types.Var) bool { return f.Exported() && d.is(f.Type()) }) {
				return true
			}
		}
	}
	return false
}

// changedBy reports whether fn may get options from outside of the package, make some without their
// constructor, or change the setting.
func (d *defaults) changedBy(fn *ssa.Function) bool {
	if fn.Blocks == nil {
		return false
	}
	if token.IsExported(fn.Name()) && fn.Parent() == nil && d.a.pkg.Pkg.Name() != "main" && (d.among(fn.Signature.Params()) || d.among(fn.Signature.Results())) {
		return true
	}
	for _, b := range fn.Blocks {
		if slices.ContainsFunc(b.Instrs, d.changes) {
			return true
		}
	}
	return false
}

func (d *defaults) changes(i ssa.Instruction) bool {
	switch i := i.(type) {
	case *ssa.Alloc:
		return d.is(i.Type().(*types.Pointer).Elem())
	case *ssa.TypeAssert:
		return d.is(i.AssertedType)
	case *ssa.FieldAddr:
		return d.is(i.X.Type()) && d.field(i)
	case ssa.CallInstruction:
		return d.call(i.Common())
	}
	return false
}

// field reports whether the field at i is the setting, and something else than the default is stored there.
func (d *defaults) field(i *ssa.FieldAddr) bool {
	name := i.X.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Struct).Field(i.Field).Name()
	for _, ref := range *i.Referrers() {
		s, ok := ref.(*ssa.Store)
		if ok && s.Addr == i && d.sets(name, s.Val) {
			return true
		}
	}
	return false
}

// call reports whether c changes the setting, or exchanges options with code that is not this package's.
func (d *defaults) call(c *ssa.CallCommon) bool {
	obj := Callee(c)
	if p, op := d.a.match.Func(obj); p == d.p && op != nil && op.Setting != "" && len(c.Args) > 1 {
		return d.sets(op.Setting, c.Args[1])
	}
	switch {
	case obj == nil && d.a.pkg.Pkg.Name() == "main": // its function values are its own
		return false
	case obj != nil && (obj.Pkg() == d.a.pkg.Pkg || obj.Pkg() == d.options.Obj().Pkg()):
		return false
	}
	return d.among(c.Signature().Params()) || d.among(c.Signature().Results())
}

func (d *defaults) among(vars *types.Tuple) bool {
	return slices.ContainsFunc(slices.Collect(vars.Variables()), func(v *types.Var) bool { return d.is(v.Type()) })
}

// sets reports whether v is something else for setting name than the default. It notes handlers.
func (d *defaults) sets(name string, v ssa.Value) bool {
	if name == d.p.Reconnect.Setting {
		c, ok := v.(*ssa.Const)
		return !ok || c.Value == nil || c.Value.Kind() != constant.Bool || constant.BoolVal(c.Value) != d.p.Reconnect.Default
	}
	if !slices.ContainsFunc(d.p.Ops, func(op protocol.Op) bool { return op.Event == protocol.Handler && op.Setting == name }) {
		return false
	}
	if c, ok := v.(*ssa.ChangeType); ok {
		v = c.X
	}
	switch v := v.(type) {
	case *ssa.Function:
		d.handlers = append(d.handlers, v)
	case *ssa.MakeClosure:
		d.handlers = append(d.handlers, v.Fn.(*ssa.Function))
	case *ssa.Const: // nil
	default:
		return true
	}
	return false
}
