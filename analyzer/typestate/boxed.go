package typestate

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// This file defines which types are known to be behind interfaces: those that the package, or one
// that it imports, makes such an interface of. The first is read from its text, the second comes with
// facts.

// A Boxed is a type that the program makes an interface of.
type Boxed struct {
	Type      string // import path and name, of a pointer with a star. Example: *example.com/fleet.Truck
	Interface string
}

// A boxed is a [Boxed] in this package's terms.
type boxed struct{ typ, iface types.Type }

// A dispatchKey is a method of an interface.
type dispatchKey struct {
	iface types.Type
	name  string
}

// implementers returns the types that may be behind the interface in c and whose method can do
// something to a client, as far as the text tells.
func (a *Analysis) implementers(c *ssa.CallCommon) []types.Type {
	k := dispatchKey{c.Value.Type(), c.Method.Name()}
	if list, ok := a.implementersC[k]; ok {
		return list
	}
	var out []types.Type
	if a.relevance != nil {
		for _, t := range a.behind(c.Value.Type()) {
			if obj := a.declared(t, c.Method); obj != nil && a.relevance.acts(obj) {
				out = append(out, t)
			}
		}
	}
	a.implementersC[k] = out
	return out
}

// behind returns the types that are known to be put into an interface from which an iface may come
// without a question.
func (a *Analysis) behind(iface types.Type) []types.Type {
	it, ok := iface.Underlying().(*types.Interface)
	if !ok {
		return nil // a type parameter
	}
	var out []types.Type
	for _, b := range a.boxed {
		if types.Implements(b.iface, it) && !slices.ContainsFunc(out, func(t types.Type) bool { return types.Identical(t, b.typ) }) {
			out = append(out, b.typ)
		}
	}
	return out
}

// declared returns the method that calling m on a t runs, as it is written.
func (a *Analysis) declared(t types.Type, m *types.Func) *types.Func {
	if sel := a.selection(t, m); sel != nil {
		return sel.Obj().(*types.Func).Origin()
	}
	return nil
}

// acts reports whether obj, a method, can do something to a client.
func (r *relevance) acts(obj *types.Func) bool {
	if obj.Pkg() != r.a.pkg.Pkg {
		return r.tracked(obj)
	}
	fn := r.a.pkg.Prog.FuncValue(obj)
	return fn != nil && r.reaches[fn]
}

// Import adds the types that imported packages make interfaces of.
func (a *Analysis) Import(list []Boxed) {
	for i, b := range list {
		if slices.Contains(list[:i], b) {
			continue // by way of another package
		}
		t, iface := a.named(b.Type), a.named(b.Interface)
		if t != nil && iface != nil && types.IsInterface(iface) && !types.IsInterface(t) {
			a.boxed = append(a.boxed, boxed{t, iface})
		}
	}
}

// named returns the type of that name in a package that is imported, directly or not; or nil.
func (a *Analysis) named(name string) types.Type {
	if pointee, ok := strings.CutPrefix(name, "*"); ok {
		if t := a.named(pointee); t != nil {
			return types.NewPointer(t)
		}
		return nil
	}
	if a.packages == nil {
		a.packages = map[string]*types.Package{}
		a.know(a.pkg.Pkg)
	}
	i := strings.LastIndexByte(name, '.')
	if p := a.packages[name[:max(i, 0)]]; p != nil {
		if tn, ok := p.Scope().Lookup(name[i+1:]).(*types.TypeName); ok {
			return tn.Type()
		}
	}
	return nil
}

// know adds pkg, and what it imports, to the packages that are known by path.
func (a *Analysis) know(pkg *types.Package) {
	if a.packages[pkg.Path()] == nil {
		a.packages[pkg.Path()] = pkg
		for _, p := range pkg.Imports() {
			a.know(p)
		}
	}
}

// box notes which types fns make interfaces of. What a test puts there is a double.
func (a *Analysis) box(fns []*ssa.Function) {
	for _, fn := range fns {
		for _, b := range fn.Blocks {
			for _, i := range b.Instrs {
				mk, ok := i.(*ssa.MakeInterface)
				if !ok || a.inTest(fn.Pos()) || mk.Type().Underlying().(*types.Interface).NumMethods() == 0 {
					continue
				}
				if b := (boxed{mk.X.Type(), mk.Type()}); !slices.Contains(a.boxed, b) {
					a.boxed = append(a.boxed, b)
				}
			}
		}
	}
}

// Boxed returns the types that this package and those that it imports make interfaces of, as far as
// they can do something to a client: what importers must know.
func (a *Analysis) Boxed() []Boxed {
	var out []Boxed
	for _, b := range a.boxed {
		x := Boxed{nameOf(b.typ), nameOf(b.iface)}
		if x.Type != "" && x.Interface != "" && a.relevance != nil && !slices.Contains(out, x) && a.actsBehind(b) {
			out = append(out, x)
		}
	}
	return out
}

// boxedAs returns the name of t if interfaces are made of it through which clients are acted upon: who
// is given one must know what is behind it.
func (a *Analysis) boxedAs(t types.Type) string {
	if t == nil || a.relevance == nil || !slices.ContainsFunc(a.boxed, func(b boxed) bool { return types.Identical(b.typ, t) && a.actsBehind(b) }) {
		return ""
	}
	return nameOf(t)
}

// actsBehind reports whether a method that is called through b's interface can do something to a
// client.
func (a *Analysis) actsBehind(b boxed) bool {
	for m := range b.iface.Underlying().(*types.Interface).Methods() {
		if obj := a.declared(b.typ, m); obj != nil && a.relevance.acts(obj) {
			return true
		}
	}
	return false
}

// nameOf returns the name by which other packages can find t, or "".
func nameOf(t types.Type) string {
	star := ""
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		star, t = "*", p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() == nil || n.TypeParams() != nil || n.Obj().Parent() != n.Obj().Pkg().Scope() {
		return ""
	}
	return star + n.Obj().Pkg().Path() + "." + n.Obj().Name()
}
