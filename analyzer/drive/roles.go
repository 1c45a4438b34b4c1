package drive

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/hublint/hublint/analyzer/protocol"
	"golang.org/x/tools/go/ssa"
)

// This file defines who is called by whom: which types of a package a framework is given.

// A contract is one whose interface is in reach of a package.
type contract struct {
	*protocol.Contract
	pkg   *types.Package
	typ   types.Type
	iface *types.Interface
}

// A role is a type that implements the interface of a contract, and is given to its owner.
type role struct {
	contract contract
	typ      types.Type
}

// known returns those of list that are about interfaces of pkg, or of packages that it imports.
func known(pkg *types.Package, list []protocol.Contract) []contract {
	var out []contract
	for i := range list {
		for _, p := range append(pkg.Imports(), pkg) {
			if p.Path() != list[i].Package() {
				continue
			}
			c := contract{Contract: &list[i], pkg: p}
			if c.typ = interfaceOf(p, list[i].Type()); c.typ == nil {
				continue
			}
			if c.iface = c.typ.Underlying().(*types.Interface); c.holds() {
				out = append(out, c)
			}
		}
	}
	return out
}

// interfaceOf returns the interface of pkg with this name, or nil.
func interfaceOf(pkg *types.Package, name string) types.Type {
	obj, ok := pkg.Scope().Lookup(name).(*types.TypeName)
	if !ok {
		return nil
	}
	if t, ok := types.Unalias(obj.Type()).(*types.Named); ok && t.TypeParams().Len() > t.TypeArgs().Len() {
		return nil // a generic one: which instance is meant, nobody says
	}
	if !types.IsInterface(obj.Type()) {
		return nil
	}
	return obj.Type()
}

// holds reports whether the interface has all that the contract names, in this version.
func (c *contract) holds() bool {
	return !slices.ContainsFunc(c.Methods(), func(name string) bool { return c.method(name) == nil }) &&
		!slices.ContainsFunc(c.Restart, func(name string) bool { return c.variable(name) == nil })
}

func (c *contract) method(name string) *types.Signature {
	for m := range c.iface.Methods() {
		if m.Name() == name {
			return m.Signature()
		}
	}
	return nil
}

func (c *contract) variable(name string) *types.Var {
	v, _ := c.pkg.Scope().Lookup(name).(*types.Var)
	return v
}

// A conversion makes an interface of a value.
type conversion struct{ from, to types.Type }

// conversions returns those in fns, and those that a variable without a name is declared for: they
// have no code.
func conversions(fns []*ssa.Function, files []*ast.File, info *types.Info) []conversion {
	var out []conversion
	for _, fn := range fns {
		for _, b := range fn.Blocks {
			for _, i := range b.Instrs {
				if mk, ok := i.(*ssa.MakeInterface); ok {
					out = append(out, conversion{mk.X.Type(), mk.Type()})
				}
			}
		}
	}
	for _, f := range files {
		for _, decl := range f.Decls {
			if decl, ok := decl.(*ast.GenDecl); ok {
				for _, spec := range decl.Specs {
					out = append(out, asserted(spec, info)...)
				}
			}
		}
	}
	return out
}

// asserted returns the conversions of a declaration like var _ Plugin = (*T)(nil).
func asserted(spec ast.Spec, info *types.Info) []conversion {
	v, ok := spec.(*ast.ValueSpec)
	if !ok || v.Type == nil || slices.ContainsFunc(v.Names, func(id *ast.Ident) bool { return id.Name != "_" }) {
		return nil
	}
	var out []conversion
	for _, x := range v.Values {
		out = append(out, conversion{info.TypeOf(x), info.TypeOf(v.Type)})
	}
	return out
}

// offered returns the conversions that are for other packages to make: of pointers to the exported types of
// pkg that implement a telling contract.
func offered(pkg *types.Package, contracts []contract) []conversion {
	var out []conversion
	if pkg.Name() == "main" {
		return nil // nobody imports it
	}
	for _, name := range pkg.Scope().Names() {
		obj, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || !obj.Exported() || obj.IsAlias() || types.IsInterface(obj.Type()) {
			continue
		}
		for _, c := range contracts {
			if p := types.NewPointer(obj.Type()); c.telling() && types.Implements(p, c.iface) {
				out = append(out, conversion{p, c.typ})
			}
		}
	}
	return out
}

// telling reports whether a method that the contract names has a type of the interface's own package:
// who has such methods means them for the owner.
func (c *contract) telling() bool {
	own := func(vars *types.Tuple) bool {
		for v := range vars.Variables() {
			if named, ok := types.Unalias(element(v.Type())).(*types.Named); ok && named.Obj().Pkg() == c.pkg {
				return true
			}
		}
		return false
	}
	return slices.ContainsFunc(c.Methods(), func(name string) bool {
		sig := c.method(name)
		return own(sig.Params()) || own(sig.Results())
	})
}

// element returns what t points to, or is a list of, or t.
func element(t types.Type) types.Type {
	switch t := t.(type) {
	case *types.Pointer:
		return element(t.Elem())
	case *types.Slice:
		return element(t.Elem())
	}
	return t
}

// roles returns what types of pkg play, in the order of their conversions.
func roles(pkg *types.Package, list []conversion, contracts []contract) []role {
	var out []role
	for _, conv := range list {
		for _, c := range contracts {
			if c.given(pkg, conv) && !slices.ContainsFunc(out, func(r role) bool {
				return r.contract.Contract == c.Contract && types.Identical(r.typ, conv.from)
			}) {
				out = append(out, role{c, conv.from})
			}
		}
	}
	return out
}

// given reports whether conv makes a type of pkg an implementation of c.
func (c *contract) given(pkg *types.Package, conv conversion) bool {
	to, ok := types.Unalias(conv.to).(*types.Named)
	if !ok || to.Obj().Pkg() != c.pkg && !types.Identical(to.Underlying(), c.iface) {
		return false
	}
	t := conv.from
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	from, ok := types.Unalias(t).(*types.Named)
	return ok && from.Obj().Pkg() == pkg && from.TypeParams() == nil && types.Implements(conv.from, c.iface)
}
