package analyzer

import (
	"go/ast"
	"go/types"
	"slices"

	"github.com/hublint/hublint/analyzer/typestate"
	"golang.org/x/tools/go/analysis"
)

// This file summarises functions of packages that cannot reach a client, where those that can
// need to know them: a helper that turns one outcome into another, as in asError(ok), or a function
// or method that calls what it is given, as in retry(3, connect) or policy.Do(connect), itself or in a
// field, as in Supervisor{Run: connect}.Serve(). That is so in the module that is analysed; elsewhere
// nobody knows them.

// helpers exports the summaries of the package's helpers. Drivers need not call the analyzer for
// a package without any (reach.HasHelper says which these are).
func (l *linter) helpers(pass *analysis.Pass, m *typestate.Matcher) {
	if m := pass.Module; m == nil || m.Path == "" || m.Version != "" {
		return // the standard library has no path, and other modules have a version
	}
	if !slices.ContainsFunc(pass.Files, func(f *ast.File) bool { return hasHelper(pass.TypesInfo, f) }) {
		return
	}
	prog := buildSSA(pass, pass.Files, pass.TypesInfo)
	a := typestate.New(prog, m, l.versions(pass), l.summaries(pass), l.analysed(pass, m))
	fns := sourceFuncs(pass, prog)
	for _, fn := range fns {
		obj, ok := fn.Object().(*types.Func)
		if !ok || fn.Parent() != nil || obj.Pkg() != pass.Pkg || !isHelper(obj) {
			continue
		}
		if s := a.Summarize(fns, fn); s != nil {
			pass.ExportObjectFact(obj, &Summary{*s})
		}
	}
}

func hasHelper(info *types.Info, f *ast.File) bool {
	return slices.ContainsFunc(f.Decls, func(d ast.Decl) bool {
		fd, ok := d.(*ast.FuncDecl)
		if !ok || fd.Body == nil {
			return false
		}
		fn, ok := info.Defs[fd.Name].(*types.Func)
		return ok && isHelper(fn)
	})
}

// isHelper reports whether fn may tell its caller something of the function or the outcome that it is
// given.
func isHelper(fn *types.Func) bool {
	sig := fn.Signature()
	return fn.Exported() && (calls(fn) || sig.TypeParams().Len() == 0 && maps(sig))
}

// calls reports whether fn may call a function that it is given, by itself or in a field. Types that other
// packages declare are not looked into: a text does not say of them what they are, see reach.HasHelper.
func calls(fn *types.Func) bool {
	sig := fn.Signature()
	if recv := sig.Recv(); recv != nil && holdsFunc(recv.Type(), fn.Pkg()) {
		return true
	}
	for v := range sig.Params().Variables() {
		if isFunc(v.Type(), fn.Pkg()) || holdsFunc(v.Type(), fn.Pkg()) {
			return true
		}
	}
	return false
}

// isFunc reports whether t is a type of functions that pkg has written out.
func isFunc(t types.Type, pkg *types.Package) bool {
	t = types.Unalias(t)
	if n, ok := t.(*types.Named); ok && n.Obj().Pkg() == pkg {
		t = n.Underlying()
	}
	_, ok := t.(*types.Signature)
	return ok
}

// holdsFunc reports whether t is a struct of pkg with a function in a field, or a pointer to one.
func holdsFunc(t types.Type, pkg *types.Package) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Pkg() != pkg {
		return false
	}
	st, ok := n.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range st.Fields() {
		if isFunc(f.Type(), pkg) {
			return true
		}
	}
	return false
}

// maps reports whether a function of that signature may turn one outcome into another, and can be
// given nothing else of interest.
func maps(sig *types.Signature) bool {
	given, answers := false, false
	for v := range sig.Params().Variables() {
		if sig.Recv() != nil || !harmless(types.Unalias(v.Type())) {
			return false
		}
		given = given || isOutcome(types.Unalias(v.Type()))
	}
	for v := range sig.Results().Variables() {
		answers = answers || isOutcome(types.Unalias(v.Type()))
	}
	return given && answers
}

// harmless reports whether a value of type t cannot hold a client.
func harmless(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Kind() != types.UnsafePointer || isOutcome(t) || typestate.IsNamed(t, "context", "Context")
}

// isOutcome reports whether t is error or bool.
func isOutcome(t types.Type) bool {
	return types.Identical(t, types.Universe.Lookup("error").Type()) || types.Identical(t, types.Typ[types.Bool])
}
