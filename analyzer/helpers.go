package analyzer

import (
	"go/types"

	"github.com/hublint/hublint/analyzer/typestate"
	"golang.org/x/tools/go/analysis"
)

// This file summarises functions of packages that cannot reach a client, where those that can
// need to know them: a helper that turns one outcome into another, as in asError(ok), or that
// calls what it is given, as in retry(3, connect). That is so in the module that is analysed;
// elsewhere nobody knows them.

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

// isHelper reports whether fn may tell its caller something of the outcome or the function that
// it is given, and cannot be given a client: what it did to one, nobody here would see.
func isHelper(fn *types.Func) bool {
	sig := fn.Signature()
	if !fn.Exported() || sig.Recv() != nil || sig.TypeParams().Len() > 0 {
		return false
	}
	outcome, called := false, false
	for v := range sig.Params().Variables() {
		switch t := types.Unalias(v.Type()).(type) {
		case *types.Signature:
			called = true
		default:
			if !harmless(t) {
				return false
			}
			outcome = outcome || isOutcome(t)
		}
	}
	answers := false
	for v := range sig.Results().Variables() {
		answers = answers || isOutcome(types.Unalias(v.Type()))
	}
	return called || outcome && answers
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
