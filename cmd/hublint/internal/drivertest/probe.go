// Package drivertest holds what the tests of hublint's doors share: an analyzer that
// exercises a driver, and modules to run it on.
package drivertest

import (
	"fmt"
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/hublint/hublint/analyzer/protocol"
	"github.com/hublint/hublint/cmd/hublint/reach"
)

// ClientPackage is the package that stands for a hub client.
const ClientPackage = "example.com/client"

// Clients returns the set of ClientPackage alone.
func Clients() reach.Clients {
	return reach.NewClients([]protocol.Protocol{{Package: ClientPackage}})
}

// A connects fact says that a function connects, and how it gets there.
type connects struct{ Via []string }

func (*connects) AFact()           {}
func (c *connects) String() string { return fmt.Sprintf("connects via %v", c.Via) }

// A version fact holds the module version of a package.
type version struct{ Version string }

func (*version) AFact()           {}
func (v *version) String() string { return "version " + v.Version }

// Probe returns an analyzer that reports each call of a function that connects. A function
// connects if it is a method Connect of ClientPackage or calls one that does. The message
// names the way and the version that ClientPackage was built in; the declaration is related
// information; and there is a fix for calls of methods, which doubles the call's selector.
//
// It panics on packages that declare the name ProbePanic.
func Probe() *analysis.Analyzer {
	return &analysis.Analyzer{
		Name:      "probe",
		Doc:       "report calls that connect",
		FactTypes: []analysis.Fact{new(connects), new(version)},
		Run:       probe,
	}
}

func probe(pass *analysis.Pass) (any, error) {
	if pass.Pkg.Scope().Lookup("ProbePanic") != nil {
		panic("asked to")
	}
	if pass.Pkg.Path() == ClientPackage {
		pass.ExportPackageFact(&version{pass.Module.Version})
	}
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok {
				probeFunc(pass, fn)
			}
		}
	}
	return nil, nil
}

func probeFunc(pass *analysis.Pass, decl *ast.FuncDecl) {
	fn, ok := pass.TypesInfo.Defs[decl.Name].(*types.Func)
	if !ok {
		return
	}
	if pass.Pkg.Path() == ClientPackage && decl.Name.Name == "Connect" {
		pass.ExportObjectFact(fn, &connects{Via: []string{"client.Connect"}})
	}
	if decl.Body == nil {
		return
	}
	ast.Inspect(decl.Body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			probeCall(pass, fn, call)
		}
		return true
	})
}

func probeCall(pass *analysis.Pass, caller *types.Func, call *ast.CallExpr) {
	callee := typeutil.StaticCallee(pass.TypesInfo, call)
	var fact connects
	if callee == nil || !pass.ImportObjectFact(callee, &fact) {
		return
	}
	via := append([]string{pass.Pkg.Name() + "." + caller.Name()}, fact.Via...)
	pass.ExportObjectFact(caller, &connects{Via: via})
	built := "unknown"
	for _, f := range pass.AllPackageFacts() {
		if v, ok := f.Fact.(*version); ok {
			built = v.Version
		}
	}
	d := analysis.Diagnostic{
		Pos: call.Pos(), End: call.End(), Category: "probe",
		Message: fmt.Sprintf("connects via %v, client %s (probe)", via, built),
		Related: []analysis.RelatedInformation{{Pos: callee.Pos(), Message: "declared here"}},
	}
	if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
		d.SuggestedFixes = []analysis.SuggestedFix{{
			Message:   "connect again",
			TextEdits: []analysis.TextEdit{{Pos: sel.Sel.Pos(), End: sel.Sel.End(), NewText: []byte("Re" + sel.Sel.Name)}},
		}}
	}
	pass.Report(d)
}
