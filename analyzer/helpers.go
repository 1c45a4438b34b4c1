package analyzer

import (
	"go/types"

	"github.com/hublint/hublint/analyzer/typestate"
	"golang.org/x/tools/go/analysis"
)

// This file summarises functions of packages that cannot reach a client, where those that can
// need to know them: a helper that turns one outcome into another, as in asError(ok), or a function
// or method that calls what it is given, as in retry(3, connect) or policy.Do(connect). That is so in
// the module that is analysed; elsewhere nobody knows them.

// helpers exports the summaries of the package's helpers. Drivers need not call the analyzer for
// a package without any (reach.HasHelper says which these are).
func (l *linter) helpers(pass *analysis.Pass, m *typestate.Matcher) {
	if m := pass.Module; m == nil || m.Path == "" || m.Version != "" || !hasHelper(pass.Pkg) {
		return // the standard library has no path, and other modules have a version
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

func hasHelper(pkg *types.Package) bool {
	for _, name := range pkg.Scope().Names() {
		if fn, ok := pkg.Scope().Lookup(name).(*types.Func); ok && isHelper(fn) {
			return true
		}
	}
	return false
}

// isHelper reports whether fn may tell its caller something of the function or the outcome that it is
// given.
func isHelper(fn *types.Func) bool {
	sig := fn.Signature()
	return fn.Exported() && (calls(sig) || sig.TypeParams().Len() == 0 && maps(sig))
}

// calls reports whether a function of that signature may call a function that it is given.
func calls(sig *types.Signature) bool {
	for v := range sig.Params().Variables() {
		if _, ok := types.Unalias(v.Type()).(*types.Signature); ok {
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
